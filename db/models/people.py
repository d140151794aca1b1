"""Departments, posts, recruitment rounds and training."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.schedule.model import LagUnit
from tracker.vocabulary import AttendanceMark, CandidateOutcome, CourseKind, RoundStage, StaffKind


class PeopleRow(ProjectRow):
    """A row of the people area."""

    area: ClassVar[str] = "people"


class Department(PeopleRow, Versioned, Archivable, table=True):
    """A department of the library (部室)."""

    __table_args__ = constraints(sa.UniqueConstraint("project_id", "name"))

    name: str = Field(max_length=120)
    position: int = 0


class Post(PeopleRow, Versioned, Archivable, table=True):
    """A post under the establishment; the approved number is held apart from who is there.

    `approved`, with its document and day, is the first grant; later ones are rows of `PostApproval`.
    """

    __table_args__ = constraints(
        link("department_id", "department"),
        sa.CheckConstraint("approved >= 0", name="approved"),
    )

    department_id: int = big()
    title: str = Field(max_length=160)
    kind: StaffKind = choice(StaffKind, StaffKind.ESTABLISHED)
    approved: int
    approved_document: str = Field(default="", max_length=200)
    approved_on: dt.date | None = None
    grade: str = Field(default="", max_length=60)
    requirements: str = Field(default="", sa_type=sa.Text)


class PostApproval(PeopleRow, Versioned, Archivable, table=True):
    """A later change of a post's approved number: from which day, to how many, by which document."""

    __tablename__ = "post_approval"
    __table_args__ = constraints(
        link("post_id", "post"),
        sa.UniqueConstraint("project_id", "post_id", "on"),
        sa.CheckConstraint("approved >= 0", name="approved"),
    )

    post_id: int = big()
    on: dt.date
    approved: int
    document: str = Field(default="", max_length=200)
    reason: str = Field(default="", sa_type=sa.Text)


class StaffingNorm(PeopleRow, Versioned, Archivable, table=True):
    """How many residents one member of staff serves, as the user found it in a source: from `low` to `high`."""

    __tablename__ = "staffing_norm"
    __table_args__ = constraints(
        sa.CheckConstraint("residents_low > 0 AND residents_high >= residents_low", name="residents")
    )

    title: str = Field(max_length=160)
    residents_low: int
    residents_high: int
    source: str = Field(sa_type=sa.Text)
    edition: str = Field(default="", max_length=60)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class PostCount(PeopleRow, Versioned, Archivable, table=True):
    """How many people were, or are planned to be, in a post from a day on."""

    __tablename__ = "post_count"
    __table_args__ = constraints(
        link("post_id", "post"),
        sa.UniqueConstraint("project_id", "post_id", "on", "is_planned"),
        sa.CheckConstraint("in_post >= 0", name="in_post"),
    )

    post_id: int = big()
    on: dt.date
    in_post: int
    is_planned: bool = False
    reason: str = Field(default="", sa_type=sa.Text)


class RecruitmentRound(PeopleRow, Versioned, Archivable, table=True):
    """An open examination that fills one or more posts; `training_days` (working days) follow its last stage."""

    __tablename__ = "recruitment_round"
    __table_args__ = constraints()

    title: str = Field(max_length=160)
    training_days: int = 0
    notes: str = Field(default="", sa_type=sa.Text)


class RoundPost(PeopleRow, Versioned, Archivable, table=True):
    """How many people a round seeks for a post."""

    __tablename__ = "round_post"
    __table_args__ = constraints(
        link("round_id", "recruitment_round"),
        link("post_id", "post"),
        sa.UniqueConstraint("project_id", "round_id", "post_id"),
        sa.CheckConstraint("wanted > 0", name="wanted"),
    )

    round_id: int = big()
    post_id: int = big()
    wanted: int


class RoundStageRow(PeopleRow, Versioned, Archivable, table=True):
    """A stage of a recruitment round with its dates, its count, and the least time it keeps to the one before.

    A stage lasts `duration_days` working days; it begins no sooner than `minimum_days` (of `minimum_unit`) after the
    stage before it ended, by `minimum_source`. Dates are those of its end.
    """

    __tablename__ = "round_stage"
    __table_args__ = constraints(
        link("round_id", "recruitment_round"),
        link("task_id", "task"),
        sa.UniqueConstraint("project_id", "round_id", "stage"),
    )

    round_id: int = big()
    stage: RoundStage = choice(RoundStage)
    planned_on: dt.date | None = None
    actual_on: dt.date | None = None
    people: int | None = None
    duration_days: int = 1
    minimum_days: int = 0
    minimum_unit: LagUnit = choice(LagUnit, LagUnit.WORKING_DAYS)
    minimum_source: str = Field(default="", max_length=200)
    task_id: int | None = big(nullable=True)


