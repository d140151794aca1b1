"""The words for what happened to a line in a draft."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.procurement.life import LifeEvent

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    LifeEvent: {
        LifeEvent.LISTED: NP_("life of a line", "First listed"),
        LifeEvent.UNCHANGED: NP_("life of a line", "Unchanged"),
        LifeEvent.RENAMED: NP_("life of a line", "Renamed"),
        LifeEvent.MOVED: NP_("life of a line", "Moved"),
        LifeEvent.CHANGED: NP_("life of a line", "Changed"),
        LifeEvent.SPLIT: NP_("life of a line", "Split"),
        LifeEvent.MERGED: NP_("life of a line", "Merged"),
        LifeEvent.CUT: NP_("life of a line", "Cut"),
        LifeEvent.ABSENT: NP_("life of a line", "Not listed"),
        LifeEvent.BACK: NP_("life of a line", "Brought back"),
    },
}
