"""Courses: laid out by their rule over the working calendar."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.course_limits import (
    LONGEST_ROOM,
    LONGEST_RULE,
    LONGEST_TITLE,
    MOST_CERTIFICATE_MONTHS,
    MOST_COURSE_HOURS,
    MOST_SESSION_HOURS,
    MOST_SESSION_MINUTES,
    check_hours,
    short_text,
)
from db.commands.days import check_day_of_project
from db.commands.editing import merge_edit, only_fields, required_text
from db.commands.participants import person_named
from db.commands.registry import command, get
from db.commands.session_rooms import check_rooms
from db.models import Course, CourseSession
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.training import slots
from tracker.vocabulary import CourseKind

EDITABLE = frozenset(
    {
        "title",
        "kind",
        "trainer",
        "room",
        "rule",
        "starts_on",
        "starts_at",
        "session_minutes",
        "planned_hours_milli",
        "session_hours_milli",
        "pass_hours_milli",
        "certificate_months",
    }
)


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
    kind: CourseKind = CourseKind.SEMINAR,
    session_minutes: int = 120,
    room: str = "",
    trainer: str = "",
    pass_hours_milli: int | None = None,
    certificate_months: int | None = None,
    room_reason: str = "",
) -> int:
    """Add a course with a session on each day that its rule gives over the working calendar; gives its id.

    `trainer` is a name; the person is taken from the project, or added to it. Hours are in thousandths. Who attended
    `pass_hours_milli` (None: all planned hours) has passed; the certificate holds for `certificate_months` (None: for
    good).

    Raises:
        Invalid: a text is missing or too long, hours, minutes or months are out of range, the first day cannot be
            meant (`day_not_plausible`), the rule is refused by `tracker.training.slots`, or another course keeps the
            room at one of the times and no `room_reason` is given (`room_taken`).
    """
    course = Course(
        project_id=project_id,
        title=title,
        kind=kind,
        trainer_id=person_named(session, project_id, trainer) if trainer.strip() else None,
        room=room,
        rule=rule,
        starts_on=starts_on,
        starts_at=starts_at,
        session_minutes=session_minutes,
        planned_hours_milli=planned_hours_milli,
        session_hours_milli=session_hours_milli,
        pass_hours_milli=pass_hours_milli,
        certificate_months=certificate_months,
    )
    _check_course(session, course)
    session.add(course)
    session.flush()
    assert course.id is not None  # noqa: S101 (flushed)
    _lay_out(session, course, set(), _days(session, course))
    check_rooms(session, course, _sessions(session, course), room_reason)
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
    room_reason: str = "",
) -> None:
    """Change a course. A new rule or first day adds the days that are new and puts those aside that fall out.

    Sessions that were held stay, and so do those on days that both rules give: one that was moved stays moved, one
    that was cancelled stays cancelled. Beside the columns, `changes` may hold `trainer`, a name; `original` then
    holds `trainer_id`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_course`, or a field that a course does not have (`field_not_editable`).
    """
    only_fields(changes, EDITABLE)
    course = get(session, Course, project_id, course_id)
    changes = dict(changes)
    if "trainer" in changes:
        name = changes.pop("trainer").strip()
        changes["trainer_id"] = person_named(session, project_id, name) if name else None
    before = (course.rule, course.starts_on)
    with session.no_autoflush:  # a refusal must come from here, in words, and not from the database
        moved = set(merge_edit(course, expected_version=expected_version, original=original, changes=changes))
        _check_course(session, course)
    session.add(course)
    if {"rule", "starts_on"} & moved:
        _lay_out(session, course, _given_by(session, course, *before), _days(session, course))
    if {"rule", "starts_on", "starts_at", "room", "session_minutes"} & moved:
        check_rooms(session, course, _sessions(session, course), room_reason)


@command(Action.RECORD_TRAINING)
def archive_course(session: Session, *, actor: Actor, project_id: int, course_id: int) -> None:
    """Put a course aside; its hours no longer count, and it keeps no room."""
    editing.archive(session, get(session, Course, project_id, course_id))


@command(Action.RECORD_TRAINING)
def restore_course(
    session: Session, *, actor: Actor, project_id: int, course_id: int, room_reason: str = ""
) -> None:
    """Bring a course back with its sessions.

    Raises:
        Invalid: another course keeps its room by now and no `room_reason` is given (`room_taken`).
    """
    course = get(session, Course, project_id, course_id)
    editing.restore(session, course)
    check_rooms(session, course, _sessions(session, course), room_reason)


def _days(session: Session, course: Course) -> set[dt.date]:
    return set(slots(course.rule, course.starts_on, work_calendar(session, course.project_id)))


def _given_by(session: Session, course: Course, rule: str, starts_on: dt.date) -> set[dt.date]:
    """What the rule before gave; nothing where it gives nothing any more."""
    try:
        return set(slots(rule, starts_on, work_calendar(session, course.project_id)))
    except Invalid:
        return set()


def _lay_out(session: Session, course: Course, before: set[dt.date], now: set[dt.date]) -> None:
    """Sessions on the days that are new, none on those that fell out, unless they were held."""
    rows = _sessions(session, course)
    for row in rows:
        if (row.original_on or row.planned_on) in before - now and row.held_on is None:
            editing.archive(session, row)
    standing = {row.planned_on: row for row in rows}
    assert course.id is not None  # noqa: S101 (flushed)
    for day in sorted(now - before):
        if day in standing:
            editing.restore(session, standing[day])
        else:
            session.add(CourseSession(project_id=course.project_id, course_id=course.id, planned_on=day))
    session.flush()


def _sessions(session: Session, course: Course) -> Sequence[CourseSession]:
    return session.exec(
        select(CourseSession).where(
            CourseSession.project_id == course.project_id, CourseSession.course_id == course.id
        )
    ).all()


def _check_course(session: Session, course: Course) -> None:
    course.title = required_text("title", course.title, longest=LONGEST_TITLE)
    course.room = short_text("room", course.room, LONGEST_ROOM)
    course.rule = short_text("rule", course.rule, LONGEST_RULE)
    check_day_of_project(session, course.project_id, course.starts_on)
    check_hours(course.planned_hours_milli, MOST_COURSE_HOURS)
    check_hours(course.session_hours_milli, MOST_SESSION_HOURS)
    if not 0 < course.session_minutes <= MOST_SESSION_MINUTES:
        raise Invalid("minutes_out_of_range", most=MOST_SESSION_MINUTES)
    if course.pass_hours_milli is not None and not 0 < course.pass_hours_milli <= course.planned_hours_milli:
        raise Invalid("pass_hours_out_of_range")
    months = course.certificate_months
    if months is not None and not 0 < months <= MOST_CERTIFICATE_MONTHS:
        raise Invalid("months_out_of_range", most=MOST_CERTIFICATE_MONTHS)
