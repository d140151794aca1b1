"""The sessions of a course: held with the hours really given, at a time or in a room of their own, cancelled."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.course_limits import LONGEST_ROOM, MOST_SESSION_HOURS, check_hours, short_text
from db.commands.days import check_day_of_project
from db.commands.editing import merge_edit, only_fields
from db.commands.registry import command, get
from db.commands.session_rooms import check_rooms, joined
from db.models import Course, CourseSession
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

EDITABLE = frozenset({"held_on", "hours_milli", "starts_at", "room", "reason"})


@command(Action.RECORD_TRAINING)
def create_session(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    course_id: int,
    planned_on: dt.date,
    starts_at: dt.time | None = None,
    room: str = "",
    room_reason: str = "",
) -> int:
    """Add a session beside those of the rule, or bring back the archived one of that day; gives its id.

    Raises:
        Invalid: the course has a session on that day (`session_exists`), the day cannot be meant
            (`day_not_plausible`), or the room is taken and no `room_reason` given (`room_taken`).
    """
    course = get(session, Course, project_id, course_id)
    check_day_of_project(session, project_id, planned_on)
    row = session_on(session, course, planned_on)
    if row is not None and row.archived_at is None:
        raise Invalid("session_exists", on=planned_on)
    if row is None:
        row = CourseSession(project_id=project_id, course_id=course_id, planned_on=planned_on)
    row.starts_at, row.room, row.archived_at = starts_at, short_text("room", room, LONGEST_ROOM), None
    check_rooms(session, course, [row], room_reason)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.RECORD_TRAINING)
def update_session(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    session_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
    room_reason: str = "",
) -> None:
    """Mark a session held (`held_on`, `hours_milli`), correct it, or give it a time or room of its own.

    `held_on` and `hours_milli` None take a mark made by mistake back; `starts_at` None and `room` "" are those of the
    course. A session is moved by `reschedule_session`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: held without hours or the reverse (`held_without_hours`), ahead of `today` (`held_in_future`), hours
            out of range, or the room is taken and no `room_reason` given (`room_taken`).
    """
    row = get(session, CourseSession, project_id, session_id)
    only_fields(changes, EDITABLE)
    with session.no_autoflush:  # a refusal must come from here, in words, and not from the database
        moved = merge_edit(row, expected_version=expected_version, original=original, changes=changes)
        row.room = short_text("room", row.room, LONGEST_ROOM)
        row.reason = joined("", row.reason)
        _check_held(session, row, today)
        # Taking the mark "held" back makes the session ahead keep its room again.
        if {"starts_at", "room", "held_on"} & set(moved):
            check_rooms(session, get(session, Course, project_id, row.course_id), [row], room_reason)
    session.add(row)


@command(Action.RECORD_TRAINING)
def archive_session(
    session: Session, *, actor: Actor, project_id: int, session_id: int, reason: str = ""
) -> None:
    """Cancel a session, or put one aside that was added by mistake. Its hours no longer count.

    Raises:
        Invalid: the reason is too long (`text_too_long`).
    """
    row = get(session, CourseSession, project_id, session_id)
    row.reason = joined(row.reason, reason)
    editing.archive(session, row)


@command(Action.RECORD_TRAINING)
def restore_session(
    session: Session, *, actor: Actor, project_id: int, session_id: int, room_reason: str = ""
) -> None:
    """Bring a session back.

    Raises:
        Invalid: the room is taken by now and no `room_reason` is given (`room_taken`).
    """
    row = get(session, CourseSession, project_id, session_id)
    editing.restore(session, row)
    check_rooms(session, get(session, Course, project_id, row.course_id), [row], room_reason)


def hold(
    session: Session, row: CourseSession, held_on: dt.date, hours_milli: int | None, today: dt.date
) -> None:
    """Mark a session held on a day, with its class hours in thousandths.

    Raises:
        Invalid: as for `update_session`.
    """
    row.held_on, row.hours_milli = held_on, hours_milli
    _check_held(session, row, today)
    session.add(row)


def session_on(session: Session, course: Course, day: dt.date) -> CourseSession | None:
    """The course's session that is planned for a day, archived or not."""
    return session.exec(
        select(CourseSession).where(
            CourseSession.project_id == course.project_id,
            CourseSession.course_id == course.id,
            CourseSession.planned_on == day,
        )
    ).first()


def _check_held(session: Session, row: CourseSession, today: dt.date) -> None:
    if (row.held_on is None) != (row.hours_milli is None):
        raise Invalid("held_without_hours")
    if row.held_on is None or row.hours_milli is None:
        return
    if row.held_on > today:
        raise Invalid("held_in_future", on=row.held_on)
    check_day_of_project(session, row.project_id, row.held_on)
    check_hours(row.hours_milli, MOST_SESSION_HOURS)
