"""A room is kept by one course at a time, unless somebody says why two may share it."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from db.models import Course, CourseSession
from tracker.errors import Invalid
from tracker.session_rooms import Booking, clashes

LONGEST_REASON = 500
A_DAY = dt.timedelta(days=1)


def check_rooms(session: Session, course: Course, rows: Sequence[CourseSession], room_reason: str) -> None:
    """Refuse sessions of `course` whose room another course keeps at that time, or note why both may be there.

    Sessions that were held or are archived keep no room. The reason is stored with each session it is about. Two
    statements are read, and nothing is flushed by them.

    Raises:
        Invalid: a room is taken and no reason is given (`room_taken`, naming both courses), or the reason is too
            long (`text_too_long`).
    """
    rows = [row for row in rows if row.held_on is None and row.archived_at is None]
    if not rows:
        return
    wanted = [booking(course, row) for row in rows]
    with session.no_autoflush:
        found = clashes(wanted, _others(session, course, [row.planned_on for row in rows]))
    if not found:
        return
    reason = room_reason.strip()
    if not reason:
        at, other = found[0]
        raise Invalid(
            "room_taken",
            title=course.title,
            other=other.course,
            room=wanted[at].room,
            on=wanted[at].day,
            time=f"{wanted[at].starts_at:%H:%M}",
            other_time=f"{other.starts_at:%H:%M}",
            times=len(found),
        )
    for at, _ in found:
        rows[at].reason = joined(rows[at].reason, reason)


def joined(reason: str, further: str) -> str:
    """Two reasons as one text; one that is said already is not said again.

    Raises:
        Invalid: both together are too long (`text_too_long`).
    """
    parts = [part for part in (reason, further.strip()) if part]
    text = reason if further.strip() in reason.split("; ") else "; ".join(parts)
    if len(text) > LONGEST_REASON:
        raise Invalid("text_too_long", field="reason", longest=LONGEST_REASON, length=len(text))
    return text


def booking(course: Course, row: CourseSession) -> Booking:
    """What a session keeps: its own time and room, or else the course's."""
    return Booking(
        course.title,
        row.room or course.room,
        row.planned_on,
        row.starts_at or course.starts_at,
        course.session_minutes,
    )


def _others(session: Session, course: Course, days: Sequence[dt.date]) -> list[Booking]:
    """The rooms kept by the other courses of the project around these days."""
    room = func.coalesce(func.nullif(CourseSession.room, ""), Course.room)
    query = (
        select(  # type: ignore[call-overload]  # SQLModel types up to four columns
            Course.title,
            room,
            CourseSession.planned_on,
            func.coalesce(CourseSession.starts_at, Course.starts_at),
            Course.session_minutes,
        )
        .join(
            Course,
            (col(Course.project_id) == CourseSession.project_id)
            & (col(Course.id) == CourseSession.course_id),
        )
        .where(
            CourseSession.project_id == course.project_id,
            CourseSession.course_id != course.id,
            col(CourseSession.archived_at).is_(None),
            col(CourseSession.held_on).is_(None),
            col(Course.archived_at).is_(None),
            col(CourseSession.planned_on).between(min(days) - A_DAY, max(days) + A_DAY),
        )
        .order_by(col(CourseSession.planned_on), col(CourseSession.id))
    )
    return [Booking(*row) for row in session.exec(query)]
