"""The stages of a package against the calendar: when each is expected, and by when it must have happened."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from tracker.charts.plan import broken_on_a_phone
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words
from tracker.procurement.stage_dates import StageDates, next_stage

STEP = 22


def purchase_title(title: str, stages: Sequence[StageDates], w: Words) -> str:
    """What the chart finds: how far the next stage is from its latest safe date."""
    coming = next_stage(stages)
    if coming is None or coming.latest_on is None or coming.late_days is None:
        return w._("{package}: accepted", package=title)
    if coming.late_days > 0:
        return w._n(
            "{package}, {n} working day too late for opening day",
            "{package}, {n} working days too late for opening day",
            coming.late_days,
            package=title,
        )
    return w._n(
        "{package}, {n} working day in hand",
        "{package}, {n} working days in hand",
        -coming.late_days,
        package=title,
    )


def purchase_chart(
    title: str,
    stages: Sequence[StageDates],
    *,
    opening_on: dt.date,
    today: dt.date,
    words: Words,
    appearance: str | None,
) -> dict[str, Any]:
    """Each stage on its line: filled when it happened, hollow when expected, a tick at its latest safe date.

    A stage that comes too late is a triangle joined to its tick in the colour of what is overdue. Thin lines stand
    for today and for opening day.
    """
    colours = palette(appearance)
    base = alt.Chart(alt.InlineData(values=[_row(stage, words) for stage in stages]))
    order = [words.label(stage.stage) for stage in stages]
    layers = [*_marks(base, order, words, colours), *_moments(opening_on, today, words, colours)]
    chart = alt.layer(*layers).properties(width="container", height=alt.Step(STEP))
    spec = finished(chart, appearance)
    said = {"text": {"expr": broken_on_a_phone(purchase_title(title, stages, words))}}
    return {**spec, "title": said, "autosize": {"type": "fit-x", "contains": "padding"}}


def _row(stage: StageDates, w: Words) -> dict[str, Any]:
    late = (stage.late_days or 0) > 0
    return {
        "stage": w.label(stage.stage),
        "on": stage.expected_on.isoformat(),
        "latest": None if stage.latest_on is None else stage.latest_on.isoformat(),
        "expected": w.date(stage.expected_on),
        "safe": "—" if stage.latest_on is None else w.date(stage.latest_on),
        "late": late,
        "shape": "triangle-right" if late else "circle",
        "state": w._("Happened")
        if stage.actual_on
        else w._("Provisional")
        if stage.provisional
        else w._("Expected"),
        "happened": stage.actual_on is not None,
    }


def _marks(base: alt.Chart, order: list[str], w: Words, colours: Palette) -> list[alt.Chart]:
    y = alt.Y("stage:N", sort=order, title=None, axis=alt.Axis(labelLimit=150, ticks=False))
    tooltip = [
        alt.Tooltip("stage:N", title=w._("Stage")),
        alt.Tooltip("state:N", title=w._("State")),
        alt.Tooltip("expected:N", title=w._("Day")),
        alt.Tooltip("safe:N", title=w._("Latest safe date")),
    ]
    x = alt.X("on:T", title=None, axis=alt.Axis(format="%-m月%-d日" if w.language == "zh" else "%-d %b"))
    colour = alt.condition("datum.late", alt.value(colours.critical), alt.value(colours.done))
    late = base.transform_filter("datum.late")
    return [
        late.mark_rule(strokeWidth=2, color=colours.critical).encode(y=y, x=x, x2=alt.X2("latest:T")),
        base.transform_filter("datum.latest != null")
        .mark_tick(thickness=2, size=16, color=colours.plan)
        .encode(y=y, x=alt.X("latest:T"), tooltip=tooltip),
        base.transform_filter("datum.happened")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(y=y, x=x, color=colour, shape=alt.Shape("shape:N", scale=None), tooltip=tooltip),
        base.transform_filter("!datum.happened")
        .mark_point(filled=False, size=70, strokeWidth=2, opacity=1)
        .encode(y=y, x=x, color=colour, shape=alt.Shape("shape:N", scale=None), tooltip=tooltip),
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
