"""One session: mark it held with its class hours, tap who was there, move or cancel it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from sqlmodel import Session

from db.commands import training as commands
from db.queries.training import CourseRow, ParticipantRow, SessionRow, marks
from pages._kit import detail
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people._training import to_milli
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.permissions import Action
from tracker.vocabulary import AttendanceMark


@by_revision("people")
def session_marks(session: Session, key: Key, session_id: int) -> dict[int, AttendanceMark]:
    """Who was at the session."""
    return marks(session, key.project_id, session_id)


def session_panel(row: SessionRow, course: CourseRow, participants: Sequence[ParticipantRow]) -> None:
    """Draw the session that stands in the address."""
    w, frame = words(), context()
    with st.container(border=True, key="session_panel"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(w.date(row.planned_on, today=frame.today), anchor=False)
            st.button(
                w._("Close"),
                key="session_close",
                type="tertiary",
                on_click=detail.close_panel,
                args=("session",),
            )
        if not frame.may(Action.RECORD_TRAINING):
            st.caption(w.label(row.state))
            return
        _form(row, course, participants)
        target: dict[str, Any] = {"project_id": frame.project_id, "session_id": row.id}
        if row.archived:
            label, switch, done = (
                w._("Restore the session"),
                commands.restore_session,
                w._("Session restored"),
            )
        else:
            label, switch, done = (
                w._("Cancel the session"),
                commands.archive_session,
                w._("Session cancelled"),
            )
        if st.button(label, key="session_aside", type="tertiary") and run(switch, **target, done=done):
            st.rerun()


def _form(row: SessionRow, course: CourseRow, participants: Sequence[ParticipantRow]) -> None:
    w, frame = words(), context()
    stored = session_marks(row.id)
    key = f"session_{row.id}_{row.version}"
    usual = (row.hours_milli or course.session_hours_milli) / 1000
    with st.form(key, border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            planned_on = st.date_input(
                w._("Planned on"),
                row.planned_on,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                key=f"{key}_planned",
            )
            held = st.checkbox(w._("Held"), value=row.held_on is not None or row.planned_on <= frame.today)
            held_on = st.date_input(
                w._("Held on"),
                row.held_on or min(row.planned_on, frame.today),
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                key=f"{key}_held",
            )
            class_hours = st.number_input(
                w._("Class hours"), 0.0, float(commands.MOST_SESSION_HOURS), usual, 0.5, key=f"{key}_hours"
            )
        present = _present(participants, stored, key)
        submitted = st.form_submit_button(w._("Record the session"))
    form_is_open()
    if submitted and run(
        commands.update_session,
        project_id=frame.project_id,
        session_id=row.id,
        expected_version=row.version,
        original={"planned_on": row.planned_on, "held_on": row.held_on, "hours_milli": row.hours_milli},
        changes={
            "planned_on": planned_on,
            "held_on": held_on if held else None,
            "hours_milli": to_milli(class_hours) if held else None,
        },
        today=frame.today,
        marks=_changed(participants, stored, present) if held else {},
        done=w._("Session recorded"),
        names={
            "planned_on": w._("Planned on"),
            "held_on": w._("Held on"),
            "hours_milli": w._("Class hours, thousandths"),
        },
    ):
        st.rerun()


def _present(participants: Sequence[ParticipantRow], stored: dict[int, AttendanceMark], key: str) -> set[int]:
    """The enrolments tapped as present; somebody without a mark starts as present, most are."""
    w = words()
    names = {row.enrolment_id: row.name or "" for row in participants}
    there = [id_ for id_ in names if stored.get(id_, AttendanceMark.PRESENT) is AttendanceMark.PRESENT]
    tapped = st.pills(
        w._("Who was there"),
        list(names),
        selection_mode="multi",
        default=there,
        format_func=names.__getitem__,
        key=f"{key}_present",
    )
    return set(tapped)


def _changed(
    participants: Sequence[ParticipantRow], stored: dict[int, AttendanceMark], present: set[int]
) -> dict[int, AttendanceMark]:
    """Only the marks that differ from the stored ones; an excuse stays until somebody was there after all."""
    changed = {}
    for row in participants:
        now = stored.get(row.enrolment_id)
        if row.enrolment_id in present:
            mark = AttendanceMark.PRESENT
        else:
            mark = AttendanceMark.ABSENT if now in {None, AttendanceMark.PRESENT} else now
        if mark is not None and mark is not now:
            changed[row.enrolment_id] = mark
    return changed
