"""What is written over the timeline: today and opening day, how late a bar is, the links of a task."""

import datetime as dt
from typing import Any

import altair as alt

from tracker.charts.theme import Palette
from tracker.i18n import Words

OPENING_LINE, TODAY_LINE = "0000", "0000 "
"""Keys of the two lines above the plans, where opening day and today are named."""

_HALO = 4
"""Pixels of background around a word, so that it stays readable where it crosses a line."""


def day_x(field: str) -> alt.X:
    """A field on the time axis; UTC, so that a date is the same day in every time zone."""
    return alt.X(f"{field}:T", scale=alt.Scale(type="utc"), title=None)


def row_y() -> alt.Y:
    """The line of a row."""
    return alt.Y("row:N", sort=None, title=None)


def line_marks() -> alt.Chart:
    """A chart over the lines, to be given a mark."""
    return alt.Chart(alt.NamedData(name="lines"))


def named_days(
    w: Words, today: dt.date, opening_on: dt.date, first: dt.date, last: dt.date
) -> list[dict[str, Any]]:
    """Today and opening day with their words: on the left of their lines where the right has no room.

    Where the two days are close, the words of the first stand on its left, so that they do not cross the second.
    """
    span = last - first
    opening = w._("Opening {day}", day=w.day(opening_on))
    named = [(today, w._("Today"), TODAY_LINE, False), (opening_on, opening, OPENING_LINE, True)]
    crossing = min(today, opening_on) if abs(opening_on - today) < span / 4 else None
    return [
        {
            "day": day.isoformat(),
            "text": text,
            "row": row,
            "opening": is_opening,
            "left": day > last - span / 3 or (day == crossing and day > first + span / 4),
        }
        for day, text, row, is_opening in named
    ]


def day_rules(colours: Palette) -> alt.Chart:
    """The lines of the days, each from its words down, so that none crosses the words above it."""
    days = alt.Chart(alt.NamedData(name="days"))
    chart: alt.Chart = days.mark_rule(color=colours.plan, clip=True, aria=False).encode(
        day_x("day"),
        alt.Y("row:N", sort=None, title=None, bandPosition=0),
        y2=alt.value("height"),
        strokeDash=alt.condition("datum.opening", alt.value([1, 0]), alt.value([4, 3])),
        strokeWidth=alt.condition("datum.opening", alt.value(2), alt.value(1.5)),
    )
    return chart


def day_words(colours: Palette) -> list[alt.Chart]:
    """The words of the days, over a halo."""
    days = alt.Chart(alt.NamedData(name="days"))
    looks = [
        _words(colours.plan, dx=5, left="left", halo=colours.background),
        _words(colours.plan, dx=5, left="left"),
    ]
    return [days.mark_text(**look).encode(day_x("day"), row_y(), text=alt.Text("text:N")) for look in looks]


def late_words(colours: Palette) -> list[alt.Chart]:
    """By how much a task is late: after its bar, before it where the bar ends near the right edge."""
    late = line_marks().transform_filter("datum.late !== ''")
    late = late.transform_calculate(at="datum.late_left ? datum.start : datum.end")
    looks = [
        _words(colours.critical, dx=9, left="late_left", halo=colours.background),
        {**_words(colours.critical, dx=9, left="late_left"), "aria": False},
    ]
    return [late.mark_text(**look).encode(day_x("at"), row_y(), text=alt.Text("late:N")) for look in looks]


def _words(colour: str, *, dx: int, left: str, halo: str | None = None) -> dict[str, Any]:
    """How words beside a day look, on its left where the field `left` is true; `halo` is the colour around them."""
    look: dict[str, Any] = {
        "align": alt.ExprRef(f"datum.{left} ? 'right' : 'left'"),
        "dx": alt.ExprRef(f"datum.{left} ? -{dx} : {dx}"),
        "fontSize": 11,
        "fontWeight": 600,
        "color": colour,
        "clip": True,
    }
    return look if halo is None else {**look, "stroke": halo, "strokeWidth": _HALO, "aria": False}


def link_marks(colours: Palette) -> list[alt.Chart]:
    """Links as thin elbows, with an arrowhead where they arrive."""
    links = alt.Chart(alt.NamedData(name="links"))
    elbow = links.mark_line(color=colours.plan, strokeWidth=1.25, clip=True, aria=False).encode(
        day_x("at"), row_y(), detail=alt.Detail("link:N"), order=alt.Order("step:Q")
    )
    head = (
        links.transform_filter("datum.arrow !== ''")
        .mark_point(
            shape=alt.ExprRef("datum.arrow"),
            size=36,
            yOffset=alt.ExprRef("datum.arrow === 'triangle-down' ? -9 : 9"),
            color=colours.plan,
            filled=True,
            opacity=1,
            clip=True,
            aria=False,
        )
        .encode(day_x("at"), row_y())
    )
    return [elbow, head]
