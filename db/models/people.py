"""Departments, posts, recruitment rounds and training."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, link
from tracker.vocabulary import AttendanceMark, RoundStage, StaffKind


class PeopleRow(ProjectRow):
    """A row of the people area."""

    area: ClassVar[str] = "people"


class Department(PeopleRow, Versioned, Archivable, table=True):
    """A department of the library (部室)."""

    __table_args__ = constraints(sa.UniqueConstraint("project_id", "name"))

    name: str = Field(max_length=120)
    position: int = 0


class Post(PeopleRow, Versioned, Archivable, table=True):
    """A post under the establishment; the approved number is held apart from who is there."""

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
    requirements: str = Field(default="", sa_type=sa.Text)


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
    """An open examination that fills one or more posts."""

    __tablename__ = "recruitment_round"
    __table_args__ = constraints()

    title: str = Field(max_length=160)


class RoundStageRow(PeopleRow, Versioned, Archivable, table=True):
    """A stage of a recruitment round with its dates and its count."""

    __tablename__ = "round_stage"
    __table_args__ = constraints(
        link("round_id", "recruitment_round"), sa.UniqueConstraint("project_id", "round_id", "stage")
    )

    round_id: int = big()
    stage: RoundStage = choice(RoundStage)
    planned_on: dt.date | None = None
    actual_on: dt.date | None = None
    people: int | None = None


class Course(PeopleRow, Versioned, Archivable, table=True):
    """A course with its planned class hours (thousandths of an hour) and its rule of sessions."""

    __table_args__ = constraints(link("trainer_id", "person"))

    title: str = Field(max_length=160)
    trainer_id: int | None = big(nullable=True)
    room: str = Field(default="", max_length=120)
    rule: str = Field(default="", max_length=200)
    starts_on: dt.date
    starts_at: dt.time
    planned_hours_milli: int = big()
    session_hours_milli: int = big()


class CourseSession(PeopleRow, Versioned, Archivable, table=True):
    """One meeting of a course; held when it has a date and hours."""

    __tablename__ = "course_session"
    __table_args__ = constraints(
        link("course_id", "course"), sa.UniqueConstraint("project_id", "course_id", "planned_on")
    )

    course_id: int = big()
    planned_on: dt.date
    held_on: dt.date | None = None
    hours_milli: int | None = big(nullable=True)


class Enrolment(PeopleRow, Versioned, Archivable, table=True):
    """A participant of a course."""

    __table_args__ = constraints(
        link("course_id", "course"),
        link("person_id", "person"),
        sa.UniqueConstraint("project_id", "course_id", "person_id"),
    )

    course_id: int = big()
    person_id: int = big()


class Attendance(PeopleRow, Versioned, table=True):
    """Whether a participant was at a session."""

    __table_args__ = constraints(
        link("session_id", "course_session"),
        link("enrolment_id", "enrolment"),
        sa.UniqueConstraint("project_id", "session_id", "enrolment_id"),
    )

    session_id: int = big()
    enrolment_id: int = big()
    mark: AttendanceMark = choice(AttendanceMark)
