"""The words for what a figure of a summary was computed from, and for what became of what one had announced."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.vocabulary import PromiseVerdict, SourceKind

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    SourceKind: {
        SourceKind.READINGS: NP_("source", "Readings"),
        SourceKind.EVENTS: NP_("source", "Events"),
        SourceKind.PLANS: NP_("source", "Plan documents"),
        SourceKind.ROUNDS: NP_("source", "Site rounds"),
        SourceKind.GATES: NP_("source", "Acceptance gates"),
        SourceKind.DRAFTS: NP_("source", "Drafts"),
        SourceKind.ASSETS: NP_("source", "Assets"),
        SourceKind.COURSES: NP_("source", "Courses"),
        SourceKind.SESSIONS: NP_("source", "Sessions"),
        SourceKind.PARTICIPANTS: NP_("source", "Participants"),
        SourceKind.BULLETINS: NP_("source", "Bulletins"),
        SourceKind.GOALS: NP_("source", "Goals"),
        SourceKind.TASKS: NP_("source", "Tasks"),
        SourceKind.PROMISES: NP_("source", "What was announced"),
        SourceKind.FINDINGS: NP_("source", "Findings"),
        SourceKind.ASSESSMENTS: NP_("source", "Self-assessments"),
        SourceKind.ITEMS: NP_("source", "Items of a standard"),
    },
    PromiseVerdict: {
        PromiseVerdict.DONE: NP_("promise", "done"),
        PromiseVerdict.SLIPPED: NP_("promise", "slipped"),
        PromiseVerdict.DROPPED: NP_("promise", "dropped"),
    },
}
