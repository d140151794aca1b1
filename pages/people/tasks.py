"""Staffing tasks: the recruitment plans and every task tied to a post, by state."""

import streamlit as st
from sqlmodel import Session

from db.queries import people as post_queries
from db.queries import plan as plan_queries
from pages._kit import filters
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.people._board import board
from pages.people._new_task import add_task_dialog, archived_tasks
from pages.people._task_grid import grid
from pages.people._tasks import StaffingTask, export_columns, state_sentence
from tracker.permissions import Action
from tracker.plans import TaskFacts
from tracker.schedule.model import TaskKind
from tracker.staffing import TaskState, task_state
from tracker.vocabulary import PlanKind

w = words()
frame = context()


@by_revision("plan", "people", "project")
def staffing_tasks(session: Session, key: Key) -> list[StaffingTask]:
    snapshot = post_queries.staffing(session, key.project_id, key.today, key.today)
    posts = {row.id: f"{row.title} · {row.department}" for row in snapshot.posts}
    names = key.may(Action.SEE_NAMES)
    return [
        StaffingTask(
            row=row,
            state=task_state(
                actual_start=row.actual_start,
                actual_finish=row.actual_finish,
                percent_complete=row.percent_complete,
                is_late=row.is_late,
            ),
            post=posts.get(row.post_id or 0, ""),
            owner=row.owner if names else "",
        )
        for row in plan_queries.dated_tasks(session, key.project_id, key.today)
        if (row.plan_kind is PlanKind.RECRUITMENT or row.post_id is not None)
        and row.kind is not TaskKind.SUMMARY
    ]


@by_revision("plan")
def put_aside(session: Session, key: Key) -> list[TaskFacts]:
    return [
        row
        for row in plan_queries.task_facts(session, key.project_id)
        if row.archived and (row.plan_kind is PlanKind.RECRUITMENT or row.post_id is not None)
    ]


@by_revision("plan")
def recruitment_plans(session: Session, key: Key) -> dict[int, str]:
    return {
        row.id: row.title
        for row in plan_queries.plans(session, key.project_id)
        if row.kind is PlanKind.RECRUITMENT and not row.archived
    }


@by_revision("people")
def post_names(session: Session, key: Key) -> dict[int, str]:
    snapshot = post_queries.staffing(session, key.project_id, key.today, key.today)
    return {row.id: f"{row.title} · {row.department}" for row in snapshot.posts if not row.archived}


@by_revision("plan", "project")
def owner_names(session: Session, key: Key) -> dict[int, str]:
    return plan_queries.people(session, key.project_id) if key.may(Action.SEE_NAMES) else {}


tasks = staffing_tasks()
plans = recruitment_plans()
may_edit = frame.may(Action.EDIT_PLANS)
action = page_head(w._("Staffing tasks"), state_sentence(w, tasks))
if (
    may_edit
    and plans
    and action.button(w._("Add a task"), type="primary", icon=":material/add:", key="staffing_add")
):
    add_task_dialog(plans, post_names(), owner_names())
if not tasks:
    st.info(
        w._(
            "Here stand the tasks of the recruitment plans and every task tied to a post. "
            "Begin with a plan document of the kind “Staff recruitment”."
        ),
        icon=":material/person_add:",
    )
    st.page_link(script_of("documents"), label=w._("Plan documents"), icon=":material/description:")

with st.container(horizontal=True, vertical_alignment="bottom"):
    states = st.pills(
        w._("State"),
        list(TaskState),
        selection_mode="multi",
        format_func=w.label,
        key="staffing_state",
        bind="query-params",
    )
    tied = st.multiselect(
        w._("Post"),
        sorted({task.post for task in tasks if task.post}),
        key="staffing_post",
        bind="query-params",
        placeholder=w._("All posts"),
        width=280,
    )
    filters.clear_all(["staffing_state", "staffing_post"])
    views = {"board": w._("Board"), "table": w._("Table")}
    view = st.segmented_control(
        w._("View"),
        list(views),
        default="board",
        required=True,
        format_func=views.__getitem__,
        key="staffing_view",
        bind="query-params",
    )
shown = [task for task in tasks if (not states or task.state in states) and (not tied or task.post in tied)]
filters.shown_count(len(shown), len(tasks))
if view == "table":
    grid(shown, post_names(), owner_names(), editable=may_edit)
else:
    board(shown)
export_button(w._("Staffing tasks"), export_columns(w), shown, key="staffing_export")
if may_edit:
    archived_tasks(shown, put_aside())
