"""How to call the commands that move a session and that record who was there."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from db.models import CourseSession
from tests.db.matrix_people import COURSE, TODAY
from tests.factories import make
from tracker.vocabulary import AttendanceMark


def meeting(session: Session, project_id: int) -> CourseSession:
    """A session planned for today."""
    course = make("course", session, project_id=project_id, **COURSE)
    row: CourseSession = make(
        "course_session", session, project_id=project_id, course_id=course.id, planned_on=TODAY
    )
    return row


def reschedule_session(session: Session, project_id: int) -> dict[str, Any]:
    """It moves to the first day of the course."""
    return {
        **edit_of(meeting(session, project_id)),
        "original": {"planned_on": TODAY},
        "changes": {"planned_on": COURSE["starts_on"]},
        "reason": "示例",
    }


def record_attendance(session: Session, project_id: int) -> dict[str, Any]:
    """Somebody was there."""
    row = meeting(session, project_id)
    enrolment = make("enrolment", session, project_id=project_id, course_id=row.course_id)
    return {
        **edit_of(row),
        "original": {},
        "changes": {enrolment.id: AttendanceMark.PRESENT},
        "today": TODAY,
    }


def edit_of(row: CourseSession) -> dict[str, Any]:
    """What every edit of a session names."""
    return {"project_id": row.project_id, "session_id": row.id, "expected_version": row.version}


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "reschedule_session": reschedule_session,
    "record_attendance": record_attendance,
}
