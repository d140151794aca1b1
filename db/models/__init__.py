"""Every table, importable by name. Importing this package fills `metadata`.

These modules must not use `from __future__ import annotations`: SQLModel reads the annotations.
"""

from sqlmodel import SQLModel

from db.models.base import ProjectRow
from db.models.people import (
    Attendance,
    Course,
    CourseSession,
    Department,
    Enrolment,
    Post,
    PostCount,
    RecruitmentRound,
    RoundStageRow,
)
from db.models.plan import Baseline, BaselineTask, CalendarException, Dependency, Plan, Submission, Task
from db.models.procurement import (
    Asset,
    AssetMatch,
    Draft,
    DraftLine,
    LineageOrigin,
    LineageRow,
    LineReason,
    Package,
    PackageStage,
    ProcurementPlan,
    ReviewComment,
    Standard,
)
from db.models.project import Account, Attachment, Membership, Organisation, Person, Project
from db.models.records import AreaRevision, AuditEntry, WorkingCopy
from db.models.site import (
    Acceptance,
    ChecklistItem,
    CheckResult,
    Finding,
    FindingEvent,
    Inspection,
    InspectionNote,
    InspectionSeries,
    Zone,
)

metadata = SQLModel.metadata

__all__ = [
    "Acceptance",
    "Account",
    "AreaRevision",
    "Asset",
    "AssetMatch",
    "Attachment",
    "Attendance",
    "AuditEntry",
    "Baseline",
    "BaselineTask",
    "CalendarException",
    "CheckResult",
    "ChecklistItem",
    "Course",
    "CourseSession",
    "Department",
    "Dependency",
    "Draft",
    "DraftLine",
    "Enrolment",
    "Finding",
    "FindingEvent",
    "Inspection",
    "InspectionNote",
    "InspectionSeries",
    "LineReason",
    "LineageOrigin",
    "LineageRow",
    "Membership",
    "Organisation",
    "Package",
    "PackageStage",
    "Person",
    "Plan",
    "Post",
    "PostCount",
    "ProcurementPlan",
    "Project",
    "ProjectRow",
    "RecruitmentRound",
    "ReviewComment",
    "RoundStageRow",
    "Standard",
    "Submission",
    "Task",
    "WorkingCopy",
    "Zone",
    "metadata",
]
