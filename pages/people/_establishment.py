"""The establishment by department, as a table and as charts up to opening day; both stay short in a large library."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.queries import people as queries
from db.queries.people import DepartmentRow, Staffing
from db.queries.recruitment import arrivals
from pages._kit.cached import Key, by_revision
from pages._kit.chart import appearance, draw
from pages._kit.context import context
from pages._kit.language import words
from pages.people._staffing import department_table, headline, months_table, takeaway
from tracker.charts.people import staffing_chart
from tracker.errors import TrackerError
from tracker.staffing import MonthPoint, by_month

MOST_ROWS = 25
"""Departments on a page of the table."""

MOST_CHARTED = 12
"""Departments that are charted before somebody chooses."""


@by_revision("plan", "people", "project")
def snapshot(session: Session, key: Key, opening_on: dt.date) -> Staffing:
    """Departments, posts and counts as of today, with the people of rounds while the plan can be scheduled."""
    try:
        coming = arrivals(session, key.project_id, key.today)
    except TrackerError:  # the panel of readiness says what is wrong with the plan
        coming = []
    return queries.staffing(session, key.project_id, key.today, opening_on, coming)


def establishment(board: Staffing) -> None:
    """Draw the table and the charts of the departments that are not archived."""
    w, frame = words(), context()
    rows = [row for row in board.departments if not row.archived]
    pages = -(-len(rows) // MOST_ROWS)
    table = st.container()
    page = st.pagination(pages, key="department_page") if pages > 1 else 1
    first = ((page or 1) - 1) * MOST_ROWS
    table.table(
        department_table(w, rows[first : first + MOST_ROWS], board.total),
        border="horizontal",
        alt=w._("Posts and people by department"),
    )
    charted = _charted(rows)
    span = (frame.project.starts_on, frame.project.opening_on)
    if months(*span, charted):
        draw(
            _spec(*span, charted, appearance=appearance()),
            alt=takeaway(w, board),
            key="staffing_chart",
            table=_months_table(*span, charted),
        )


def _charted(rows: list[DepartmentRow]) -> tuple[str, ...]:
    """The departments to chart: all of a few; of many those that are chosen, at first those with most posts open."""
    w = words()
    names = [row.name for row in rows]
    if len(rows) <= MOST_CHARTED:
        return tuple(names)
    worst = sorted(rows, key=lambda row: -row.strength.gap_at_opening)[:MOST_CHARTED]
    chosen = st.multiselect(
        w._("Departments in the chart"),
        names,
        default=[row.name for row in worst],
        max_selections=MOST_CHARTED,
        key="departments_charted",
    )
    return tuple(chosen)


@by_revision("plan", "people", "project")
def months(
    _session: Session, key: Key, starts_on: dt.date, opening_on: dt.date, departments: tuple[str, ...]
) -> list[MonthPoint]:
    """Approved posts and people of the departments named, up to opening day."""
    histories = snapshot(opening_on).histories()
    wanted = set(departments)
    return by_month(
        [post for post in histories if post.department in wanted], starts_on, key.today, opening_on
    )


@by_revision("plan", "people", "project")
def _spec(
    _session: Session,
    key: Key,
    starts_on: dt.date,
    opening_on: dt.date,
    departments: tuple[str, ...],
    appearance: str,
) -> dict[str, Any]:
    points = months(starts_on, opening_on, departments)
    title = headline(key.words, points, key.today)
    return staffing_chart(points, words=key.words, appearance=appearance, title=title)


@by_revision("plan", "people", "project")
def _months_table(
    _session: Session, key: Key, starts_on: dt.date, opening_on: dt.date, departments: tuple[str, ...]
) -> pd.DataFrame:
    return months_table(key.words, months(starts_on, opening_on, departments))
