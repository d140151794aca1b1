"""Meetings, study tours, lectures, media notices and awards; who took part, what was settled, what became of it."""

import streamlit as st

from pages._kit import detail, filters
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.work import _reads
from pages.work._event_forms import NEW, new_event
from pages.work._event_panel import event_panel
from pages.work._event_table import event_columns, event_table, event_text
from tracker.events import OutcomeState
from tracker.permissions import Action
from tracker.vocabulary import EventKind

w = words()
frame = context()
rows = _reads.event_rows()
streams = _reads.work().workstreams
outcomes = [topic for row in rows if not row.archived for topic in row.topics if not topic.archived]
late = sum(topic.state is OutcomeState.LATE for topic in outcomes)
settled = sum(topic.is_settled for topic in outcomes)
said = w._n("{n} outcome is settled", "{n} outcomes are settled", settled)
if late:
    said = w.listed([said, w._n("{n} is late", "{n} are late", late)])
action = page_head(w._("Events"), said if outcomes else "")
if frame.may(Action.EDIT_WORK):
    if action.button(w._("Add an event"), type="primary", icon=":material/add:", key="event_add"):
        detail.open_panel(NEW, 1)
    if detail.asked(NEW) is not None:
        new_event(streams)
if not rows:
    st.info(
        w._(
            "Meetings with what was settled, study tours with what was learned, lectures, media notices and awards. "
            "What was settled can become a task, and shows here whether it is done."
        ),
        icon=":material/event_note:",
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = st.multiselect(
        w._("Kind"),
        list(EventKind),
        format_func=w.label,
        placeholder=w._("All"),
        key="event_kind",
        bind="query-params",
        width=190,
    )
    names = [stream.name for stream in streams if not stream.archived]
    chosen = st.multiselect(
        w._("Workstream"),
        names,
        placeholder=w._("All"),
        key="event_stream",
        bind="query-params",
        width=190,
    )
    states = st.multiselect(
        w._("Outcomes"),
        list(OutcomeState),
        format_func=w.label,
        placeholder=w._("All"),
        key="event_outcome",
        bind="query-params",
        width=180,
    )
    search = st.text_input(w._("Find an event"), key="event_q", bind="query-params", width=170)
    with_archived = st.toggle(w._("Show archived"), key="event_archived", bind="query-params")
    filters.clear_all(["event_q", "event_kind", "event_stream", "event_outcome"])
scope = [row for row in rows if with_archived or not row.archived]
shown = [
    row
    for row in scope
    if (not kinds or row.kind in kinds)
    and (not chosen or row.workstream in chosen)
    and (not states or any(topic.state in states and not topic.archived for topic in row.topics))
    and search.lower() in event_text(row)
]
filters.shown_count(len(shown), len(scope))
if shown:
    event_table(shown)
export_button(w._("Events"), event_columns(w), shown, key="event_export")
asked = next((row for row in rows if row.id == detail.asked("event")), None)
if asked is not None:
    event_panel(asked, streams)
elif shown:
    st.caption(w._("Select an event to see who took part, and what was settled."))
