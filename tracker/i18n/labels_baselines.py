"""The words for what became of a task between two schedules."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.baselines import Change
from tracker.i18n.marks import NP_

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Change: {
        Change.MOVED: NP_("baseline", "Moved"),
        Change.ADDED: NP_("baseline", "Added"),
        Change.REMOVED: NP_("baseline", "Removed"),
        Change.UNCHANGED: NP_("baseline", "Unchanged"),
    },
}
