"""What a bulletin can tell of a period: the facts with their sources, ticked one by one."""

from collections.abc import Sequence

import streamlit as st
from sqlmodel import Session

from db.queries import events as event_queries
from db.queries import reporting
from db.queries.bulletins import BulletinRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports import _reads
from pages.reports._sources import show_rows
from tracker.i18n import Words
from tracker.periods import PeriodKind, periods_between, read_period
from tracker.reporting.bulletin import Item, items, outcomes, tells
from tracker.vocabulary import IssueStatus


@by_revision("reports", "work", "plan", "site", "procurement", "people", "project")
def period_items(session: Session, key: Key, code: str, language: str) -> tuple[Item, ...]:
    """The facts of a period, in the language of the issue."""
    period = read_period(code)
    own = Words.of(language)
    found = reporting.facts(session, key.project_id, period, key.today)
    settled = event_queries.outcomes(session, key.project_id, period, key.today)
    return (*items(own, found, period), *outcomes(own, settled))


def offered_periods(also: str | None = None) -> list[str]:
    """The months, quarters and years from the project's start until today, the newest first, and one besides."""
    frame = context()
    codes = [
        period.code
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
        for period in periods_between(frame.project.starts_on, frame.today, kind)
    ]
    return codes if also is None or also in codes else [*codes, also]


def chosen_facts(row: BulletinRow, code: str) -> list[str]:
    """Draw the facts of a period beside an issue; gives the sentences that are ticked, in their order."""
    w = words()
    found = period_items(code, row.language)
    if not found:
        st.caption(w._("Nothing is on record for this period."))
        return []
    left = [item for item in found if not tells(row.body, item.text)]
    keys = {item.key: f"bulletin_fact_{row.id}_{code}_{item.key}" for item in left}
    if len(left) > 1:
        st.button(
            w._("Tick all"),
            key="bulletin_facts_all",
            type="tertiary",
            icon=":material/done_all:",
            on_click=_tick,
            args=(tuple(keys.values()),),
        )
    subject = ""
    for item in found:
        if item.subject != subject:
            subject = item.subject
            st.markdown(f"**{plain(subject)}**")
        _fact(row, item, keys.get(item.key))
    return [item.text for item in left if st.session_state.get(keys[item.key])]


def _tick(keys: Sequence[str]) -> None:
    for key in keys:
        st.session_state[key] = True


def _fact(row: BulletinRow, item: Item, key: str | None) -> None:
    """One fact: its tick (none where the text has it already), its sentence, and the rows behind it."""
    w = words()
    with st.container(gap=None, key=f"fact_{item.key}"):
        if key is None:
            st.markdown(f":material/check: {plain(item.text)}")
        else:
            st.checkbox(plain(item.text), key=key)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = [w.label(source.kind) for source in item.sources]
            opened = st.popover(
                w._("From: {sources}", sources=w.listed(list(dict.fromkeys(said)))),
                type="tertiary",
                key=f"fact_source_{item.key}",
                on_change="rerun",
            )
            notes = [w._("In the text")] if key is None else []
            notes += _told_before(row, item)
            if notes:
                st.caption(" · ".join(notes))
    if opened.open:
        with opened:
            for at, figure in enumerate(item.figures):
                show_rows(figure.text, figure.source, key=f"fact_{item.key}_{at}")


def _told_before(row: BulletinRow, item: Item) -> list[str]:
    """The newest issue that told this fact, if one did."""
    w = words()
    for other in _reads.bulletin_rows():
        if other.id != row.id and other.status is IssueStatus.ISSUED and tells(other.body, item.text):
            return [w._("told in no. {number} of {year}", number=other.number, year=str(other.year))]
    return []
