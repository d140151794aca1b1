"""A recruitment round as charts: its stages against opening day, and how many people each stage left."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from tracker.charts.plan import broken_on_a_phone
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words
from tracker.i18n.labels_recruitment import COUNTED
from tracker.recruitment import StageDates, next_stage
from tracker.recruitment_checks import Step

STEP = 22
"""Height of a line, in pixels."""

FIGURE_ROOM = 1.18
"""The funnel's axis goes so far beyond its longest bar that the figure behind it has room."""


def round_title(title: str, stages: Sequence[StageDates], w: Words) -> str:
    """What the timeline finds: how far the people's first day is from the latest that leaves time to train them."""
    if next_stage(stages) is None:
        return w._("{round}: everybody is on board", round=title)
    late = stages[-1].late_days
    if late > 0:
        return w._n(
            "{round}, {n} working day too late for opening day",
            "{round}, {n} working days too late for opening day",
            late,
            round=title,
        )
    return w._n("{round}, {n} working day in hand", "{round}, {n} working days in hand", -late, round=title)


def round_chart(
    title: str,
    stages: Sequence[StageDates],
    *,
    opening_on: dt.date,
    today: dt.date,
    words: Words,
    appearance: str | None,
) -> dict[str, Any]:
    """Each stage on its line: a bar while it is expected to run, a point at its end, a tick at the latest safe date.

    What comes too late is in the colour of what is overdue, with a triangle at its end. Thin lines stand for today
    and for opening day.
    """
    colours = palette(appearance)
    base = alt.Chart(alt.InlineData(values=[_row(stage, words) for stage in stages]))
    order = [words.label(stage.stage) for stage in stages]
    layers = [*_marks(base, order, words, colours), *_moments(opening_on, today, words, colours)]
    chart = alt.layer(*layers).properties(width="container", height=alt.Step(STEP))
    said = {"text": {"expr": broken_on_a_phone(round_title(title, stages, words))}}
    return {
        **finished(chart, appearance),
        "title": said,
        "autosize": {"type": "fit-x", "contains": "padding"},
    }


def _row(stage: StageDates, w: Words) -> dict[str, Any]:
    late = stage.late_days > 0
    return {
        "stage": w.label(stage.stage),
        "from": stage.begins_on.isoformat(),
        # A bar reaches to the end of its last day.
        "to": (stage.expected_on + dt.timedelta(days=1)).isoformat(),
        "on": stage.expected_on.isoformat(),
        "latest": stage.latest_on.isoformat(),
        "expected": w.date(stage.expected_on),
        "safe": w.date(stage.latest_on),
        "late": late,
        "shape": "triangle-right" if late else "circle",
        "over": stage.is_over,
        "state": w._("Ended")
        if stage.is_over
        else w._("Provisional")
        if stage.provisional
        else w._("Expected"),
    }


def _marks(base: alt.Chart, order: list[str], w: Words, colours: Palette) -> list[alt.Chart]:
    y = alt.Y("stage:N", sort=order, title=None, axis=alt.Axis(labelLimit=150, ticks=False))
    tooltip = [
        alt.Tooltip("stage:N", title=w._("Stage")),
        alt.Tooltip("state:N", title=w._("State")),
        alt.Tooltip("expected:N", title=w._("Day")),
        alt.Tooltip("safe:N", title=w._("Latest safe date")),
    ]
    axis = alt.Axis(format="%-m月%-d日" if w.language == "zh" else "%-d %b")
    colour = alt.condition("datum.late", alt.value(colours.critical), alt.value(colours.done))
    shape = alt.Shape("shape:N", scale=None)
    ahead = base.transform_filter("!datum.over")
    return [
        ahead.mark_bar(height=10, opacity=0.35).encode(
            y=y, x=alt.X("from:T", title=None, axis=axis), x2=alt.X2("to:T"), color=colour, tooltip=tooltip
        ),
        base.mark_tick(thickness=2, size=16, color=colours.plan).encode(
            y=y, x=alt.X("latest:T"), tooltip=tooltip
        ),
        base.transform_filter("datum.over")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(y=y, x=alt.X("on:T"), color=colour, shape=shape, tooltip=tooltip),
        ahead.mark_point(filled=False, size=70, strokeWidth=2, opacity=1).encode(
            y=y, x=alt.X("on:T"), color=colour, shape=shape, tooltip=tooltip
        ),
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


def funnel_title(steps: Sequence[Step], wanted: int, w: Words) -> str:
    """What the funnel finds: how many are left of how many, for how many places; the shortfall where there is one."""
    if not steps:
        return ""
    last = steps[-1]
    facts = {
        "left": w.number(last.people),
        "first": w.number(steps[0].people),
        "stage": w.label(last.stage),
    }
    if last.people < wanted:
        return w._n(
            "{left} of {first} left after “{stage}”, {n} fewer than wanted",
            "{left} of {first} left after “{stage}”, {n} fewer than wanted",
            wanted - last.people,
            **facts,
        )
    return w._n(
        "{left} of {first} left after “{stage}”, for {n} place",
        "{left} of {first} left after “{stage}”, for {n} places",
        wanted,
        **facts,
    )


def funnel_chart(
    steps: Sequence[Step], wanted: int, *, words: Words, appearance: str | None
) -> dict[str, Any]:
    """A bar for each stage that counted people, with the number and its share; a line where the places wanted end."""
    colours = palette(appearance)
    rows = [
        {
            "stage": words._p(*COUNTED[step.stage]),
            "people": step.people,
            "figure": f"{words.number(step.people)} · {step.share:.0%}",
        }
        for step in steps
    ]
    most = max([wanted, *(step.people for step in steps)], default=1) or 1
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(
            "stage:N",
            sort=[words._p(*COUNTED[step.stage]) for step in steps],
            title=None,
            axis=alt.Axis(labelLimit=150, ticks=False),
        ),
        x=alt.X(
            "people:Q",
            title=words._("Headcount"),
            scale=alt.Scale(domain=[0, most * FIGURE_ROOM], nice=False),
            axis=alt.Axis(tickMinStep=1, grid=False),
        ),
        tooltip=[
            alt.Tooltip("stage:N", title=words._("Stage")),
            alt.Tooltip("people:Q", title=words._("Headcount")),
        ],
    )
    line = alt.Chart(alt.InlineData(values=[{"people": wanted, "word": words._("Wanted")}])).encode(
        x=alt.X("people:Q")
    )
    chart = alt.layer(
        base.mark_bar(color=colours.done, opacity=0.6, height=14),
        base.mark_text(align="left", dx=4, color=colours.text).encode(text=alt.Text("figure:N")),
        line.mark_rule(color=colours.plan, strokeDash=[4, 3], strokeWidth=2).encode(
            tooltip=[alt.Tooltip("people:Q", title=words._("Wanted"))]
        ),
        line.mark_text(align="left", dx=-2, dy=-8, baseline="bottom", color=colours.plan).encode(
            y=alt.value(0), text=alt.Text("word:N")
        ),
    ).properties(width="container", height=alt.Step(STEP))
    said = {"text": {"expr": broken_on_a_phone(funnel_title(steps, wanted, words))}}
    return {
        **finished(chart, appearance),
        "title": said,
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
