"""Who was at a session: a list for the thumb, one tap a person, saved as one."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from db.commands.attendance import record_attendance
from db.queries.training import CourseRow, ParticipantRow, SessionRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages.people._training_reads import session_marks
from tracker.vocabulary import AttendanceMark

Marks = dict[int, AttendanceMark]

SEEN = "attendance_seen"
SAVE, REST = "attendance_save", "attendance_rest"

WIDE = 340
"""Width of a participant's marks in pixels: a phone's line, in three parts that a thumb meets."""

ICONS = {
    AttendanceMark.PRESENT: ":material/check:",
    AttendanceMark.ABSENT: ":material/close:",
    AttendanceMark.EXCUSED: ":material/event_busy:",
}


def attendance_list(row: SessionRow, course: CourseRow, participants: Sequence[ParticipantRow]) -> None:
    """Draw the list and save it: the marks that this person tapped or took back, and no other.

    "The others were there" marks whoever has no mark yet and saves in the same tap. The first save of a session of
    today or before marks it held, with its usual hours, unless the person says otherwise.
    """
    w, frame = words(), context()
    if not participants:
        st.info(w._("Nobody takes part in this course yet."), icon=":material/group_add:")
        return
    submitted = bool(st.session_state.get(SAVE) or st.session_state.get(REST))
    seen = _seen(row.id, session_marks(row.id), keep=submitted)
    heading = w._("Who was there")
    st.markdown(f"**{heading}** · {_counted(seen, len(participants))}")
    ahead = is_ahead(row)
    with st.form("attendance", border=False):
        st.caption(w._("Tap a mark again to take it back."))
        with st.container(horizontal=True, key="attendance_people"):
            tapped = {
                each.enrolment_id: _person(row.id, each, excuse_only=ahead and _may_wait(seen, each))
                for each in participants
            }
        hold = row.held_on is None and not ahead and _held_box(row, course)
        with st.container(horizontal=True):
            save = st.form_submit_button(w._("Save the attendance"), type="primary", key=SAVE, width=WIDE)
            some_left = any(each.enrolment_id not in seen for each in participants)
            rest = (some_left and not ahead) and st.form_submit_button(
                w._("The others were there"), icon=":material/done_all:", key=REST, width=WIDE
            )
    if not (save or rest):
        return
    names: dict[Any, str] = {each.enrolment_id: each.name or "" for each in participants}
    marks = {id_: mark or (AttendanceMark.PRESENT if rest else None) for id_, mark in tapped.items()}
    if run(
        record_attendance,
        project_id=frame.project_id,
        session_id=row.id,
        expected_version=row.version,
        original=seen,
        changes=marks,
        today=frame.today,
        held_on=row.planned_on if hold else None,
        hours_milli=course.session_hours_milli if hold else None,
        done=lambda n: w._n("{n} mark saved", "{n} marks saved", n),
        names=names,
    ):
        st.rerun()


def is_ahead(row: SessionRow) -> bool:
    """Whether the day of a session has yet to come."""
    return row.held_on is None and row.planned_on > context().today


def _held_box(row: SessionRow, course: CourseRow) -> bool:
    w, frame = words(), context()
    return st.checkbox(
        w._(
            "Held on {date}, {hours} class hours",
            date=w.date(row.planned_on, today=frame.today),
            hours=w.quantity(course.session_hours_milli),
        ),
        value=True,
        key=f"attendance_held_{row.id}",
    )


def _may_wait(seen: Marks, row: ParticipantRow) -> bool:
    """Whether nothing but an excuse is known of somebody so far."""
    return seen.get(row.enrolment_id) in {None, AttendanceMark.EXCUSED}


def _person(session_id: int, row: ParticipantRow, *, excuse_only: bool) -> AttendanceMark | None:
    """One participant: a tap says it, another takes it back; before the day somebody can only be excused."""
    w = words()
    return st.segmented_control(
        row.name or "",
        [AttendanceMark.EXCUSED] if excuse_only else list(AttendanceMark),
        format_func=lambda mark: f"{ICONS[mark]} {w.label(mark)}",
        key=_key(session_id, row.enrolment_id),
        width=WIDE,
    )


def _key(session_id: int, enrolment_id: int) -> str:
    return f"attendance_{session_id}_{enrolment_id}"


def _seen(session_id: int, stored: Marks, *, keep: bool) -> Marks:
    """The marks that the person started from; newer ones are put into the list, unless it is just being sent.

    Only marks that moved are put in, so that what was tapped and not sent yet stays as it is.
    """
    kept: tuple[int, Marks] | None = st.session_state.get(SEEN)
    before = kept[1] if kept and kept[0] == session_id else None
    if before is not None and (keep or before == stored):
        return before
    for id_, mark in stored.items():
        if before is None or before.get(id_) != mark:
            st.session_state[_key(session_id, id_)] = mark
    st.session_state[SEEN] = (session_id, dict(stored))
    return stored


def _counted(marks: Mapping[int, AttendanceMark], people: int) -> str:
    w = words()
    counts = [(mark, sum(each is mark for each in marks.values())) for mark in AttendanceMark]
    said = [f"{w.label(mark)} **{w.number(n)}**" for mark, n in counts if n]
    left = people - len(marks)
    if left > 0:
        said.append(w._n("{n} not marked yet", "{n} not marked yet", left))
    return " · ".join(said)
