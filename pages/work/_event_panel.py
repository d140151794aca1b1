"""One event: its facts, who took part, and its topics with what became of them."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import events as commands
from db.queries.events import EventRow, PartyRow, TopicRow
from db.queries.workstreams import WorkstreamRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.work import _reads
from pages.work._event_forms import change_event
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.events import OutcomeState
from tracker.permissions import Action

_ICONS = {
    OutcomeState.OPEN: ":material/radio_button_unchecked:",
    OutcomeState.SETTLED: ":material/check:",
    OutcomeState.UNDER_WAY: ":material/pending:",
    OutcomeState.DONE: ":material/task_alt:",
    OutcomeState.LATE: ":material/priority_high:",
}


def event_panel(row: EventRow, streams: Sequence[WorkstreamRow]) -> None:
    """Draw the event that stands in the address, below the table."""
    w, frame = words(), context()
    may_edit = frame.may(Action.EDIT_WORK)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{plain(row.title)} · {w.label(row.kind)}", anchor=False)
        st.button(
            w._("Close"), key="event_close", type="tertiary", on_click=detail.close_panel, args=("event",)
        )
    st.caption(_when_and_where(row))
    if row.account:
        st.markdown(plain(row.account))
    if row.learned:
        learned = w._("What was learned")
        st.markdown(f"**{learned}** {plain(row.learned)}")
    _parties(row, may_edit=may_edit)
    _topics(row, may_edit=may_edit)
    if may_edit:
        change_event(row, streams)


def _when_and_where(row: EventRow) -> str:
    w, today = words(), context().today
    days = w.date(row.starts_on, today=today)
    if row.ends_on is not None and row.ends_on != row.starts_on:
        days = w._(
            "{first} to {last}, {days}",
            first=days,
            last=w.date(row.ends_on, today=today),
            days=w._n("{n} day", "{n} days", row.days),
        )
    parts = [days, *(plain(text) for text in (row.place, row.organiser, row.workstream or "") if text)]
    return " · ".join(parts)


def _parties(row: EventRow, *, may_edit: bool) -> None:
    w = words()
    current = [party for party in row.parties if not party.archived]
    if current:
        st.markdown("**" + w._n("{n} person took part", "{n} people took part", row.people) + "**")
    for party in current:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"party_{party.id}"):
            parts = [plain(text) for text in (party.organisation, party.capacity) if text]
            parts.append(w._n("{n} person", "{n} people", party.people))
            st.markdown(" · ".join(parts), width="stretch")
            if may_edit:
                _remove_party(party)
    if not may_edit:
        return
    with (
        st.form(f"party_new_{row.id}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        organisation = st.text_input(w._("Organisation"), max_chars=commands.LONGEST["organisation"])
        capacity_new = st.text_input(w._("In which capacity"), max_chars=commands.LONGEST["capacity"])
        people = st.number_input(
            w._p("event", "People"), min_value=1, max_value=commands.MOST_PEOPLE, value=1, width=110
        )
        submitted = st.form_submit_button(w._("Add who took part"))
    if submitted and run(
        commands.add_event_party,
        project_id=context().project_id,
        event_id=row.id,
        organisation=organisation,
        capacity=capacity_new,
        people=people,
        done=w._("Participants added"),
    ):
        st.rerun()


def _remove_party(party: PartyRow) -> None:
    w = words()
    if st.button(
        w._("Remove"), key=f"party_remove_{party.id}", type="tertiary", icon=":material/close:"
    ) and run(
        commands.archive_event_party,
        project_id=context().project_id,
        event_party_id=party.id,
        done=w._("Participants removed"),
    ):
        st.rerun()


def _topics(row: EventRow, *, may_edit: bool) -> None:
    w = words()
    current = [topic for topic in row.topics if not topic.archived]
    if current:
        st.markdown("**" + w._n("{n} topic", "{n} topics", len(current)) + "**")
    for topic in current:
        _topic(topic, may_edit=may_edit)
    if not may_edit:
        return
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
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="center", key=f"topic_{topic.id}"):
        due = ""
        if topic.due_on is not None and topic.state is not OutcomeState.DONE:
            due = " · " + w._("due {day}", day=w.date(topic.due_on, today=frame.today))
        said = [_ICONS[topic.state], f"**{plain(topic.title)}**", plain(topic.outcome)]
        with st.container(width="stretch", gap=None):
            st.markdown(" ".join(said))
            st.caption(f"{w.label(topic.state)}{due}")
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
            _change_topic(topic)


def _change_topic(topic: TopicRow) -> None:
    w, frame = words(), context()
    form_is_open()
    target: dict[str, Any] = {"project_id": frame.project_id, "event_topic_id": topic.id}
    key = f"topic_{topic.id}_{topic.version}"
    with st.form(key, border=False):
        title = st.text_input(w._("Topic"), topic.title, max_chars=commands.LONGEST["title"])
        outcome = st.text_area(
            w._("What was settled on it"), topic.outcome, max_chars=commands.LONGEST["outcome"], height=90
        )
        is_settled = st.checkbox(w._("This is settled"), topic.is_settled)
        submitted = st.form_submit_button(w._("Save the topic"))
    values = {"title": title, "outcome": outcome, "is_settled": is_settled}
    if submitted and run(
        commands.update_event_topic,
        **target,
        expected_version=topic.version,
        original={name: getattr(topic, name) for name in values},
        changes=values,
        done=w._("Topic saved"),
        names={
            "title": w._("Topic"),
            "outcome": w._("What was settled on it"),
            "is_settled": w._("This is settled"),
        },
    ):
        st.rerun()
    if topic.is_settled and topic.task_id is None and frame.may(Action.EDIT_PLANS):
        _make_task(topic)
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
