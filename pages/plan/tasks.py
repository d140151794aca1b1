"""Every task of every plan in one grid: edited in place, saved together."""

import streamlit as st
from sqlmodel import Session

from db.commands import tasks as commands
from pages._kit import filters
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.head import page_head
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._archived import archived_tasks
from pages.plan._filters import belongs, counted, owner_filter, plan_filter, with_headings
from pages.plan._grid import (
    COMPUTED,
    MAIN,
    REST,
    Opened,
    Sheet,
    columns,
    forget,
    opened,
    pending,
    sheet,
    task_edits,
)
from pages.plan._grid_tools import draw_tools
from pages.plan._new_task import PARAMETER as NEW
from pages.plan._new_task import new_task_panel
from pages.plan._state import no_tasks_yet, state_of_plans
from pages.plan._task_columns import export_columns
from pages.plan._task_panel import task_panel
from tracker.permissions import Action
from tracker.plans import DatedTaskRow
from tracker.schedule.model import TaskKind

ROW_HEIGHT = 35
MOST_ROWS = 22

w = words()
frame = context()
may_edit = frame.may(Action.EDIT_PLANS)
STATES = {"open": w._("Not done"), "late": w._("Late"), "critical": w._("Critical"), "done": w._("Done")}


def in_state(row: DatedTaskRow, state: str | None) -> bool:
    """Whether a task is in the chosen state, where one is chosen."""
    return {
        None: True,
        "open": not row.is_done,
        "late": row.is_late,
        "critical": row.critical,
        "done": row.is_done,
    }[state]


@by_revision("plan", "project")
def asked_sheet(
    _session: Session, key: Key, plan_id: int | None, owner_id: int | None, state: str | None, text: str
) -> Sheet:
    """The tasks that pass the filters, under their summaries; `text` is case-folded."""
    rows = reads.dated_tasks()
    if plan_id is None and owner_id is None and state is None and not text:
        return sheet(rows, key.words)
    kept = {
        row.id
        for row in rows
        if row.kind is not TaskKind.SUMMARY
        and belongs(row, plan_id, owner_id)
        and in_state(row, state)
        and text in row.title.casefold()
    }
    return sheet(with_headings(rows, kept), key.words)


def open_task(grid: Opened) -> None:
    """A click on a row's first cell opens the task's panel."""
    click = st.session_state.get("tasks_open")
    if click is not None:
        open_panel("task", grid.rows[click.row][0].id)


def save(grid: Opened) -> None:
    """Store all edited rows in one transaction."""
    edits = task_edits(grid)
    done = w._n("{n} task saved", "{n} tasks saved", len(edits))
    titles = {row.id: row.title for row, _depth in grid.rows}
    if run(commands.update_tasks, project_id=frame.project_id, edits=edits, done=done, records=titles):
        forget()
        st.rerun()


rows = reads.dated_tasks()
action = page_head(w._("Tasks"), state_of_plans(rows))
with action:
    if may_edit and any(not plan.archived for plan in reads.plans()):
        st.button(
            w._("Add a task"),
            type="primary",
            icon=":material/add:",
            key="tasks_add",
            on_click=open_panel,
            args=(NEW, 1),
        )
if not rows and not reads.archived_tasks():
    no_tasks_yet()
    if NEW in st.query_params and may_edit:
        new_task_panel(rows)
    st.stop()

waiting = pending() is not None
with st.container(horizontal=True, vertical_alignment="bottom"):
    text = st.text_input(
        w._("Title contains"),
        key="tasks_q",
        bind="query-params",
        disabled=waiting,
        width=200,
        icon=":material/search:",
    )
    plan_id = plan_filter("tasks_plan", rows, disabled=waiting)
    owner_id = owner_filter("tasks_owner", rows, disabled=waiting)
    state = st.selectbox(
        w._("State"),
        list(STATES),
        index=None,
        format_func=STATES.__getitem__,
        placeholder=w._("All"),
        key="tasks_state",
        bind="query-params",
        disabled=waiting,
        width=140,
    )
    show_archived = st.toggle(w._("Show archived"), key="tasks_archived", bind="query-params")
    if not waiting:
        filters.clear_all(["tasks_q", "tasks_plan", "tasks_owner", "tasks_state"])

grid = opened(asked_sheet(plan_id, owner_id, state, text.casefold()), editable=may_edit)
shown = [row for row, _ in grid.rows]
# On the left: the tools that Streamlit shows over the grid appear on the right.
with st.container(horizontal=True, vertical_alignment="center"):
    with st.container(width="content"):
        filters.shown_count(counted(shown), counted(rows))
    all_columns = st.toggle(w._("All columns"), key="tasks_columns", bind="query-params", disabled=waiting)
    export_button(w._("Tasks"), export_columns(w), shown, key="tasks_export")

if grid.rows:
    if may_edit:
        draw_tools(grid)
    shown_columns = MAIN + REST if all_columns else MAIN
    st.data_editor(
        grid.table,
        key=grid.key,
        hide_index=True,
        placeholder="—",
        disabled=COMPUTED if may_edit else True,
        column_order=shown_columns if may_edit else [each for each in shown_columns if each != "ticked"],
        column_config=columns(w, lambda: open_task(grid)),
        height=min(len(grid.rows), MOST_ROWS) * ROW_HEIGHT + ROW_HEIGHT + 3,
        alt=w._("Tasks with their dates and progress"),
    )
elif rows:
    st.info(w._("No task passes these filters."), icon=":material/filter_alt_off:")

if may_edit and grid.edits:
    form_is_open()
    with st.container(horizontal=True, vertical_alignment="center"):
        saving = st.button(w._("Save changes"), type="primary", key="tasks_save", icon=":material/save:")
        st.button(w._("Discard changes"), key="tasks_discard", on_click=forget)
        st.caption(w._n("{n} row edited, not saved yet", "{n} rows edited, not saved yet", len(grid.edits)))
    if saving:
        save(grid)

if show_archived:
    archived_tasks()
if NEW in st.query_params and may_edit:
    new_task_panel(rows)
else:
    task_panel()
