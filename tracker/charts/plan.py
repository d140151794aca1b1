"""The timeline: plans and their tasks as bars over days, with what is late, critical and free."""

import datetime as dt
import json
import re
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import Any

import altair as alt

from tracker.baselines import Span
from tracker.calendar import WorkCalendar
from tracker.charts.plan_annotations import (
    OPENING_LINE,
    TODAY_LINE,
    day_rules,
    day_words,
    day_x,
    late_words,
    line_marks,
    link_marks,
    named_days,
    row_y,
)
from tracker.charts.plan_progress import (
    ghost_marks,
    ghost_words,
    ghosts_of,
    progress_marks,
    progress_points,
)
from tracker.charts.plan_rows import DAY, days_off, ticks, timeline_rows
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words
from tracker.plans import DatedTaskRow, TimelineScale, late_tasks

ROW = 22
"""Height of a line in pixels."""

SELECTION = "task"
"""Name of the selection that a click on a bar makes; its entries hold `task` and `plan`."""

MANY_LINES = 30
_WIDE, _MIDDLE, _NARROW = 280, 180, 116
_PHONE = "containerSize()[0] < 420"
_LABEL_ROOM = f"{_PHONE} ? {_NARROW} : containerSize()[0] < 760 ? {_MIDDLE} : {_WIDE}"
"""Width of the column of titles in pixels, by the width of the chart: a phone, half a page, a page."""

_MONTHS_FROM = 140 * 86_400_000
"""From so many milliseconds on, the time axis names months only."""
_WORK = "datum.mark === 'task' || datum.mark === 'folded'"
_RULING = 9
"""Place of the layer that rules the axes (the milestones): backgrounds and bars stand below it."""


NO_BASELINE: Mapping[int, Span] = MappingProxyType({})

WINDOWS = {
    TimelineScale.DAY: (dt.timedelta(days=5), dt.timedelta(days=23)),
    TimelineScale.WEEK: (dt.timedelta(weeks=2), dt.timedelta(weeks=10)),
    TimelineScale.MONTH: (dt.timedelta(weeks=6), dt.timedelta(weeks=22)),
}
"""How far before and after today a scale reaches; the quarter scale shows the plans from end to end."""


def timeline(
    rows: Sequence[DatedTaskRow],
    *,
    words: Words,
    appearance: str | None,
    today: dt.date,
    opening_on: dt.date,
    calendar: WorkCalendar,
    scale: TimelineScale = TimelineScale.QUARTER,
    folded: Collection[int] = (),
    baseline: Mapping[int, Span] = NO_BASELINE,
    with_progress: bool = False,
) -> dict[str, Any]:
    """The chart of `rows` (any selection of dated tasks), as a specification; plans in `folded` are one line.

    A click on a bar or a heading selects it (`SELECTION`); dragging pans, and the wheel with Shift zooms, the
    time axis. Every value comes in named data sets, so that the marks are the same for any rows; the data set
    "links" is empty, and takes what `plan_rows.links_of` gives for the task that is looked at. Beneath each task
    of `baseline` (dates by task id) stands a thin line where it was; `with_progress` adds the progress line.
    """
    lines = timeline_rows(rows, words=words, today=today, folded=folded)
    kept: list[DatedTaskRow | Span] = [*rows, *(baseline[row.id] for row in rows if row.id in baseline)]
    first, last = window(kept, today=today, opening_on=opening_on, scale=scale)
    start, end = _whole_span(kept, today, opening_on)
    start, end = min(start, first), max(end, last)
    monthly = scale in {TimelineScale.MONTH, TimelineScale.QUARTER}
    _name_ghosts(lines, rows, baseline, calendar, words, today)
    spec = deepcopy(_marks(words.language, appearance))
    ruling = spec["layer"][_RULING]["encoding"]
    ruling["x"]["scale"]["domain"] = [first.isoformat(), last.isoformat()]
    ruling["y"]["scale"]["domain"] = [OPENING_LINE, TODAY_LINE, *(line["row"] for line in lines)]
    spec["height"] = ROW * (len(lines) + 2)
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec["title"] = {"text": {"expr": broken_on_a_phone(headline(rows, words))}}
    spec["datasets"] = {
        "lines": [{**line, "late_left": _ends_late(line["end"], first, last)} for line in lines],
        "days_off": days_off(calendar, start, end),
        "days": named_days(words, today, opening_on, first, last),
        "ticks": ticks(lines, start, end, monthly=monthly) if len(lines) > MANY_LINES else [],
        "ghosts": ghosts_of(lines, baseline),
        "progress": progress_points(lines, today) if with_progress else [],
        "links": [],
    }
    return spec


