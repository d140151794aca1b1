"""A recruitment round as charts: its stages against opening day, and how many people each stage left."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from tracker.charts.plan import broken_on_a_phone
from tracker.charts.stages import STEP, StageMarks, stage_chart, stage_row
from tracker.charts.theme import finished, palette
from tracker.i18n import Words
from tracker.i18n.labels_recruitment import COUNTED
from tracker.recruitment import StageDates, next_stage
from tracker.recruitment_checks import Step

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
    return stage_chart(
        round_title(title, stages, words),
        [_row(stage, words) for stage in stages],
        _running,
        opening_on=opening_on,
        today=today,
        words=words,
        appearance=appearance,
    )


def _row(stage: StageDates, w: Words) -> dict[str, Any]:
    expected = w._("Provisional") if stage.provisional else w._("Expected")
    shown = stage_row(
        w,
        w.label(stage.stage),
        on=stage.expected_on,
        latest_on=stage.latest_on,
        late=stage.late_days > 0,
        over=stage.is_over,
        state=w._("Ended") if stage.is_over else expected,
    )
    # A bar reaches to the end of its last day.
    end = stage.expected_on + dt.timedelta(days=1)
    return {**shown, "from": stage.begins_on.isoformat(), "to": end.isoformat()}


def _running(marks: StageMarks) -> list[alt.Chart]:
    """A bar while a stage is expected to run."""
    return [
        marks.base.transform_filter("!datum.over")
        .mark_bar(height=10, opacity=0.35)
        .encode(y=marks.y, x=marks.x("from"), x2=alt.X2("to:T"), color=marks.colour, tooltip=marks.tooltip)
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
