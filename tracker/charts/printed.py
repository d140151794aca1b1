"""Charts for paper, which may be printed in black and white: solid bars beside hollow ones, and a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tracker.charts.theme import finished, palette

HEIGHT = 200
BAR = 14
"""Widest bar in pixels; many weeks have narrower ones."""

ROOM = 420
"""Pixels that the bars of all weeks share."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values by week under a name; None where there is none."""

    name: str
    values: Sequence[float | None]


def paired_bars(
    weeks: Sequence[str],
    solid: Series,
    hollow: Series,
    *,
    line: Series | None = None,
    axis: str | None = None,
) -> dict[str, Any]:
    """Two bars for each week, a hollow one and then a solid one, from zero; the line says its name at its end.

    `weeks` are the texts below the bars; `axis` says what is counted, None where the series' names do.
    """
    colours = palette("light")
    rows = [
        {"week": week, "series": series.name, "value": value}
        for series in (hollow, solid)
        for week, value in zip(weeks, series.values, strict=True)
        if value
    ]
    x = alt.X(
        "week:O",
        title=None,
        scale=alt.Scale(domain=list(weeks)),
        axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=6),
    )
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(stroke=colours.text, strokeWidth=1, size=max(2, min(BAR, ROOM // (2 * max(1, len(weeks))))))
        .encode(
            x=x,
            xOffset=alt.XOffset("series:N", sort=[hollow.name, solid.name]),
            y=alt.Y("value:Q", title=axis, axis=alt.Axis(format="~g", tickMinStep=1)),
            fill=alt.Fill(
                "series:N",
                title=None,
                scale=alt.Scale(domain=[hollow.name, solid.name], range=["#FFFFFF", colours.done]),
                legend=alt.Legend(
                    orient="top", symbolType="square", symbolStrokeColor=colours.text, symbolStrokeWidth=1
                ),
            ),
        )
    )
    layers: list[Any] = [bars, *_line(weeks, line, x, colours.critical)]
    return finished(alt.layer(*layers).properties(height=HEIGHT), "light")


def _line(weeks: Sequence[str], line: Series | None, x: alt.X, colour: str) -> list[Any]:
    if line is None:
        return []
    points = [
        {"week": week, "value": value, "label": ""}
        for week, value in zip(weeks, line.values, strict=True)
        if value is not None
    ]
    if not points:
        return []
    points[-1]["label"] = f"{line.name} {points[-1]['value']:g}"
    base = alt.Chart(alt.InlineData(values=points)).encode(x=x, y=alt.Y("value:Q"))
    return [
        base.mark_line(color=colour, strokeWidth=2.5, point=alt.OverlayMarkDef(color=colour, size=40)),
        base.mark_text(align="right", baseline="bottom", dx=4, dy=-7, fontWeight=600).encode(text="label:N"),
    ]
