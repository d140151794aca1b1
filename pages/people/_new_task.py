"""Add a staffing task; put one aside and bring it back."""

from collections.abc import Mapping, Sequence

import streamlit as st

from db.commands import tasks as commands
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people._tasks import StaffingTask
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.plans import TaskFacts


def add_task_dialog(
    plans: Mapping[int, str], names: Mapping[str, Mapping[int, str]], owners: Mapping[int, str]
) -> None:
    """Open the form for a task of a recruitment plan; `names` holds what it may serve, by the task's column."""
    w = words()

    @st.dialog(w._("Add a task"))
    def form() -> None:
        with st.form("staffing_new", border=False):
            plan_id = st.selectbox(w._("Plan"), list(plans), format_func=plans.__getitem__)
            title = st.text_input(w._("Task"), max_chars=commands.LONGEST_TITLE)
            serves = {
                column: st.selectbox(
                    w.field(column),
                    list(options),
                    index=None,
                    format_func=options.__getitem__,
                    placeholder=w._("None"),
                )
                for column, options in names.items()
                if options
            }
            owner_id = st.selectbox(
                w._("Owner"),
                list(owners),
                index=None,
                format_func=owners.__getitem__,
                placeholder=w._("Nobody yet"),
            )
            days = st.number_input(w._("Duration in working days"), 0, commands.LONGEST_DURATION, 5)
            deadline = st.date_input(w._("Deadline"), None, min_value=FIRST_DAY, max_value=LAST_DAY)
            submitted = st.form_submit_button(w._("Add the task"), type="primary")
        if submitted and run(
            commands.create_task,
            project_id=context().project_id,
            plan_id=plan_id,
            title=title,
            post_id=serves.get("post_id"),
            round_id=serves.get("round_id"),
            course_id=serves.get("course_id"),
            owner_id=owner_id,
            duration_days=int(days),
            deadline=deadline,
            done=w._("Task added"),
        ):
            st.rerun()

    form_is_open()
    form()


def archived_tasks(tasks: Sequence[StaffingTask], aside: Sequence[TaskFacts]) -> None:
    """Draw the section that archives and restores tasks, closed until somebody opens it."""
    w, frame = words(), context()
    shown = st.expander(w._("Archive or restore a task"), key="staffing_aside", on_change="rerun")
    if not shown.open:
        return
    with shown, st.container(horizontal=True, vertical_alignment="bottom"):
        titles = {task.row.id: task.row.title for task in tasks}
        gone = {row.id: w._("{name} (archived)", name=row.title) for row in aside}
        task_id = st.selectbox(
            w._("Task"), [*titles, *gone], format_func=(titles | gone).__getitem__, key="staffing_aside_task"
        )
        restore = task_id in gone
        label = w._("Restore the task") if restore else w._("Archive the task")
        pressed = st.button(label, key="staffing_aside_do", disabled=task_id is None)
    switch = commands.restore_task if restore else commands.archive_task
    done = w._("Task restored") if restore else w._("Task archived")
    if pressed and run(switch, project_id=frame.project_id, task_id=task_id, done=done):
        st.rerun()
