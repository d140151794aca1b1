"""The courses: hours planned against delivered, the sessions, and who takes part."""

from collections.abc import Sequence

import streamlit as st

from db.queries.training import CourseRow
from pages._kit import detail, filters
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import plain
from pages._kit.language import words
from pages.people import _training_charts
from pages.people._attendance_sheet import sheet_button
from pages.people._course import course_panel
from pages.people._participants import participants_panel
from pages.people._training import (
    course_columns,
    course_frame,
    hours_line,
    session_columns,
    session_frame,
)
from pages.people._training_reads import participant_rows, session_rows
from tracker.permissions import Action
from tracker.training import SessionState


def show(courses: Sequence[CourseRow]) -> None:
    """Draw the courses, and the one that is chosen."""
    shown = _list(courses)
    asked = detail.asked("course")
    course = next((row for row in courses if row.id == asked), None) or _under_way(shown)
    if course is None:
        return
    w = words()
    st.subheader(plain(course.title), anchor=False)
    st.markdown(hours_line(w, course))
    _sessions(course)
    _training_charts.show(course.id)
    participants_panel(course, participant_rows(course.id))
    if context().may(Action.RECORD_TRAINING):
        course_panel(course)


def _under_way(shown: Sequence[CourseRow]) -> CourseRow | None:
    """The course to begin with: one that has begun and still has sessions to come or to record, else the first."""
    today = context().today
    running = (
        row for row in shown if row.starts_on <= today and (row.hours.upcoming or row.hours.unrecorded)
    )
    return next(running, shown[0] if shown else None)


def _list(courses: Sequence[CourseRow]) -> list[CourseRow]:
    """Draw the list with its filters; gives what it shows."""
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(w._("Find a course"), key="course_q", bind="query-params", width=240)
        with_archived = st.toggle(w._("Show archived"), key="course_archived", bind="query-params")
        filters.clear_all(["course_q"])
    scope = [row for row in courses if with_archived or not row.archived]
    shown = [row for row in scope if search.lower() in row.title.lower()]
    filters.shown_count(len(shown), len(scope))
    names = frame.may(Action.SEE_NAMES)
    if shown:
        chooser(
            course_frame(w, shown, today=frame.today, names=names),
            parameter="course",
            ids=[row.id for row in shown],
            key="course_rows",
            alt=w._("Courses, one row each"),
            right=[w._("Sessions held")],
        )
    export_button(w._("Training"), course_columns(w, names=names), shown, key="course_export")
    return shown


def _sessions(course: CourseRow) -> None:
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        states = st.pills(
            w._("Sessions"),
            list(SessionState),
            selection_mode="multi",
            format_func=w.label,
            key="session_state",
            bind="query-params",
        )
        cancelled = st.toggle(w._("Show cancelled"), key="session_archived", bind="query-params")
        filters.clear_all(["session_state"])
    own = [row for row in session_rows(course.id) if cancelled or not row.archived]
    rows = [row for row in own if not states or row.state in states]
    filters.shown_count(len(rows), len(own))
    if rows:
        if frame.may(Action.RECORD_TRAINING):
            st.caption(w._("Select a session to record its class hours and who was there."))
        chooser(
            session_frame(w, rows, course, today=frame.today),
            parameter="session",
            ids=[row.id for row in rows],
            key=f"session_rows_{course.id}",
            alt=w._("Sessions of this course, one row each"),
            right=[w._("Present")],
        )
    with st.container(horizontal=True):
        columns = session_columns(w, course, reasons=frame.may(Action.SEE_NAMES))
        export_button(w._("Sessions"), columns, rows, key="session_export")
        sheet_button(course)
