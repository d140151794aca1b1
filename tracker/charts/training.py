"""Class hours planned and delivered week by week, and who was at which session."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from tracker.attendance_grid import AttendanceGrid, LearnerRow
from tracker.charts.theme import Palette, finished, palette
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.training_progress import WeekPoint
from tracker.vocabulary import AttendanceMark

CELL = 20
"""Height of a participant's row, in pixels."""

FRAME = 90
"""Height of title, legend and axis beside the rows."""

HEIGHT = 320
"""Height of the chart of weeks with title, legend and axis, in pixels."""

NOT_MARKED = "·"


def weekly_chart(
    points: Sequence[WeekPoint], *, words: Words, appearance: str | None, title: Sequence[str]
) -> dict[str, Any]:
    """Hours of each ISO week as bars, both running up as lines, as a Vega-Lite specification.

    Planned hours are an outlined bar and a dashed line, delivered ones a filled bar and a full line that ends with the
    present week; all on one scale.
    """
    colours = palette(appearance)
    planned, delivered = words._("Planned"), words._("Delivered")
    rows = [
        {
            "week": point.name,
            "series": series,
            "hours": float(quantity_of(hours)),
            "total": None if total is None else float(quantity_of(total)),
        }
        for point in points
        for series, hours, total in (
            (planned, point.planned_milli, point.planned_total_milli),
            (delivered, point.delivered_milli, point.delivered_total_milli),
        )
    ]
    weeks = [point.name for point in points]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "week:O",
            title=words._("Week"),
            sort=weeks,
            axis=alt.Axis(labelExpr="split(datum.value, '-')[1]", labelAngle=0, labelOverlap="greedy"),
        ),
        color=alt.Color(
            "series:N",
            title=None,
            scale=alt.Scale(domain=[planned, delivered], range=[colours.plan, colours.done]),
            legend=alt.Legend(orient="top", symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1),
        ),
        tooltip=[
            alt.Tooltip("week:N", title=words._("Week")),
            alt.Tooltip("series:N", title=words._("Figure")),
            alt.Tooltip("hours:Q", title=words._("Class hours")),
            alt.Tooltip("total:Q", title=words._("In all")),
        ],
    )
    bars = base.encode(
        y=alt.Y("hours:Q", title=words._("Class hours")),
        xOffset=alt.XOffset("series:N", sort=[planned, delivered]),
    )
    lines = base.encode(y=alt.Y("total:Q", title=words._("Class hours")))
    chart = alt.layer(
        bars.mark_bar(filled=False, strokeWidth=1.5).transform_filter(alt.datum.series == planned),
        bars.mark_bar().transform_filter(alt.datum.series == delivered),
        lines.mark_line(strokeWidth=1.5, strokeDash=[5, 3]).transform_filter(alt.datum.series == planned),
        lines.mark_line(strokeWidth=2.5, point=True).transform_filter(
            (alt.datum.series == delivered) & (alt.datum.total != None)  # noqa: E711 (an expression of Vega)
        ),
    ).properties(height=HEIGHT, title=list(title))
    return finished(chart, appearance)


def attendance_strip(
    sheet: AttendanceGrid, *, words: Words, appearance: str | None, title: Sequence[str], names: bool
) -> dict[str, Any]:
    """Participants in rows, held sessions in columns, as a Vega-Lite specification.

    Each cell says by a letter and by its fill whether somebody was present, absent or excused; where nothing is
    recorded it holds a dot. Without `names` people are told apart by their number alone.
    """
    colours = palette(appearance)
    marks = _letters(words, colours)
    order = [learner_label(each, names=names) for each in sheet.learners]
    rows = [
        {
            "who": label,
            # Two sessions may have been held on one day: the number keeps their columns apart.
            "at": f"{column}/{meeting.day:%m-%d}",
            "on": words.date(meeting.day),
            "mark": marks[mark][0],
            "letter": marks[mark][1],
        }
        for label, learner in zip(order, sheet.learners, strict=True)
        for column, meeting in enumerate(sheet.held, start=1)
        for mark in (sheet.mark(meeting, learner),)
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "at:O",
            title=None,
            sort=list(dict.fromkeys(row["at"] for row in rows)),
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelOverlap="greedy",
                labelExpr="split(datum.value, '/')[1]",
            ),
        ),
        y=alt.Y(
            "who:N", title=None, sort=order, axis=alt.Axis(labelLimit=130, labelOverlap=False, ticks=False)
        ),
        tooltip=[
            alt.Tooltip("who:N", title=words._("Participant")),
            alt.Tooltip("on:N", title=words._("Date")),
            alt.Tooltip("mark:N", title=words._p("progress", "Attendance")),
        ],
    )
    fill = alt.Color(
        "mark:N",
        title=None,
        scale=alt.Scale(
            domain=[word for word, _, _ in marks.values()], range=[colour for _, _, colour in marks.values()]
        ),
        legend=alt.Legend(orient="bottom", symbolType="square"),
    )
    cells = base.mark_rect(stroke=colours.background, strokeWidth=2).encode(color=fill)
    letters = base.mark_text(fontSize=11).encode(
        text=alt.Text("letter:N"),
        color=alt.condition(
            alt.datum.letter == NOT_MARKED, alt.value(colours.text), alt.value(colours.background)
        ),
    )
    chart = alt.layer(cells, letters).properties(height=CELL * max(1, len(order)) + FRAME, title=list(title))
    return finished(chart, appearance)


def learner_label(learner: LearnerRow, *, names: bool) -> str:
    """A participant as a chart and a table call them: the number, and the name where it may be seen."""
    return f"{learner.number} {learner.name}" if names and learner.name else str(learner.number)


def mark_letter(words: Words, mark: AttendanceMark | None) -> str:
    """The letter of an attendance mark in the person's language; a dot where nothing is recorded."""
    if mark is None:
        return NOT_MARKED
    return {
        AttendanceMark.PRESENT: words._p("attendance letter", "P"),
        AttendanceMark.ABSENT: words._p("attendance letter", "A"),
        AttendanceMark.EXCUSED: words._p("attendance letter", "E"),
    }[mark]


def _letters(words: Words, colours: Palette) -> dict[AttendanceMark | None, tuple[str, str, str]]:
    """Word, letter and fill of each mark, and of none."""
    fills = {
        AttendanceMark.PRESENT: colours.done,
        AttendanceMark.ABSENT: colours.critical,
        AttendanceMark.EXCUSED: colours.attention,
    }
    found: dict[AttendanceMark | None, tuple[str, str, str]] = {
        mark: (words.label(mark), mark_letter(words, mark), fill) for mark, fill in fills.items()
    }
    found[None] = (words._("Not recorded"), NOT_MARKED, colours.faint)
    return found
