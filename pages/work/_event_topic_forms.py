"""The forms of a topic: changed, carried out by a new task or one that is there, put aside."""

from typing import Any

import streamlit as st

from db.commands import events as commands
from db.queries.events import TopicRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.work import _reads
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.permissions import Action


def change_topic(topic: TopicRow) -> None:
    """Draw what can be done with a topic: change it, carry it out by a task, put it aside."""
    w, frame = words(), context()
    form_is_open()
    target: dict[str, Any] = {"project_id": frame.project_id, "event_topic_id": topic.id}
    seen = as_seen(topic)
    key = f"topic_{seen.id}_{seen.version}"
    with st.form(key, border=False):
        title = st.text_input(w._("Topic"), seen.title, max_chars=commands.LONGEST["title"])
        outcome = st.text_area(
            w._("What was settled on it"), seen.outcome, max_chars=commands.LONGEST["outcome"], height=90
        )
        is_settled = st.checkbox(w._("This is settled"), seen.is_settled)
        submitted = st.form_submit_button(w._("Save the topic"))
    values = {"title": title, "outcome": outcome, "is_settled": is_settled}
    if submitted and run(
        commands.update_event_topic,
        **target,
        expected_version=seen.version,
        original={name: getattr(seen, name) for name in values},
        changes=values,
        done=w._("Topic saved"),
        names={
            "title": w._("Topic"),
            "outcome": w._("What was settled on it"),
            "is_settled": w._("This is settled"),
        },
    ):
        st.rerun()
    if topic.task_id is not None:
        if st.button(w._("Take the task off the topic"), key=f"topic_part_{topic.id}", type="tertiary"):
            _tie(topic, None, w._("Task taken off; it stays in its plan"))
    elif topic.is_settled:
        if frame.may(Action.EDIT_PLANS):
            _make_task(topic)
        _present_task(topic)
    if st.button(w._("Archive the topic"), key=f"topic_aside_{topic.id}", type="tertiary") and run(
        commands.archive_event_topic, **target, done=w._("Topic archived")
    ):
        st.rerun()


def _make_task(topic: TopicRow) -> None:
    """The form that turns an outcome into a task with an owner and a day."""
    w, frame = words(), context()
    plans, owners = _reads.plan_titles(), _reads.owner_names()
    if not plans:
        st.caption(w._("A task needs a plan to stand in; there is none yet."))
        return
    with st.form(f"topic_task_{topic.id}"):
        plan_id = st.selectbox(w._("Plan"), list(plans), format_func=plans.__getitem__)
        owner_id = st.selectbox(
            w._("Owner"), list(owners), index=None, format_func=owners.__getitem__, placeholder=w._("Nobody")
        )
        due_on = st.date_input(w._("Due"), frame.today, min_value=FIRST_DAY, max_value=LAST_DAY)
        submitted = st.form_submit_button(w._("Make it a task"), type="primary")
    if submitted and run(
        commands.make_task_of_topic,
        project_id=frame.project_id,
        event_topic_id=topic.id,
        plan_id=plan_id,
        due_on=due_on,
        owner_id=owner_id,
        done=w._("Task added"),
    ):
        st.rerun()


def _present_task(topic: TopicRow) -> None:
    """The choice of a task that is planned already, so that nobody plans it twice."""
    w, tasks = words(), _reads.task_titles()
    if not tasks:
        return
    chosen = st.selectbox(
        w._("Or a task that is planned already"),
        list(tasks),
        index=None,
        format_func=tasks.__getitem__,
        placeholder=w._("Choose a task"),
        key=f"topic_present_{topic.id}",
    )
    if st.button(w._("This task carries it out"), key=f"topic_tie_{topic.id}", disabled=chosen is None):
        _tie(topic, chosen, w._("Task tied to the topic"))


def _tie(topic: TopicRow, task_id: int | None, done: str) -> None:
    """Store which task carries a topic out."""
    if run(
        commands.update_event_topic,
        project_id=context().project_id,
        event_topic_id=topic.id,
        expected_version=topic.version,
        original={"task_id": topic.task_id},
        changes={"task_id": task_id},
        done=done,
        names={"task_id": words()._("Task")},
    ):
        st.rerun()
