"""The word for every stored value: enumeration → (context, message id), for Babel to extract and pages to show."""

from collections.abc import Mapping
from enum import StrEnum

from tracker import vocabulary as v
from tracker.i18n.gather import gathered
from tracker.i18n.marks import NP_
from tracker.permissions import Role
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind

_SHARED: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Role: {
        Role.ADMINISTRATOR: NP_("role", "Administrator"),
        Role.LEAD: NP_("role", "Project lead"),
        Role.STAFF: NP_("role", "Staff"),
        Role.REVIEWER: NP_("role", "Budget reviewer"),
        Role.PERSONNEL: NP_("role", "Personnel"),
        Role.VIEWER: NP_("role", "Viewer"),
    },
    v.OrganisationRole: {
        v.OrganisationRole.CLIENT: NP_("organisation", "Client"),
        v.OrganisationRole.CONTRACTOR: NP_("organisation", "Contractor"),
        v.OrganisationRole.SUPERVISOR: NP_("organisation", "Supervisor"),
        v.OrganisationRole.DESIGNER: NP_("organisation", "Designer"),
        v.OrganisationRole.SURVEYOR: NP_("organisation", "Surveyor"),
        v.OrganisationRole.BUREAU: NP_("organisation", "Bureau"),
        v.OrganisationRole.SUPPLIER: NP_("organisation", "Supplier"),
        v.OrganisationRole.LIBRARY: NP_("organisation", "Library"),
        v.OrganisationRole.OTHER: NP_("organisation", "Other"),
    },
    v.PlanKind: {
        v.PlanKind.OPENING_PREPARATION: NP_("plan", "Opening preparation"),
        v.PlanKind.CEREMONY: NP_("plan", "Opening ceremony"),
        v.PlanKind.FACILITIES: NP_("plan", "Facilities and equipment"),
        v.PlanKind.RECRUITMENT: NP_("plan", "Staff recruitment"),
        v.PlanKind.OTHER: NP_("plan", "Other plan"),
    },
    v.PlanStatus: {
        v.PlanStatus.DRAFT: NP_("plan status", "Draft"),
        v.PlanStatus.SUBMITTED: NP_("plan status", "Submitted"),
        v.PlanStatus.APPROVED: NP_("plan status", "Approved"),
        v.PlanStatus.RETURNED: NP_("plan status", "Returned"),
        v.PlanStatus.IN_FORCE: NP_("plan status", "In force"),
        v.PlanStatus.CLOSED: NP_("plan status", "Closed"),
    },
    v.SubmissionOutcome: {
        v.SubmissionOutcome.APPROVED: NP_("plan status", "Approved"),
        v.SubmissionOutcome.RETURNED: NP_("plan status", "Returned"),
    },
    v.ZoneKind: {
        v.ZoneKind.FLOOR: NP_("zone", "Floor"),
        v.ZoneKind.ROOM: NP_("zone", "Room"),
        v.ZoneKind.ELEMENT: NP_("zone", "Element"),
    },
    v.HolidayRule: {
        v.HolidayRule.SKIP: NP_("holiday", "Skip a slot on a day off"),
        v.HolidayRule.SHIFT_BEFORE: NP_("holiday", "Move it to the working day before"),
        v.HolidayRule.SHIFT_AFTER: NP_("holiday", "Move it to the working day after"),
    },
    v.InspectionWindow: {
        v.InspectionWindow.DAY: NP_("window", "On the day itself"),
        v.InspectionWindow.WEEK: NP_("window", "Any day of the week"),
    },
    v.InspectionStatus: {
        v.InspectionStatus.WORKING: NP_("inspection", "In progress"),
        v.InspectionStatus.SUBMITTED: NP_("inspection", "Submitted"),
        v.InspectionStatus.SIGNED: NP_("inspection", "Signed"),
        v.InspectionStatus.EXCUSED: NP_("inspection", "Excused"),
    },
    v.CheckAnswer: {
        v.CheckAnswer.PASS: NP_("check", "Pass"),
        v.CheckAnswer.FAIL: NP_("check", "Fail"),
        v.CheckAnswer.NOT_APPLICABLE: NP_("check", "Not applicable"),
    },
    v.Severity: {
        v.Severity.CRITICAL: NP_("severity", "Critical"),
        v.Severity.MAJOR: NP_("severity", "Major"),
        v.Severity.MINOR: NP_("severity", "Minor"),
        v.Severity.OBSERVATION: NP_("severity", "Observation"),
    },
    v.Trade: {
        v.Trade.CIVIL: NP_("trade", "Civil works"),
        v.Trade.FIT_OUT: NP_("trade", "Fit-out"),
        v.Trade.ELECTRICAL: NP_("trade", "Electrical"),
        v.Trade.PLUMBING: NP_("trade", "Plumbing"),
        v.Trade.HVAC: NP_("trade", "Heating and ventilation"),
        v.Trade.FIRE: NP_("trade", "Fire safety"),
        v.Trade.NETWORK: NP_("trade", "Network"),
        v.Trade.FURNITURE: NP_("trade", "Furniture"),
        v.Trade.OTHER: NP_("trade", "Other"),
    },
    v.FindingStatus: {
        v.FindingStatus.OPEN: NP_("finding", "Open"),
        v.FindingStatus.ASSIGNED: NP_("finding", "Assigned"),
        v.FindingStatus.RECTIFIED: NP_("finding", "Rectified"),
        v.FindingStatus.CLOSED: NP_("finding", "Closed"),
        v.FindingStatus.WAIVED: NP_("finding", "Waived"),
    },
    v.AcceptanceStage: {
        v.AcceptanceStage.CIVIL_WORKS: NP_("acceptance", "Civil works"),
        v.AcceptanceStage.FIT_OUT: NP_("acceptance", "Fit-out"),
        v.AcceptanceStage.FIRE: NP_("acceptance", "Fire"),
        v.AcceptanceStage.PLANNING: NP_("acceptance", "Planning"),
        v.AcceptanceStage.AIR_QUALITY: NP_("acceptance", "Air quality"),
        v.AcceptanceStage.COMPLETION_FILING: NP_("acceptance", "Completion filing"),
    },
    v.AcceptanceOutcome: {
        v.AcceptanceOutcome.PASSED: NP_("acceptance", "Passed"),
        v.AcceptanceOutcome.CONDITIONAL: NP_("acceptance", "Passed with conditions"),
        v.AcceptanceOutcome.FAILED: NP_("acceptance", "Failed"),
    },
    v.FindingObservation: {
        v.FindingObservation.FIXED: NP_("observation", "Fixed"),
        v.FindingObservation.STILL_THERE: NP_("observation", "Still there"),
        v.FindingObservation.WORSE: NP_("observation", "Worse"),
    },
    v.FireProcedure: {
        v.FireProcedure.ACCEPTANCE: NP_("fire", "Fire acceptance"),
        v.FireProcedure.FILING: NP_("fire", "Fire filing, with spot checks"),
    },
    v.WarrantyItem: {
        v.WarrantyItem.STRUCTURE: NP_("warranty", "Structure and foundations"),
        v.WarrantyItem.WATERPROOFING: NP_("warranty", "Waterproofing"),
        v.WarrantyItem.HEATING_COOLING: NP_("warranty", "Heating and cooling"),
        v.WarrantyItem.ELECTRICAL_PLUMBING: NP_("warranty", "Electrical and plumbing"),
        v.WarrantyItem.FIT_OUT: NP_("warranty", "Fit-out"),
        v.WarrantyItem.OTHER: NP_("warranty", "Other"),
    },
    v.LineDecision: {
        v.LineDecision.ACCEPT: NP_("decision", "Accept"),
        v.LineDecision.CUT_TO: NP_("decision", "Cut to"),
        v.LineDecision.QUESTION: NP_("decision", "Question"),
    },
    v.StandardBasis: {
        v.StandardBasis.PER_PERSON: NP_("standard", "Per person in post"),
        v.StandardBasis.PER_AREA: NP_("standard", "Per square metre"),
        v.StandardBasis.PER_SEAT: NP_("standard", "Per seat"),
        v.StandardBasis.FIXED: NP_("standard", "Fixed quantity"),
    },
    v.DeliveryResult: {
        v.DeliveryResult.ACCEPTED: NP_("delivery", "Accepted"),
        v.DeliveryResult.RECTIFY: NP_("delivery", "To be put right"),
        v.DeliveryResult.REFUSED: NP_("delivery", "Refused"),
    },
    v.DraftStatus: {
        v.DraftStatus.WORKING: NP_("draft", "Working copy"),
        v.DraftStatus.SUBMITTED: NP_("draft", "Submitted"),
        v.DraftStatus.IN_REVIEW: NP_("draft", "In review"),
        v.DraftStatus.RETURNED: NP_("draft", "Sent back"),
        v.DraftStatus.ACCEPTED: NP_("draft", "Accepted"),
    },
    v.Cause: {
        v.Cause.REUSE: NP_("cause", "Reuse of an asset"),
        v.Cause.STANDARD_CAP: NP_("cause", "Standard cap"),
        v.Cause.MARKET_PRICE: NP_("cause", "Market price"),
        v.Cause.SPECIFICATION: NP_("cause", "Specification"),
        v.Cause.OTHER_BUDGET: NP_("cause", "Moved to another budget"),
        v.Cause.DEFERRED: NP_("cause", "Deferred"),
        v.Cause.FINANCE_REVIEW: NP_("cause", "Finance review"),
        v.Cause.REQUIREMENT: NP_("cause", "Requirement"),
        v.Cause.LAYOUT: NP_("cause", "Layout"),
        v.Cause.WORDING: NP_("cause", "Wording"),
    },
    v.CommentStatus: {
        v.CommentStatus.OPEN: NP_("comment", "Open"),
        v.CommentStatus.ANSWERED: NP_("comment", "Answered"),
        v.CommentStatus.CLOSED: NP_("comment", "Closed"),
        v.CommentStatus.REFUSED: NP_("comment", "Refused"),
    },
    v.AssetCondition: {
        v.AssetCondition.GOOD: NP_("asset", "Good"),
        v.AssetCondition.FAIR: NP_("asset", "Fair"),
        v.AssetCondition.POOR: NP_("asset", "Poor"),
        v.AssetCondition.TO_SCRAP: NP_("asset", "To be scrapped"),
    },
    v.StaffKind: {
        v.StaffKind.ESTABLISHED: NP_("staff", "Established"),
        v.StaffKind.CONTRACT: NP_("staff", "Contract"),
        v.StaffKind.PURCHASED_SERVICE: NP_("staff", "Purchased service"),
    },
    TaskKind: {
        TaskKind.TASK: NP_("task", "Task"),
        TaskKind.MILESTONE: NP_("task", "Milestone"),
        TaskKind.SUMMARY: NP_("task", "Summary task"),
    },
    LinkType: {
        LinkType.FS: NP_("link", "Finish to start"),
        LinkType.SS: NP_("link", "Start to start"),
        LinkType.FF: NP_("link", "Finish to finish"),
        LinkType.SF: NP_("link", "Start to finish"),
    },
    LagUnit: {
        LagUnit.WORKING_DAYS: NP_("lag", "working days"),
        LagUnit.CALENDAR_DAYS: NP_("lag", "calendar days"),
    },
    Constraint: {
        Constraint.AS_SOON_AS_POSSIBLE: NP_("constraint", "As soon as possible"),
        Constraint.AS_LATE_AS_POSSIBLE: NP_("constraint", "As late as possible"),
        Constraint.START_NO_EARLIER_THAN: NP_("constraint", "Start no earlier than"),
        Constraint.START_NO_LATER_THAN: NP_("constraint", "Start no later than"),
        Constraint.FINISH_NO_EARLIER_THAN: NP_("constraint", "Finish no earlier than"),
        Constraint.FINISH_NO_LATER_THAN: NP_("constraint", "Finish no later than"),
        Constraint.MUST_START_ON: NP_("constraint", "Must start on"),
        Constraint.MUST_FINISH_ON: NP_("constraint", "Must finish on"),
    },
}

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = gathered("labels_", "LABELS", _SHARED)
"""The labels above and those of every `labels_<subject>` module beside this one."""