def _name_ghosts(
    lines: Sequence[dict[str, Any]],
    rows: Sequence[DatedTaskRow],
    baseline: Mapping[int, Span],
    calendar: WorkCalendar,
    w: Words,
    today: dt.date,
) -> None:
    """Give each line the words of its ghost, for the tooltip."""
    finishes = {row.id: row.finish for row in rows}
    for line in lines:
        span, finish = baseline.get(line["task"]), finishes.get(line["task"], today)
        line["baseline"] = ghost_words(span, finish, calendar=calendar, words=w, today=today)


@cache
def _marks(language: str, appearance: str | None) -> dict[str, Any]:
    """The marks of every timeline in a language; the lines, the days and the data are filled in by `timeline`.

    Building it takes Altair a fifth of a second, which is why it is kept.
    """
    words, colours = Words.of(language), palette(appearance)
    below = [
        _days_off(colours),
        _bands(words, colours),
        _repeated_dates(words, colours),
        *_under_bars(words, colours),
    ]
    chart = alt.layer(
        *below,
        _outlines(words, colours),
        _milestones(words, colours),
        day_rules(colours),
        *link_marks(colours),
        *late_words(colours),
        *day_words(colours),
        *progress_marks(colours),
    )
    spec = finished(chart.properties(width="container"), appearance)
    if "scale" not in spec["layer"][_RULING]["encoding"]["y"]:
        message = "the layer that rules the axes has moved"
        raise RuntimeError(message)
    return spec


def headline(rows: Sequence[DatedTaskRow], words: Words) -> str:
    """What the timeline shows, in a sentence."""
    late = late_tasks(rows)
    if not rows:
        return words._("No task to show")
    if not late:
        return words._("Every open task is in time")
    return words._n(
        "{n} task is late, by {days}",
        "{n} tasks are late, the worst by {days}",
        len(late),
        days=words.working_days(late[0].days_late),
    )


def broken_on_a_phone(sentence: str) -> str:
    """The expression that gives a sentence, or its halves round the last comma or semicolon as lines on a phone."""
    halves = [half for half in re.split(r"(?<=[,;\uff0c\uff1b]) *(?=[^,;\uff0c\uff1b]*$)", sentence) if half]
    return f"{_PHONE} ? {json.dumps(halves)} : {json.dumps(sentence)}"


def _ends_late(end: str, first: dt.date, last: dt.date) -> bool:
    """Whether a bar that ends at `end` leaves no room for words on its right."""
    return dt.date.fromisoformat(end[:10]) > last - (last - first) / 4


def window(
    rows: Sequence[DatedTaskRow | Span], *, today: dt.date, opening_on: dt.date, scale: TimelineScale
) -> tuple[dt.date, dt.date]:
    """First and last day that the width shows at first."""
    start, end = _whole_span(rows, today, opening_on)
    if scale is TimelineScale.QUARTER:
        return start, end
    centre = min(max(today, start), end)
    before, after = WINDOWS[scale]
    return centre - before, centre + after


def _whole_span(
    rows: Sequence[DatedTaskRow | Span], today: dt.date, opening_on: dt.date
) -> tuple[dt.date, dt.date]:
    """From the first to the last day of the plans, with room for the words at the bars' ends."""
    first = min([today, opening_on, *(row.start for row in rows)])
    last = max([today, opening_on, *(row.finish for row in rows)])
    room = (last - first) // 12 + 5 * DAY
    return first - 5 * DAY, last + room


def _days_off(colours: Palette) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.NamedData(name="days_off"))
        .mark_rect(color=colours.faint, clip=True, aria=False, tooltip=None)
        .encode(day_x("from"), alt.X2("to:T"))
    )
    return chart


def _bands(w: Words, colours: Palette) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.NamedData(name="lines"))
        .transform_filter("datum.task === 0")
        .mark_rect(color=colours.quiet, opacity=0.16, cursor="pointer", aria=False)
        .encode(row_y(), tooltip=alt.Tooltip("progress:N", title=w._("Progress")))
    )
    return chart


def _repeated_dates(w: Words, colours: Palette) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.NamedData(name="ticks"))
        .transform_calculate(text=_date_words(w, "toDate(datum.at)"))
        .mark_text(
            align="left",
            dx=3,
            fontSize=10,
            color=colours.quiet,
            opacity=alt.ExprRef("containerSize()[0] < 760 ? 0 : 1"),
            clip=True,
            aria=False,
        )
        .encode(day_x("at"), row_y(), text=alt.Text("text:N"))
    )
    return chart


