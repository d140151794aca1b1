"""Class hours of every participant of every course, for the workbook of all people data."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, and_, case, col, func, select

from db.models import Attendance, Course, CourseSession, Enrolment, Person, Post
from tracker.vocabulary import AttendanceMark


@dataclass(frozen=True, slots=True)
class LearnerHoursRow:
    """A participant of a course with the hours attended, in thousandths, at so many held sessions.

    `number` counts all who ever took part in the course from 1. `name` and `post` are None for who may not see
    names: a post that one person holds names them.
    """

    course: str
    number: int
    name: str | None
    post: str | None
    attended_milli: int
    sessions: int


def learner_hours(session: Session, project_id: int, *, names: bool) -> list[LearnerHoursRow]:
    """Participants and courses that are not archived, by course in the order they were made; one statement."""
    there = and_(
        Attendance.mark == AttendanceMark.PRESENT,
        col(CourseSession.held_on).is_not(None),
        col(CourseSession.archived_at).is_(None),
    )
    columns: list[Any] = [
        col(Enrolment.course_id),
        col(Enrolment.archived_at),
        col(Course.title),
        col(Post.title),
        func.coalesce(func.sum(case((there, CourseSession.hours_milli), else_=0)), 0),
        func.coalesce(func.sum(case((there, 1), else_=0)), 0),
    ]
    person: list[Any] = [col(Person.name)] if names else []
    query = (
        select(*columns, *person)
        .join(Course, and_(Course.project_id == Enrolment.project_id, Course.id == Enrolment.course_id))
        .join(Person, and_(Person.project_id == Enrolment.project_id, Person.id == Enrolment.person_id))
        .join(Post, and_(Post.project_id == Enrolment.project_id, Post.id == Enrolment.post_id), isouter=True)
        .join(
            Attendance,
            and_(Attendance.project_id == Enrolment.project_id, Attendance.enrolment_id == Enrolment.id),
            isouter=True,
        )
        .join(
            CourseSession,
            and_(
                CourseSession.project_id == Attendance.project_id, CourseSession.id == Attendance.session_id
            ),
            isouter=True,
        )
        .where(
            Enrolment.project_id == project_id,
            col(Course.archived_at).is_(None),
        )
        .group_by(
            col(Enrolment.id),
            col(Enrolment.course_id),
            col(Enrolment.archived_at),
            col(Course.title),
            col(Post.title),
            *person,
        )
        .order_by(col(Enrolment.course_id), col(Enrolment.id))
    )
    found: list[LearnerHoursRow] = []
    numbers: dict[int, int] = {}
    for course_id, archived_at, course, post, attended, held, *name in session.exec(query):
        numbers[course_id] = numbers.get(course_id, 0) + 1
        if archived_at is None:
            found.append(
                LearnerHoursRow(
                    course=course,
                    number=numbers[course_id],
                    name=name[0] if names else None,
                    post=post if names else None,
                    attended_milli=int(attended),
                    sessions=int(held),
                )
            )
    return found
