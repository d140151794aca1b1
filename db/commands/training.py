"""Courses and their sessions: laid out by the rule, held with the class hours really given."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.participants import mark_attendance, person_named
from db.commands.registry import command, get
from db.models import Course, CourseSession
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.training import HOUR, slots
from tracker.vocabulary import AttendanceMark

LONGEST_TITLE = 160
LONGEST_ROOM = 120
LONGEST_RULE = 200
MOST_COURSE_HOURS = 2_000
MOST_SESSION_HOURS = 24


@command(Action.RECORD_TRAINING)
def create_course(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    title: str,
    starts_on: dt.date,
    starts_at: dt.time,
    rule: str,
    planned_hours_milli: int,
    session_hours_milli: int,
    room: str = "",
    trainer: str = "",
) -> int:
    """Add a course with a session on each day that its rule gives over the working calendar; gives its id.

    `trainer` is a name; the person is taken from the project, or added to it. Hours are in thousandths.

    Raises:
        Invalid: a text is missing or too long, hours are out of range (`hours_out_of_range`), or the rule is
            refused by `tracker.training.slots`.
    """
    course = Course(
        project_id=project_id,
        title=title,
        trainer_id=person_named(session, project_id, trainer) if trainer.strip() else None,
        room=room.strip(),
        rule=rule,
        starts_on=starts_on,
        starts_at=starts_at,
        planned_hours_milli=planned_hours_milli,
        session_hours_milli=session_hours_milli,
    )
    _check_course(course)
    session.add(course)
    session.flush()
    assert course.id is not None  # noqa: S101 (flushed)
    _lay_out(session, course)
    return course.id


@command(Action.RECORD_TRAINING)
def update_course(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    course_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a course. A new rule or first day lays out the sessions anew; held ones stay as they are.

    Beside the columns, `changes` may hold `trainer`, a name; `original` then holds `trainer_id`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_course`.
    """
    course = get(session, Course, project_id, course_id)
    changes = dict(changes)
    if "trainer" in changes:
        name = changes.pop("trainer").strip()
        changes["trainer_id"] = person_named(session, project_id, name) if name else None
    with session.no_autoflush:  # a refusal must come from here, in words, and not from the database
        moved = merge_edit(course, expected_version=expected_version, original=original, changes=changes)
        _check_course(course)
    session.add(course)
    if {"rule", "starts_on"} & set(moved):
        _lay_out(session, course)


@command(Action.RECORD_TRAINING)
def archive_course(session: Session, *, actor: Actor, project_id: int, course_id: int) -> None:
    """Put a course aside; its hours no longer count."""
    editing.archive(session, get(session, Course, project_id, course_id))


@command(Action.RECORD_TRAINING)
def restore_course(session: Session, *, actor: Actor, project_id: int, course_id: int) -> None:
    """Bring a course back with its sessions."""
    editing.restore(session, get(session, Course, project_id, course_id))


@command(Action.RECORD_TRAINING)
def create_session(
    session: Session, *, actor: Actor, project_id: int, course_id: int, planned_on: dt.date
) -> int:
    """Add a session beside those of the rule, or bring back the archived one of that day; gives its id.

    Raises:
        Invalid: the course has a session on that day (`session_exists`).
    """
    course = get(session, Course, project_id, course_id)
    row = _session_on(session, course, planned_on)
    if row is not None and row.archived_at is None:
        raise Invalid("session_exists", on=planned_on)
    if row is None:
        row = CourseSession(project_id=project_id, course_id=course_id, planned_on=planned_on)
    editing.restore(session, row)
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
    marks: Mapping[int, AttendanceMark] | None = None,
) -> None:
    """Mark a session held (`held_on`, `hours_milli`), correct it, or move it (`planned_on`); say who came.

    `marks` holds only the attendance that changed, by enrolment id: two people may tap the same list. Both
    `held_on` and `hours_milli` None take a mark made by mistake back.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: held without hours or the reverse, ahead of `today`, hours out of range, another session on
            the new planned day, or a mark for somebody who does not take part.
    """
    row = get(session, CourseSession, project_id, session_id)
    with session.no_autoflush:  # as for `update_course`
        merge_edit(row, expected_version=expected_version, original=original, changes=changes)
        _check_session(session, row, today)
    session.add(row)
    mark_attendance(session, row, marks or {})


@command(Action.RECORD_TRAINING)
def archive_session(session: Session, *, actor: Actor, project_id: int, session_id: int) -> None:
    """Put a session aside: it was cancelled, or added by mistake. Its hours no longer count."""
    editing.archive(session, get(session, CourseSession, project_id, session_id))


@command(Action.RECORD_TRAINING)
def restore_session(session: Session, *, actor: Actor, project_id: int, session_id: int) -> None:
    """Bring a session back."""
    editing.restore(session, get(session, CourseSession, project_id, session_id))


def _lay_out(session: Session, course: Course) -> None:
    """Sessions on the days of the rule: missing ones are added, others that were not held are put aside."""
    wanted = set(slots(course.rule, course.starts_on, work_calendar(session, course.project_id)))
    existing = session.exec(
        select(CourseSession).where(
            CourseSession.project_id == course.project_id, CourseSession.course_id == course.id
        )
    ).all()
    for row in existing:
        if row.planned_on in wanted:
            editing.restore(session, row)
        elif row.held_on is None:
            editing.archive(session, row)
    assert course.id is not None  # noqa: S101 (flushed)
    for day in sorted(wanted - {row.planned_on for row in existing}):
        session.add(CourseSession(project_id=course.project_id, course_id=course.id, planned_on=day))
    session.flush()


def _check_course(course: Course) -> None:
    course.title = required_text("title", course.title, longest=LONGEST_TITLE)
    for field, longest in (("room", LONGEST_ROOM), ("rule", LONGEST_RULE)):
        text = getattr(course, field)
        if len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    _check_hours(course.planned_hours_milli, MOST_COURSE_HOURS)
    _check_hours(course.session_hours_milli, MOST_SESSION_HOURS)


def _check_session(session: Session, row: CourseSession, today: dt.date) -> None:
    if (row.held_on is None) != (row.hours_milli is None):
        raise Invalid("held_without_hours")
    if row.held_on is not None and row.hours_milli is not None:
        if row.held_on > today:
            raise Invalid("held_in_future", on=row.held_on)
        _check_hours(row.hours_milli, MOST_SESSION_HOURS)
    other = _session_on(session, get(session, Course, row.project_id, row.course_id), row.planned_on)
    if other is not None and other.id != row.id:
        raise Invalid("session_exists", on=row.planned_on)


def _check_hours(hours_milli: int, most: int) -> None:
    if not 0 < hours_milli <= most * HOUR:
        raise Invalid("hours_out_of_range", most=most)


def _session_on(session: Session, course: Course, day: dt.date) -> CourseSession | None:
    return session.exec(
        select(CourseSession).where(
            CourseSession.project_id == course.project_id,
            CourseSession.course_id == course.id,
            CourseSession.planned_on == day,
        )
    ).first()
