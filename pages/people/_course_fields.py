"""The fields of a course's form, and what they say as columns of a course."""

from typing import Any

import streamlit as st
from babel.dates import get_day_names

from db.commands import course_limits as limits
from db.queries.training import CourseRow
from pages._kit.context import context
from pages._kit.language import words
from pages.people._course_defaults import CourseDefaults
from pages.people._training import to_milli
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.errors import Invalid, TrackerError
from tracker.training import weekly_rule
from tracker.vocabulary import CourseKind


def course_fields(key: str, course: CourseRow | None) -> dict[str, Any]:
    """Draw the fields; gives what was typed, not yet checked."""
    start = CourseDefaults.of(course, context().today)
    return {**_what(key, start), **_when(key, start), **_hours(key, start), **_certificate(key, start)}


def checked(values: dict[str, Any]) -> dict[str, Any] | None:
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


def room_reason_field(key: str) -> str:
    """Draw the field that lets two courses share a room; gives the reason, or nothing."""
    w = words()
    return st.text_input(
        w._("Why may two courses share the room?"),
        key=f"{key}_room_reason",
        max_chars=200,
        help=w._(
            "Only where another course keeps the room at that time. The reason is kept with the session."
        ),
    )


def field_names() -> dict[str, str]:
    """The fields' words, for a conflict."""
    w = words()
    return {
        "title": w._("Title"),
        "kind": w._("Kind"),
        "trainer_id": w._("Trainer"),
        "room": w._("Room"),
        "rule": w._("Rule of sessions"),
        "starts_on": w._("First day"),
        "starts_at": w._("Time"),
        "session_minutes": w._("Minutes a session"),
        "planned_hours_milli": w._("Class hours planned"),
        "session_hours_milli": w._("Class hours a session"),
        "pass_hours_milli": w._("Class hours to pass"),
        "certificate_months": w._("Months that the certificate holds"),
    }


def _what(key: str, start: CourseDefaults) -> dict[str, Any]:
    w = words()
    return {
        "title": st.text_input(w._("Title"), start.title, max_chars=limits.LONGEST_TITLE, key=f"{key}_title"),
        "kind": st.selectbox(
            w._("Kind"),
            list(CourseKind),
            list(CourseKind).index(start.kind),
            format_func=w.label,
            key=f"{key}_kind",
        ),
        "trainer": st.text_input(w._("Trainer"), start.trainer, max_chars=120, key=f"{key}_trainer"),
        "room": st.text_input(w._("Room"), start.room, max_chars=limits.LONGEST_ROOM, key=f"{key}_room"),
    }


def _when(key: str, start: CourseDefaults) -> dict[str, Any]:
    w = words()
    weekdays = st.pills(
        w._("Weekdays"),
        list(range(7)),
        selection_mode="multi",
        default=start.weekdays,
        format_func=get_day_names("abbreviated", locale=w.locale).__getitem__,
        key=f"{key}_weekdays",
    )
    left, right = st.columns(2)
    return {
        "weekdays": weekdays,
        "starts_on": left.date_input(
            w._("First day"), start.starts_on, min_value=FIRST_DAY, max_value=LAST_DAY, key=f"{key}_first"
        ),
        "last_day": right.date_input(
            w._("Last day"), start.last_day, min_value=FIRST_DAY, max_value=LAST_DAY, key=f"{key}_last"
        ),
        "starts_at": left.time_input(w._("Time"), start.starts_at, key=f"{key}_at"),
        "session_minutes": right.number_input(
            w._("Minutes a session"),
            1,
            limits.MOST_SESSION_MINUTES,
            start.session_minutes,
            5,
            key=f"{key}_minutes",
        ),
    }


def _hours(key: str, start: CourseDefaults) -> dict[str, Any]:
    w = words()
    left, right = st.columns(2)
    usual = left.number_input(
        w._("Class hours a session"),
        0.0,
        float(limits.MOST_SESSION_HOURS),
        start.session_hours_milli / 1000,
        0.5,
        key=f"{key}_session_hours",
    )
    planned = right.number_input(
        w._("Class hours planned"),
        0.0,
        float(limits.MOST_COURSE_HOURS),
        start.planned_hours_milli / 1000,
        1.0,
        key=f"{key}_planned_hours",
    )
    return {"session_hours_milli": to_milli(usual), "planned_hours_milli": to_milli(planned)}


def _certificate(key: str, start: CourseDefaults) -> dict[str, Any]:
    w = words()
    left, right = st.columns(2)
    needed = left.number_input(
        w._("Class hours to pass"),
        0.0,
        float(limits.MOST_COURSE_HOURS),
        None if start.pass_hours_milli is None else start.pass_hours_milli / 1000,
        0.5,
        key=f"{key}_pass_hours",
        placeholder=w._("All planned hours"),
    )
    months = right.number_input(
        w._("Months that the certificate holds"),
        1,
        limits.MOST_CERTIFICATE_MONTHS,
        start.certificate_months,
        1,
        key=f"{key}_months",
        placeholder=w._("For good"),
    )
    return {
        "pass_hours_milli": None if needed is None else to_milli(needed),
        "certificate_months": months,
    }
