"""Moving a session, giving it a time or room of its own, cancelling it."""

import datetime as dt
from typing import Any

import streamlit as st

from db.commands import sessions as commands
from db.commands.course_limits import LONGEST_ROOM
from db.commands.session_moves import reschedule_session
from db.queries.training import CourseRow, SessionRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people._course_fields import room_reason_field
from pages.people._training_reads import calendar, session_rows
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.errors import TrackerError
from tracker.session_moves import moved_days

LONGEST_REASON = 200


def move_panel(row: SessionRow, course: CourseRow) -> None:
    """Draw the section that moves a session that was not held, closed until somebody opens it."""
    w = words()
    shown = st.expander(
        w._("Move, other time or room"),
        icon=":material/edit_calendar:",
        key="session_move",
        on_change="rerun",
    )
    if not shown.open:
        return
    with shown:
        _move(row, course)
        st.divider()
        _time_and_room(row, course)


def cancel_or_restore(row: SessionRow) -> None:
    """Draw the button that cancels a session, with its reason, or brings it back."""
    w, frame = words(), context()
    target: dict[str, Any] = {"project_id": frame.project_id, "session_id": row.id}
    if row.archived:
        reason = room_reason_field(f"session_back_{row.id}")
        if st.button(w._("Restore the session"), key="session_aside") and run(
            commands.restore_session, **target, room_reason=reason, done=w._("Session restored")
        ):
            st.rerun()
        return
    with st.popover(w._("Cancel the session"), icon=":material/event_busy:"):
        reason = st.text_input(w._("Reason"), max_chars=LONGEST_REASON, key=f"session_cancel_{row.id}")
        if st.button(w._("Cancel the session"), key="session_aside") and run(
            commands.archive_session, **target, reason=reason, done=w._("Session cancelled")
        ):
            st.rerun()


def _move(row: SessionRow, course: CourseRow) -> None:
    w, frame = words(), context()
    row = as_seen(row)
    key = f"move_{row.id}_{row.version}"
    to = st.date_input(
        w._("New day"), row.planned_on, min_value=FIRST_DAY, max_value=LAST_DAY, key=f"{key}_to"
    )
    following = st.toggle(w._("All that follow move with it"), key=f"{key}_following")
    if to != row.planned_on:
        _preview(row, course, to, following=following)
    reason = st.text_input(w._("Reason"), max_chars=LONGEST_REASON, key=f"{key}_reason")
    room_reason = room_reason_field(key)
    if st.button(w._("Move"), key="session_move_save", disabled=to == row.planned_on) and run(
        reschedule_session,
        project_id=frame.project_id,
        session_id=row.id,
        expected_version=row.version,
        original={"planned_on": row.planned_on},
        changes={"planned_on": to},
        following=following,
        reason=reason,
        room_reason=room_reason,
        done=lambda n: w._n("{n} session moved", "{n} sessions moved", n),
        names={"planned_on": w._("Planned on")},
    ):
        st.rerun()


def _preview(row: SessionRow, course: CourseRow, to: dt.date, *, following: bool) -> None:
    """Say where each session would go, by the function that the command uses."""
    w, frame = words(), context()
    live = [each for each in session_rows(course.id) if not each.archived]
    later = [each for each in live if each.held_on is None and each.planned_on > row.planned_on]
    moving = [row, *(later if following else [])]
    staying = {each.planned_on for each in live} - {each.planned_on for each in moving}
    try:
        days = moved_days(
            [each.planned_on for each in moving],
            to,
            rule=course.rule,
            starts_on=course.starts_on,
            calendar=calendar(),
            taken=staying,
        )
    except TrackerError as error:
        st.warning(w.problem(error), icon=":material/warning:")
        return
    lines = [
        w._(
            "{before} → {after}",
            before=w.date(each.planned_on, today=frame.today),
            after=w.date(day, today=frame.today),
        )
        for each, day in zip(moving, days, strict=True)
    ]
    st.caption("  \n".join(lines))


def _time_and_room(row: SessionRow, course: CourseRow) -> None:
    w, frame = words(), context()
    row = as_seen(row)
    key = f"place_{row.id}_{row.version}"
    with st.form(key, border=False):
        at = st.time_input(w._("Time"), row.starts_at or course.starts_at, key=f"{key}_at")
        room = st.text_input(w._("Room"), row.room or course.room, max_chars=LONGEST_ROOM, key=f"{key}_room")
        room_reason = room_reason_field(key)
        submitted = st.form_submit_button(w._("Save time and room"))
    if submitted and run(
        commands.update_session,
        project_id=frame.project_id,
        session_id=row.id,
        expected_version=row.version,
        original={"starts_at": row.starts_at, "room": row.room},
        changes={
            "starts_at": None if at == course.starts_at else at,
            "room": "" if room.strip() == course.room else room,
        },
        today=frame.today,
        room_reason=room_reason,
        done=w._("Session saved"),
        names={"starts_at": w._("Time"), "room": w._("Room")},
    ):
        st.rerun()
