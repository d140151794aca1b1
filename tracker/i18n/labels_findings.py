"""The words for the orders of a list of findings, the buckets of their age, and the steps of an imported room list."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.finding_views import AgeBucket, FindingOrder
from tracker.i18n.marks import NP_
from tracker.zone_list import ZoneStep

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    FindingOrder: {
        FindingOrder.NEWEST: NP_("finding order", "Newest first"),
        FindingOrder.DUE: NP_("finding order", "Due first"),
        FindingOrder.WORST: NP_("finding order", "Worst first"),
        FindingOrder.OLDEST: NP_("finding order", "Longest open first"),
        FindingOrder.ORGANISATION: NP_("finding order", "By organisation"),
    },
    ZoneStep: {
        ZoneStep.ADD: NP_("zone import", "New"),
        ZoneStep.RESTORE: NP_("zone import", "Brought back"),
        ZoneStep.CHANGE_AREA: NP_("zone import", "Area changes"),
        ZoneStep.NOTHING: NP_("zone import", "As it is"),
    },
    AgeBucket: {
        AgeBucket.WEEK: NP_("age", "up to 7 days"),
        AgeBucket.FORTNIGHT: NP_("age", "8–14 days"),
        AgeBucket.MONTH: NP_("age", "15–30 days"),
        AgeBucket.TWO_MONTHS: NP_("age", "31–60 days"),
        AgeBucket.LONGER: NP_("age", "over 60 days"),
    },
}
