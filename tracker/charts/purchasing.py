"""The stages of a package against the calendar: when each is expected, and by when it must have happened."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from tracker.charts.stages import StageMarks, stage_chart, stage_row
from tracker.i18n import Words
from tracker.procurement.stage_dates import StageDates, next_stage


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
    return stage_chart(
        purchase_title(title, stages, words),
        [_row(stage, words) for stage in stages],
        _late,
        opening_on=opening_on,
        today=today,
        words=words,
        appearance=appearance,
    )


def _row(stage: StageDates, w: Words) -> dict[str, Any]:
    expected = w._("Provisional") if stage.provisional else w._("Expected")
    return stage_row(
        w,
        w.label(stage.stage),
        on=stage.expected_on,
        latest_on=stage.latest_on,
        late=(stage.late_days or 0) > 0,
        over=stage.actual_on is not None,
        state=w._("Happened") if stage.actual_on else expected,
    )


def _late(marks: StageMarks) -> list[alt.Chart]:
    """A line from what comes too late to its latest safe date."""
    return [
        marks.base.transform_filter("datum.late")
        .mark_rule(strokeWidth=2, color=marks.colours.critical)
        .encode(y=marks.y, x=marks.x("on"), x2=alt.X2("latest:T"))
    ]
