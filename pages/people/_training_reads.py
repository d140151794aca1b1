"""What the page of training reads, kept until somebody writes."""

from sqlmodel import Session

from db.queries import training as queries
from db.queries.plan import work_calendar
from pages._kit.cached import Key, by_revision
from tracker.calendar import WorkCalendar
from tracker.permissions import Action
from tracker.vocabulary import AttendanceMark


@by_revision("people", "project")
def course_rows(session: Session, key: Key) -> list[queries.CourseRow]:
    """The courses with their numbers."""
    return queries.courses(session, key.project_id, key.today, names=key.may(Action.SEE_NAMES))


@by_revision("people")
def session_rows(session: Session, key: Key, course_id: int) -> list[queries.SessionRow]:
    """The sessions of a course."""
    return queries.sessions(session, key.project_id, key.today, course_id)


@by_revision("people")
def course_of_session(session: Session, key: Key, session_id: int) -> int | None:
    """The course of a session; None when the project has no such session."""
    return queries.course_of_session(session, key.project_id, session_id)


@by_revision("people", "project")
def participant_rows(session: Session, key: Key, course_id: int) -> list[queries.ParticipantRow]:
    """Who takes part in a course."""
    return queries.participants(session, key.project_id, course_id, names=key.may(Action.SEE_NAMES))


@by_revision("people")
def session_marks(session: Session, key: Key, session_id: int) -> dict[int, AttendanceMark]:
    """Who was at a session, by enrolment."""
    return queries.marks(session, key.project_id, session_id)


@by_revision("plan", "project")
def calendar(session: Session, key: Key) -> WorkCalendar:
    """The working calendar of the project."""
    return work_calendar(session, key.project_id)
