"""Archived tasks and their way back."""

import streamlit as st

from db.commands import tasks as commands
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.permissions import Action


def archived_tasks() -> None:
    """The tasks that were put aside, each with a button that restores it."""
    w, frame = words(), context()
    tasks = reads.archived_tasks()
    st.subheader(w._("Archived tasks"), anchor=False)
    if not tasks:
        st.caption(w._("Nothing is archived."))
    for task in tasks:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(task.title)} · {plain(task.plan_title)}", width="stretch")
            restoring = frame.may(Action.EDIT_PLANS) and st.button(
                w._("Restore"), key=f"task_restore_{task.id}", icon=":material/unarchive:"
            )
        if restoring and run(
            commands.restore_task,
            project_id=frame.project_id,
            task_id=task.id,
            done=w._("“{title}” restored", title=task.title),
        ):
            st.rerun()
