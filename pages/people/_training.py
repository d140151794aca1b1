"""What the page of training says in words and tables."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from db.queries.training import CourseRow, SessionRow
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.money import quantity_of

HOURS = "0.0##"
"""Excel's format for class hours."""


def state_sentence(w: Words, courses: Sequence[CourseRow], today: dt.date) -> str:
    """The page's one sentence: hours delivered of planned in what has begun, what nobody recorded, what is ahead."""
    live = [row for row in courses if not row.archived]
    begun = [row for row in live if row.starts_on <= today]
    ahead = len(live) - len(begun)
    waiting = [w._n("{n} course has not begun", "{n} courses have not begun", ahead)] if ahead else []
    if not begun:
        return w._("{delivered}.", delivered=waiting[0]) if waiting else ""
    delivered = w._(
        "{delivered} of {planned} class hours delivered",
        delivered=w.quantity(sum(row.hours.delivered_milli for row in begun)),
        planned=w.quantity(sum(row.planned_hours_milli for row in begun)),
    )
    unrecorded = sum(row.hours.unrecorded for row in begun)
    past = (
        [w._n("**{n} past session is not recorded**", "**{n} past sessions are not recorded**", unrecorded)]
        if unrecorded
        else []
    )
    if not past and not waiting:
        return w._("{delivered}.", delivered=delivered)
    return w._("{delivered}; {rest}.", delivered=delivered, rest=w.listed([*past, *waiting]))


def hours_line(w: Words, course: CourseRow) -> str:
    """A course's hours delivered of planned, and what no session covers."""
    hours = course.hours
    text = w._(
        "{delivered} of {planned} class hours delivered",
        delivered=w.quantity(hours.delivered_milli),
        planned=w.quantity(hours.planned_milli),
    )
    if not hours.short_milli:
        return w._("{delivered}.", delivered=text)
    short = w._("{hours} in no session held or ahead", hours=w.quantity(hours.short_milli))
    return w._("{delivered}; {rest}.", delivered=text, rest=short)


def course_frame(w: Words, rows: Sequence[CourseRow], *, today: dt.date, names: bool) -> pd.DataFrame:
    """Courses as the page lists them; the trainer's column only where names may be seen."""
    columns = {
        w._("Course"): [row.title for row in rows],
        w._("Kind"): [w.label(row.kind) for row in rows],
        w._("First day"): [w.date(row.starts_on, today=today) for row in rows],
        w._("Time"): [f"{row.starts_at:%H:%M}" for row in rows],
        w._("Room"): [row.room for row in rows],
        w._("Participants"): [row.participants for row in rows],
        w._("Hours planned"): [_hours(row.planned_hours_milli) for row in rows],
        w._("Hours delivered"): [_hours(row.hours.delivered_milli) for row in rows],
        w._("Sessions held"): [
            f"{row.hours.held} / {row.hours.held + row.hours.upcoming + row.hours.unrecorded}" for row in rows
        ],
    }
    if names:
        columns[w._("Trainer")] = [row.trainer or "" for row in rows]
    return pd.DataFrame(columns)


def course_columns(w: Words, *, names: bool) -> list[Column[CourseRow]]:
    """The courses as a workbook; the trainer's column only where names may be seen."""
    columns: list[Column[CourseRow]] = [
        Column(w._("Course"), lambda row: row.title, 30),
        Column(w._("Kind"), lambda row: w.label(row.kind), 12),
        Column(w._("First day"), lambda row: row.starts_on),
        Column(w._("Time"), lambda row: f"{row.starts_at:%H:%M}"),
        Column(w._("Minutes a session"), lambda row: row.session_minutes),
        Column(w._("Room"), lambda row: row.room, 18),
        Column(w._("Participants"), lambda row: row.participants),
        Column(w._("Hours planned"), lambda row: quantity_of(row.planned_hours_milli), 14, HOURS),
        Column(w._("Hours delivered"), lambda row: quantity_of(row.hours.delivered_milli), 14, HOURS),
        Column(
            w._("Hours to pass"),
            lambda row: quantity_of(
                row.planned_hours_milli if row.pass_hours_milli is None else row.pass_hours_milli
            ),
            14,
            HOURS,
        ),
        Column(w._("Certificate, months"), lambda row: row.certificate_months, 14),
        Column(w._("Sessions held"), lambda row: row.hours.held),
        Column(w._("Past, not recorded"), lambda row: row.hours.unrecorded),
    ]
    if names:
        columns.append(Column(w._("Trainer"), lambda row: row.trainer or "", 18))
    return columns


def session_frame(w: Words, rows: Sequence[SessionRow], course: CourseRow, *, today: dt.date) -> pd.DataFrame:
    """Sessions as the page lists them; the room is said where it is another than the course's."""
    return pd.DataFrame(
        {
            w._("Planned on"): [
                f"{w.date(row.planned_on, today=today)} {row.starts_at or course.starts_at:%H:%M}"
                for row in rows
            ],
            w._("State"): [session_words(w, row, today=today) for row in rows],
            w._("Held on"): [w.date(row.held_on, today=today) if row.held_on else "" for row in rows],
            w._("Class hours"): [_hours(row.hours_milli) for row in rows],
            w._("Present"): [f"{row.present} / {row.marked}" if row.marked else "" for row in rows],
            w._("Room"): [row.room or course.room for row in rows],
        }
    )


def session_words(w: Words, row: SessionRow, *, today: dt.date) -> str:
    """Where a session stands, and the day it was first planned for."""
    state = w._("Cancelled") if row.archived else w.label(row.state)
    if row.original_on is None:
        return state
    return w._("{state}, moved from {date}", state=state, date=w.date(row.original_on, today=today))


def session_columns(w: Words, course: CourseRow, *, reasons: bool) -> list[Column[SessionRow]]:
    """The sessions of a course as a workbook; people as counts, reasons only where names may be seen."""
    columns: list[Column[SessionRow]] = [
        Column(w._("Planned on"), lambda row: row.planned_on),
        Column(w._("Time"), lambda row: f"{row.starts_at or course.starts_at:%H:%M}"),
        Column(w._("Room"), lambda row: row.room or course.room, 18),
        Column(w._("State"), lambda row: w._("Cancelled") if row.archived else w.label(row.state), 18),
        Column(w._("Held on"), lambda row: row.held_on),
        Column(
            w._("Class hours"),
            lambda row: None if row.hours_milli is None else quantity_of(row.hours_milli),
            14,
            HOURS,
        ),
        Column(w._("Present"), lambda row: row.present),
        Column(w._("Marked"), lambda row: row.marked),
        Column(w._("First planned for"), lambda row: row.original_on),
    ]
    # What somebody wrote freely may name people.
    return [*columns, Column(w._("Reason"), lambda row: row.reason, 30)] if reasons else columns


def _hours(milli: int | None) -> float | None:
    """Class hours as a table on the page shows them: a number, so that it is aligned and sorted as one."""
    return None if milli is None else float(quantity_of(milli))


def to_milli(hours: float) -> int:
    """Class hours typed into a form, in thousandths; the digits count, not their binary image."""
    return int((Decimal(str(hours)) * 1000).to_integral_value())
