"""The table of events, and the words for who took part and what was settled."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.queries.events import EventRow
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.language import words
from tracker.events import OutcomeState
from tracker.exports.table import Column
from tracker.i18n import Words


def event_table(rows: Sequence[EventRow]) -> None:
    """Draw the events; selecting one opens it."""
    w = words()
    today = context().today
    chooser(
        pd.DataFrame(
            [
                {
                    w._("Day"): w.date(row.starts_on, today=today),
                    w._("Event"): row.title,
                    w._("Kind"): w.label(row.kind),
                    w._("Workstream"): row.workstream or "",
                    w._p("event", "People"): w.number(row.people) if row.people else "",
                    w._("Outcomes"): outcomes_said(w, row),
                }
                for row in rows
            ]
        ),
        parameter="event",
        ids=[row.id for row in rows],
        key="event_rows",
        alt=w._("Events, one row each"),
        config={
            w._p("event", "People"): st.column_config.TextColumn(alignment="right", width=70),
            w._("Outcomes"): st.column_config.TextColumn(width=260),
        },
    )


def event_columns(w: Words) -> list[Column[EventRow]]:
    """The columns of the export."""
    return [
        Column(w._("First day"), lambda row: row.starts_on, 14),
        Column(w._("Last day"), lambda row: row.ends_on or row.starts_on, 14),
        Column(w._("Kind"), lambda row: w.label(row.kind), 12),
        Column(w._("Event"), lambda row: row.title, 36),
        Column(w._("Workstream"), lambda row: row.workstream or "", 18),
        Column(w._("Place"), lambda row: row.place, 24),
        Column(w._("Organiser"), lambda row: row.organiser, 24),
        Column(w._p("event", "People"), lambda row: row.people or None, 10),
        Column(w._("Took part"), lambda row: parties_said(w, row), 48),
        Column(w._("What happened"), lambda row: row.account, 48),
        Column(w._("What was learned"), lambda row: row.learned, 48),
        Column(w._("Topics"), lambda row: topics_said(w, row), 60),
        Column(w._("Outcomes"), lambda row: outcomes_said(w, row), 30),
    ]


def event_text(row: EventRow) -> str:
    """What an event is found by, in lower case: its title, place, organiser, participants and topics."""
    parts = [row.title, row.place, row.organiser]
    parts += [party.organisation for party in row.parties if not party.archived]
    parts += [f"{topic.title} {topic.outcome}" for topic in row.topics if not topic.archived]
    return "\n".join(parts).lower()


def parties_said(w: Words, row: EventRow) -> str:
    """Who took part, by organisation: 区财政局 1, 本馆 3."""
    return w.listed(
        [
            w._("{organisation} {people}", organisation=party.organisation, people=w.number(party.people))
            for party in row.parties
            if not party.archived
        ]
    )


def topics_said(w: Words, row: EventRow) -> str:
    """Each topic in a line of its own, with what was settled on it and where that stands."""
    lines = []
    for topic in row.topics:
        if not topic.archived:
            said = w._("{topic} ({state})", topic=topic.title, state=w.label(topic.state))
            lines.append(f"{said} {topic.outcome}".strip())
    return "\n".join(lines)


def outcomes_said(w: Words, row: EventRow) -> str:
    """How many topics stand where, what is late before all else: late 1, done 2."""
    counted = Counter(topic.state for topic in row.topics if not topic.archived)
    return w.listed(
        [f"{w.label(state)} {w.number(counted[state])}" for state in reversed(OutcomeState) if counted[state]]
    )
