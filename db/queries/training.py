"""Courses, their sessions, who takes part and who was there.

What names a person is read only where the caller says that the visitor may see names (`names=`); otherwise no
name leaves the database.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from db.models import Attendance, Course, CourseSession, Enrolment, Person
from tracker.money import quantity_of
from tracker.training import Hours, SessionState, hours, session_state
from tracker.training import Session as CourseMeeting
from tracker.vocabulary import AttendanceMark, CourseKind


@dataclass(frozen=True, slots=True)
class CourseHours:
    """A course in two numbers, in thousandths of a class hour."""

    course_id: int
    title: str
    planned_hours_milli: int
    delivered_hours_milli: int

    @property
    def planned_hours(self) -> Decimal:
        """Class hours the course is to give."""
        return quantity_of(self.planned_hours_milli)

    @property
    def delivered_hours(self) -> Decimal:
        """Class hours given so far."""
        return quantity_of(self.delivered_hours_milli)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course with its numbers; hours in thousandths. `trainer` is None for who may not see names."""

    id: int
    version: int
    title: str
    trainer_id: int | None
    room: str
    rule: str
    starts_on: dt.date
    starts_at: dt.time
    planned_hours_milli: int
    session_hours_milli: int
    kind: CourseKind
    session_minutes: int
    pass_hours_milli: int | None
    certificate_months: int | None
    trainer: str | None
    archived: bool
    participants: int
    hours: Hours


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of a course; `present` of `marked` participants were there.

    `original_on` is the day it was first planned for, where it was moved. `starts_at` None and `room` "" are those of
    the course.
    """

    id: int
    version: int
    course_id: int
    planned_on: dt.date
    held_on: dt.date | None
    hours_milli: int | None
    original_on: dt.date | None
    starts_at: dt.time | None
    room: str
    reason: str
    archived: bool
    state: SessionState
    present: int
    marked: int

    @property
    def meeting(self) -> CourseMeeting:
        """The session as `tracker.training` computes with it."""
        return CourseMeeting(self.planned_on, self.held_on, self.hours_milli)


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Somebody who takes part; `name` is None for who may not see names, `person_version` guards its edit."""

    enrolment_id: int
    person_id: int
    person_version: int
    name: str | None
    archived: bool
    present: int


def course_hours(session: Session, project_id: int) -> list[CourseHours]:
    """Planned and delivered class hours of each course that is not archived, newest first; one statement."""
    held = (
        (col(CourseSession.project_id) == Course.project_id)
        & (col(CourseSession.course_id) == Course.id)
        & col(CourseSession.archived_at).is_(None)
        & col(CourseSession.held_on).is_not(None)
    )
    columns: list[Any] = [
        Course.id,
        Course.title,
        Course.planned_hours_milli,
        func.coalesce(func.sum(CourseSession.hours_milli), 0),
    ]
    query = (
        select(*columns)
        .join(CourseSession, held, isouter=True)
        .where(Course.project_id == project_id, col(Course.archived_at).is_(None))
        .group_by(col(Course.id), col(Course.title), col(Course.planned_hours_milli), col(Course.starts_on))
        .order_by(col(Course.starts_on).desc(), col(Course.id).desc())
    )
    return [CourseHours(*[*row[:3], int(row[3])]) for row in session.exec(query)]


def sessions(
    session: Session, project_id: int, today: dt.date, course_id: int | None = None
) -> list[SessionRow]:
    """The sessions of a course, or of all, archived ones too, by course and planned day; two statements."""
    present, marked = _attendance_of_sessions(session, project_id, course_id)
    columns: list[Any] = [
        CourseSession.id,
        CourseSession.version,
        CourseSession.course_id,
        CourseSession.planned_on,
        CourseSession.held_on,
        CourseSession.hours_milli,
        CourseSession.original_on,
        CourseSession.starts_at,
        CourseSession.room,
        CourseSession.reason,
        CourseSession.archived_at,
    ]
    query = (
        select(*columns)
        .where(CourseSession.project_id == project_id, *_of_course(course_id))
        .order_by(col(CourseSession.course_id), col(CourseSession.planned_on))
    )
    return [
        SessionRow(
            *[
                *row[:10],
                row[10] is not None,
                session_state(CourseMeeting(*row[3:6]), today),
                present.get(row[0], 0),
                marked.get(row[0], 0),
            ]
        )
        for row in session.exec(query)
    ]


def course_of_session(session: Session, project_id: int, session_id: int) -> int | None:
    """The course that a session belongs to; None when the project has no such session. One statement."""
    query = select(CourseSession.course_id).where(
        CourseSession.project_id == project_id, CourseSession.id == session_id
    )
    return session.exec(query).first()


