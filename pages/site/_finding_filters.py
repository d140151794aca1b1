"""The filters of the findings page, bound to the address, as a question for the database."""

from enum import StrEnum
from typing import TypeVar

import streamlit as st

from pages._kit.detail import asked
from pages._kit.filters import clear_all
from pages._kit.language import words
from pages.site import _finding_reads, _reads
from tracker.finding_views import FindingFilter
from tracker.findings import Turn
from tracker.vocabulary import FindingStatus, Severity, Trade

E = TypeVar("E", bound=StrEnum)

MORE = ("finding_trade", "finding_turn", "finding_round")
KEYS = (
    "finding_status",
    "finding_severity",
    "finding_place",
    "finding_party",
    "finding_overdue",
    "finding_q",
    *MORE,
)


def filter_row() -> FindingFilter:
    """The row of filters; the rarer ones stand in a popover of it."""
    w = words()
    with st.container(horizontal=True, vertical_alignment="bottom", key="finding_filters"):
        text = st.text_input(w._("Search"), key="finding_q", bind="query-params", width=140, live=True)
        statuses = _several(w._("Status"), list(FindingStatus), "finding_status")
        severities = _several(w._("Severity"), list(Severity), "finding_severity")
        zone_ids = _places()
        parties = _parties()
        overdue = st.toggle(w._("Overdue only"), key="finding_overdue", bind="query-params")
        chosen = sum(bool(st.session_state.get(key)) for key in MORE)
        more = w._("More filters ({n})", n=chosen) if chosen else w._("More filters")
        with st.popover(more, icon=":material/filter_list:", type="tertiary"):
            turns = _several(w._("Who must act"), list(Turn), "finding_turn", 260)
            trades = _several(w._("Trade"), list(Trade), "finding_trade", 260)
            round_id = _round()
        archived = (
            st.toggle(w._("Show archived"), key="finding_archived", bind="query-params")
            if _finding_reads.counts().archived
            else False
        )
        clear_all(KEYS)
    return FindingFilter(
        statuses=tuple(statuses),
        severities=tuple(severities),
        trades=tuple(trades),
        zone_ids=zone_ids,
        organisation_ids=parties,
        turns=tuple(turns),
        overdue=overdue,
        round_id=round_id,
        text=text or "",
        archived=archived,
    )


def _several(label: str, options: list[E], key: str, width: int = 140) -> list[E]:
    """Any number of the members of an enumeration; none means all."""
    w = words()
    return st.multiselect(
        label,
        options,
        format_func=w.label,
        key=key,
        bind="query-params",
        placeholder=w._("All"),
        width=width,
    )


def _named(label: str, ids: dict[str, int], key: str) -> tuple[int, ...]:
    """Any number of records by their names, which stand in the address; gives their ids."""
    chosen = st.multiselect(
        label, list(ids), key=key, bind="query-params", placeholder=words()._("All"), width=140
    )
    return tuple(ids[name] for name in chosen)


def _places() -> tuple[int, ...]:
    """Zones; each stands for all that lies in it."""
    places = {zone.place: zone.id for zone in _reads.zones() if not zone.archived}
    return _named(words()._("Place"), places, "finding_place")


def _parties() -> tuple[int, ...]:
    parties = {party.name: party.id for party in _reads.organisations()}
    return _named(words()._("Organisation"), parties, "finding_party")


def _round() -> int | None:
    """One round; the address may name an older one than the list has."""
    w = words()
    choices = _finding_reads.rounds_with_findings(asked("finding_round"))
    several = len({choice.series for choice in choices}) > 1
    titles = {
        str(choice.id): w.date(choice.day) + (f" · {choice.series}" if several and choice.series else "")
        for choice in choices
    }
    chosen = st.selectbox(
        w._("Round"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key="finding_round",
        placeholder=w._("All"),
        width=260,
    )
    return int(chosen) if chosen is not None else None
