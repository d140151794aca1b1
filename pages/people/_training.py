"""What the page of training says in words and tables."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from db.queries.training import CourseRow, SessionRow
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.training import HoursPoint

HOURS = "0.0##"
"""Excel's format for class hours."""


def state_sentence(w: Words, courses: Sequence[CourseRow]) -> str:
    """The page's one sentence: hours delivered of planned over all courses, and sessions nobody recorded."""
    live = [row for row in courses if not row.archived]
    if not live:
        return ""
    delivered = w._(
        "{delivered} of {planned} class hours delivered",
        delivered=w.quantity(sum(row.hours.delivered_milli for row in live)),
        planned=w.quantity(sum(row.planned_hours_milli for row in live)),
    )
    unrecorded = sum(row.hours.unrecorded for row in live)
    if not unrecorded:
        return w._("{delivered}.", delivered=delivered)
    rest = w._n("**{n} past session is not recorded**", "**{n} past sessions are not recorded**", unrecorded)
    return w._("{delivered}; {rest}.", delivered=delivered, rest=rest)


def hours_lines(w: Words, course: CourseRow) -> list[str]:
    """A course's finding, a line each: delivered of planned, and what no session covers."""
    hours = course.hours
    text = w._(
        "{delivered} of {planned} class hours delivered",
        delivered=w.quantity(hours.delivered_milli),
        planned=w.quantity(hours.planned_milli),
    )
    if not hours.short_milli:
        return [text]
    short = w._("{hours} in no session held or ahead", hours=w.quantity(hours.short_milli))
    return [text, short]


def course_frame(w: Words, rows: Sequence[CourseRow], *, today: dt.date, names: bool) -> pd.DataFrame:
    """Courses as the page lists them; the trainer's column only where names may be seen."""
    columns = {
        w._("Course"): [row.title for row in rows],
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
        Column(w._("First day"), lambda row: row.starts_on),
        Column(w._("Time"), lambda row: f"{row.starts_at:%H:%M}"),
        Column(w._("Room"), lambda row: row.room, 18),
        Column(w._("Participants"), lambda row: row.participants),
        Column(w._("Hours planned"), lambda row: quantity_of(row.planned_hours_milli), 14, HOURS),
        Column(w._("Hours delivered"), lambda row: quantity_of(row.hours.delivered_milli), 14, HOURS),
        Column(w._("Sessions held"), lambda row: row.hours.held),
        Column(w._("Past, not recorded"), lambda row: row.hours.unrecorded),
    ]
    if names:
        columns.append(Column(w._("Trainer"), lambda row: row.trainer or "", 18))
    return columns


def session_frame(
    w: Words, rows: Sequence[SessionRow], *, today: dt.date, starts_at: dt.time
) -> pd.DataFrame:
    """Sessions as the page lists them."""
    return pd.DataFrame(
        {
            w._("Planned on"): [f"{w.date(row.planned_on, today=today)} {starts_at:%H:%M}" for row in rows],
            w._("State"): [w._("Archived") if row.archived else w.label(row.state) for row in rows],
            w._("Held on"): [w.date(row.held_on, today=today) if row.held_on else "" for row in rows],
            w._("Class hours"): [_hours(row.hours_milli) for row in rows],
            w._("Present"): [f"{row.present} / {row.marked}" if row.marked else "" for row in rows],
        }
    )


def session_columns(w: Words) -> list[Column[SessionRow]]:
    """The sessions as a workbook; people as counts only."""
    return [
        Column(w._("Planned on"), lambda row: row.planned_on),
        Column(w._("State"), lambda row: w.label(row.state), 18),
        Column(w._("Held on"), lambda row: row.held_on),
        Column(
            w._("Class hours"),
            lambda row: None if row.hours_milli is None else quantity_of(row.hours_milli),
            14,
            HOURS,
        ),
        Column(w._("Present"), lambda row: row.present),
        Column(w._("Marked"), lambda row: row.marked),
    ]


def hours_table(w: Words, points: Sequence[HoursPoint]) -> pd.DataFrame:
    """The chart's figures as a table."""
    return pd.DataFrame(
        {
            w._("Date"): [w.date(point.day) for point in points],
            w._("Planned"): [w.quantity(point.planned_milli) for point in points],
            w._("Delivered"): [w.quantity(point.delivered_milli) for point in points],
        }
    )


def _hours(milli: int | None) -> float | None:
    """Class hours as a table on the page shows them: a number, so that it is aligned and sorted as one."""
    return None if milli is None else float(quantity_of(milli))


def to_milli(hours: float) -> int:
    """Class hours typed into a form, in thousandths; the digits count, not their binary image."""
    return int((Decimal(str(hours)) * 1000).to_integral_value())