def courses(session: Session, project_id: int, today: dt.date, *, names: bool) -> list[CourseRow]:
    """All courses, archived ones too, the newest first; three statements, one more with `names`."""
    meetings = _meetings(session, project_id)
    participants = _participants_by_course(session, project_id)
    trainers = _trainers(session, project_id) if names else {}
    columns: list[Any] = [
        Course.id,
        Course.version,
        Course.title,
        Course.trainer_id,
        Course.room,
        Course.rule,
        Course.starts_on,
        Course.starts_at,
        Course.planned_hours_milli,
        Course.session_hours_milli,
        Course.kind,
        Course.session_minutes,
        Course.pass_hours_milli,
        Course.certificate_months,
        Course.archived_at,
    ]
    query = (
        select(*columns)
        .where(Course.project_id == project_id)
        .order_by(col(Course.starts_on).desc(), col(Course.id).desc())
    )
    return [
        CourseRow(
            *[
                *row[:14],
                trainers.get(row[3]),
                row[14] is not None,
                participants.get(row[0], 0),
                hours(row[8], row[9], meetings.get(row[0], []), today),
            ]
        )
        for row in session.exec(query)
    ]


def participants(session: Session, project_id: int, course_id: int, *, names: bool) -> list[ParticipantRow]:
    """Who takes part in a course, archived ones too, in the order they were entered; two statements."""
    attended = (
        select(Attendance.enrolment_id, func.count())
        .join(
            CourseSession,
            (col(CourseSession.project_id) == Attendance.project_id)
            & (col(CourseSession.id) == Attendance.session_id),
        )
        .where(
            Attendance.project_id == project_id,
            CourseSession.course_id == course_id,
            col(CourseSession.archived_at).is_(None),
            Attendance.mark == AttendanceMark.PRESENT,
        )
        .group_by(col(Attendance.enrolment_id))
    )
    present = dict(session.exec(attended).all())
    columns: list[Any] = [Enrolment.id, Enrolment.person_id, Person.version, Enrolment.archived_at]
    query = (
        select(*columns, *([Person.name] if names else []))
        .join(
            Person, (col(Person.project_id) == Enrolment.project_id) & (col(Person.id) == Enrolment.person_id)
        )
        .where(Enrolment.project_id == project_id, Enrolment.course_id == course_id)
        .order_by(col(Enrolment.id))
    )
    return [
        ParticipantRow(
            *[
                *row[:3],
                row[4] if names else None,
                row[3] is not None,
                present.get(row[0], 0),
            ]
        )
        for row in session.exec(query)
    ]


def marks(session: Session, project_id: int, session_id: int) -> dict[int, AttendanceMark]:
    """Who was at a session, by enrolment id; a mark that was taken back is none."""
    columns: list[Any] = [Attendance.enrolment_id, Attendance.mark]
    query = select(*columns).where(
        Attendance.project_id == project_id,
        Attendance.session_id == session_id,
        col(Attendance.mark).is_not(None),
    )
    return dict(session.exec(query).all())


def _meetings(session: Session, project_id: int) -> dict[int, list[CourseMeeting]]:
    """The sessions that are not archived, by course, as `tracker.training` computes with them."""
    columns: list[Any] = [
        CourseSession.course_id,
        CourseSession.planned_on,
        CourseSession.held_on,
        CourseSession.hours_milli,
    ]
    query = select(*columns).where(
        CourseSession.project_id == project_id, col(CourseSession.archived_at).is_(None)
    )
    meetings: dict[int, list[CourseMeeting]] = {}
    for row in session.exec(query):
        meetings.setdefault(row[0], []).append(CourseMeeting(*row[1:]))
    return meetings


def _of_course(course_id: int | None) -> list[ColumnElement[bool]]:
    """What narrows sessions to one course; nothing for all."""
    return [] if course_id is None else [col(CourseSession.course_id) == course_id]


def _attendance_of_sessions(
    session: Session, project_id: int, course_id: int | None
) -> tuple[dict[int, int], dict[int, int]]:
    """Participants present and marked, by session id."""
    query = (
        select(Attendance.session_id, Attendance.mark, func.count())
        .where(Attendance.project_id == project_id, col(Attendance.mark).is_not(None))
        .group_by(col(Attendance.session_id), col(Attendance.mark))
    )
    if course_id is not None:
        query = query.join(
            CourseSession,
            (col(CourseSession.project_id) == Attendance.project_id)
            & (col(CourseSession.id) == Attendance.session_id),
        ).where(*_of_course(course_id))
    present: dict[int, int] = {}
    marked: dict[int, int] = {}
    for session_id, mark, people in session.exec(query):
        marked[session_id] = marked.get(session_id, 0) + people
        if mark == AttendanceMark.PRESENT:
            present[session_id] = people
    return present, marked


def _participants_by_course(session: Session, project_id: int) -> dict[int, int]:
    query = (
        select(Enrolment.course_id, func.count())
        .where(Enrolment.project_id == project_id, col(Enrolment.archived_at).is_(None))
        .group_by(col(Enrolment.course_id))
    )
    return dict(session.exec(query).all())


def _trainers(session: Session, project_id: int) -> dict[int, str]:
    query = (
        select(Person.id, Person.name)
        .join(Course, (col(Course.project_id) == Person.project_id) & (col(Course.trainer_id) == Person.id))
        .where(Person.project_id == project_id)
        .distinct()
    )
    return {id_: name for id_, name in session.exec(query) if id_ is not None}
