"""A course's participants against its sessions: who was there, for how many hours, and who has passed.

What names a person is read only with `names=True`; people are otherwise told apart by their number in the course.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Attendance, CourseSession, Enrolment, Organisation, Person, Post
from tracker.attendance_grid import AttendanceGrid, LearnerRow, MeetingColumn
from tracker.training_progress import CoursePlan, attended_hours, pass_state
from tracker.vocabulary import AttendanceMark


@dataclass(frozen=True, slots=True)
class EnrolledRow:
    """A participant as a list names them; for the import alone, which only asks for who may see names."""

    enrolment_id: int
    name: str
    organisation: str | None
    post_id: int | None
    archived: bool


def attendance_grid(session: Session, project_id: int, plan: CoursePlan, *, names: bool) -> AttendanceGrid:
    """A course's participants with their hours against its sessions by day, with all marks; three statements.

    Participants who are not archived come in the order they were entered. They are numbered over all who ever took
    part, so that a number stays with its person. Without `names` their organisation and post are kept back too: a
    post that one person holds names them.
    """
    meetings = [MeetingColumn(*row) for row in session.exec(_meetings(project_id, plan.id))]
    marks = course_marks(session, project_id, plan.id)
    hours = {each.id: each.hours_milli or 0 for each in meetings if each.held_on}
    attended = attended_hours(hours, (pair for pair, mark in marks.items() if mark is AttendanceMark.PRESENT))
    people = [
        LearnerRow(
            enrolment_id=row[0],
            version=row[1],
            person_id=row[2],
            number=number,
            name=row[7] if names else None,
            organisation=row[6] if names else None,
            post_id=row[4],
            post=row[5] if names else None,
            attended_milli=attended.get(row[0], 0),
            needed_milli=plan.needed_milli,
            state=pass_state(plan, attended.get(row[0], 0)),
        )
        for number, row in enumerate(session.exec(_people(project_id, plan.id, names=names)), start=1)
        if row[3] is None
    ]
    return AttendanceGrid(tuple(sorted(meetings, key=lambda each: each.day)), tuple(people), marks)


def enrolled(session: Session, project_id: int, course_id: int) -> list[EnrolledRow]:
    """All participants of a course by name, archived ones too, in the order they were entered; one statement."""
    rows = session.exec(_people(project_id, course_id, names=True))
    return [EnrolledRow(row[0], row[7], row[6], row[4], row[3] is not None) for row in rows]


def course_marks(session: Session, project_id: int, course_id: int) -> dict[tuple[int, int], AttendanceMark]:
    """All marks of a course by (session, enrolment); one statement."""
    columns: list[Any] = [Attendance.session_id, Attendance.enrolment_id, Attendance.mark]
    meeting = (col(CourseSession.project_id) == Attendance.project_id) & (
        col(CourseSession.id) == Attendance.session_id
    )
    query = (
        select(*columns)
        .join(CourseSession, meeting)
        .where(
            Attendance.project_id == project_id,
            CourseSession.course_id == course_id,
            col(Attendance.mark).is_not(None),
        )
    )
    return {(row[0], row[1]): row[2] for row in session.exec(query)}


def _meetings(project_id: int, course_id: int) -> Any:
    """The sessions of a course that are not archived as (id, planned day, day held, hours)."""
    columns: list[Any] = [
        CourseSession.id,
        CourseSession.planned_on,
        CourseSession.held_on,
        CourseSession.hours_milli,
    ]
    return select(*columns).where(
        CourseSession.project_id == project_id,
        CourseSession.course_id == course_id,
        col(CourseSession.archived_at).is_(None),
    )


def _people(project_id: int, course_id: int, *, names: bool) -> Any:
    """All who ever took part: (enrolment, version, person, put aside at, post, title, organisation[, name])."""
    columns: list[Any] = [
        Enrolment.id,
        Enrolment.version,
        Enrolment.person_id,
        Enrolment.archived_at,
        Enrolment.post_id,
        Post.title,
        Organisation.name,
    ]
    person = (col(Person.project_id) == Enrolment.project_id) & (col(Person.id) == Enrolment.person_id)
    organisation = (col(Organisation.project_id) == Person.project_id) & (
        col(Organisation.id) == Person.organisation_id
    )
    post = (col(Post.project_id) == Enrolment.project_id) & (col(Post.id) == Enrolment.post_id)
    return (
        select(*columns, *([Person.name] if names else []))
        .join(Person, person)
        .join(Post, post, isouter=True)
        .join(Organisation, organisation, isouter=True)
        .where(Enrolment.project_id == project_id, Enrolment.course_id == course_id)
        .order_by(col(Enrolment.id))
    )
