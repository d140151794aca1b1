"""What the parts of the training page on progress, needs and certificates read, kept until somebody writes."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from db.queries import attendance as attendance_queries
from db.queries import certificates as certificate_queries
from db.queries import training_progress as queries
from db.queries.plan import work_calendar
from pages._kit.cached import Key, by_revision
from pages.people._progress_words import attendance_lines, week_lines
from tracker.attendance_grid import AttendanceGrid
from tracker.certificates import CertificateRow
from tracker.charts.training import attendance_strip, weekly_chart
from tracker.imports.participant_list import KnownPost
from tracker.permissions import Action
from tracker.training_needs import without_certificate
from tracker.training_progress import CoursePlan, Forecast, WeekPoint, by_week, forecast


@by_revision("people")
def plans(session: Session, key: Key) -> dict[int, CoursePlan]:
    """The courses that are not archived, by id."""
    return {plan.id: plan for plan in queries.course_plans(session, key.project_id)}


@by_revision("people", "plan", "project")
def forecast_of(session: Session, key: Key, course_id: int) -> Forecast:
    """When a course finishes at the present pace."""
    return forecast(plans()[course_id], work_calendar(session, key.project_id), key.today)


@by_revision("people", "project")
def grid_of(session: Session, key: Key, course_id: int) -> AttendanceGrid:
    """Participants against sessions."""
    names = key.may(Action.SEE_NAMES)
    return attendance_queries.attendance_grid(session, key.project_id, plans()[course_id], names=names)


@by_revision("people", "project")
def enrolled(session: Session, key: Key, course_id: int) -> dict[str, attendance_queries.EnrolledRow]:
    """The participants of a course by name, for the import of a list."""
    rows = attendance_queries.enrolled(session, key.project_id, course_id)
    return {row.name: row for row in rows}


@by_revision("people")
def known_posts(session: Session, key: Key) -> list[KnownPost]:
    """The posts that somebody may take part for."""
    return queries.known_posts(session, key.project_id)


@by_revision("people", "plan", "project")
def need_rows(session: Session, key: Key, opening_on: dt.date) -> list[queries.NeedRow]:
    """What posts still lack before opening."""
    return queries.needs(session, key.project_id, key.today, opening_on)


@by_revision("people", "project")
def certificate_rows(session: Session, key: Key, opening_on: dt.date) -> list[CertificateRow]:
    """All certificates, archived ones too."""
    names = key.may(Action.SEE_NAMES)
    return certificate_queries.certificates(session, key.project_id, key.today, opening_on, names=names)


@by_revision("people")
def to_certify(session: Session, key: Key, course_id: int, issued_on: dt.date) -> int:
    """How many passed a course and hold no certificate of it that is valid on a day."""
    standing = queries.course_standing(session, key.project_id, course_id)
    return len(without_certificate(standing, issued_on))


@by_revision("people")
def week_points(_session: Session, key: Key, course_id: int) -> list[WeekPoint]:
    """A course's hours by week."""
    return by_week(plans()[course_id], key.today)


@by_revision("people", "plan", "project")
def week_spec(_session: Session, key: Key, course_id: int, appearance: str) -> dict[str, Any]:
    """The chart of these hours."""
    title = week_lines(key.words, plans()[course_id], forecast_of(course_id), key.today)
    return weekly_chart(week_points(course_id), words=key.words, appearance=appearance, title=title)


@by_revision("people", "project")
def strip_spec(_session: Session, key: Key, course_id: int, appearance: str) -> dict[str, Any]:
    """The heat strip of attendance."""
    grid, names = grid_of(course_id), key.may(Action.SEE_NAMES)
    title = attendance_lines(key.words, grid)
    return attendance_strip(grid, words=key.words, appearance=appearance, title=title, names=names)
