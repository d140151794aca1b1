"""Who takes part in a course; names only for the roles that may see them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import participants as commands
from db.queries.training import CourseRow, ParticipantRow
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from tracker.exports.table import Column
from tracker.permissions import Action


def participants_panel(course: CourseRow, rows: Sequence[ParticipantRow]) -> None:
    """Draw the participants' section: a list for who may see names, else how many they are."""
    w, frame = words(), context()
    title = w._n("{n} participant", "{n} participants", course.participants)
    if not frame.may(Action.SEE_NAMES):
        st.caption(title)
        return
    shown = st.expander(title, key="participants_open", on_change="rerun")
    if not shown.open:
        return
    with shown:
        live = [row for row in rows if not row.archived]
        if live:
            st.dataframe(
                pd.DataFrame(
                    {
                        w._("Name"): [row.name for row in live],
                        w._("Sessions attended"): [row.present for row in live],
                    }
                ),
                hide_index=True,
                alt=w._("Participants of this course"),
            )
        export_button(
            w._("Participants"),
            [
                Column(w._("Name"), lambda row: row.name or "", 24),
                Column(w._("Sessions attended"), lambda row: row.present),
            ],
            live,
            key="participant_export",
        )
        if frame.may(Action.RECORD_TRAINING):
            form_is_open()
            _add(course)
            if rows:
                _change(rows)


def _add(course: CourseRow) -> None:
    w, frame = words(), context()
    with st.form(f"participants_{course.id}", border=False):
        typed = st.text_area(w._("Add participants, one name a line"), height=90)
        submitted = st.form_submit_button(w._("Add participants"))
    if submitted and run(
        commands.create_participants,
        project_id=frame.project_id,
        course_id=course.id,
        people=typed.splitlines(),
        done=lambda n: w._n("{n} participant added", "{n} participants added", n),
    ):
        st.rerun()


def _change(rows: Sequence[ParticipantRow]) -> None:
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row = st.selectbox(
            w._("Participant"),
            rows,
            format_func=lambda each: (
                w._("{name} (archived)", name=each.name) if each.archived else (each.name or "")
            ),
            key="participant_chosen",
        )
        name = st.text_input(
            w._("Name"),
            row.name or "",
            max_chars=commands.LONGEST_NAME,
            key=f"participant_{row.enrolment_id}_{row.person_version}",
        )
        save = st.button(w._("Save the name"), key="participant_save")
        aside = st.button(
            w._("Bring back into the course") if row.archived else w._("Take out of the course"),
            key="participant_aside",
        )
    target: dict[str, Any] = {"project_id": frame.project_id, "enrolment_id": row.enrolment_id}
    if save and run(
        commands.update_participant,
        **target,
        expected_version=row.person_version,
        original={"name": row.name},
        changes={"name": name},
        done=w._("Participant saved"),
        names={"name": w._("Name")},
    ):
        st.rerun()
    switch = commands.restore_participant if row.archived else commands.archive_participant
    if aside and run(switch, **target, done=w._("Participant saved")):
        st.rerun()
