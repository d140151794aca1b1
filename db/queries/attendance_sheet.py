"""The attendance sheet of a course as its paper says it."""

from collections.abc import Sequence

from sqlmodel import Session

from db.queries.attendance import course_marks
from db.queries.training import CourseRow, SessionRow, participants
from tracker.exports.attendance_sheet import AttendanceSheet, SheetSession


def attendance_sheet(
    session: Session,
    project_id: int,
    project: str,
    course: CourseRow,
    meetings: Sequence[SessionRow],
    *,
    names: bool,
) -> AttendanceSheet:
    """The sheet of a course with some of its sessions, for all who take part; three statements.

    Args:
        session: any session of the database.
        project_id: the project.
        project: what its papers call it.
        course: the course.
        meetings: the columns, by day.
        names: False for readers who may not see people's names.
    """
    people = [row for row in participants(session, project_id, course.id, names=names) if not row.archived]
    marks = course_marks(session, project_id, course.id)
    return AttendanceSheet(
        project=project,
        course=course.title,
        trainer=course.trainer or "",
        room=course.room,
        sessions=tuple(
            SheetSession(row.held_on or row.planned_on, row.starts_at or course.starts_at) for row in meetings
        ),
        names=tuple(row.name or "" for row in people),
        marks={
            (at, of): mark
            for at, person in enumerate(people)
            for of, meeting in enumerate(meetings)
            if (mark := marks.get((meeting.id, person.enrolment_id))) is not None
        },
    )