def _under_bars(w: Words, colours: Palette) -> list[alt.Chart]:
    """Baseline ghosts, float tails, summaries and progress: what stands behind the outlines that are clicked."""
    return [
        *ghost_marks(colours),
        line_marks()
        .transform_filter("datum.float_to !== null")
        .mark_rule(color=colours.quiet, strokeWidth=1, clip=True, aria=False)
        .encode(day_x("end"), alt.X2("float_to:T"), row_y()),
        line_marks()
        .transform_filter("datum.mark === 'summary'")
        .mark_bar(height=5, clip=True, cursor="pointer")
        .encode(
            day_x("start"),
            alt.X2("end:T"),
            row_y(),
            color=alt.condition("datum.critical", alt.value(colours.critical), alt.value(colours.text)),
            description=alt.Description("says:N"),
            tooltip=_tooltip(w),
        ),
        line_marks()
        .transform_filter(_WORK)
        .mark_bar(height=12, color=colours.done, clip=True, aria=False)
        .encode(day_x("start"), alt.X2("done_to:T"), row_y()),
    ]


def _outlines(w: Words, colours: Palette) -> alt.Chart:
    """The outlines of the tasks; they carry the selections of the whole chart."""
    click = alt.selection_point(name=SELECTION, fields=["task", "plan"], toggle="true", clear=False)
    move = alt.selection_interval(
        name="window",
        bind="scales",
        encodings=["x"],
        translate="[pointerdown[event.pointerType === 'mouse'], window:pointerup] > window:pointermove!",
        zoom="wheel![event.shiftKey]",
        clear=False,
    )
    chart: alt.Chart = (
        line_marks()
        .transform_filter(_WORK)
        .mark_bar(height=12, fill="transparent", clip=True, cursor="pointer")
        .encode(
            day_x("start"),
            alt.X2("end:T"),
            row_y(),
            stroke=alt.condition("datum.critical", alt.value(colours.critical), alt.value(colours.plan)),
            strokeWidth=alt.condition("datum.critical", alt.value(2.5), alt.value(1)),
            strokeDash=alt.condition("datum.provisional", alt.value([3, 2]), alt.value([1, 0])),
            description=alt.Description("says:N"),
            tooltip=_tooltip(w),
        )
        .add_params(click, move)
    )
    return chart


def _milestones(w: Words, colours: Palette) -> alt.Chart:
    """Milestones; they rule the axes for the whole chart.

    A mark with two ends on an axis would make Vega-Lite take its days twice.
    """
    chart: alt.Chart = (
        line_marks()
        .transform_filter("datum.mark === 'milestone'")
        .mark_point(shape="diamond", size=90, filled=True, opacity=1, clip=True, cursor="pointer")
        .encode(
            alt.X("end:T", scale=alt.Scale(type="utc", domain=[]), title=None, axis=_time_axis(w)),
            alt.Y("row:N", scale=alt.Scale(domain=[]), sort=None, title=None, axis=_label_axis()),
            color=alt.condition("datum.critical", alt.value(colours.critical), alt.value(colours.plan)),
            description=alt.Description("says:N"),
            tooltip=_tooltip(w),
        )
    )
    return chart


def _tooltip(w: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("title:N", title=w._("Task")),
        alt.Tooltip("dates:N", title=w._("Dates")),
        alt.Tooltip("progress:N", title=w._("Progress")),
        alt.Tooltip("owner:N", title=w._("Owner")),
        alt.Tooltip("slack:N", title=w._("Float")),
        alt.Tooltip("deadline:N", title=w._("Deadline")),
        alt.Tooltip("baseline:N", title=w._("Baseline")),
        alt.Tooltip("late:N", title=w._("Late")),
    ]


def _date_words(w: Words, instant: str) -> str:
    """The expression that words a tick: its day, the first of a month as the month, of a year as the year."""
    month, year, day = ("%-m月", "%Y年", "%-m月%-d日") if w.language == "zh" else ("%b", "%Y", "%-d %b")
    first = f"utcmonth({instant}) === 0 ? '{year}' : '{month}'"
    return f"utcFormat({instant}, utcdate({instant}) === 1 ? ({first}) : '{day}')"


def _time_axis(w: Words) -> alt.Axis:
    return alt.Axis(
        orient="top",
        labelExpr=_date_words(w, "datum.value"),
        tickCount=alt.ExprRef(f"domain('x')[1] - domain('x')[0] > {_MONTHS_FROM} ? 'month' : width / 80"),
        labelOverlap="greedy",
        labelFlush=False,
        grid=False,
    )


def _label_axis() -> alt.Axis:
    """Titles left-aligned in a column that is narrower in a narrow chart; plan headings in bold."""
    heading = "indexof('▸▾', substring(datum.value, 4, 5)) >= 0"
    return alt.Axis(
        labelExpr="substring(datum.value, 4)",
        labelAlign="left",
        labelPadding=alt.ExprRef(_LABEL_ROOM),
        labelLimit=alt.ExprRef(f"({_LABEL_ROOM}) - 8"),
        labelFontWeight=alt.condition(heading, alt.value("bold"), alt.value("normal")),
        labelOverlap=False,
        ticks=False,
        domain=False,
    )
