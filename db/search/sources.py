"""What the search knows of: for each kind of record, which columns are its title and its text, and where it opens.

What hangs on a record and has no page of its own (topics of an event, papers of a stage, captions of photos) counts
as its text, so that one record is found once. `db.search.left_out` says why other texts are not looked through.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from db import models as m
from tracker.permissions import Action

Table = type[m.ProjectRow]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows whose texts count as those of another record.

    Attributes:
        model: their table.
        columns: their texts.
        parent: the column with the id of the record, or of the row between.
        through: the table between, and its column with the id of the record; none for a direct one.
    """

    model: Table
    columns: tuple[str, ...]
    parent: str
    through: tuple[Table, str] | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """What records stand in: while it is archived, its page shows none of them, and the search finds none.

    Attributes:
        model: its table.
        column: the column with its id.
        through: the table between, which has that column, and the record's column with its id; none for a direct one.
        parameter: its name in the record's address, "" where the record's own name is enough.
    """

    model: Table
    column: str
    through: tuple[Table, str] | None = None
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record that the search finds.

    Attributes:
        model: its table.
        title: its columns that make the title, joined by a blank.
        text: its other texts.
        needs: what somebody must be allowed to do to learn of it.
        page: the address of the page that shows it.
        parameter: the name of the record in that page's address, "" for the page as a whole.
        link: the column with the id that the address carries.
        parts: rows whose texts count as its own.
        newest_title: the first part's newest row gives the title (a line has other names in other drafts).
        within: what it stands in, if that can be archived.
    """

    model: Table
    title: tuple[str, ...]
    needs: Action
    page: str
    parameter: str = ""
    text: tuple[str, ...] = ()
    link: str = "id"
    parts: tuple[Part, ...] = ()
    newest_title: bool = False
    within: Holder | None = None


_BOUGHT_BY = Holder(m.ProcurementPlan, "plan_id", parameter="procurement_plan")

_PLAN = (
    Source(
        m.Plan,
        ("title",),
        Action.SEE_PLANS,
        "documents",
        "plan",
        ("summary",),
        parts=(Part(m.Submission, ("recipient", "remarks"), "plan_id"),),
    ),
    Source(
        m.Task,
        ("title",),
        Action.SEE_PLANS,
        "tasks",
        "task",
        ("notes",),
        within=Holder(m.Plan, "plan_id"),
    ),
    Source(m.Baseline, ("name",), Action.SEE_PLANS, "baselines", text=("note",)),
)

_SITE = (
    Source(m.Zone, ("name",), Action.SEE_SITE, "inspections"),
    Source(m.InspectionSeries, ("title",), Action.SEE_SITE, "inspections"),
    Source(
        m.Inspection,
        ("progress",),
        Action.SEE_SITE,
        "inspections",
        "round",
        ("decisions", "next_week", "weather", "excuse"),
        parts=(Part(m.InspectionNote, ("text",), "inspection_id"),),
    ),
    Source(m.ChecklistItem, ("text",), Action.SEE_SITE, "inspections"),
    Source(
        m.Finding,
        ("description",),
        Action.SEE_SITE,
        "findings",
        "finding",
        parts=(
            Part(m.FindingEvent, ("text",), "finding_id"),
            Part(m.FindingCheck, ("text",), "finding_id"),
        ),
    ),
    Source(
        m.Gate,
        ("contract",),
        Action.SEE_SITE,
        "acceptance",
        "gate",
        parts=(
            Part(m.Acceptance, ("document", "parties", "conditions", "waiver_reason"), "gate_id"),
            Part(m.AcceptanceCondition, ("text",), "acceptance_id", (m.Acceptance, "gate_id")),
            Part(m.Warranty, ("note",), "gate_id"),
        ),
    ),
    Source(m.Organisation, ("name",), Action.SEE_SITE, "findings"),
)

_PROCUREMENT = (
    Source(m.ProcurementPlan, ("title",), Action.SEE_PROCUREMENT, "drafts", "procurement_plan"),
    Source(
        m.Draft,
        ("file_name",),
        Action.SEE_PROCUREMENT,
        "drafts",
        "draft",
        ("opinion", "unexplained_reason", "over_ceiling_reason", "accepted_difference"),
        link="number",
        within=_BOUGHT_BY,
    ),
    Source(
        m.LineageRow,
        (),
        Action.SEE_PROCUREMENT,
        "drafts",  # which opens a line's life in a plan of one draft too, as the comparison cannot
        "lineage",
        parts=(
            Part(
                m.DraftLine,
                ("name", "specification", "category", "catalogue_code", "zone", "justification", "remark"),
                "lineage_id",
            ),
            Part(m.LineReason, ("text",), "lineage_id"),
            Part(m.LineReview, ("text",), "lineage_id"),
            Part(m.AssetMatch, ("reason",), "lineage_id"),
            Part(m.StandardExemption, ("reason",), "lineage_id"),
        ),
        newest_title=True,
        within=_BOUGHT_BY,
    ),
    Source(
        m.ReviewComment,
        ("text",),
        Action.SEE_PROCUREMENT,
        "review",
        text=("answer", "category"),
        within=Holder(m.ProcurementPlan, "plan_id", (m.Draft, "draft_id"), "procurement_plan"),
    ),
    Source(
        m.Asset,
        ("name", "code"),
        Action.SEE_PROCUREMENT,
        "assets",
        "asset",
        ("specification", "acquired", "location"),
        parts=(Part(m.AssetCount, ("note",), "asset_id"),),
    ),
    Source(
        m.Standard,
        ("name",),
        Action.SEE_PROCUREMENT,
        "standards",
        text=("applies_to", "applies_code", "source", "source_version"),
    ),
    Source(
        m.Ceiling,
        ("source",),
        Action.SEE_PROCUREMENT,
        "ceilings",
        text=("category", "funding"),
        within=_BOUGHT_BY,
    ),
    Source(m.Threshold, ("source",), Action.SEE_PROCUREMENT, "purchasing", text=("jurisdiction",)),
    Source(
        m.Package,
        ("title",),
        Action.SEE_PROCUREMENT,
        "purchasing",
        "package",
        ("method_reason", "jurisdiction"),
        parts=(
            Part(m.PackageStage, ("document",), "package_id"),
            Part(m.Contract, ("number",), "package_id"),
            Part(m.ContractVariation, ("reason",), "contract_id", (m.Contract, "package_id")),
            Part(m.Delivery, ("remarks",), "contract_id", (m.Contract, "package_id")),
            Part(m.Payment, ("note",), "contract_id", (m.Contract, "package_id")),
        ),
        within=_BOUGHT_BY,
    ),
)

_PEOPLE = (
    Source(m.Department, ("name",), Action.SEE_PEOPLE, "posts"),
    Source(
        m.Post,
        ("title",),
        Action.SEE_PEOPLE,
        "posts",
        "post",
        ("approved_document", "grade", "requirements"),
        parts=(
            Part(m.PostApproval, ("document", "reason"), "post_id"),
            Part(m.PostCount, ("reason",), "post_id"),
        ),
    ),
    Source(m.StaffingNorm, ("title",), Action.SEE_PEOPLE, "posts", text=("source", "edition")),
    Source(m.RecruitmentRound, ("title",), Action.SEE_PEOPLE, "recruitment", "round", ("notes",)),
    Source(
        m.Course,
        ("title",),
        Action.SEE_PEOPLE,
        "training",
        "course",
        ("room",),
        parts=(Part(m.CourseSession, ("room", "reason"), "course_id"),),
    ),
    Source(m.Certificate, ("number",), Action.SEE_NAMES, "training", "certificate"),
    Source(m.Person, ("name",), Action.SEE_NAMES, "training", text=("title",)),
    Source(
        m.Candidate,
        ("name",),
        Action.SEE_CANDIDATES,
        "recruitment",
        "round",
        ("notes",),
        link="round_id",
        within=Holder(m.RecruitmentRound, "round_id"),
    ),
)

_WORK = (
    Source(m.Workstream, ("name",), Action.SEE_WORK, "indicators", text=("description",)),
    Source(
        m.Indicator,
        ("name",),
        Action.SEE_WORK,
        "indicators",
        "indicator",
        ("unit",),
        parts=(Part(m.Reading, ("source", "note"), "indicator_id"),),
        within=Holder(m.Workstream, "workstream_id"),
    ),
    Source(
        m.Event,
        ("title",),
        Action.SEE_WORK,
        "events",
        "event",
        ("place", "organiser", "account", "learned"),
        parts=(
            Part(m.EventTopic, ("title", "outcome"), "event_id"),
            Part(m.EventParty, ("organisation", "capacity"), "event_id"),
        ),
    ),
    Source(m.Direction, ("text",), Action.SEE_WORK, "goals"),
    Source(m.Goal, ("title",), Action.SEE_WORK, "goals", "goal", ("description",)),
    Source(
        m.EvaluationStandard,
        ("title",),
        Action.SEE_WORK,
        "evaluation",
        "standard",
        ("edition", "level", "band", "source"),
    ),
    Source(
        m.EvaluationItem,
        ("code", "name"),
        Action.SEE_WORK,
        "evaluation",
        "item",
        text=("section",),
        parts=(Part(m.SelfAssessment, ("evidence",), "item_id"),),
        within=Holder(m.EvaluationStandard, "standard_id"),
    ),
)

_REPORTS = (
    Source(
        m.Report,
        ("title",),
        Action.SEE_WORK,
        "summaries",
        "report",
        ("snapshot",),
        parts=(
            Part(m.ReportEdit, ("text",), "report_id"),
            Part(m.ReportPromise, ("text", "verdict_note"), "report_id"),
        ),
    ),
    Source(
        m.Bulletin,
        ("title",),
        Action.SEE_WORK,
        "bulletins",
        "bulletin",
        ("body",),
        parts=(Part(m.BulletinRecipient, ("name",), "bulletin_id"),),
    ),
)

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        str(source.model.__tablename__): source
        for source in (*_PLAN, *_SITE, *_PROCUREMENT, *_PEOPLE, *_WORK, *_REPORTS)
    }
)
"""Every kind of record that is found, by the name of its table."""

PARTS: Mapping[str, tuple[Source, Part]] = MappingProxyType(
    {str(part.model.__tablename__): (source, part) for source in SOURCES.values() for part in source.parts}
)
"""Whose texts count as those of which record, by the name of their table."""

HELD: Mapping[str, tuple[tuple[Source, Holder], ...]] = MappingProxyType(
    {
        table: tuple(
            (source, source.within)
            for source in SOURCES.values()
            if source.within and source.within.model.__tablename__ == table
        )
        for table in SOURCES
    }
)
"""Which records stand in those of each table."""

_SHOWN: tuple[Table, ...] = (
    *(each.model for each in SOURCES.values()),
    *(part.model for _, part in PARTS.values()),
    m.Attachment,
)

TABLES: Mapping[str, Any] = MappingProxyType({str(model.__tablename__): model for model in _SHOWN})
"""Every table whose rows can change what is found, by name."""
