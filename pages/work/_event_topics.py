"""The topics of an event: what was settled on each, and what became of it through its task."""

import streamlit as st

from db.commands import events as commands
from db.queries.events import EventRow, TopicRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.work import _reads
from pages.work._event_aside import put_aside
from pages.work._event_topic_forms import change_topic
from tracker.events import OutcomeState

_ICONS = {
    OutcomeState.OPEN: ":material/radio_button_unchecked:",
    OutcomeState.SETTLED: ":material/check:",
    OutcomeState.UNDER_WAY: ":material/pending:",
    OutcomeState.DONE: ":material/task_alt:",
    OutcomeState.LATE: ":material/priority_high:",
}


def event_topics(row: EventRow, *, may_edit: bool) -> None:
    """Draw the topics with their outcomes; archived ones, with the way back, where the page shows archived records."""
    w = words()
    may_edit = may_edit and not row.archived
    current = [topic for topic in row.topics if not topic.archived]
    if current:
        st.markdown("**" + w._n("{n} topic", "{n} topics", len(current)) + "**")
    for topic in current:
        _topic(topic, may_edit=may_edit)
    if not may_edit:
        return
    if st.session_state.get("event_archived"):
        for topic in row.topics:
            if topic.archived:
                put_aside(
                    topic.title,
                    f"topic_restore_{topic.id}",
                    commands.restore_event_topic,
                    w._("Topic restored"),
                    event_topic_id=topic.id,
                )
    with st.form(f"topic_new_{row.id}", border=False, clear_on_submit=True):
        title = st.text_input(w._("Another topic"), max_chars=commands.LONGEST["title"])
        outcome = st.text_input(w._("What was settled on it"), max_chars=commands.LONGEST["outcome"])
        submitted = st.form_submit_button(w._("Add the topic"))
    if submitted and run(
        commands.add_event_topic,
        project_id=context().project_id,
        event_id=row.id,
        title=title,
        outcome=outcome,
        is_settled=bool(outcome.strip()),
        done=w._("Topic added"),
    ):
        st.rerun()


def _topic(topic: TopicRow, *, may_edit: bool) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"topic_{topic.id}"):
        said = [_ICONS[topic.state], f"**{plain(topic.title)}**", plain(topic.outcome)]
        with st.container(width="stretch", gap=None):
            st.markdown(" ".join(said))
            st.caption(outcome_said(topic))
            if topic.task_id is not None:
                st.page_link(
                    page_at("tasks"),
                    label=w._("Open the task"),
                    query_params={"task": str(topic.task_id), "lang": w.language},
                )
        opened = None
        if may_edit:
            opened = st.popover(
                w._("Change"), key=f"topic_change_{topic.id}", on_change="rerun", type="tertiary"
            )
    if opened is not None and opened.open:
        with opened:
            change_topic(topic)


def outcome_said(topic: TopicRow) -> str:
    """What became of a topic: settled → done on a day, or late since one, and whose task it is."""
    w, frame = words(), context()
    due = w.date(topic.due_on, today=frame.today) if topic.due_on else ""
    ended = w.date(topic.finished_on, today=frame.today) if topic.finished_on else ""
    said = w.label(topic.state)
    if topic.state is OutcomeState.SETTLED:
        said = w._("Settled, no task")
    elif topic.state is OutcomeState.DONE:
        said = w._("Settled → done on {day}", day=ended) if ended else w._("Settled → done")
        if topic.was_late:
            said = w._("Settled → done on {day}, was due {due}", day=ended, due=due)
    elif topic.state is OutcomeState.LATE:
        said = w._("Settled → late, was due {day}", day=due)
    elif topic.state is OutcomeState.UNDER_WAY:
        said = w._("Settled → under way, due {day}", day=due) if due else w._("Settled → under way")
    owner = _reads.owner_names().get(topic.owner_id or 0)
    return f"{said} · {plain(owner)}" if owner else said
