"""Before and after: where each moved task was to finish and where it finishes now, the worst first."""

from copy import deepcopy
from functools import cache
from typing import Any

import altair as alt

from tracker.baselines import ComparedTask, Comparison
from tracker.charts.plan import broken_on_a_phone
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words

MOST_TASKS = 25
"""So many moved tasks are drawn; the table below the chart has all of them."""

STEP = 24
_LABEL_ROOM = "containerSize()[0] < 420 ? 112 : containerSize()[0] < 760 ? 180 : 300"


def moved_tasks(found: Comparison, words: Words, appearance: str | None) -> dict[str, Any]:
    """A hollow point where a task was to finish and a filled one where it finishes now, joined by a line.

    Later ones are triangles that point right in the colour of what is overdue, earlier ones point left; the
    working days stand beside them.
    """
    spec = deepcopy(_chart(words.language, appearance))
    spec["title"] = {"text": {"expr": broken_on_a_phone(moved_title(found, words))}}
    spec["datasets"] = {
        "moved": [_row(task, number, words) for number, task in enumerate(found.moved[:MOST_TASKS], start=1)]
    }
    return spec


@cache
def _chart(language: str, appearance: str | None) -> dict[str, Any]:
    """The chart of a language without its tasks; kept, because building it takes Altair a tenth of a second."""
    marks = _marks(alt.Chart(alt.NamedData(name="moved")), Words.of(language), palette(appearance))
    chart = alt.layer(*marks).properties(width="container", height=alt.Step(STEP))
    return {**finished(chart, appearance), "autosize": {"type": "fit-x", "contains": "padding"}}


def moved_title(found: Comparison, words: Words) -> str:
    """What the chart finds."""
    if not found.moved:
        return words._("No task moved")
    worst = found.moved[0]
    later = worst.finish_days or 0
    if later > 0:
        return words._n(
            "“{title}” slipped most, by {n} working day",
            "“{title}” slipped most, by {n} working days",
            later,
            title=worst.title,
        )
    return words._("No moved task finishes later")


def _row(task: ComparedTask, number: int, w: Words) -> dict[str, Any]:
    assert task.before is not None  # noqa: S101 (a moved task is in both schedules)
    assert task.after is not None  # noqa: S101 (likewise)
    days = task.finish_days or 0
    return {
        "row": f"{number:03d}{task.title}",
        "title": task.title,
        "plan": task.plan_title,
        "before": task.before.finish.isoformat(),
        "after": task.after.finish.isoformat(),
        "was": w.date(task.before.finish),
        "is": w.date(task.after.finish),
        "shape": "triangle-right" if days > 0 else "triangle-left" if days < 0 else "circle",
        "later": days > 0,
        "left": days < 0,
        "days": w.signed_number(days),
    }


def _marks(base: alt.Chart, w: Words, colours: Palette) -> list[alt.Chart]:
    y = alt.Y("row:N", sort=None, title=None, axis=_label_axis())
    tooltip = [
        alt.Tooltip("title:N", title=w._("Task")),
        alt.Tooltip("plan:N", title=w._("Plan")),
        alt.Tooltip("was:N", title=w._("Finish before")),
        alt.Tooltip("is:N", title=w._("Finish now")),
        alt.Tooltip("days:N", title=w._("Working days later")),
    ]
    colour = alt.condition("datum.later", alt.value(colours.critical), alt.value(colours.done))
    x_after = alt.X(
        "after:T", scale=alt.Scale(type="utc", nice=True, padding=24), title=None, axis=_time_axis(w)
    )
    return [
        base.mark_point(
            filled=True, size=110, opacity=1, shape=alt.ExprRef("datum.shape"), aria=False
        ).encode(x_after, y, color=colour, tooltip=tooltip),
        base.mark_rule(strokeWidth=2, aria=False).encode(
            alt.X("before:T"), alt.X2("after:T"), y, color=colour, tooltip=tooltip
        ),
        base.mark_point(
            filled=True,
            fill=colours.background,
            stroke=colours.plan,
            strokeWidth=1.5,
            size=45,
            opacity=1,
            aria=False,
        ).encode(alt.X("before:T"), y, tooltip=tooltip),
        base.mark_text(
            align=alt.ExprRef("datum.left ? 'right' : 'left'"),
            dx=alt.ExprRef("datum.left ? -11 : 11"),
            fontSize=12,
            fontWeight=600,
        ).encode(alt.X("after:T"), y, text=alt.Text("days:N"), color=colour),
    ]


def _label_axis() -> alt.Axis:
    """Titles left-aligned in a column that is narrower in a narrow chart."""
    return alt.Axis(
        labelExpr="substring(datum.value, 3)",
        labelAlign="left",
        labelPadding=alt.ExprRef(_LABEL_ROOM),
        labelLimit=alt.ExprRef(f"({_LABEL_ROOM}) - 8"),
        labelOverlap=False,
        labelFlush=False,
        ticks=False,
        domain=False,
        grid=True,
    )


def _time_axis(w: Words) -> alt.Axis:
    month, year, day = ("%-m月", "%Y年", "%-m月%-d日") if w.language == "zh" else ("%b", "%Y", "%-d %b")
    first = f"utcmonth(datum.value) === 0 ? '{year}' : '{month}'"
    return alt.Axis(
        orient="top",
        labelExpr=f"utcFormat(datum.value, utcdate(datum.value) === 1 ? ({first}) : '{day}')",
        tickCount=alt.ExprRef("width / 90"),
        labelOverlap="greedy",
        grid=False,
    )
