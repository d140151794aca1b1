"""The words for indicators, qualified figures, events and the direction of work."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.events import OutcomeState
from tracker.i18n.marks import NP_
from tracker.periods import PeriodKind
from tracker.vocabulary import (
    DirectionKind,
    EventKind,
    IndicatorDirection,
    IndicatorMode,
    IssueStatus,
    Qualifier,
)

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    IndicatorDirection: {
        IndicatorDirection.UP: NP_("indicator", "The more the better"),
        IndicatorDirection.DOWN: NP_("indicator", "The less the better"),
    },
    IndicatorMode: {
        IndicatorMode.CUMULATIVE: NP_("indicator", "Total by the day"),
        IndicatorMode.PER_PERIOD: NP_("indicator", "New since the last reading"),
    },
    Qualifier: {
        Qualifier.EXACT: NP_("qualifier", "Exactly"),
        Qualifier.NEARLY: NP_("qualifier", "Nearly"),
        Qualifier.ABOUT: NP_("qualifier", "About"),
        Qualifier.OVER: NP_("qualifier", "More than"),
        Qualifier.AT_LEAST: NP_("qualifier", "At least"),
    },
    PeriodKind: {
        PeriodKind.MONTH: NP_("target", "a month"),
        PeriodKind.QUARTER: NP_("target", "a quarter"),
        PeriodKind.YEAR: NP_("target", "a year"),
    },
    EventKind: {
        EventKind.MEETING: NP_("event", "Meeting"),
        EventKind.STUDY_TOUR: NP_("event", "Study tour"),
        EventKind.LECTURE: NP_("event", "Lecture"),
        EventKind.MEDIA: NP_("event", "Media notice"),
        EventKind.AWARD: NP_("event", "Award"),
        EventKind.DONATION: NP_("event", "Donation"),
        EventKind.TRAINING: NP_("event", "Training attended"),
    },
    OutcomeState: {
        OutcomeState.OPEN: NP_("outcome", "Not settled"),
        OutcomeState.SETTLED: NP_("outcome", "Settled"),
        OutcomeState.UNDER_WAY: NP_("outcome", "Under way"),
        OutcomeState.DONE: NP_("outcome", "Done"),
        OutcomeState.LATE: NP_("outcome", "Late"),
    },
    IssueStatus: {
        IssueStatus.DRAFT: NP_("issue", "Draft"),
        IssueStatus.ISSUED: NP_("issue", "Issued"),
    },
    DirectionKind: {
        DirectionKind.MISSION: NP_("direction", "Mission"),
        DirectionKind.SPECIALITY: NP_("direction", "Speciality"),
        DirectionKind.HIGHLIGHT: NP_("direction", "Highlight"),
    },
}
