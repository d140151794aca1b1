"""An indicator over time, with its target."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from tracker.charts.theme import finished, palette
from tracker.i18n import Words
from tracker.i18n.figures import target_of
from tracker.indicators import Point
from tracker.money import quantity_of
from tracker.periods import PeriodKind
from tracker.vocabulary import IndicatorMode

ABOVE = 0.1
"""Share of the greatest value that stays free above it."""


def indicator_chart(
    points: Sequence[Point],
    *,
    target_milli: int | None,
    mode: IndicatorMode,
    counted_over: PeriodKind,
    unit: str,
    words: Words,
    appearance: str | None,
    title: str | list[str],
) -> dict[str, Any]:
    """An indicator day by day as a Vega-Lite specification: a step with a point for each day.

    What is added up per period has a line for each period, so that lines and target are of the same time. The target
    is a thin dashed line with its value, so that it reads without colour.
    """
    colours = palette(appearance)
    rows: list[dict[str, Any]] = [
        {
            "day": point.on.isoformat(),
            "on": words.date(point.on),
            "value": float(quantity_of(point.value_milli)),
            "shown": words.quantity(point.value_milli),
            "since": point.since.isoformat(),
        }
        for point in points
    ]
    most = max([float(quantity_of(target_milli or 0)), *(row["value"] for row in rows)], default=0.0) or 1.0
    value = alt.Y(
        "value:Q",
        title=unit,
        scale=alt.Scale(domain=[0, most * (1 + ABOVE)], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "day:T",
            title=None,
            scale=alt.Scale(type="utc", padding=24),
            axis=alt.Axis(
                values=[row["day"] for row in rows],
                format="%-m月%-d日" if words.language == "zh" else "%-d %b",
                grid=False,
                labelOverlap="greedy",
                labelSeparation=8,
            ),
        ),
        y=value,
        detail=alt.Detail("since:N"),
        tooltip=[
            alt.Tooltip("on:N", title=words._("Date")),
            alt.Tooltip("shown:N", title=unit),
        ],
    )
    layers: list[Any] = [
        base.mark_line(interpolate="step-after", strokeWidth=3, color=colours.done),
        base.mark_point(filled=True, size=60, color=colours.done, opacity=1),
    ]
    if target_milli is not None:
        said = target_of(words, words.quantity(target_milli), mode, counted_over)
        label = words._("Target {value}", value=said)
        goal = alt.Chart(
            alt.InlineData(values=[{"value": float(quantity_of(target_milli)), "label": label}])
        ).encode(y=value)
        layers += [
            goal.mark_rule(strokeDash=[6, 3], color=colours.plan),
            goal.mark_text(align="left", baseline="bottom", dx=4, dy=-2, color=colours.plan).encode(
                x=alt.value(0), text=alt.Text("label:N")
            ),
        ]
    return finished(alt.layer(*layers).properties(height=260, title=title), appearance)
