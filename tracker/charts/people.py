"""Posts approved, filled and expected by month."""

import json
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from tracker.charts.theme import finished, palette
from tracker.i18n import Words
from tracker.staffing import MonthPoint

ROW = 46
"""Height of one department, in pixels."""

FRAME = 90
"""Height of title, legend and axis, which the page counts into the chart."""

HEADROOM = 0.15
"""Share of a row that stays free above the first department's figures."""

FILL = 0.8
"""Share of a department's row that its tallest figure may take."""


def staffing_chart(
    points: Sequence[MonthPoint], *, words: Words, appearance: str | None, title: str
) -> dict[str, Any]:
    """One small chart per department up to opening day, as a Vega-Lite specification.

    The small charts lie in rows on one scale and share the axis of time, so that the whole takes the width it is
    given. People in post are a filled step, expected ones a dashed line, approved posts a thin line (none before
    their first document); all three are named in the legend. The row's figure at its right end is "expected / approved"
    on the last day.
    """
    colours = palette(appearance)
    in_post, expected, approved = words._("In post"), words._("Expected"), words._("Approved")
    order = list(dict.fromkeys(point.department for point in points))
    rows = _staffing_rows(points, order, words)
    top = max([row["top"] for row in rows], default=FILL) + HEADROOM
    labels = ", ".join(json.dumps(name, ensure_ascii=False) for name in order)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "day:T",
            title=None,
            scale=alt.Scale(type="utc"),
            axis=alt.Axis(labelExpr=_month_label(words), grid=False, labelOverlap=True, tickCount="month"),
        ),
        y=alt.Y(
            "top:Q",
            title=None,
            scale=alt.Scale(domain=[1 - len(order), top], nice=False),
            axis=alt.Axis(
                values=[-index for index in range(len(order))],
                labelExpr=f"[{labels}][-datum.value]",
                labelBaseline="bottom",
                labelLimit=110,
                labelOverlap=False,
                ticks=False,
                domain=False,
            ),
        ),
        detail=alt.Detail("department:N"),
        color=alt.Color(
            "series:N",
            title=None,
            scale=alt.Scale(
                domain=[in_post, expected, approved], range=[colours.done, colours.quiet, colours.plan]
            ),
            legend=_legend(),
        ),
        tooltip=[
            alt.Tooltip("department:N", title=words._("Department")),
            alt.Tooltip("on:N", title=words._("Date")),
            alt.Tooltip("series:N", title=words._("Figure")),
            alt.Tooltip("people:Q", title=words._("Headcount")),
        ],
    )
    step: Literal["step-after"] = "step-after"
    filled = base.mark_area(interpolate=step, opacity=0.35, line=True).encode(y2=alt.Y2("base:Q"))
    dashed = base.mark_line(interpolate=step, strokeDash=[5, 3], strokeWidth=2)
    figures = base.mark_text(align="left", dx=4, baseline="bottom").encode(
        y=alt.Y("base:Q"), text=alt.Text("figure:N"), color=alt.value(colours.text)
    )
    chart = alt.layer(
        filled.transform_filter(alt.datum.series == in_post),
        dashed.transform_filter(alt.datum.series == expected),
        base.mark_line(interpolate=step, strokeWidth=1).transform_filter(alt.datum.series == approved),
        figures.transform_filter(alt.datum.figure != ""),
    ).properties(height=round(ROW * (max(len(order) - 1, 0) + top)) + FRAME)
    return finished(chart, appearance, title=title)


def _legend() -> alt.Legend:
    """The names of the series, close above the chart."""
    return alt.Legend(orient="top", offset=6, symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1)


def _month_label(words: Words) -> str:
    """The months by name, each January by its year."""
    month, year = ("%-m月", "%Y年") if words.language == "zh" else ("%b", "%Y")
    return f"utcFormat(datum.value, utcmonth(datum.value) === 0 ? '{year}' : '{month}')"


def _staffing_rows(points: Sequence[MonthPoint], order: list[str], words: Words) -> list[dict[str, Any]]:
    """The marks: a figure of a department on a day, placed within the department's row."""
    most = max([1, *(max(point.approved, point.people) for point in points)])
    last = max((point.day for point in points), default=None)
    rows, granted = [], set()
    places = {department: -index for index, department in enumerate(order)}
    for point in points:
        floor = places[point.department]
        figures = {words._("Expected") if point.is_expected else words._("In post"): point.people}
        if point.approved or point.department in granted:
            granted.add(point.department)
            figures[words._("Approved")] = point.approved
        for series, people in figures.items():
            ends = point.day == last and point.is_expected and series == words._("Expected")
            rows.append(
                {
                    "department": point.department,
                    "day": point.day.isoformat(),
                    "on": words.date(point.day),
                    "series": series,
                    "people": people,
                    "base": floor,
                    "top": floor + FILL * people / most,
                    "figure": f"{point.people} / {point.approved}" if ends else "",
                }
            )
    return rows
