"""Rooms that nobody has been to for some weeks."""

import pandas as pd
import streamlit as st

from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.language import words
from pages.site import _reads
from tracker.exports.table import Column
from tracker.rooms import ATTENTION_WEEKS, RoomVisit, not_visited

LONGEST = 52


def rooms_section() -> None:
    """How many weeks, asked in the address too, and the rooms that were not visited for as long."""
    w = words()
    today = context().today
    visits = _reads.room_visits()
    if not visits:
        return
    st.subheader(w._("Rooms not visited"), anchor=False)
    weeks = st.number_input(
        w._("For how many weeks"),
        1,
        LONGEST,
        value=ATTENTION_WEEKS,
        key="inspections_weeks",
        bind="query-params",
        width=180,
    )
    rows = not_visited(visits, today, weeks)
    if not rows:
        st.caption(
            w._n(
                "The room was visited in the last {weeks} weeks.",
                "All {n} rooms were visited in the last {weeks} weeks.",
                len(visits),
                weeks=w.number(weeks),
            )
        )
        return
    st.caption(
        w._n(
            "{n} of {total} rooms was not visited for {weeks} weeks or longer.",
            "{n} of {total} rooms were not visited for {weeks} weeks or longer.",
            len(rows),
            total=w.number(len(visits)),
            weeks=w.number(weeks),
        )
    )
    heads: list[Column[RoomVisit]] = [
        Column(w._("Place"), lambda row: row.name, 30),
        Column(w._("Last visit"), lambda row: row.last_on or w._("never"), 16),
        Column(w._("Weeks since"), lambda row: row.weeks(today), 14),
    ]
    _table(heads, rows)
    export_button(w._("Rooms not visited"), heads, rows, key="rooms_not_visited_export")


def _table(heads: list[Column[RoomVisit]], rows: list[RoomVisit]) -> None:
    w = words()
    shown = pd.DataFrame(
        [
            [row.name, w.date(row.last_on) if row.last_on else w._("never"), row.weeks(context().today)]
            for row in rows
        ],
        columns=[head.title for head in heads],
    )
    st.dataframe(
        shown.astype({heads[2].title: "Int64"}),
        hide_index=True,
        key="rooms_not_visited",
        placeholder="",
        alt=w._("Rooms that were not visited, the longest ago first"),
    )
