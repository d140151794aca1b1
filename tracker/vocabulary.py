"""The closed sets of words the tracker stores: states, kinds and causes. Values are stored; labels are in i18n.

Names follow the glossary (`docs/glossary.md`). The schedule's own words live in `tracker.schedule.model`.
"""

from enum import StrEnum


class OrganisationRole(StrEnum):
    """What an organisation is to the project; the first five are the responsible parties of a building."""

    CLIENT = "client"
    CONTRACTOR = "contractor"
    SUPERVISOR = "supervisor"
    DESIGNER = "designer"
    SURVEYOR = "surveyor"
    BUREAU = "bureau"
    SUPPLIER = "supplier"
    LIBRARY = "library"
    OTHER = "other"


class PlanKind(StrEnum):
    """The documents that prepare an opening, each with its tasks."""

    OPENING_PREPARATION = "opening_preparation"
    CEREMONY = "ceremony"
    FACILITIES = "facilities"
    RECRUITMENT = "recruitment"
    OTHER = "other"


class PlanStatus(StrEnum):
    """Where a plan document stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    IN_FORCE = "in_force"
    CLOSED = "closed"


class SubmissionOutcome(StrEnum):
    """What the recipient of a submission answered."""

    APPROVED = "approved"
    RETURNED = "returned"


class ZoneKind(StrEnum):
    """The levels of the building's room list."""

    FLOOR = "floor"
    ROOM = "room"
    ELEMENT = "element"


class HolidayRule(StrEnum):
    """What a series does with a slot that falls on a day off."""

    SKIP = "skip"
    SHIFT_BEFORE = "shift_before"
    SHIFT_AFTER = "shift_after"


class InspectionWindow(StrEnum):
    """How long a slot stays open: its day alone, or any day of its week (Monday to Sunday)."""

    DAY = "day"
    WEEK = "week"


class InspectionStatus(StrEnum):
    """The state of a round that somebody opened or excused; planned, due, late and missed are derived."""

    WORKING = "working"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    EXCUSED = "excused"


class CheckAnswer(StrEnum):
    """The answer to one item of a checklist."""

    PASS = "pass"  # noqa: S105 (an answer, not a password)
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"


class FindingObservation(StrEnum):
    """What a round saw of a finding that was open before it."""

    FIXED = "fixed"
    STILL_THERE = "still_there"
    WORSE = "worse"


class Severity(StrEnum):
    """How bad a finding is (defect classes of site practice; see the glossary)."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"


class Trade(StrEnum):
    """The trade that caused, or must rectify, a finding."""

    CIVIL = "civil"
    FIT_OUT = "fit_out"
    ELECTRICAL = "electrical"
    PLUMBING = "plumbing"
    HVAC = "hvac"
    FIRE = "fire"
    NETWORK = "network"
    FURNITURE = "furniture"
    OTHER = "other"


class FindingStatus(StrEnum):
    """Where a finding stands; closing it is somebody else's act than rectifying it."""

    OPEN = "open"
    ASSIGNED = "assigned"
    RECTIFIED = "rectified"
    CLOSED = "closed"
    WAIVED = "waived"


class AcceptanceStage(StrEnum):
    """The gates a public building passes before readers may enter."""

    CIVIL_WORKS = "civil_works"
    FIT_OUT = "fit_out"
    FIRE = "fire"
    PLANNING = "planning"
    AIR_QUALITY = "air_quality"
    COMPLETION_FILING = "completion_filing"


class AcceptanceOutcome(StrEnum):
    """How a gate ended; a gate without a row has not been held."""

    PASSED = "passed"
    CONDITIONAL = "conditional"
    FAILED = "failed"


class FireProcedure(StrEnum):
    """How fire safety is accepted (消防法 art. 13): special projects apply, others file, and some are checked."""

    ACCEPTANCE = "acceptance"
    FILING = "filing"


class WarrantyItem(StrEnum):
    """The parts of a building with a warranty of their own (建设工程质量管理条例 art. 40)."""

    STRUCTURE = "structure"
    WATERPROOFING = "waterproofing"
    HEATING_COOLING = "heating_cooling"
    ELECTRICAL_PLUMBING = "electrical_plumbing"
    FIT_OUT = "fit_out"
    OTHER = "other"


class DraftStatus(StrEnum):
    """Where a procurement draft stands; the working copy alone has no number."""

    WORKING = "working"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Cause(StrEnum):
    """Why a line changed between two drafts."""

    REUSE = "reuse"
    STANDARD_CAP = "standard_cap"
    MARKET_PRICE = "market_price"
    SPECIFICATION = "specification"
    OTHER_BUDGET = "other_budget"
    DEFERRED = "deferred"
    FINANCE_REVIEW = "finance_review"
    REQUIREMENT = "requirement"
    LAYOUT = "layout"
    WORDING = "wording"