class Candidate(PeopleRow, Versioned, Archivable, table=True):
    """Somebody who takes part in a round, when names are kept at all; for the lead and personnel alone, erasable."""

    __table_args__ = constraints(link("round_id", "recruitment_round"), link("post_id", "post"))
    private: ClassVar[frozenset[str]] = frozenset({"name", "contact", "notes"})

    round_id: int = big()
    post_id: int | None = big(nullable=True)
    name: str = Field(default="", max_length=120)
    contact: str = Field(default="", max_length=200)
    notes: str = Field(default="", sa_type=sa.Text)
    stage: RoundStage = choice(RoundStage, RoundStage.REGISTRATION)
    outcome: CandidateOutcome = choice(CandidateOutcome, CandidateOutcome.IN_PROGRESS)
    erased_at: dt.datetime | None = instant()


class Course(PeopleRow, Versioned, Archivable, table=True):
    """A course with its planned class hours (thousandths of an hour) and its rule of sessions.

    A session keeps its room for `session_minutes`. Who has attended `pass_hours_milli` (None: all planned hours) has
    passed; the certificate then holds for `certificate_months` (None: for good).
    """

    __table_args__ = constraints(link("trainer_id", "person"))

    title: str = Field(max_length=160)
    trainer_id: int | None = big(nullable=True)
    room: str = Field(default="", max_length=120)
    rule: str = Field(default="", max_length=200)
    starts_on: dt.date
    starts_at: dt.time
    planned_hours_milli: int = big()
    session_hours_milli: int = big()
    kind: CourseKind = choice(CourseKind, CourseKind.SEMINAR)
    session_minutes: int = 120
    pass_hours_milli: int | None = big(nullable=True)
    certificate_months: int | None = None


class CourseRequirement(PeopleRow, Versioned, Archivable, table=True):
    """A course that whoever holds a post must have passed before opening."""

    __tablename__ = "course_requirement"
    __table_args__ = constraints(
        link("course_id", "course"),
        link("post_id", "post"),
        sa.UniqueConstraint("project_id", "course_id", "post_id"),
    )

    course_id: int = big()
    post_id: int = big()


class CourseSession(PeopleRow, Versioned, Archivable, table=True):
    """One meeting of a course; held when it has a date and hours.

    `original_on` is the day before it was first moved, with the `reason`; a time or room of its own stands before the
    course's.
    """

    __tablename__ = "course_session"
    __table_args__ = constraints(
        link("course_id", "course"), sa.UniqueConstraint("project_id", "course_id", "planned_on")
    )

    course_id: int = big()
    planned_on: dt.date
    held_on: dt.date | None = None
    hours_milli: int | None = big(nullable=True)
    original_on: dt.date | None = None
    starts_at: dt.time | None = None
    room: str = Field(default="", max_length=120)
    reason: str = Field(default="", sa_type=sa.Text)


class Enrolment(PeopleRow, Versioned, Archivable, table=True):
    """A participant of a course, and the post that they hold or will hold."""

    __table_args__ = constraints(
        link("course_id", "course"),
        link("person_id", "person"),
        link("post_id", "post"),
        sa.UniqueConstraint("project_id", "course_id", "person_id"),
    )

    course_id: int = big()
    person_id: int = big()
    post_id: int | None = big(nullable=True)


class Attendance(PeopleRow, Versioned, table=True):
    """Whether a participant was at a session; None once a mark has been taken back."""

    __table_args__ = constraints(
        link("session_id", "course_session"),
        link("enrolment_id", "enrolment"),
        sa.UniqueConstraint("project_id", "session_id", "enrolment_id"),
    )

    session_id: int = big()
    enrolment_id: int = big()
    mark: AttendanceMark | None = choice(AttendanceMark, nullable=True)


class Certificate(PeopleRow, Versioned, Archivable, table=True):
    """That a person passed a course: when, under which number, and until when it holds (None: for good)."""

    __table_args__ = constraints(
        link("course_id", "course"),
        link("person_id", "person"),
        sa.UniqueConstraint("project_id", "course_id", "person_id", "issued_on"),
    )

    course_id: int = big()
    person_id: int = big()
    number: str = Field(default="", max_length=80)
    issued_on: dt.date
    expires_on: dt.date | None = None
