"""The words for the sections of an evidence pack, and for where long work in the background stands."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.evidence import EvidenceSection
from tracker.i18n.marks import NP_
from tracker.vocabulary import JobStatus

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    EvidenceSection: {
        EvidenceSection.ACCEPTANCE: NP_("evidence", "Acceptance"),
        EvidenceSection.FINDINGS: NP_("evidence", "Findings"),
        EvidenceSection.ROUNDS: NP_("evidence", "Site inspections"),
        EvidenceSection.DRAFTS: NP_("evidence", "Procurement drafts"),
        EvidenceSection.ASSETS: NP_("evidence", "Decisions on assets"),
        EvidenceSection.PURCHASES: NP_("evidence", "Purchases"),
        EvidenceSection.PLANS: NP_("evidence", "Plan documents"),
        EvidenceSection.MINUTES: NP_("evidence", "Minutes"),
        EvidenceSection.ATTENDANCE: NP_("evidence", "Attendance"),
        EvidenceSection.SUMMARIES: NP_("evidence", "Summaries and bulletins"),
        EvidenceSection.EVALUATION: NP_("evidence", "Evaluation"),
    },
    JobStatus: {
        JobStatus.WAITING: NP_("job", "waiting"),
        JobStatus.RUNNING: NP_("job", "being built"),
        JobStatus.DONE: NP_("job", "done"),
        JobStatus.FAILED: NP_("job", "failed"),
    },
}
