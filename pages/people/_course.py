"""The forms of a course: add, change, archive, restore, an extra session."""

import datetime as dt
from typing import Any

import streamlit as st
from babel.dates import get_day_names

from db.commands import training as commands
from db.queries.training import CourseRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people._training import to_milli
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.errors import Invalid, TrackerError
from tracker.training import read_rule, weekly_rule

USUAL_LENGTH = dt.timedelta(days=49)
USUAL_TIME = dt.time(19, 0)


def add_course_dialog() -> None:
    """Open the form for a course."""
    w = words()

    @st.dialog(w._("Add a course"))
    def form() -> None:
        with st.form("course_new", border=False):
            values = _fields("course_new", None)
            submitted = st.form_submit_button(w._("Add the course"), type="primary")
        changes = _checked(values) if submitted else None
        if changes is not None and run(
            commands.create_course, project_id=context().project_id, **changes, done=w._("Course added")
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
        key = f"course_{course.id}_{course.version}"
        with st.form(key, border=False):
            values = _fields(key, course)
            submitted = st.form_submit_button(w._("Save the course"))
        form_is_open()
        changes = _checked(values) if submitted else None
        if changes is not None:
            _save(course, changes, target)
        if course.archived:
            label, switch, done = w._("Restore the course"), commands.restore_course, w._("Course restored")
        else:
            label, switch, done = w._("Archive the course"), commands.archive_course, w._("Course archived")
        if st.button(label, key="course_aside", type="tertiary") and run(switch, **target, done=done):
            st.rerun()
        with st.form(f"session_new_{course.id}", border=False):
            extra = st.date_input(
                w._("Another session on"), frame.today, min_value=FIRST_DAY, max_value=LAST_DAY
            )
            added = st.form_submit_button(w._("Add the session"))
        if added and run(commands.create_session, **target, planned_on=extra, done=w._("Session added")):
            st.rerun()


def _save(course: CourseRow, changes: dict[str, Any], target: dict[str, Any]) -> None:
    w = words()
    if changes["trainer"].strip() == (course.trainer or ""):
        del changes["trainer"]
    original = {name: getattr(course, name) for name in changes if name != "trainer"}
    names = {
        "title": w._("Title"),
        "trainer_id": w._("Trainer"),
        "room": w._("Room"),
        "rule": w._("Rule of sessions"),
        "starts_on": w._("First day"),
        "starts_at": w._("Time"),
    }
    if run(
        commands.update_course,
        **target,
        expected_version=course.version,
        original={**original, "trainer_id": course.trainer_id},
        changes=changes,
        done=w._("Course saved"),
        names=names,
    ):
        st.rerun()


def _fields(key: str, course: CourseRow | None) -> dict[str, Any]:
    """Draw the fields; gives what was typed, not yet checked."""
    w, frame = words(), context()
    first = course.starts_on if course else frame.today
    weekdays, last = read_rule(course.rule, first) if course else ([first.weekday()], first + USUAL_LENGTH)
    return {
        "title": st.text_input(
            w._("Title"), course.title if course else "", max_chars=commands.LONGEST_TITLE, key=f"{key}_title"
        ),
        "trainer": st.text_input(
            w._("Trainer"), (course.trainer or "") if course else "", max_chars=120, key=f"{key}_trainer"
        ),
        "room": st.text_input(
            w._("Room"), course.room if course else "", max_chars=commands.LONGEST_ROOM, key=f"{key}_room"
        ),
        "weekdays": st.pills(
            w._("Weekdays"),
            list(range(7)),
            selection_mode="multi",
            default=weekdays,
            format_func=get_day_names("abbreviated", locale=w.locale).__getitem__,
            key=f"{key}_weekdays",
        ),
        "starts_on": st.date_input(
            w._("First day"), first, min_value=FIRST_DAY, max_value=LAST_DAY, key=f"{key}_first"
        ),
        "last_day": st.date_input(
            w._("Last day"), last, min_value=FIRST_DAY, max_value=LAST_DAY, key=f"{key}_last"
        ),
        "starts_at": st.time_input(w._("Time"), course.starts_at if course else USUAL_TIME, key=f"{key}_at"),
        "session_hours_milli": to_milli(
            st.number_input(
                w._("Class hours a session"),
                0.0,
                float(commands.MOST_SESSION_HOURS),
                (course.session_hours_milli if course else 2_000) / 1000,
                0.5,
                key=f"{key}_session_hours",
            )
        ),
        "planned_hours_milli": to_milli(
            st.number_input(
                w._("Class hours planned"),
                0.0,
                float(commands.MOST_COURSE_HOURS),
                (course.planned_hours_milli if course else 16_000) / 1000,
                1.0,
                key=f"{key}_planned_hours",
            )
        ),
    }


def _checked(values: dict[str, Any]) -> dict[str, Any] | None:
    """The typed values as a course's columns, the rule in place of weekdays and last day; None if refused."""
    w = words()
    changes = dict(values)
    weekdays, last_day = changes.pop("weekdays"), changes.pop("last_day")
    try:
        if last_day is None:
            raise Invalid("rule_without_end")
        changes["rule"] = weekly_rule(weekdays, last_day)
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return None
    return changes
