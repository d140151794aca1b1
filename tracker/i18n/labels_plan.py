"""The words for the choices of the plan pages."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.plans import TimelineScale

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    TimelineScale: {
        TimelineScale.DAY: NP_("scale", "Days"),
        TimelineScale.WEEK: NP_("scale", "Weeks"),
        TimelineScale.MONTH: NP_("scale", "Months"),
        TimelineScale.QUARTER: NP_("scale", "Whole"),
    },
}
