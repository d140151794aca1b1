"""The form that adds a task."""

from collections.abc import Sequence

import streamlit as st

from db.commands import tasks as commands
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.plans import DatedTaskRow
from tracker.schedule.model import TaskKind

PARAMETER = "new"


def new_task_panel(rows: Sequence[DatedTaskRow]) -> None:
    """A panel with the form; it stays open, with what was typed, until the task is stored or it is dismissed."""
    w = words()
    st.dialog(w._("Add a task"), width="medium", position="right", on_dismiss=lambda: close_panel(PARAMETER))(
        _form
    )(rows)


def _form(rows: Sequence[DatedTaskRow]) -> None:
    form_is_open()
    w = words()
    plans = {plan.id: plan.title for plan in reads.plans() if not plan.archived}
    titles = {row.id: row.title for row in rows}
    with st.form("new_task", border=False, enter_to_submit=False):
        plan_id = st.selectbox(w._("Plan"), list(plans), format_func=plans.__getitem__, key="new_task_plan")
        title = st.text_input(w.field("title"), key="new_task_title", max_chars=commands.LONGEST_TITLE)
        kind_place, days_place, deadline_place = st.columns(3)
        kind = kind_place.selectbox(w.field("kind"), list(TaskKind), format_func=w.label, key="new_task_kind")
        days = days_place.number_input(
            w.field("duration_days"), 0, commands.LONGEST_DURATION, 5, step=1, key="new_task_days"
        )
        deadline = deadline_place.date_input(w.field("deadline"), None, key="new_task_deadline")
        headings = [row.id for row in rows if row.kind is TaskKind.SUMMARY]
        parent_id = st.selectbox(
            w.field("parent_id"),
            headings,
            index=None,
            format_func=titles.__getitem__,
            placeholder=w._("None"),
            key="new_task_parent",
        )
        people = reads.people()
        owner_id = st.selectbox(
            w.field("owner_id"),
            list(people),
            index=None,
            format_func=people.__getitem__,
            placeholder=w._("Nobody yet"),
            key="new_task_owner",
        )
        predecessors = st.multiselect(
            w._("Waits for"),
            list(titles),
            format_func=titles.__getitem__,
            placeholder=w._("No other task"),
            key="new_task_after",
        )
        submitted = st.form_submit_button(w._("Add the task"), type="primary", key="new_task_save")
    if submitted and run(
        commands.create_task,
        project_id=context().project_id,
        plan_id=plan_id,
        title=title,
        kind=kind,
        duration_days=int(days),
        parent_id=parent_id,
        owner_id=owner_id,
        deadline=deadline,
        predecessors=predecessors,
        done=w._("“{title}” added", title=title.strip()),
    ):
        close_panel(PARAMETER)
        st.rerun()
