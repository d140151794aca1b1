"""The words of the way to the contract: stages, what is wrong with them, what methods are allowed."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.procurement.contract_checks import ContractBreach
from tracker.procurement.process import Stage
from tracker.procurement.stage_checks import Breach
from tracker.procurement.thresholds import Permission, ProcurementObject
from tracker.vocabulary import ProcurementMethod as Method

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Method: {
        Method.OPEN_TENDER: NP_("method", "Open tender"),
        Method.RESTRICTED_TENDER: NP_("method", "Restricted tender"),
        Method.NEGOTIATION: NP_("method", "Competitive negotiation"),
        Method.CONSULTATION: NP_("method", "Competitive consultation"),
        Method.QUOTATION: NP_("method", "Request for quotations"),
        Method.SINGLE_SOURCE: NP_("method", "Single source"),
        Method.FRAMEWORK: NP_("method", "Framework agreement"),
    },
    Stage: {
        Stage.REQUIREMENT: NP_("purchase", "Requirement"),
        Stage.FINANCE_REVIEW: NP_("purchase", "Finance review"),
        Stage.INTENTION_NOTICE: NP_("purchase", "Intention notice"),
        Stage.PLAN_FILING: NP_("purchase", "Filing of the plan"),
        Stage.SOLICITATION: NP_("purchase", "Notice and documents"),
        Stage.BID_DEADLINE: NP_("purchase", "Deadline for offers"),
        Stage.EVALUATION: NP_("purchase", "Evaluation"),
        Stage.AWARD: NP_("purchase", "Decision on the award"),
        Stage.AWARD_NOTICE: NP_("purchase", "Award notice"),
        Stage.CHALLENGE_END: NP_("purchase", "End of challenges"),
        Stage.CONTRACT: NP_("purchase", "Contract signed"),
        Stage.CONTRACT_NOTICE: NP_("purchase", "Contract published"),
        Stage.CONTRACT_FILING: NP_("purchase", "Contract filed"),
        Stage.DELIVERY: NP_("purchase", "Delivery"),
        Stage.INSTALLATION: NP_("purchase", "Installation"),
        Stage.ACCEPTANCE: NP_("purchase", "Acceptance"),
        Stage.PAYMENT: NP_("purchase", "Payment"),
        Stage.ARCHIVE: NP_("purchase", "Documents archived"),
    },
    Breach: {
        Breach.BEFORE_ITS_TURN: NP_("purchase", "Before its turn"),
        Breach.TOO_SHORT: NP_("purchase", "Shorter than the law allows"),
        Breach.TOO_LATE: NP_("purchase", "Later than the law allows"),
        Breach.OVERDUE: NP_("purchase", "Overdue by law"),
    },
    Permission: {
        Permission.UNDECIDED: NP_("purchase", "No method chosen"),
        Permission.NO_THRESHOLD: NP_("purchase", "No threshold known"),
        Permission.ALLOWED: NP_("purchase", "Method allowed"),
        Permission.NEEDS_APPROVAL: NP_("purchase", "Approval needed"),
    },
    ProcurementObject: {
        ProcurementObject.GOODS: NP_("purchase", "Goods"),
        ProcurementObject.WORKS: NP_("purchase", "Works"),
        ProcurementObject.SERVICES: NP_("purchase", "Services"),
    },
    ContractBreach: {
        ContractBreach.OVER_BUDGET: NP_("purchase", "Above the budget"),
        ContractBreach.VARIATIONS: NP_("purchase", "Supplements above a tenth"),
        ContractBreach.PAYMENTS: NP_("purchase", "Paid more than the contract"),
        ContractBreach.DELIVERY: NP_("purchase", "Delivered more than ordered"),
    },
}
