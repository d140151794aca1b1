"""Staffing tasks: the recruitment plans and all that serves a post, a round or a course; and one person's tasks."""

import streamlit as st

from pages._kit import filters
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.people import _task_reads as reads
from pages.people._board import board
from pages.people._my_tasks import PARAMETER, my_tasks
from pages.people._new_task import add_task_dialog, archived_tasks
from pages.people._task_grid import grid
from pages.people._tasks import StaffingTask, export_columns, state_sentence
from pages.plan._reads import people as owner_names
from pages.plan._task_panel import task_panel
from tracker.permissions import Action
from tracker.staffing import TaskState

w = words()
frame = context()
may_edit = frame.may(Action.EDIT_PLANS)


def chosen_tasks(tasks: list[StaffingTask]) -> list[StaffingTask]:
    """Draw the filters; gives the tasks that pass all of them."""
    served = {
        "post": (w._("Post"), w._("All posts")),
        "round": (w._("Recruitment round"), w._("All rounds")),
        "course": (w._("Course"), w._("All courses")),
    }
    keys = ["staffing_state"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        states = st.pills(
            w._("State"),
            list(TaskState),
            selection_mode="multi",
            format_func=w.label,
            key="staffing_state",
            bind="query-params",
        )
        kept = [task for task in tasks if not states or task.state in states]
        for kind, (label, everything) in served.items():
            names = sorted({getattr(task, kind) for task in tasks} - {""})
            if not names and kind != "post":
                continue
            key = f"staffing_{kind}"
            keys.append(key)
            wanted = st.multiselect(
                label, names, key=key, bind="query-params", placeholder=everything, width=240
            )
            kept = [task for task in kept if not wanted or getattr(task, kind) in wanted]
        filters.clear_all(keys)
    filters.shown_count(len(kept), len(tasks))
    return kept


tasks, plans = reads.staffing_tasks(), reads.recruitment_plans()
action = page_head(w._("Staffing tasks"), state_sentence(w, tasks))
if (
    may_edit
    and plans
    and action.button(w._("Add a task"), type="primary", icon=":material/add:", key="staffing_add")
):
    add_task_dialog(plans, reads.offered(), owner_names())

views = {"board": w._("Board"), "table": w._("Table")}
if frame.may(Action.SEE_NAMES):
    views["mine"] = w._("My tasks")
if PARAMETER in st.query_params and "mine" in views:
    st.session_state.setdefault("staffing_view", "mine")
view = st.segmented_control(
    w._("View"),
    list(views),
    default=None if "staffing_view" in st.session_state else "board",
    required=True,
    format_func=views.__getitem__,
    key="staffing_view",
    bind="query-params",
)
if view == "mine":
    my_tasks(reads.all_tasks(), reads.offered(), owner_names(), editable=may_edit)
else:
    if not tasks:
        st.info(
            w._(
                "Here stand the tasks of the recruitment plans and every task tied to a post, a round or a course. "
                "Begin with a plan document of the kind “Staff recruitment”."
            ),
            icon=":material/person_add:",
        )
        st.page_link(script_of("documents"), label=w._("Plan documents"), icon=":material/description:")
    shown = chosen_tasks(tasks)
    if view == "table":
        grid(shown, reads.offered(), owner_names(), editable=may_edit)
    else:
        board(shown)
    export_button(w._("Staffing tasks"), export_columns(w), shown, key="staffing_export")
    if may_edit:
        archived_tasks(shown, reads.put_aside())
task_panel()
