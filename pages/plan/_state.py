"""The sentence at the head of the plan pages, and what they say while there is no task."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.context import context
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.plan import _reads as reads
from tracker.permissions import Action
from tracker.plans import DatedTaskRow, expected_opening, late_tasks


def state_of_plans(rows: Sequence[DatedTaskRow]) -> str:
    """How many tasks are late, and what that does to opening day."""
    if not rows:
        return ""
    w, frame = words(), context()
    late = late_tasks(rows)
    expected = expected_opening(rows, reads.calendar())
    first = (
        w._n("{n} task is late", "{n} tasks are late", len(late))
        if late
        else w._("Every open task is in time")
    )
    if expected is None or expected <= frame.project.opening_on:
        return w._("{late}; opening day holds.", late=first)
    days = reads.calendar().working_days_between(frame.project.opening_on, expected)
    second = w._n(
        "everything is done {n} working day after it was announced",
        "everything is done {n} working days after it was announced",
        days,
    )
    return w._("{late}; {second}.", late=first, second=second)


def no_tasks_yet(purpose: str = "") -> None:
    """What this page is for, and the next steps; without a `purpose` the page lists the tasks."""
    w = words()
    with st.container(border=True):
        st.markdown(
            purpose
            or w._(
                "The tasks of all plans, with their dates worked out from durations and links, stand here."
            )
        )
        if context().may(Action.EDIT_PLANS):
            if reads.plans():
                st.page_link(script_of("tasks"), label=w._("Add the first task"), icon=":material/add:")
            else:
                st.page_link(script_of("documents"), label=w._("Add the first plan"), icon=":material/add:")
            st.page_link(
                script_of("planfiles"),
                label=w._("Begin with a template or a file"),
                icon=":material/library_add:",
            )