class CommentStatus(StrEnum):
    """Where a review comment stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    REFUSED = "refused"


class AssetCondition(StrEnum):
    """The condition of a thing the library already owns."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    TO_SCRAP = "to_scrap"


class LineDecision(StrEnum):
    """What the reviewer decides on a line of a submitted draft."""

    ACCEPT = "accept"
    CUT_TO = "cut_to"
    QUESTION = "question"


class StandardBasis(StrEnum):
    """What the quantity that a standard allows is counted by."""

    PER_PERSON = "per_person"
    PER_AREA = "per_area"
    PER_SEAT = "per_seat"
    FIXED = "fixed"


class DeliveryResult(StrEnum):
    """How a delivery against a contract was accepted (政府采购法 art. 41)."""

    ACCEPTED = "accepted"
    RECTIFY = "rectify"
    REFUSED = "refused"


class ProcurementMethod(StrEnum):
    """How a package is bought (政府采购法 art. 26 and the methods recognised since)."""

    OPEN_TENDER = "open_tender"
    RESTRICTED_TENDER = "restricted_tender"
    NEGOTIATION = "negotiation"
    CONSULTATION = "consultation"
    QUOTATION = "quotation"
    SINGLE_SOURCE = "single_source"
    FRAMEWORK = "framework"


class StaffKind(StrEnum):
    """What a post is filled under."""

    ESTABLISHED = "established"
    CONTRACT = "contract"
    PURCHASED_SERVICE = "purchased_service"


class RoundStage(StrEnum):
    """The stages of an open recruitment examination, in order."""

    PLAN_FILED = "plan_filed"
    NOTICE = "notice"
    REGISTRATION = "registration"
    QUALIFICATION = "qualification"
    WRITTEN_EXAM = "written_exam"
    INTERVIEW = "interview"
    MEDICAL = "medical"
    VETTING = "vetting"
    PUBLIC_NOTICE = "public_notice"
    APPOINTMENT = "appointment"
    ON_BOARD = "on_board"


class AttendanceMark(StrEnum):
    """Whether a participant was at a session."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class CandidateOutcome(StrEnum):
    """What became of a candidate of a recruitment round."""

    IN_PROGRESS = "in_progress"
    APPOINTED = "appointed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CourseKind(StrEnum):
    """What kind of training a course is."""

    INDUCTION = "induction"
    SKILLS = "skills"
    EQUIPMENT = "equipment"
    SAFETY = "safety"
    SEMINAR = "seminar"
    LECTURE = "lecture"


class IndicatorDirection(StrEnum):
    """Which way an indicator is better."""

    UP = "up"
    DOWN = "down"


class IndicatorMode(StrEnum):
    """Whether readings state what there is by their day, or what came in since the last one."""

    CUMULATIVE = "cumulative"
    PER_PERIOD = "per_period"


class Qualifier(StrEnum):
    """How sure a figure is, as official Chinese says it: 6, 近 6, 约 6, 6 余 / 多, 至少 6."""

    EXACT = "exact"
    NEARLY = "nearly"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"


class EventKind(StrEnum):
    """What kind of event took place."""

    MEETING = "meeting"
    STUDY_TOUR = "study_tour"
    LECTURE = "lecture"
    MEDIA = "media"
    AWARD = "award"
    DONATION = "donation"
    TRAINING = "training"


class DirectionKind(StrEnum):
    """What a statement of the direction of work is about (办馆方向)."""

    MISSION = "mission"
    SPECIALITY = "speciality"
    HIGHLIGHT = "highlight"


class IssueStatus(StrEnum):
    """Whether a summary or a bulletin is still being written, or was issued and is frozen."""

    DRAFT = "draft"
    ISSUED = "issued"


class PromiseVerdict(StrEnum):
    """What became of something that a summary had announced."""

    DONE = "done"
    SLIPPED = "slipped"
    DROPPED = "dropped"


class JobStatus(StrEnum):
    """Where long work in the background stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class SourceKind(StrEnum):
    """Which records a figure of a summary was computed from."""

    READINGS = "readings"
    EVENTS = "events"
    PLANS = "plans"
    ROUNDS = "rounds"
    GATES = "gates"
    DRAFTS = "drafts"
    ASSETS = "assets"
    COURSES = "courses"
    SESSIONS = "sessions"
    PARTICIPANTS = "participants"
    BULLETINS = "bulletins"
    GOALS = "goals"
    TASKS = "tasks"
    PROMISES = "promises"
    FINDINGS = "findings"
    ASSESSMENTS = "assessments"
    ITEMS = "items"
