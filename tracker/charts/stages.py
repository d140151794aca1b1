"""Stages of something against opening day, each on its line: what packages and recruitment rounds share."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tracker.charts.plan import broken_on_a_phone
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words

STEP = 22
"""Height of a line, in pixels."""


@dataclass(frozen=True, slots=True)
class StageMarks:
    """What the marks of such a chart are drawn with.

    Attributes:
        base: the chart with its rows.
        y: the line of a stage.
        axis: how days are written below.
        colour: of what comes too late, or of what does not.
        tooltip: the stage, its state, its day, and its latest safe date.
        colours: the palette.
    """

    base: alt.Chart
    y: alt.Y
    axis: alt.Axis
    colour: Any
    tooltip: list[alt.Tooltip]
    colours: Palette

    def x(self, field: str) -> alt.X:
        """A day of the stage, on the axis that all marks share."""
        return alt.X(f"{field}:T", title=None, axis=self.axis)


Own = Callable[[StageMarks], list[alt.Chart]]
"""The marks that a kind of stage has of its own; they are drawn below the others."""


def stage_row(
    words: Words,
    label: str,
    *,
    on: dt.date,
    latest_on: dt.date | None,
    late: bool,
    over: bool,
    state: str,
) -> dict[str, Any]:
    """A stage as the chart takes it: its day, its latest safe date, whether it is late and whether it is over."""
    return {
        "stage": label,
        "on": on.isoformat(),
        "latest": None if latest_on is None else latest_on.isoformat(),
        "expected": words.date(on),
        "safe": "—" if latest_on is None else words.date(latest_on),
        "late": late,
        "shape": "triangle-right" if late else "circle",
        "over": over,
        "state": state,
    }


def stage_chart(
    title: str,
    rows: Sequence[dict[str, Any]],
    own: Own,
    *,
    opening_on: dt.date,
    today: dt.date,
    words: Words,
    appearance: str | None,
) -> dict[str, Any]:
    """Rows of `stage_row`: a point on each stage's day, filled when it is over, a tick at its latest safe date.

    What comes too late is a triangle in the colour of what is overdue. Thin lines stand for today and opening day.
    """
    colours = palette(appearance)
    order = [row["stage"] for row in rows]
    marks = StageMarks(
        base=alt.Chart(alt.InlineData(values=list(rows))),
        y=alt.Y("stage:N", sort=order, title=None, axis=alt.Axis(labelLimit=150, ticks=False)),
        axis=alt.Axis(format="%-m月%-d日" if words.language == "zh" else "%-d %b"),
        colour=alt.condition("datum.late", alt.value(colours.critical), alt.value(colours.done)),
        tooltip=[
            alt.Tooltip("stage:N", title=words._("Stage")),
            alt.Tooltip("state:N", title=words._("State")),
            alt.Tooltip("expected:N", title=words._("Day")),
            alt.Tooltip("safe:N", title=words._("Latest safe date")),
        ],
        colours=colours,
    )
    layers = [*own(marks), *_points(marks), *_moments(opening_on, today, words, colours)]
    chart = alt.layer(*layers).properties(width="container", height=alt.Step(STEP))
    return {
        **finished(chart, appearance),
        "title": {"text": {"expr": broken_on_a_phone(title)}},
        "autosize": {"type": "fit-x", "contains": "padding"},
    }


def _points(marks: StageMarks) -> list[alt.Chart]:
    """The tick at the latest safe date, and the day: filled when the stage is over, hollow while it is expected."""
    base, shape = marks.base, alt.Shape("shape:N", scale=None)
    day = {"y": marks.y, "x": marks.x("on"), "color": marks.colour, "shape": shape, "tooltip": marks.tooltip}
    return [
        base.transform_filter("datum.latest != null")
        .mark_tick(thickness=2, size=16, color=marks.colours.plan)
        .encode(y=marks.y, x=marks.x("latest"), tooltip=marks.tooltip),
        base.transform_filter("datum.over").mark_point(filled=True, size=70, opacity=1).encode(**day),
        base.transform_filter("!datum.over")
        .mark_point(filled=False, size=70, strokeWidth=2, opacity=1)
        .encode(**day),
    ]


def _moments(opening_on: dt.date, today: dt.date, w: Words, colours: Palette) -> list[alt.Chart]:
    """Today and opening day as thin lines with their words above."""
    rows = [
        {"on": today.isoformat(), "word": w._("Today")},
        {"on": opening_on.isoformat(), "word": w._("Opening")},
    ]
    base = alt.Chart(alt.InlineData(values=rows))
    return [
        base.mark_rule(color=colours.quiet, strokeDash=[4, 3]).encode(x=alt.X("on:T")),
        base.mark_text(dy=-8, baseline="bottom", color=colours.quiet).encode(
            x=alt.X("on:T"), y=alt.value(0), text=alt.Text("word:N")
        ),
    ]
