"""The strip of a series: one mark per slot, its state by shape as well as colour."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from tracker.charts.theme import finished, palette
from tracker.i18n import Words
from tracker.inspections import SlotState

SLOT = "slot"
"""Name of the selection that a click on a mark makes; it gives the field `planned_on` as an ISO date."""

HEIGHT = 100
MARK_SIZE = 150
CROSS = "M-1,-0.7L-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0Z"

SHAPES = {
    SlotState.HELD: "square",
    SlotState.LATE: "triangle-up",
    SlotState.DUE: "diamond",
    SlotState.MISSED: CROSS,
    SlotState.EXCUSED: "stroke",
    SlotState.PLANNED: "circle",
}
"""Held is a full square; what is missing is a cross; a bar across stands for a week that was excused."""

GLYPHS = {
    SlotState.HELD: "■",
    SlotState.LATE: "▲",
    SlotState.DUE: "◇",
    SlotState.MISSED: "✕",
    SlotState.EXCUSED: "—",
    SlotState.PLANNED: "○",
}
"""The shapes as characters, for the legend."""

HOLLOW = frozenset({SlotState.PLANNED, SlotState.DUE})
"""What lies ahead is drawn as an outline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A slot as the strip shows it."""

    planned_on: dt.date
    opens_on: dt.date
    closes_on: dt.date
    state: SlotState
    held_on: dt.date | None = None
    excuse: str = ""


def cadence_strip(
    marks: Sequence[Mark], today: dt.date, words: Words, appearance: str | None, *, title: str | None
) -> dict[str, Any]:
    """The strip as a Vega-Lite specification; empty `marks` give an empty axis."""
    colours = palette(appearance)
    fills = {
        SlotState.HELD: colours.done,
        SlotState.LATE: colours.attention,
        SlotState.DUE: colours.attention,
        SlotState.MISSED: colours.critical,
        SlotState.EXCUSED: colours.quiet,
        SlotState.PLANNED: colours.quiet,
    }
    states = list(SHAPES)
    labels = [words.label(each) for each in states]
    scale = [fills[each] for each in states]
    clicked = alt.selection_point(name=SLOT, fields=["planned_on"], on="click", empty=False)
    base = alt.Chart(_table(marks, words)).encode(x=_axis(words))
    slots = base.mark_point(size=MARK_SIZE, strokeWidth=2, opacity=1, cursor="pointer").encode(
        shape=alt.Shape("state:N", legend=None).scale(domain=labels, range=[SHAPES[each] for each in states]),
        stroke=alt.Stroke("state:N", legend=None).scale(domain=labels, range=scale),
        fill=alt.condition("datum.hollow", alt.value("transparent"), _fill(labels, scale)),
        tooltip=[
            alt.Tooltip("day:N", title=words._("Planned")),
            alt.Tooltip("state:N", title=words._("State")),
            alt.Tooltip("window:N", title=words._("Window")),
            alt.Tooltip("held:N", title=words._("Inspected on")),
            alt.Tooltip("excuse:N", title=words._("Reason")),
        ],
    )
    now = (
        alt.Chart(pd.DataFrame({"planned_on": [today.isoformat()]}))
        .mark_rule(strokeDash=[3, 3], color=colours.text)
        .encode(x=alt.X("planned_on:T"))
    )
    chart = alt.layer(now, slots.add_params(clicked)).properties(height=HEIGHT, width="container")
    return finished(chart, appearance, title=title)


def _axis(words: Words) -> alt.X:
    months = "%-m月" if words.language == "zh" else "%b"
    return alt.X("planned_on:T", title=None).axis(format=months, tickCount="month", grid=False)


def _fill(labels: list[str], scale: list[str]) -> alt.Fill:
    return alt.Fill("state:N", legend=None).scale(domain=labels, range=scale)


def _table(marks: Sequence[Mark], words: Words) -> pd.DataFrame:
    columns = ["planned_on", "day", "state", "window", "held", "excuse", "hollow"]
    rows = [
        (
            mark.planned_on.isoformat(),
            words.date(mark.planned_on),
            words.label(mark.state),
            _window(mark, words),
            words.date(mark.held_on) if mark.held_on else "—",
            mark.excuse or "—",
            mark.state in HOLLOW,
        )
        for mark in marks
    ]
    return pd.DataFrame(rows, columns=columns)


def _window(mark: Mark, words: Words) -> str:
    if mark.opens_on == mark.closes_on:
        return words.date(mark.opens_on)
    return f"{words.date(mark.opens_on)} – {words.date(mark.closes_on)}"
