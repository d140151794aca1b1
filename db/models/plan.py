"""Plan documents, their tasks, links, baselines and calendar exceptions."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind
from tracker.vocabulary import PlanKind, PlanStatus, SubmissionOutcome


class PlanRow(ProjectRow):
    """A row of the plan area."""

    area: ClassVar[str] = "plan"


class Plan(PlanRow, Versioned, Archivable, table=True):
    """A plan document and the tasks that carry it out."""

    __table_args__ = constraints()

    kind: PlanKind = choice(PlanKind)
    title: str = Field(max_length=160)
    status: PlanStatus = choice(PlanStatus, PlanStatus.DRAFT)
    summary: str = Field(default="", sa_type=sa.Text)
    position: int = 0


class Submission(PlanRow, Versioned, Archivable, table=True):
    """A plan sent upward: to whom, when, within how many working days an answer is expected, and what came back."""

    __table_args__ = constraints(link("plan_id", "plan"))

    plan_id: int = big()
    recipient: str = Field(max_length=160)
    submitted_on: dt.date
    answer_days: int = 7
    outcome: SubmissionOutcome | None = choice(SubmissionOutcome, nullable=True)
    decided_on: dt.date | None = None
    remarks: str = Field(default="", sa_type=sa.Text)


class Task(PlanRow, Versioned, Archivable, table=True):
    """Scheduled work, a milestone, or a summary of other tasks. Dates follow from the schedule."""

    __table_args__ = constraints(
        link("plan_id", "plan"),
        link("parent_id", "task"),
        link("owner_id", "person"),
        link("zone_id", "zone"),
        link("post_id", "post"),
        link("round_id", "recruitment_round"),
        link("course_id", "course"),
        sa.CheckConstraint("duration_days >= 0", name="duration"),
        sa.CheckConstraint("percent_complete BETWEEN 0 AND 100", name="percent"),
    )

    plan_id: int = big()
    parent_id: int | None = big(nullable=True)
    position: int = 0
    kind: TaskKind = choice(TaskKind, TaskKind.TASK)
    title: str = Field(max_length=200)
    owner_id: int | None = big(nullable=True)
    duration_days: int = 1
    optimistic_days: int | None = None
    pessimistic_days: int | None = None
    constraint: Constraint = choice(Constraint, Constraint.AS_SOON_AS_POSSIBLE)
    constraint_date: dt.date | None = None
    deadline: dt.date | None = None
    actual_start: dt.date | None = None
    actual_finish: dt.date | None = None
    percent_complete: int = 0
    zone_id: int | None = big(nullable=True)
    post_id: int | None = big(nullable=True)
    round_id: int | None = big(nullable=True)
    course_id: int | None = big(nullable=True)
    notes: str = Field(default="", sa_type=sa.Text)


class Dependency(PlanRow, Versioned, Archivable, table=True):
    """A link between two tasks, with lag (negative: lead)."""

    __table_args__ = constraints(
        link("predecessor_id", "task"),
        link("successor_id", "task"),
        sa.UniqueConstraint("project_id", "predecessor_id", "successor_id"),
        sa.CheckConstraint("predecessor_id <> successor_id", name="itself"),
    )

    predecessor_id: int = big()
    successor_id: int = big()
    type: LinkType = choice(LinkType, LinkType.FS)
    lag_days: int = 0
    lag_unit: LagUnit = choice(LagUnit, LagUnit.WORKING_DAYS)


class Baseline(PlanRow, table=True):
    """A named, immutable copy of the schedule, and the opening day announced at the time."""

    __table_args__ = constraints(sa.UniqueConstraint("project_id", "name"))

    name: str = Field(max_length=120)
    taken_at: dt.datetime = instant(nullable=False)
    announced_on: dt.date | None = None
    note: str = Field(default="", sa_type=sa.Text)


class BaselineTask(PlanRow, table=True):
    """A task as a baseline kept it."""

    __tablename__ = "baseline_task"
    __table_args__ = constraints(
        link("baseline_id", "baseline"),
        link("task_id", "task"),
        sa.UniqueConstraint("project_id", "baseline_id", "task_id"),
    )

    baseline_id: int = big()
    task_id: int = big()
    title: str = Field(max_length=200)
    start: dt.date
    finish: dt.date
    duration_days: int


class CalendarException(PlanRow, Versioned, Archivable, table=True):
    """A day that this project works, or does not, against the public calendar."""

    __tablename__ = "calendar_exception"
    __table_args__ = constraints(sa.UniqueConstraint("project_id", "day"))

    day: dt.date
    is_working: bool
    reason: str = Field(default="", max_length=200)


class CalendarFeed(PlanRow, Versioned, table=True):
    """An address that calendar programs read; only the hash of its secret is kept, and it can be revoked."""

    __tablename__ = "calendar_feed"
    __table_args__ = constraints(sa.UniqueConstraint("token_sha256"))
    private: ClassVar[frozenset[str]] = frozenset({"token_sha256"})

    name: str = Field(max_length=120)
    token_sha256: str = Field(max_length=64)
    language: str = Field(default="zh", max_length=8)
    created_at: dt.datetime = instant(nullable=False)
    revoked_at: dt.datetime | None = instant()
