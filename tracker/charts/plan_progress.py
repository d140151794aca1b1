"""What the timeline draws of the plan as it was, and of how far it has come: baseline ghosts, the progress line."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from tracker.baselines import Span
from tracker.calendar import WorkCalendar
from tracker.charts.plan_annotations import TODAY_LINE, day_x, row_y
from tracker.charts.plan_rows import DAY, said
from tracker.charts.theme import Palette
from tracker.i18n import Words

GHOST_DROP = 8.5
"""Pixels from the middle of a line down to its ghost, which stands clear of the bar above it."""

_HALF_LINE = 11
"""Pixels from the middle of a line to its edge."""


def ghosts_of(lines: Iterable[Mapping[str, Any]], baseline: Mapping[int, Span]) -> list[dict[str, Any]]:
    """Where the baseline had each task that is shown: its line, the edges of its bar, a milestone's moment."""
    return [
        {
            "row": line["row"],
            "start": span.start.isoformat(),
            "end": (span.finish + DAY).isoformat(),
            "moment": f"{span.finish.isoformat()}T12:00Z" if _is_moment(span) else None,
        }
        for line in lines
        if (span := baseline.get(line["task"])) is not None
    ]


def _is_moment(span: Span) -> bool:
    return not span.duration_days and span.start == span.finish


def ghost_words(
    span: Span | None, finish: dt.date, *, calendar: WorkCalendar, words: Words, today: dt.date
) -> str:
    """A task's dates in the baseline, and how far it finishes from them; "" where the baseline has it not."""
    if span is None:
        return ""
    days = calendar.working_days_between(span.finish, finish)
    dates = f"{said(words, span.start, today)} – {said(words, span.finish, today)}"
    return words._("{dates} ({days} working days)", dates=dates, days=words.signed_number(days))


def progress_points(lines: Sequence[Mapping[str, Any]], today: dt.date) -> list[dict[str, Any]]:
    """The corners of the progress line: down the status date, out to how far each task in progress has come.

    A corner to the left is work behind its dates, one to the right is work ahead of them. What is done by the
    status date, or not to start before it, does not bend the line; neither do headings.
    """
    if not lines:
        return []
    now = today.isoformat()
    points: list[dict[str, Any]] = [{"row": TODAY_LINE, "at": now, "dy": 0, "bends": False}]
    for line in lines:
        if line["mark"] == "task" and line["start"] < now and line["done_to"][:10] < line["end"][:10]:
            points += [
                {"row": line["row"], "at": now, "dy": -_HALF_LINE, "bends": False},
                {"row": line["row"], "at": line["done_to"], "dy": 0, "bends": True},
                {"row": line["row"], "at": now, "dy": _HALF_LINE, "bends": False},
            ]
    points.append({"row": lines[-1]["row"], "at": now, "dy": _HALF_LINE, "bends": False})
    return [{**point, "step": step} for step, point in enumerate(points)]


def ghost_marks(colours: Palette) -> list[alt.Chart]:
    """The ghosts: thin lines beneath the bars, small hollow diamonds beneath the milestones."""
    ghosts = alt.Chart(alt.NamedData(name="ghosts"))
    lines = (
        ghosts.transform_filter("datum.moment === null")
        .mark_rule(color=colours.plan, strokeWidth=2, yOffset=GHOST_DROP, clip=True, aria=False)
        .encode(day_x("start"), alt.X2("end:T"), row_y())
    )
    moments = (
        ghosts.transform_filter("datum.moment !== null")
        .mark_point(
            shape="diamond", color=colours.plan, size=22, yOffset=GHOST_DROP, clip=True, opacity=1, aria=False
        )
        .encode(day_x("moment"), row_y())
    )
    return [lines, moments]


def progress_marks(colours: Palette) -> list[alt.Chart]:
    """The progress line with a point at each task that it bends to."""
    points = alt.Chart(alt.NamedData(name="progress"))
    line = points.mark_line(
        color=colours.attention,
        strokeWidth=1.75,
        strokeJoin="round",
        yOffset=alt.ExprRef("datum.dy"),
        clip=True,
        aria=False,
    ).encode(day_x("at"), row_y(), order=alt.Order("step:Q"))
    bends = (
        points.transform_filter("datum.bends")
        .mark_point(color=colours.attention, size=26, filled=True, opacity=1, clip=True, aria=False)
        .encode(day_x("at"), row_y())
    )
    return [line, bends]
