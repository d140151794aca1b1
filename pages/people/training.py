"""Courses: class hours planned against delivered, the sessions, and who takes part."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from db.queries import training as queries
from pages._kit import detail, filters
from pages._kit.cached import Key, by_revision
from pages._kit.chart import appearance, draw
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages.people._choose import chooser
from pages.people._course import add_course_dialog, course_panel
from pages.people._participants import participants_panel
from pages.people._session import session_panel
from pages.people._training import (
    course_columns,
    course_frame,
    hours_lines,
    hours_table,
    session_columns,
    session_frame,
    state_sentence,
)
from tracker.charts.people import hours_chart
from tracker.permissions import Action
from tracker.training import HoursPoint, SessionState, running_hours

w = words()
frame = context()


@by_revision("people", "project")
def course_rows(session: Session, key: Key) -> list[queries.CourseRow]:
    return queries.courses(session, key.project_id, key.today, names=key.may(Action.SEE_NAMES))


@by_revision("people")
def session_rows(session: Session, key: Key) -> list[queries.SessionRow]:
    return queries.sessions(session, key.project_id, key.today)


@by_revision("people", "project")
def participant_rows(session: Session, key: Key, course_id: int) -> list[queries.ParticipantRow]:
    return queries.participants(session, key.project_id, course_id, names=key.may(Action.SEE_NAMES))


@by_revision("people")
def hours_points(_session: Session, key: Key, course_id: int) -> list[HoursPoint]:
    course = next(row for row in course_rows() if row.id == course_id)
    meetings = [row.meeting for row in session_rows() if row.course_id == course_id and not row.archived]
    return running_hours(course.planned_hours_milli, course.session_hours_milli, meetings, key.today)


@by_revision("people")
def chart_spec(_session: Session, key: Key, course_id: int, appearance: str) -> dict[str, Any]:
    course = next(row for row in course_rows() if row.id == course_id)
    title = hours_lines(key.words, course)
    return hours_chart(hours_points(course_id), words=key.words, appearance=appearance, title=title)


courses = course_rows()
may_edit = frame.may(Action.RECORD_TRAINING)
action = page_head(w._("Training"), state_sentence(w, courses))
if may_edit and action.button(w._("Add a course"), type="primary", icon=":material/add:", key="course_add"):
    add_course_dialog()
if not courses:
    st.info(
        w._(
            "Courses of the staff and of readers, with their sessions over the working calendar, the class "
            "hours delivered, and who was there. Add the first one above."
        ),
        icon=":material/school:",
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    search = st.text_input(w._("Find a course"), key="course_q", bind="query-params", width=240)
    with_archived = st.toggle(w._("Show archived"), key="course_archived", bind="query-params")
    filters.clear_all(["course_q"])
scope = [row for row in courses if with_archived or not row.archived]
shown = [row for row in scope if search.lower() in row.title.lower()]
filters.shown_count(len(shown), len(scope))
if shown:
    chooser(
        course_frame(w, shown, today=frame.today, names=frame.may(Action.SEE_NAMES)),
        parameter="course",
        ids=[row.id for row in shown],
        key="course_rows",
        alt=w._("Courses, one row each"),
        right=[w._("Sessions held")],
    )
export_button(
    w._("Training"), course_columns(w, names=frame.may(Action.SEE_NAMES)), shown, key="course_export"
)

asked = detail.asked("course")
course = next((row for row in courses if row.id == asked), shown[0] if shown else None)
if course is None:
    st.stop()

st.subheader(plain(course.title), anchor=False)
points = hours_points(course.id)
if points:
    draw(
        chart_spec(course.id, appearance=appearance()),
        alt="; ".join(hours_lines(w, course)),
        key="hours_chart",
        table=hours_table(w, points),
    )

with st.container(horizontal=True, vertical_alignment="bottom"):
    states = st.pills(
        w._("Sessions"),
        list(SessionState),
        selection_mode="multi",
        format_func=w.label,
        key="session_state",
        bind="query-params",
    )
    cancelled = st.toggle(w._("Show archived"), key="session_archived", bind="query-params")
    filters.clear_all(["session_state"])
own = [row for row in session_rows() if row.course_id == course.id and (cancelled or not row.archived)]
sessions = [row for row in own if not states or row.state in states]
filters.shown_count(len(sessions), len(own))
if sessions:
    chooser(
        session_frame(w, sessions, today=frame.today, starts_at=course.starts_at),
        parameter="session",
        ids=[row.id for row in sessions],
        key=f"session_rows_{course.id}",
        alt=w._("Sessions of this course, one row each"),
        right=[w._("Present")],
    )
export_button(w._("Sessions"), session_columns(w), sessions, key="session_export")

chosen = next((row for row in session_rows() if row.id == detail.asked("session")), None)
participants = participant_rows(course.id)
if chosen is not None and chosen.course_id == course.id:
    session_panel(chosen, course, [row for row in participants if not row.archived])
elif may_edit:
    st.caption(w._("Select a session to record its class hours and who was there."))
participants_panel(course, participants)
if may_edit:
    course_panel(course)
