"""The forms of a course: add, change, archive, restore, an extra session."""

from typing import Any

import streamlit as st

from db.commands import sessions as session_commands
from db.commands import training as commands
from db.commands.course_limits import LONGEST_ROOM
from db.queries.training import CourseRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people._course_fields import checked, course_fields, field_names, room_reason_field
from tracker.calendar import FIRST_DAY, LAST_DAY


def add_course_dialog() -> None:
    """Open the form for a course."""
    w = words()

    @st.dialog(w._("Add a course"))
    def form() -> None:
        with st.form("course_new", border=False):
            values = course_fields("course_new", None)
            room_reason = room_reason_field("course_new")
            submitted = st.form_submit_button(w._("Add the course"), type="primary")
        changes = checked(values) if submitted else None
        if changes is not None and run(
            commands.create_course,
            project_id=context().project_id,
            **changes,
            room_reason=room_reason,
            done=w._("Course added"),
        ):
            st.rerun()

    form_is_open()
    form()


def course_panel(course: CourseRow) -> None:
    """Draw the section that changes a course, closed until somebody opens it."""
    w, frame = words(), context()
    shown = st.expander(w._("Change the course"), key="course_change", on_change="rerun")
    if not shown.open:
        return
    target: dict[str, Any] = {"project_id": frame.project_id, "course_id": course.id}
    with shown:
        form_is_open()
        _change(course, target)
        _aside(course, target)
        st.divider()
        _another_session(course, target)


def _change(course: CourseRow, target: dict[str, Any]) -> None:
    w = words()
    course = as_seen(course)
    key = f"course_{course.id}_{course.version}"
    with st.form(key, border=False):
        values = course_fields(key, course)
        room_reason = room_reason_field(key)
        submitted = st.form_submit_button(w._("Save the course"))
    changes = checked(values) if submitted else None
    if changes is None:
        return
    if changes["trainer"].strip() == (course.trainer or ""):
        del changes["trainer"]
    original = {name: getattr(course, name) for name in changes if name != "trainer"}
    if run(
        commands.update_course,
        **target,
        expected_version=course.version,
        original={**original, "trainer_id": course.trainer_id},
        changes=changes,
        room_reason=room_reason,
        done=w._("Course saved"),
        names=field_names(),
    ):
        st.rerun()


def _aside(course: CourseRow, target: dict[str, Any]) -> None:
    w = words()
    if not course.archived:
        if st.button(w._("Archive the course"), key="course_aside", type="tertiary") and run(
            commands.archive_course, **target, done=w._("Course archived")
        ):
            st.rerun()
        return
    reason = room_reason_field(f"course_back_{course.id}")
    if st.button(w._("Restore the course"), key="course_aside", type="tertiary") and run(
        commands.restore_course, **target, room_reason=reason, done=w._("Course restored")
    ):
        st.rerun()


def _another_session(course: CourseRow, target: dict[str, Any]) -> None:
    w, frame = words(), context()
    key = f"session_new_{course.id}"
    with st.form(key, border=False):
        left, middle, right = st.columns(3)
        day = left.date_input(
            w._("Another session on"), frame.today, min_value=FIRST_DAY, max_value=LAST_DAY, key=f"{key}_on"
        )
        at = middle.time_input(w._("Time"), course.starts_at, key=f"{key}_at")
        room = right.text_input(w._("Room"), course.room, max_chars=LONGEST_ROOM, key=f"{key}_room")
        room_reason = room_reason_field(key)
        added = st.form_submit_button(w._("Add the session"))
    if added and run(
        session_commands.create_session,
        **target,
        planned_on=day,
        starts_at=None if at == course.starts_at else at,
        room="" if room.strip() == course.room else room,
        room_reason=room_reason,
        done=w._("Session added"),
    ):
        st.rerun()
