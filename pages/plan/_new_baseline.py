"""The form that takes a baseline."""

import streamlit as st

from db.commands.baselines import take_baseline
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from tracker.baselines import LONGEST_NAME

PARAMETER = "take"


def new_baseline_panel() -> None:
    """A panel with the form; it stays open, with what was typed, until the baseline is stored or it is dismissed."""
    w = words()
    st.dialog(
        w._("Take a baseline"), width="medium", position="right", on_dismiss=lambda: close_panel(PARAMETER)
    )(_form)()


def _form() -> None:
    form_is_open()
    w, frame = words(), context()
    st.markdown(
        w._(
            "It keeps the dates of all tasks as they are on {day}, and {opening} as the announced opening day. "
            "Nobody can change or remove it afterwards.",
            day=w.date(frame.today, today=frame.today),
            opening=w.date(frame.project.opening_on, today=frame.today),
        )
    )
    with st.form("new_baseline", border=False, enter_to_submit=False):
        name = st.text_input(
            w.field("name"),
            key="new_baseline_name",
            max_chars=LONGEST_NAME,
            placeholder=w._("Such as: plan as approved in March"),
        )
        note = st.text_area(w._("Note"), key="new_baseline_note", height=80)
        submitted = st.form_submit_button(w._("Take the baseline"), type="primary", key="new_baseline_save")
    if submitted and run(
        take_baseline,
        project_id=frame.project_id,
        name=name,
        note=note,
        on=frame.today,
        done=w._("Baseline “{name}” taken", name=name.strip()),
    ):
        close_panel(PARAMETER)
        st.rerun()
