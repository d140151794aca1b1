"""The readiness forecast: when the runs open, and what moves opening day most."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tracker.charts.plan import broken_on_a_phone
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words
from tracker.i18n.words import MINUS
from tracker.readiness import Forecast

MANY_DAYS = 45
"""With more working days than this between the first and the last opening day, bars stand for weeks."""

HEIGHT, LABEL_LINE, BAR_STEP = 260, 18, 28
_LABEL_ROOM = 1.45  # the highest bar leaves room for three lines of labels above it
_LEAST = 0.005  # a correlation that rounds to 0.00 is no driver


@dataclass(frozen=True, slots=True)
class Influence:
    """A task or a risk and how much it moves opening day.

    `criticality` is None for a risk; `days` is the mean delay of the task, or what the risk adds on average.
    """

    name: str
    sensitivity: float
    criticality: float | None
    days: float

    @property
    def is_risk(self) -> bool:
        """Whether it is a risk driver, not a task."""
        return self.criticality is None


def opening_title(forecast: Forecast, words: Words) -> str:
    """How likely the announced day is, and the day that holds four times out of five."""
    return words._(
        "{share} chance of opening in time; P80 is {p80}",
        share=words.percent(forecast.probability, 0),
        p80=_short(forecast.p80, forecast, words),
    )


def opening_alt(forecast: Forecast, words: Words) -> str:
    """What the histogram shows, for somebody who does not see it."""
    return words._(
        "Histogram of opening day in {runs} runs, from {first} to {last}: half open by {p50}, 80% by {p80}, "
        "95% by {p95}; {share} open by the announced {announced}.",
        runs=words.number(forecast.runs),
        first=words.date(forecast.histogram[0].day),
        last=words.date(forecast.histogram[-1].day),
        p50=words.date(forecast.p50),
        p80=words.date(forecast.p80),
        p95=words.date(forecast.p95),
        share=words.percent(forecast.probability, 0),
        announced=words.date(forecast.announced),
    )


def opening_histogram(forecast: Forecast, *, words: Words, appearance: str | None) -> dict[str, Any]:
    """Opening day of all runs with the announced day, P50 and P80, as a specification.

    Runs that open in time are filled, late ones are outlines; each line says its name and date.
    """
    colours = palette(appearance)
    rows, marks = _bars(forecast, words), _marked_days(forecast, words, colours)
    title = words._("Opening day (provisional)") if forecast.provisional else words._("Opening day")
    x = alt.X("from:T", title=title).axis(
        format="%-m月%-d日" if words.language == "zh" else "%-d %b", grid=False, labelOverlap=True
    )
    most = max(row["share"] for row in rows)
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(strokeWidth=1.5, binSpacing=0)
        .encode(
            x=x,
            x2="to:T",
            y=alt.Y("share:Q", title=words._("Share of the runs"))
            .axis(format=".0%", tickCount=4)
            .scale(domain=[0, most * _LABEL_ROOM]),
            y2=alt.Y2Datum(0),
            fill=alt.condition("datum.late", alt.value("transparent"), alt.value(colours.done)),
            stroke=alt.condition("datum.late", alt.value(colours.critical), alt.value(colours.done)),
            tooltip=[
                alt.Tooltip("days:N", title=words._("Opening day")),
                alt.Tooltip("runs:N", title=words._("Runs")),
                alt.Tooltip("share:Q", title=words._("Share of the runs"), format=".1%"),
                alt.Tooltip("cumulative:Q", title=words._("Open by then"), format=".1%"),
            ],
        )
    )
    layers = [bars, *marks]
    spec = finished(alt.layer(*layers).properties(width="container", height=HEIGHT), appearance)
    return {**spec, "title": {"text": {"expr": broken_on_a_phone(opening_title(forecast, words))}}}


def _bars(forecast: Forecast, words: Words) -> list[dict[str, Any]]:
    """One bar a working day, or one a week that ends on the weekday of the announced day."""
    announced = forecast.announced
    width = 7 if len(forecast.histogram) > MANY_DAYS else 1
    bars: dict[int, dict[str, Any]] = {}
    for row in forecast.histogram:
        number = (row.day - announced).days // -width  # 0 ends on the announced day, below 0 lies after it
        last = announced - dt.timedelta(days=number * width)
        first = last - dt.timedelta(days=width - 1)
        bar = bars.setdefault(
            number,
            {
                "from": _local(first),
                "to": _local(last + dt.timedelta(days=1)),
                "days": words.date(last) if width == 1 else f"{words.day(first)} – {words.date(last)}",
                "late": last > announced,
                "count": 0,
                "share": 0.0,
            },
        )
        bar["count"] += row.count
        bar["runs"] = words.number(bar["count"])
        bar["share"] = bar["count"] / forecast.runs
        bar["cumulative"] = row.cumulative
    return list(bars.values())


def _marked_days(forecast: Forecast, words: Words, colours: Palette) -> list[alt.Chart]:
    """Lines for the announced day (solid), P50 (dotted) and P80 (dashed), and over them a label for each.

    A label is on the right of its line, or on the left when the line is further along than its limit.
    """
    first = min(forecast.histogram[0].day, forecast.announced)
    last = max(forecast.histogram[-1].day, forecast.announced)
    named = [
        (
            forecast.announced,
            words._("Announced {day}", day=_short(forecast.announced, forecast, words)),
            colours.text,
            [1, 0],
            0.5,
        ),
        (
            forecast.p50,
            words._("P50 {day}", day=_short(forecast.p50, forecast, words)),
            colours.plan,
            [2, 3],
            0.3,
        ),
        (
            forecast.p80,
            words._("P80 {day}", day=_short(forecast.p80, forecast, words)),
            colours.plan,
            [6, 3],
            0.7,
        ),
    ]
    rules, labels = [], []
    for line, (day, label, colour, dash, limit) in enumerate(named):
        at = alt.Chart(alt.InlineData(values=[{"at": _local(day, noon=True), "label": label}])).encode(
            x="at:T"
        )
        rules.append(at.mark_rule(color=colour, strokeWidth=2, strokeDash=dash))
        left = (day - first) > limit * (last - first)
        placed = at.encode(text="label:N", y=alt.value(8 + line * LABEL_LINE))
        labels += [_text(placed, colours.background, left=left, halo=5), _text(placed, colour, left=left)]
    return rules + labels


def _short(day: dt.date, forecast: Forecast, words: Words) -> str:
    """A day without its year, unless that is not the year of the announced day."""
    return words.day(day) if day.year == forecast.announced.year else words.date(day)


def _text(placed: alt.Chart, colour: str, *, left: bool, halo: int = 0) -> alt.Chart:
    """A label beside its line; a halo in the colour of the background keeps it legible across other lines."""
    text: alt.Chart = placed.mark_text(
        align="right" if left else "left",
        dx=-6 if left else 6,
        fontSize=12,
        fontWeight=600,
        color=colour,
        stroke=colour,
        strokeWidth=halo,
    )
    return text


def _local(day: dt.date, *, noon: bool = False) -> str:
    """A date as local time, so that a browser in any time zone draws it on that day."""
    return f"{day.isoformat()}T{12 if noon else 0:02}:00:00"


def influences(forecast: Forecast, names: Mapping[int, str], *, most: int = 10) -> list[Influence]:
    """The tasks and risks that move opening day, the strongest first; what does not move it is left out.

    `names` gives the titles of the tasks by id.
    """
    found = [
        Influence(names[task.id], task.sensitivity, task.criticality, task.mean_delay)
        for task in forecast.tasks
    ]
    found += [
        Influence(driver.name, driver.sensitivity, None, driver.mean_days) for driver in forecast.drivers
    ]
    moving = [each for each in found if abs(each.sensitivity) >= _LEAST]
    return sorted(moving, key=lambda each: (-abs(each.sensitivity), each.name))[:most]


def drivers_title(rows: Sequence[Influence], words: Words) -> str:
    """What moves opening day most."""
    if not rows:
        return words._("Nothing in the plans varies, so nothing moves opening day")
    return words._("“{name}” moves opening day most", name=rows[0].name)


def drivers_tornado(rows: Sequence[Influence], *, words: Words, appearance: str | None) -> dict[str, Any]:
    """The influences (see `influences`) as bars of their rank correlation with opening day.

    Tasks are filled; risks are outlined and say so. Each bar has its number.
    """
    colours = palette(appearance)
    data = [_influence_row(place, row, words) for place, row in enumerate(rows)]
    low = min([0.0, *(row.sensitivity for row in rows)])
    base = alt.Chart(alt.InlineData(values=data)).encode(
        y=alt.Y("row:N", title=None, sort=None).axis(
            labelLimit=alt.ExprRef("windowSize()[0] < 640 ? 130 : 320"),
            labelExpr="slice(datum.label, indexof(datum.label, '|') + 1)",  # two tasks may share a title
            ticks=False,
            domain=False,
        ),
        x=alt.X("sensitivity:Q", title=words._("Rank correlation with opening day"))
        .axis(tickCount=5, format=".1f")
        .scale(domain=[-1 if low < 0 else 0, 1]),
        tooltip=[
            alt.Tooltip("name:N", title=words._("Task or risk")),
            alt.Tooltip("value:N", title=words._("Rank correlation")),
            alt.Tooltip("critical:N", title=words._("On the critical path")),
            alt.Tooltip("days:N", title=words._("Working days later on average")),
        ],
    )
    bars = base.mark_bar(strokeWidth=1.5, height={"band": 0.62}).encode(
        fill=alt.condition("datum.risk", alt.value("transparent"), alt.value(colours.done)),
        stroke=alt.condition("datum.risk", alt.value(colours.attention), alt.value(colours.done)),
    )
    right = base.transform_filter("datum.sensitivity > 0").mark_text(align="left", dx=5, fontSize=12)
    left = base.transform_filter("datum.sensitivity < 0").mark_text(align="right", dx=-5, fontSize=12)
    numbers = [each.encode(text="value:N") for each in (right, left)]
    chart = alt.layer(bars, *numbers).properties(width="container", height=alt.Step(BAR_STEP))
    return finished(chart, appearance, title=drivers_title(rows, words))


def _influence_row(place: int, row: Influence, words: Words) -> dict[str, Any]:
    name = words._("Risk: {name}", name=row.name) if row.is_risk else row.name
    return {
        "row": f"{place}|{name}",
        "name": name,
        "risk": row.is_risk,
        "sensitivity": round(row.sensitivity, 4),
        "value": _number(row.sensitivity, 2),
        "critical": "—" if row.criticality is None else words.percent(row.criticality, 0),
        "days": _number(row.days, 1),
    }


def _number(value: float, digits: int) -> str:
    """A number with as many decimals, written alike in both languages; a negative one with − (U+2212)."""
    return f"{value:.{digits}f}".replace("-", MINUS)
