"""The board: one column a state, late first to the eye by its word and place."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.head import plain
from pages._kit.language import words
from pages.people._tasks import StaffingTask, latest_first
from tracker.staffing import TaskState

ORDER = (TaskState.LATE, TaskState.UNDER_WAY, TaskState.NOT_STARTED, TaskState.DONE)
MOST_CARDS = 20
"""In a column; the table lists the rest."""


def board(tasks: Sequence[StaffingTask]) -> None:
    """Draw the tasks in their columns; empty columns stay, so that the board keeps its shape."""
    w = words()
    for state, column in zip(ORDER, st.columns(len(ORDER)), strict=True):
        own = latest_first(task for task in tasks if task.state is state)
        with column:
            st.markdown(f"**{w.label(state)}** · {w.number(len(own))}")
            for task in own[:MOST_CARDS]:
                _card(task)
            if len(own) > MOST_CARDS:
                more = len(own) - MOST_CARDS
                st.caption(w._n("{n} more is in the table", "{n} more are in the table", more))


def _card(task: StaffingTask) -> None:
    w, today = words(), context().today
    row = task.row
    facts = [f"{w.date(row.start, today=today)} – {w.date(row.finish, today=today)}"]
    if row.percent_complete and task.state is not TaskState.DONE:
        facts.append(w._("{percent} % done", percent=row.percent_complete))
    facts += [plain(text) for text in (task.owner, *task.serves) if text]
    if row.provisional:
        facts.append(w._("provisional"))
    with st.container(border=True):
        st.button(
            f"**{plain(row.title)}**",
            key=f"staffing_card_{row.id}",
            type="tertiary",
            on_click=open_panel,
            args=("task", row.id),
        )
        if task.state is TaskState.LATE:
            late = w._n("{n} working day late", "{n} working days late", row.days_late)
            st.markdown(f":red[:material/priority_high: **{late}**]")
        st.caption("  \n".join(facts))
