"""The work that goes on: workstreams with indicators and readings, events with topics, the direction and its goals."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.periods import PeriodKind
from tracker.vocabulary import (
    DirectionKind,
    EventKind,
    IndicatorDirection,
    IndicatorMode,
    Qualifier,
)


class WorkRow(ProjectRow):
    """A row of the work area."""

    area: ClassVar[str] = "work"


class Workstream(WorkRow, Versioned, Archivable, table=True):
    """A line of ordinary work that goes on beside the move: rare books, the children's relay, lectures."""

    __table_args__ = constraints(sa.UniqueConstraint("project_id", "name"))

    name: str = Field(max_length=120)
    description: str = Field(default="", sa_type=sa.Text)
    position: int = 0


class Indicator(WorkRow, Versioned, Archivable, table=True):
    """What a workstream measures. Values are whole thousandths of `unit`.

    A cumulative indicator's reading is the state on its day; a per-period one's readings are added up over a period,
    and its target is what a calendar month, quarter or year (`counted_over`) shall come to.
    """

    __table_args__ = constraints(
        link("workstream_id", "workstream"), sa.UniqueConstraint("project_id", "workstream_id", "name")
    )

    workstream_id: int = big()
    name: str = Field(max_length=160)
    unit: str = Field(max_length=40)
    direction: IndicatorDirection = choice(IndicatorDirection, IndicatorDirection.UP)
    mode: IndicatorMode = choice(IndicatorMode, IndicatorMode.CUMULATIVE)
    counted_over: PeriodKind = choice(PeriodKind, PeriodKind.YEAR)
    target_milli: int | None = big(nullable=True)
    target_on: dt.date | None = None
    position: int = 0


class Reading(WorkRow, Versioned, Archivable, table=True):
    """A value of an indicator on a day with its source; a correction is a new reading that names its old one."""

    __table_args__ = constraints(
        link("indicator_id", "indicator"),
        link("corrects_id", "reading"),
        sa.Index(None, "project_id", "indicator_id", "on"),
        sa.Index(None, "project_id", "client_id", unique=True),
        sa.CheckConstraint("corrects_id IS NULL OR corrects_id <> id", name="itself"),
    )

    indicator_id: int = big()
    on: dt.date
    value_milli: int = big()
    qualifier: Qualifier = choice(Qualifier, Qualifier.EXACT)
    source: str = Field(default="", max_length=300)
    note: str = Field(default="", sa_type=sa.Text)
    corrects_id: int | None = big(nullable=True)
    recorded_at: dt.datetime = instant(nullable=False)
    client_id: str | None = Field(default=None, max_length=36)


class Event(WorkRow, Versioned, Archivable, table=True):
    """A meeting, study tour, lecture, media notice or award, on one day or several."""

    __table_args__ = constraints(
        link("workstream_id", "workstream"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),
    )

    kind: EventKind = choice(EventKind)
    title: str = Field(max_length=200)
    starts_on: dt.date
    ends_on: dt.date | None = None
    place: str = Field(default="", max_length=300)
    organiser: str = Field(default="", max_length=200)
    workstream_id: int | None = big(nullable=True)
    account: str = Field(default="", sa_type=sa.Text)
    learned: str = Field(default="", sa_type=sa.Text)


class EventParty(WorkRow, Versioned, Archivable, table=True):
    """How many people of an organisation took part in an event; their capacity, never their names."""

    __tablename__ = "event_party"
    __table_args__ = constraints(link("event_id", "event"), sa.CheckConstraint("people > 0", name="people"))

    event_id: int = big()
    organisation: str = Field(max_length=160)
    capacity: str = Field(default="", max_length=160)
    people: int
    position: int = 0


class EventTopic(WorkRow, Versioned, Archivable, table=True):
    """A topic of an event, what was settled on it, and the task that carries it out."""

    __tablename__ = "event_topic"
    __table_args__ = constraints(link("event_id", "event"), link("task_id", "task"))

    event_id: int = big()
    title: str = Field(max_length=200)
    outcome: str = Field(default="", sa_type=sa.Text)
    is_settled: bool = False
    task_id: int | None = big(nullable=True)
    position: int = 0


class Direction(WorkRow, Versioned, Archivable, table=True):
    """The direction of work: the mission, the speciality, the highlight."""

    __table_args__ = constraints()

    kind: DirectionKind = choice(DirectionKind)
    text: str = Field(max_length=300)
    position: int = 0


class Goal(WorkRow, Versioned, Archivable, table=True):
    """What the library wants to be, and by when."""

    __table_args__ = constraints()

    title: str = Field(max_length=200)
    horizon_on: dt.date
    stated_on: dt.date | None = None
    description: str = Field(default="", sa_type=sa.Text)
    position: int = 0


class GoalIndicator(WorkRow, Versioned, Archivable, table=True):
    """An indicator that tells how far a goal is reached, and the value that reaches it."""

    __tablename__ = "goal_indicator"
    __table_args__ = constraints(
        link("goal_id", "goal"),
        link("indicator_id", "indicator"),
        sa.UniqueConstraint("project_id", "goal_id", "indicator_id"),
    )

    goal_id: int = big()
    indicator_id: int = big()
    target_milli: int = big()


class EvaluationStandard(WorkRow, Versioned, Archivable, table=True):
    """A table by which libraries are evaluated, as the user supplies it: round, level and band of one source."""

    __tablename__ = "evaluation_standard"
    __table_args__ = constraints(link("goal_id", "goal"))

    title: str = Field(max_length=200)
    edition: str = Field(default="", max_length=80)
    level: str = Field(default="", max_length=80)
    band: str = Field(default="", max_length=80)
    source: str = Field(sa_type=sa.Text)
    goal_id: int | None = big(nullable=True)


class EvaluationItem(WorkRow, Versioned, Archivable, table=True):
    """A line of an evaluation standard: what is measured, the target, its points; a prerequisite bars the grade."""

    __tablename__ = "evaluation_item"
    __table_args__ = constraints(
        link("standard_id", "evaluation_standard"),
        link("indicator_id", "indicator"),
        sa.UniqueConstraint("project_id", "standard_id", "code"),
        sa.CheckConstraint("points_milli >= 0", name="points"),
    )

    standard_id: int = big()
    section: str = Field(default="", max_length=160)
    code: str = Field(max_length=40)
    name: str = Field(max_length=300)
    unit: str = Field(default="", max_length=40)
    direction: IndicatorDirection = choice(IndicatorDirection, IndicatorDirection.UP)
    target_milli: int | None = big(nullable=True)
    points_milli: int = big()
    is_prerequisite: bool = False
    indicator_id: int | None = big(nullable=True)
    position: int = 0


class SelfAssessment(WorkRow, Versioned, Archivable, table=True):
    """What the library finds of itself on an evaluation item, with the evidence; a new finding is a new row."""

    __tablename__ = "self_assessment"
    __table_args__ = constraints(
        link("item_id", "evaluation_item"),
        sa.CheckConstraint("points_milli >= 0", name="points"),
    )

    item_id: int = big()
    assessed_on: dt.date
    value_milli: int | None = big(nullable=True)
    is_met: bool = False
    points_milli: int = big()
    evidence: str = Field(default="", sa_type=sa.Text)
