"""The table of rounds: every slot so far with what became of it, and the extra rounds between them."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from db.queries.inspections import RoundRow, SlotRow
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.inspections import SlotState


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A line of the table: a slot (with its round, once there is one), or an extra round."""

    planned_on: dt.date
    state: SlotState | None
    slot: SlotRow | None
    round: RoundRow | None

    @property
    def round_id(self) -> int | None:
        """The round that the line opens."""
        return self.round.id if self.round else None


def lines(planned: Sequence[SlotRow], rounds: Sequence[RoundRow], *, with_archived: bool) -> list[RoundLine]:
    """All lines, newest first: slots that are no longer ahead, and rounds outside of them."""
    by_id = {row.id: row for row in rounds}
    of_slots = [
        RoundLine(slot.slot.planned_on, slot.state, slot, by_id.get(slot.round_id) if slot.round_id else None)
        for slot in planned
        if slot.state is not SlotState.PLANNED
    ]
    known = {line.round_id for line in of_slots}
    others = [
        RoundLine(row.planned_on, None, None, row)
        for row in rounds
        if row.id not in known and (with_archived or not row.archived)
    ]
    return sorted([*of_slots, *others], key=lambda line: line.planned_on, reverse=True)


def columns(w: Words, time_zone: str) -> list[Column[RoundLine]]:
    """The columns of the export, in their order."""

    def of_round(field: str) -> Callable[[RoundLine], Any]:
        return lambda line: getattr(line.round, field) if line.round else None

    def signed(line: RoundLine) -> str:
        at = line.round.signed_at if line.round else None
        return w.instant(at, time_zone) if at else ""

    return [
        Column(w._("Planned"), lambda line: line.planned_on),
        Column(w._("State"), lambda line: _state(w, line)),
        Column(w._("Inspected on"), of_round("held_on")),
        Column(w._("Weather"), of_round("weather")),
        Column(w._p("inspection", "Notes"), of_round("notes"), 8),
        Column(w._p("inspection", "Findings"), of_round("findings"), 8),
        Column(w._("Progress against plan"), of_round("progress"), 50),
        Column(w._("Signed"), signed, 20),
        Column(w._("Series"), lambda line: _series(w, line), 24),
        Column(w._("Reason"), lambda line: _reason(w, line), 24),
    ]


def on_screen(w: Words, time_zone: str, every: Sequence[RoundLine]) -> list[Column[RoundLine]]:
    """The columns on the page: the series only where the rounds of `every` line belong to more than one."""
    several = len({_series(w, line) for line in every}) > 1
    series = w._("Series")
    return [column for column in columns(w, time_zone) if several or column.title != series]


def widths(w: Words) -> dict[str, Any]:
    """The widths of the columns on the page, in pixels; together they fill it at 1440."""
    pixels = {
        w._("Planned"): 88,
        w._("State"): 70,
        w._("Inspected on"): 96,
        w._("Weather"): 80,
        w._p("inspection", "Notes"): 54,
        w._p("inspection", "Findings"): 72,
        w._("Progress against plan"): 232,
        w._("Signed"): 154,
        w._("Series"): 120,
        w._("Reason"): 128,
    }
    return {title: st.column_config.Column(width=width) for title, width in pixels.items()}


def _state(w: Words, line: RoundLine) -> str:
    if line.round is not None and line.round.archived:
        return w._("Archived")
    return w.label(line.state) if line.state else w.label(line.round.status) if line.round else ""


def _series(w: Words, line: RoundLine) -> str:
    if line.slot is not None:
        return line.slot.series
    return (line.round.series if line.round else "") or w._("Extra round")


def _reason(w: Words, line: RoundLine) -> str:
    if line.round is not None and line.round.excuse:
        return line.round.excuse
    return w._("No day of its window is worked") if line.slot and line.slot.slot.day_off else ""
