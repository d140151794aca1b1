"""The panel "ready on opening day": posts filled, and filled by people who are trained, by department."""

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.queries.department_readiness import department_readiness
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.language import words
from tracker.department_readiness import DepartmentReadiness
from tracker.errors import TrackerError
from tracker.exports.table import Column
from tracker.i18n import Words

ROW_HEIGHT, MOST_ROWS = 35, 12


@by_revision("plan", "people", "project")
def departments(session: Session, key: Key) -> list[DepartmentReadiness]:
    """The departments on the announced opening day under today's dates."""
    return department_readiness(session, key.project_id, key.today, context().project.opening_on)


def show() -> None:
    """Draw the panel; nothing while no post is approved."""
    w, frame = words(), context()
    try:
        rows = departments()
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if not any(row.approved for row in rows):
        return
    st.subheader(w._("Ready on opening day"), anchor=False)
    st.markdown(readiness_sentence(w, rows))
    st.dataframe(
        _table(),
        hide_index=True,
        height="content" if len(rows) <= MOST_ROWS else ROW_HEIGHT * (MOST_ROWS + 1),
        key="department_readiness",
        alt=w._("Departments with their posts approved, filled and trained on opening day"),
    )
    st.caption(
        w._(
            "On {date}, under today's dates: people in post, those planned, and those whom recruitment rounds bring; "
            "where a round seeks a post, its people take the place of those planned by hand.",
            date=w.date(frame.project.opening_on, today=frame.today),
        )
    )
    export_button(w._("Ready on opening day"), export_columns(w), rows, key="department_readiness_export")


def readiness_sentence(w: Words, rows: list[DepartmentReadiness]) -> str:
    """How many posts are filled, and filled by people who are trained; and how many departments are ready."""
    approved = sum(row.approved for row in rows)
    numbers = w._n(
        "{filled} of {n} post filled, {trained} of {n} filled and trained",
        "{filled} of {n} posts filled, {trained} of {n} filled and trained",
        approved,
        filled=w.number(sum(row.filled for row in rows)),
        trained=w.number(sum(row.trained for row in rows)),
    )
    ready = w._n(
        "{ready} of {n} department is ready",
        "{ready} of {n} departments are ready",
        len(rows),
        ready=w.number(sum(row.is_ready for row in rows)),
    )
    return w._("{numbers}; {ready}.", numbers=numbers, ready=ready)


def export_columns(w: Words) -> list[Column[DepartmentReadiness]]:
    """The departments as a workbook, with the table's own columns."""
    return [
        Column(w._("Department"), lambda row: row.department, 20),
        Column(w._("Approved"), lambda row: row.approved),
        Column(w._("Filled"), lambda row: row.filled),
        Column(w._("Filled and trained"), lambda row: row.trained),
        Column(w._("Still open"), lambda row: row.open),
    ]


@by_revision("plan", "people", "project")
def _table(_session: Session, key: Key) -> pd.DataFrame:
    """What is open first, then what is not trained, else in the order of the departments."""
    rows = sorted(departments(), key=lambda row: (-row.open, row.trained - row.approved))
    return pd.DataFrame(
        {column.title: [column.value(row) for row in rows] for column in export_columns(key.words)}
    )
