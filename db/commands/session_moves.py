"""Moving a session of a course to another day, alone or with all that follow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.days import check_day_of_project
from db.commands.editing import merge_edit, only_fields
from db.commands.registry import command, get
from db.commands.session_rooms import check_rooms, joined
from db.models import Course, CourseSession
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.session_moves import moved_days

PARKED = dt.date(1, 1, 1)
"""Where sessions stand between their old and their new days; no session was ever planned then."""


@command(Action.RECORD_TRAINING)
def reschedule_session(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    session_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    following: bool = False,
    reason: str = "",
    room_reason: str = "",
) -> int:
    """Move a session to the day `changes["planned_on"]`; gives how many sessions moved.

    With `following`, all later sessions that are neither held nor cancelled move as well, as
    `tracker.session_moves.moved_days` says. Each remembers the day it was first planned for and why it moved. A
    cancelled session that stands on one of the new days takes a day that became free.

    Raises:
        Conflict: somebody else moved the session since.
        Invalid: it was held (`held_session_moves`) or cancelled (`session_cancelled`), the course has a session on the
            day (`session_exists`), the day cannot be meant (`day_not_plausible`), or a room is taken then and no
            `room_reason` given (`room_taken`).
    """
    only_fields(changes, frozenset({"planned_on"}))
    row = get(session, CourseSession, project_id, session_id)
    if row.held_on is not None:
        raise Invalid("held_session_moves", on=row.held_on)
    if row.archived_at is not None:
        raise Invalid("session_cancelled", on=row.planned_on)
    before = row.planned_on
    with session.no_autoflush:  # the days are written all at once, below
        if not merge_edit(row, expected_version=expected_version, original=original, changes=changes):
            return 0
        to, row.planned_on = row.planned_on, before
        return _move(session, row, to, following=following, reason=reason, room_reason=room_reason)


def _move(
    session: Session, row: CourseSession, to: dt.date, *, following: bool, reason: str, room_reason: str
) -> int:
    course = get(session, Course, row.project_id, row.course_id)
    whole = _sessions(session, course)
    live = [each for each in whole if each.archived_at is None]
    moving = [row]
    if following:
        moving += [each for each in live if each.held_on is None and each.planned_on > row.planned_on]
    days = moved_days(
        [each.planned_on for each in moving],
        to,
        rule=course.rule,
        starts_on=course.starts_on,
        calendar=work_calendar(session, course.project_id),
        taken={each.planned_on for each in live if each not in moving},
    )
    for day in (days[0], days[-1]):
        check_day_of_project(session, course.project_id, day)
    places = _make_room(whole, moving, days)
    _park(session, [each for each, _ in places])
    for each, day in places:
        _place(each, day, reason if each.archived_at is None else "")
        session.add(each)
    check_rooms(session, course, moving, room_reason)
    session.flush()
    return sum(each.archived_at is None for each, _ in places)


def _make_room(
    whole: Sequence[CourseSession], moving: Sequence[CourseSession], days: Sequence[dt.date]
) -> list[tuple[CourseSession, dt.date]]:
    """Who goes where: the sessions to their new days, the cancelled ones that stand there to days that are left."""
    places = [(each, day) for each, day in zip(moving, days, strict=True) if each.planned_on != day]
    left = sorted({each.planned_on for each in moving} - set(days))
    aside = [each for each in whole if each.archived_at is not None and each.planned_on in set(days)]
    # As many days are left as are newly taken, so there is one for each.
    return [*places, *zip(aside, left, strict=False)]


def _place(row: CourseSession, day: dt.date, reason: str) -> None:
    """Put a session on a day; it remembers the first one, until it is back there."""
    first = row.original_on or row.planned_on
    row.planned_on = day
    row.original_on = None if day == first else first
    row.reason = joined(row.reason, reason)


def _park(session: Session, rows: Sequence[CourseSession]) -> None:
    """Take rows off their days, below the ORM: two of a course never share a day, not even half-way."""
    table: sa.Table = CourseSession.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
    for number, row in enumerate(rows):
        session.connection().execute(
            sa.update(table)
            .where(table.c.project_id == row.project_id, table.c.id == row.id)
            .values(planned_on=PARKED + dt.timedelta(days=number))
        )


def _sessions(session: Session, course: Course) -> Sequence[CourseSession]:
    return session.exec(
        select(CourseSession)
        .where(CourseSession.project_id == course.project_id, CourseSession.course_id == course.id)
        .order_by(col(CourseSession.planned_on))
    ).all()
