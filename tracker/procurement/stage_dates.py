"""When each stage of a package is expected, and by when it must have happened for the library to open.

Stages that are still to come fall on working days. What reaches into a year whose public holidays are not announced
is provisional: it follows the plain working week.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.calendar import WorkCalendar
from tracker.procurement.process import Stage, Step, Wait

ONE_DAY = dt.timedelta(days=1)
NEEDED_TO_OPEN = Stage.ACCEPTANCE
"""What must be over before opening day."""


@dataclass(frozen=True, slots=True)
class Held:
    """What people said of a stage: when they plan it, when it happened; None for what is not said."""

    planned_on: dt.date | None = None
    actual_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StageDates:
    """A stage with its days.

    Attributes:
        stage: which one.
        clock: the period that the law sets for it, or None.
        latest_on: the last day on which it may happen so that acceptance is over before opening day; None for
            stages that opening does not wait for.
        planned_on, actual_on: as people said.
        expected_on: the actual day, else the earliest one that is left, or the planned day when that is later.
        late_days: working days from `latest_on` to `expected_on`, positive when too late; None without a latest day.
        is_over: it happened, or a stage that stands on it did.
        provisional: a day rests on a year that is not announced.
    """

    stage: Stage
    clock: Wait | None
    latest_on: dt.date | None
    planned_on: dt.date | None
    actual_on: dt.date | None
    expected_on: dt.date
    late_days: int | None
    is_over: bool
    provisional: bool


def expected(
    steps: Sequence[Step], held: Mapping[Stage, Held], *, calendar: WorkCalendar, today: dt.date
) -> dict[Stage, dt.date]:
    """The day of each stage: the actual one, else the first that its waits allow, or the planned one when later.

    Days to come are working days, today at the earliest. A stage that was left out while a later one happened is
    taken to have happened by then.
    """
    days: dict[Stage, dt.date] = {}
    over = overtaken(steps, held)
    for step in steps:
        said = held.get(step.stage, Held())
        if said.actual_on is not None:
            days[step.stage] = said.actual_on
        elif step.stage in over:
            days[step.stage] = over[step.stage]
        else:
            allowed = [wait.period.after(days[wait.after], calendar) for wait in step.waits]
            days[step.stage] = calendar.next_working(max([today, *allowed, said.planned_on or today]))
    return days


def overtaken(steps: Sequence[Step], held: Mapping[Stage, Held]) -> dict[Stage, dt.date]:
    """For the stages that one which happened stands on: the day by which they were over."""
    by: dict[Stage, dt.date] = {}
    for step in reversed(steps):
        day = held.get(step.stage, Held()).actual_on or by.get(step.stage)
        if day is not None:
            for wait in step.waits:
                by[wait.after] = min(by.get(wait.after, day), day)
    return by


def latest_safe(
    steps: Sequence[Step], *, opening_on: dt.date, calendar: WorkCalendar
) -> dict[Stage, dt.date]:
    """The last working day of each stage that opening waits for, counted backwards from opening day.

    Acceptance is over on the last working day before it; every stage before keeps its whole period.
    """
    latest = {NEEDED_TO_OPEN: calendar.previous_working(opening_on - ONE_DAY)}
    for step in reversed(steps):
        if step.stage not in latest:
            continue
        for wait in step.waits:
            day = calendar.previous_working(wait.period.before(latest[step.stage], calendar))
            latest[wait.after] = min(latest.get(wait.after, day), day)
    return latest


def dates(
    steps: Sequence[Step],
    held: Mapping[Stage, Held],
    *,
    calendar: WorkCalendar,
    opening_on: dt.date,
    today: dt.date,
) -> tuple[StageDates, ...]:
    """Each stage with its days, in the order of `steps`."""
    coming = expected(steps, held, calendar=calendar, today=today)
    latest = latest_safe(steps, opening_on=opening_on, calendar=calendar)
    over = overtaken(steps, held)
    return tuple(
        _dated(
            step,
            held.get(step.stage, Held()),
            coming[step.stage],
            latest.get(step.stage),
            calendar,
            is_over=step.stage in over,
        )
        for step in steps
    )


def _dated(
    step: Step,
    said: Held,
    expected_on: dt.date,
    latest_on: dt.date | None,
    calendar: WorkCalendar,
    *,
    is_over: bool,
) -> StageDates:
    late = None if latest_on is None else calendar.working_days_between(latest_on, expected_on)
    computed = [latest_on or expected_on] + ([] if said.actual_on else [expected_on])
    return StageDates(
        stage=step.stage,
        clock=step.clock,
        latest_on=latest_on,
        planned_on=said.planned_on,
        actual_on=said.actual_on,
        expected_on=expected_on,
        late_days=late,
        is_over=is_over or said.actual_on is not None,
        provisional=calendar.provisional(computed),
    )


def next_stage(found: Sequence[StageDates]) -> StageDates | None:
    """The first stage to come that opening waits for; None when acceptance is over."""
    return next((stage for stage in found if stage.latest_on is not None and not stage.is_over), None)
