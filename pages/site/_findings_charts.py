"""The findings as charts: how old, whether they become fewer, whose are overdue, and where they are."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.queries import finding_charts as queries
from db.queries.finding_groups import finding_groups
from pages._kit import chart
from pages._kit.cached import Key, by_revision
from pages._kit.language import words
from pages.site import _finding_reads
from tracker.charts import findings as charts
from tracker.finding_flow import WeekFlow
from tracker.finding_views import AgeBucket
from tracker.i18n import Words
from tracker.site_attention import OverdueParty
from tracker.vocabulary import Severity, ZoneKind

OLD = (AgeBucket.TWO_MONTHS, AgeBucket.LONGER)
RECENT_WEEKS = 4


def findings_charts() -> None:
    """Two charts beside each other, twice; below each other on a phone."""
    w = words()
    left, right = st.columns(2)
    with left:
        title = _ageing_title(w, _finding_reads.ages())
        _draw(_ageing_spec, "finding_ages", title, _ages_table(w))
        title = _overdue_title(w, _finding_reads.groups().overdue)
        _draw(_overdue_spec, "finding_overdue_chart", title, _overdue_table(w))
    with right:
        title = _flow_title(w, _finding_reads.flow())
        _draw(_flow_spec, "finding_flow", title, _flow_table(w))
        title = _heat_title(w, _finding_reads.heat())
        _draw(_heat_spec, "finding_heat", title, _heat_table(w))


def _draw(spec: Callable[[str], dict[str, Any]], key: str, title: str, table: pd.DataFrame) -> None:
    """One chart; where nothing is to be drawn, its sentence alone."""
    if table.empty:
        st.markdown(f"**{title}**")
        return
    chart.draw(spec(chart.appearance()), alt=title, key=key, table=table)


@by_revision("site")
def _ageing_spec(session: Session, key: Key, appearance: str) -> dict[str, Any]:
    w = key.words
    rows = queries.ages(session, key.project_id, key.today)
    ages = {(row.bucket, row.severity): row.n for row in rows}
    return charts.ageing(ages, w, appearance, title=_ageing_title(w, rows))


@by_revision("site")
def _flow_spec(session: Session, key: Key, appearance: str) -> dict[str, Any]:
    weeks = queries.flow(session, key.project_id, key.today)
    return charts.burn_down(weeks, key.words, appearance, title=_flow_title(key.words, weeks))


@by_revision("site", "project")
def _overdue_spec(session: Session, key: Key, appearance: str) -> dict[str, Any]:
    w = key.words
    parties = finding_groups(session, key.project_id, key.today).overdue
    bars = [(party.organisation or w._("not assigned"), party.n, _days(party, key)) for party in parties]
    return charts.overdue_by_party(bars, w, appearance, title=_overdue_title(w, parties))


@by_revision("site")
def _heat_spec(session: Session, key: Key, appearance: str) -> dict[str, Any]:
    w = key.words
    rows = queries.heat(session, key.project_id)
    tiles = [(row.floor or w._("No place"), _room(w, row), row.n) for row in rows]
    return charts.heat_by_room(tiles, w, appearance, title=_heat_title(w, rows))


def _ageing_title(w: Words, rows: list[queries.AgeCount]) -> str:
    old = [row for row in rows if row.bucket in OLD]
    if not rows:
        return w._("No finding is open")
    if not old:
        return w._("No open finding is older than 30 days")
    title = w._n(
        "{n} open finding is older than 30 days",
        "{n} open findings are older than 30 days",
        sum(row.n for row in old),
    )
    bad = sum(row.n for row in old if row.severity in {Severity.CRITICAL, Severity.MAJOR})
    return w._("{title}, {bad} of them critical or major", title=title, bad=w.number(bad)) if bad else title


def _flow_title(w: Words, weeks: list[WeekFlow]) -> str:
    recent = weeks[-RECENT_WEEKS:]
    if not recent:
        return w._("No finding was made yet")
    found, settled = sum(week.found for week in recent), sum(week.settled for week in recent)
    if settled > found:
        trend = w._("fewer are open")
    elif settled < found:
        trend = w._("more are open")
    else:
        trend = w._("as many are open as before")
    return w._(
        "In the last four weeks {found} were found and {settled} settled: {trend}",
        found=w.number(found),
        settled=w.number(settled),
        trend=trend,
    )


def _overdue_title(w: Words, parties: tuple[OverdueParty, ...]) -> str:
    if not parties:
        return w._("Nobody is overdue")
    named = next((party for party in parties if party.organisation), None)
    if named is None:
        n = sum(party.n for party in parties)
        return w._n(
            "{n} finding is overdue and assigned to nobody",
            "{n} findings are overdue and assigned to nobody",
            n,
        )
    return w._n(
        "{organisation} has most to catch up on: {n} finding is overdue",
        "{organisation} has most to catch up on: {n} findings are overdue",
        named.n,
        organisation=named.organisation,
    )


def _heat_title(w: Words, rows: list[queries.RoomHeat]) -> str:
    placed = [row for row in rows if row.room]
    if not placed:
        return w._("No open finding has a place")
    worst = max(placed, key=lambda row: row.n)
    return w._n(
        "Most open findings are in {room}: {n}",
        "Most open findings are in {room}: {n}",
        worst.n,
        room=worst.room,
    )


def _room(w: Words, row: queries.RoomHeat) -> str:
    return w._("whole floor") if row.room_id == row.floor_id else row.room


def _days(party: OverdueParty, key: Key) -> int:
    return (key.today - party.due_on).days


def _ages_table(w: Words) -> pd.DataFrame:
    rows = [(w.label(row.bucket), w.label(row.severity), row.n) for row in _finding_reads.ages()]
    return pd.DataFrame(rows, columns=[w._("Age"), w._("Severity"), w._("Findings")])


def _flow_table(w: Words) -> pd.DataFrame:
    rows = [(week.starts_on, week.found, week.settled, week.left) for week in _finding_reads.flow()]
    return pd.DataFrame(
        rows, columns=[w._("Week from"), w._("Found"), w._("Settled"), w._("Open at its end")]
    )


def _overdue_table(w: Words) -> pd.DataFrame:
    rows = [
        (
            party.organisation or w._("not assigned"),
            party.n,
            party.due_on,
            w.label(list(Severity)[party.worst]),
        )
        for party in _finding_reads.groups().overdue
    ]
    names = [w._("Organisation"), w._("Overdue"), w._("Oldest due day"), w._("Worst")]
    return pd.DataFrame(rows, columns=names)


def _heat_table(w: Words) -> pd.DataFrame:
    rows = [(row.floor or w._("No place"), _room(w, row), row.n) for row in _finding_reads.heat()]
    return pd.DataFrame(rows, columns=[w.label(ZoneKind.FLOOR), w.label(ZoneKind.ROOM), w._("Open findings")])
