"""The findings as a board: a column for each state, the worst and most urgent of it at the top."""

import streamlit as st

from db.queries.finding_pages import BoardColumn
from db.queries.findings import FindingRow
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _finding_reads
from pages.site._words import finding_title, overdue_badge, severity_badge, status_badge
from tracker.exports.finding_columns import who_must_act
from tracker.finding_views import FindingFilter
from tracker.findings import SETTLED

LONGEST_TEXT = 60


def findings_board(asked: FindingFilter) -> None:
    """What is not settled, column by column; what is settled only as numbers, unless a filter asks for it."""
    w = words()
    columns = _finding_reads.board(asked)
    drawn = [column for column in columns if column.status not in SETTLED or asked.statuses]
    if asked.statuses:
        drawn = [column for column in drawn if column.status in asked.statuses]
    for place, column in zip(st.columns(len(drawn)), drawn, strict=True):
        with place:
            _column(column)
    settled = [column for column in columns if column not in drawn and column.matching]
    if settled:
        st.caption(
            w._(
                "Settled: {states}",
                states=w.listed([f"{w.label(c.status)} {w.number(c.matching)}" for c in settled]),
            )
        )


def _column(column: BoardColumn) -> None:
    w = words()
    st.markdown(f"{status_badge(w, column.status)} **{w.number(column.matching)}**")
    for row in column.rows:
        _card(row)
    more = column.matching - len(column.rows)
    if more:
        st.caption(w._n("and {n} more: see the table", "and {n} more: see the table", more))
    if not column.matching:
        st.caption(w._("Nothing here"))


def _card(row: FindingRow) -> None:
    w = words()
    today = context().today
    text = row.description if len(row.description) <= LONGEST_TEXT else row.description[:LONGEST_TEXT] + "…"
    with st.container(border=True, key=f"card_{row.id}"):
        badges = [severity_badge(w, row.severity)]
        if row.overdue(today):
            badges.append(overdue_badge(w))
        due = w._("due {date}", date=w.date(row.due_on, today=today)) if row.due_on else w._("no due day")
        act = w._("{who} · {due}", who=plain(who_must_act(w, row)), due=due)
        # One element for a card's text: a board has many cards.
        title = plain(finding_title(w, row))
        st.markdown(f"{' '.join(badges)}\n\n**{title}**  \n{plain(text)}\n\n:small[:gray[{act}]]")
        if st.button(w._("Open"), type="tertiary", key=f"card_open_{row.id}"):
            open_panel("finding", row.id)
