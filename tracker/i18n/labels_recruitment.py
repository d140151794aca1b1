"""The words of a recruitment round: its stages, what is counted at their end, what became of candidates."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.vocabulary import CandidateOutcome, RoundStage

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    RoundStage: {
        RoundStage.PLAN_FILED: NP_("recruitment", "Plan filed"),
        RoundStage.NOTICE: NP_("recruitment", "Notice"),
        RoundStage.REGISTRATION: NP_("recruitment", "Registration"),
        RoundStage.QUALIFICATION: NP_("recruitment", "Qualification check"),
        RoundStage.WRITTEN_EXAM: NP_("recruitment", "Written exam"),
        RoundStage.INTERVIEW: NP_("recruitment", "Interview"),
        RoundStage.MEDICAL: NP_("recruitment", "Medical"),
        RoundStage.VETTING: NP_("recruitment", "Vetting"),
        RoundStage.PUBLIC_NOTICE: NP_("recruitment", "Public notice"),
        RoundStage.APPOINTMENT: NP_("recruitment", "Appointment"),
        RoundStage.ON_BOARD: NP_("recruitment", "On board"),
    },
    CandidateOutcome: {
        CandidateOutcome.IN_PROGRESS: NP_("candidate", "Under way"),
        CandidateOutcome.APPOINTED: NP_("candidate", "Appointed"),
        CandidateOutcome.REJECTED: NP_("candidate", "Not taken"),
        CandidateOutcome.WITHDRAWN: NP_("candidate", "Withdrew"),
    },
}

COUNTED: Mapping[RoundStage, tuple[str, str]] = {
    RoundStage.REGISTRATION: NP_("funnel", "Registered"),
    RoundStage.QUALIFICATION: NP_("funnel", "Qualified"),
    RoundStage.WRITTEN_EXAM: NP_("funnel", "Sat the exam"),
    RoundStage.INTERVIEW: NP_("funnel", "Shortlisted"),
    RoundStage.MEDICAL: NP_("funnel", "Passed the medical"),
    RoundStage.VETTING: NP_("funnel", "Passed vetting"),
    RoundStage.PUBLIC_NOTICE: NP_("funnel", "Announced"),
    RoundStage.APPOINTMENT: NP_("funnel", "Offered"),
    RoundStage.ON_BOARD: NP_("funnel", "Arrived"),
}
"""Who the people counted at the end of a stage are."""
