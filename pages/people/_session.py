"""One session as a page of its own: who was there first, for the thumb; below it hours, moving, cancelling."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import sessions as commands
from db.commands.course_limits import MOST_SESSION_HOURS
from db.queries.training import CourseRow, ParticipantRow, SessionRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people._attendance import attendance_list, is_ahead
from pages.people._attendance_sheet import sheet_button
from pages.people._session_changes import cancel_or_restore, move_panel
from pages.people._training import session_words, to_milli
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.permissions import Action


def session_page(row: SessionRow, course: CourseRow, participants: Sequence[ParticipantRow]) -> None:
    """Draw the session that stands in the address."""
    w, frame = words(), context()
    _head(row, course)
    if not frame.may(Action.RECORD_TRAINING):
        st.caption(w._("{present} of {marked} present", present=row.present, marked=row.marked))
        return
    if row.archived:
        cancel_or_restore(row)
        return
    form_is_open()
    live = [each for each in participants if not each.archived]
    if is_ahead(row):
        move_panel(row, course)
        with st.expander(w._("Excused in advance"), icon=":material/person_off:"):
            attendance_list(row, course, live)
    else:
        attendance_list(row, course, live)
        with st.expander(w._("Day held and class hours"), icon=":material/schedule:"):
            _hours(row, course)
        if row.held_on is None:
            move_panel(row, course)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sheet_button(course)
        cancel_or_restore(row)


def _head(row: SessionRow, course: CourseRow) -> None:
    w, frame = words(), context()
    st.button(
        w._("All sessions"),
        key="session_close",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=detail.close_panel,
        args=("session",),
    )
    st.subheader(f"{plain(course.title)} · {w.date(row.planned_on, today=frame.today)}", anchor=False)
    at = f"{row.starts_at or course.starts_at:%H:%M}"
    room = row.room or course.room
    parts = [at, plain(room), session_words(w, row, today=frame.today)]
    st.caption(" · ".join(part for part in parts if part))
    if row.reason and frame.may(Action.SEE_NAMES):
        st.caption(w._("Reason: {reason}", reason=plain(row.reason)))


def _hours(row: SessionRow, course: CourseRow) -> None:
    w, frame = words(), context()
    row = as_seen(row)
    key = f"session_{row.id}_{row.version}"
    usual = (row.hours_milli or course.session_hours_milli) / 1000
    with st.form(key, border=False):
        held = st.checkbox(w._("Held"), value=row.held_on is not None or row.planned_on <= frame.today)
        held_on = st.date_input(
            w._("Held on"),
            row.held_on or min(row.planned_on, frame.today),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key=f"{key}_held",
        )
        class_hours = st.number_input(
            w._("Class hours"), 0.0, float(MOST_SESSION_HOURS), usual, 0.5, key=f"{key}_hours"
        )
        submitted = st.form_submit_button(w._("Record the session"))
    names: dict[str, Any] = {"held_on": w._("Held on"), "hours_milli": w._("Class hours, thousandths")}
    if submitted and run(
        commands.update_session,
        project_id=frame.project_id,
        session_id=row.id,
        expected_version=row.version,
        original={"held_on": row.held_on, "hours_milli": row.hours_milli},
        changes={
            "held_on": held_on if held else None,
            "hours_milli": to_milli(class_hours) if held else None,
        },
        today=frame.today,
        done=w._("Session recorded"),
        names=names,
    ):
        st.rerun()
