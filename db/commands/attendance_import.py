"""A whole attendance sheet at once: the marks of held sessions, all or none."""

from collections.abc import Iterable

from sqlmodel import Session

from db.commands.participants import mark_attendance
from db.commands.registry import command, get
from db.models import Course, CourseSession
from db.queries.attendance import course_marks
from tracker.errors import Invalid
from tracker.imports.attendance_sheet_in import SheetMark
from tracker.permissions import Action, Actor
from tracker.vocabulary import AttendanceMark


@command(Action.RECORD_TRAINING)
def import_attendance(
    session: Session, *, actor: Actor, project_id: int, course_id: int, marks: Iterable[SheetMark]
) -> int:
    """Store the marks of a course that differ from what is stored; gives how many.

    Raises:
        Invalid: the course is archived (`course_put_aside`), a session is another course's (`session_elsewhere`) or
            not held (`session_not_held`), or somebody does not take part (`participant_elsewhere`).
    """
    course = get(session, Course, project_id, course_id)
    if course.archived_at is not None:
        raise Invalid("course_put_aside", title=course.title)
    stored = course_marks(session, project_id, course_id)
    changed: dict[int, dict[int, AttendanceMark]] = {}
    for each in marks:
        if stored.get((each.session_id, each.enrolment_id)) is not each.mark:
            changed.setdefault(each.session_id, {})[each.enrolment_id] = each.mark
    for session_id, own in changed.items():
        meeting = get(session, CourseSession, project_id, session_id)
        if meeting.course_id != course_id:
            raise Invalid("session_elsewhere")
        if meeting.held_on is None or meeting.archived_at is not None:
            raise Invalid("session_not_held", on=meeting.planned_on)
        mark_attendance(session, meeting, own)
    return sum(len(own) for own in changed.values())
