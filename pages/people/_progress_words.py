"""What the parts on progress, needs and certificates say in sentences and tables."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from db.queries.training_progress import NeedRow
from tracker.attendance_grid import AttendanceGrid
from tracker.certificates import CertificateRow
from tracker.charts.training import learner_label, mark_letter
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.training_needs import Expiry
from tracker.training_progress import CoursePlan, Forecast, PassState, WeekPoint
from tracker.vocabulary import AttendanceMark


def week_lines(w: Words, plan: CoursePlan, foretold: Forecast, today: dt.date) -> list[str]:
    """A course's finding in lines that a phone shows whole: delivered of planned, then when it finishes, or why not."""
    delivered = w._(
        "{delivered} of {planned} class hours delivered",
        delivered=w.quantity(plan.delivered_milli),
        planned=w.quantity(plan.planned_hours_milli),
    )
    return [delivered, *finish_lines(w, foretold, today)]


def finish_lines(w: Words, foretold: Forecast, today: dt.date) -> list[str]:
    """When a course finishes at the present pace, or why that cannot be told."""
    if foretold.why is not None:
        return [w._("No finishing day can be told"), w.label(foretold.why)]
    assert foretold.finishes_on is not None  # noqa: S101 (a forecast says the day or why not)
    day = w.date(foretold.finishes_on, today=today)
    if not foretold.days:
        return [w._("All hours were given by {day}", day=day)]
    needed = w._n(
        "At {pace} hours a session, {n} more session",
        "At {pace} hours a session, {n} more sessions",
        len(foretold.days),
        pace=w.quantity(foretold.pace_milli),
    )
    return [needed, w._("Finishes {day}", day=day)]


def beyond_line(w: Words, foretold: Forecast) -> str:
    """What the forecast takes for granted beyond the sessions laid out; empty where it takes nothing."""
    if foretold.why is not None or not foretold.beyond_plan:
        return ""
    return w._n(
        "{n} of these sessions is not laid out yet; it takes the next day of the course's rule, days off left out.",
        "{n} of these sessions are not laid out yet; they take the next days of the course's rule, days off left out.",
        foretold.beyond_plan,
    )


def week_table(w: Words, points: Sequence[WeekPoint]) -> pd.DataFrame:
    """The weekly chart's figures as a table."""
    return pd.DataFrame(
        {
            w._("Week"): [point.name for point in points],
            w._("Planned"): [w.quantity(point.planned_milli) for point in points],
            w._("Delivered"): [w.quantity(point.delivered_milli) for point in points],
            w._("Planned in all"): [w.quantity(point.planned_total_milli) for point in points],
            w._("Delivered in all"): [w.quantity(point.delivered_total_milli) for point in points],
        }
    )


def attendance_lines(w: Words, grid: AttendanceGrid) -> list[str]:
    """What the strip shows: how often somebody was there, of all places at held sessions."""
    places = len(grid.held) * len(grid.learners)
    if not places:
        return [w._("No session was held yet, or nobody takes part.")]
    present = grid.count(AttendanceMark.PRESENT)
    return [
        w._(
            "Present {present} of {places} times: {share}",
            present=w.number(present),
            places=w.number(places),
            share=w.percent(present / places),
        )
    ]


def strip_table(w: Words, grid: AttendanceGrid, *, names: bool) -> pd.DataFrame:
    """The strip as a table of letters."""
    columns = {w._("Participant"): [learner_label(each, names=names) for each in grid.learners]}
    for meeting in grid.held:
        columns[meeting.day.isoformat()] = [
            mark_letter(w, grid.mark(meeting, each)) for each in grid.learners
        ]
    return pd.DataFrame(columns)


def hours_table(w: Words, grid: AttendanceGrid, *, names: bool) -> pd.DataFrame:
    """Hours of each participant."""
    columns = {
        w._("Participant"): [learner_label(each, names=names) for each in grid.learners],
        w._("Hours attended"): [float(quantity_of(each.attended_milli)) for each in grid.learners],
        w._("Hours needed"): [float(quantity_of(each.needed_milli)) for each in grid.learners],
        w._("State"): [w.label(each.state) for each in grid.learners],
    }
    if names:
        columns[w._("Post")] = [each.post or "" for each in grid.learners]
        columns[w._("Organisation")] = [each.organisation or "" for each in grid.learners]
    return pd.DataFrame(columns)


def standing_line(w: Words, grid: AttendanceGrid) -> str:
    """How many passed, can still pass, and need extra hours."""
    states = [each.state for each in grid.learners]
    return w.listed([f"{w.label(state)} {w.number(states.count(state))}" for state in PassState])


def needs_line(w: Words, rows: Sequence[NeedRow]) -> str:
    """How many people are still to be trained, and how many no course reaches in time."""
    missing = sum(row.need.missing for row in rows)
    if not missing:
        return w._("Everybody expected on opening day has the required training.")
    late = sum(row.need.missing_at_opening for row in rows)
    told = w._n("{n} required training is still missing", "{n} required trainings are still missing", missing)
    if not late:
        return w._("{missing}; the courses reach all of them before opening.", missing=told)
    rest = w._n("**{n} will be missing on opening day**", "**{n} will be missing on opening day**", late)
    return w._("{missing}; {rest}.", missing=told, rest=rest)


def needs_columns(w: Words) -> list[Column[NeedRow]]:
    """Required training by course and post, as the page shows it and as a workbook."""
    return [
        Column(w._("Course"), lambda row: row.course, 30),
        Column(w._("Department"), lambda row: row.department, 16),
        Column(w._("Post"), lambda row: row.post, 20),
        Column(w._("Expected at opening"), lambda row: row.need.expected),
        Column(w._("Trained"), lambda row: row.need.trained),
        Column(w._("Missing"), lambda row: row.need.missing),
        Column(w._("Taking part"), lambda row: row.need.under_way),
        Column(w._("Course finishes"), lambda row: row.need.finishes_on),
        Column(w._("Finish rests on"), lambda row: w.label(row.need.basis), 18),
        Column(w._("Before opening"), lambda row: _in_time(w, row)),
        Column(w._("Missing at opening"), lambda row: row.need.missing_at_opening),
    ]


def _in_time(w: Words, row: NeedRow) -> str:
    if row.need.in_time is None:
        return w._("not known")
    return w._("yes") if row.need.in_time else w._("no")


def shown_table(w: Words, columns: Sequence[Column], rows: Sequence[object], today: dt.date) -> pd.DataFrame:  # type: ignore[type-arg]  # any row
    """The columns of an export as a table on the page: the same figures, days in the person's language."""

    def cell(value: object) -> object:
        return w.date(value, today=today) if isinstance(value, dt.date) else value

    return pd.DataFrame({column.title: [cell(column.value(row)) for row in rows] for column in columns})


def look_ahead_line(w: Words, rows: Sequence[CertificateRow]) -> str:
    """How many certificates have run out or will soon; archived ones left aside."""
    states = [row.expiry for row in rows if not row.archived]
    if not states:
        return w._("No certificate was issued yet.")
    counted = [f"{w.label(each)} {w.number(states.count(each))}" for each in Expiry if states.count(each)]
    return w.listed(counted)
