"""A recruitment round against the calendar: when each stage is expected, and by when it must be over.

A stage lasts some working days and ends on a day; what people say of it is about that end. It begins no sooner than
its minimum period after the stage before it ended, and never on the same day. Both kinds of period count from the
day after the event, as in `tracker.day_counts`: five working days after a Friday end on the next Friday.

Stages to come begin today at the earliest, as the schedule plans open work. What reaches into a year whose public
holidays are not announced is provisional.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.calendar import WorkCalendar
from tracker.day_counts import CalendarDays, DayCount, WorkingDays
from tracker.schedule.model import LagUnit
from tracker.vocabulary import RoundStage

ONE_DAY = dt.timedelta(days=1)
TRAINING_DAYS = 20
"""Working days of training that follow a round where nothing else is said: a judgement."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a round, as it is meant to run and as it ran.

    Attributes:
        stage: which one.
        duration_days: working days that it lasts, at least 1.
        minimum_days, minimum_unit: the least time from the end of the stage before it; 0 for none.
        minimum_source: where that period is set; empty where nobody named a source.
        planned_on, actual_on: the day on which it is planned to end, and ended; None for what is not said.
        people: how many were counted at its end, or None.
        scheduled_on: the end that the schedule gives its task, when it is one.
    """

    stage: RoundStage
    duration_days: int = 1
    minimum_days: int = 0
    minimum_unit: LagUnit = LagUnit.WORKING_DAYS
    minimum_source: str = ""
    planned_on: dt.date | None = None
    actual_on: dt.date | None = None
    people: int | None = None
    scheduled_on: dt.date | None = None

    @property
    def period(self) -> DayCount:
        """From the end of the stage before to the first day of this one: a working day at least."""
        if self.minimum_days <= 0:
            return WorkingDays(1)
        if self.minimum_unit is LagUnit.CALENDAR_DAYS:
            return CalendarDays(self.minimum_days)
        return WorkingDays(self.minimum_days)


TEMPLATE = (
    Stage(RoundStage.PLAN_FILED, duration_days=5),
    Stage(RoundStage.NOTICE, duration_days=7),
    Stage(RoundStage.REGISTRATION, duration_days=5),
    Stage(RoundStage.QUALIFICATION, duration_days=5),
    Stage(RoundStage.WRITTEN_EXAM, minimum_days=10),
    Stage(RoundStage.INTERVIEW, duration_days=2, minimum_days=8),
    Stage(RoundStage.MEDICAL, duration_days=2, minimum_days=3),
    Stage(RoundStage.VETTING, duration_days=10),
    Stage(RoundStage.PUBLIC_NOTICE, duration_days=7),
    Stage(RoundStage.APPOINTMENT, duration_days=5),
    Stage(RoundStage.ON_BOARD, minimum_days=5),
)
"""An open examination, 72 working days from its first day to the last: durations and periods are judgements, to be
set by what the round's own authority demands. None of them stands for a rule of law, so none names a source."""


@dataclass(frozen=True, slots=True)
class StageDates:
    """A stage with its days.

    Attributes:
        held: what was said of it.
        begins_on: the first day of the stage as expected; of one that is over, its last.
        expected_on: the day it ended, or is expected to end.
        latest_on: the last day on which it may end so that people are trained before opening day.
        late_days: working days from `latest_on` to `expected_on`, positive when too late.
        is_over: it ended, or a later stage did.
        provisional: a day rests on a year that is not announced.
    """

    held: Stage
    begins_on: dt.date
    expected_on: dt.date
    latest_on: dt.date
    late_days: int
    is_over: bool
    provisional: bool

    @property
    def stage(self) -> RoundStage:
        """Which one."""
        return self.held.stage


def in_order(stages: Sequence[Stage]) -> list[Stage]:
    """The stages in the order of an examination."""
    place = list(RoundStage).index
    return sorted(stages, key=lambda held: place(held.stage))


def overtaken(stages: Sequence[Stage]) -> dict[RoundStage, dt.date]:
    """For each stage that ended or that a later one overtook: the day by which it was over."""
    by: dict[RoundStage, dt.date] = {}
    day: dt.date | None = None
    for held in reversed(in_order(stages)):
        day = held.actual_on or day
        if day is not None:
            by[held.stage] = day
    return by


def expected(
    stages: Sequence[Stage], *, calendar: WorkCalendar, today: dt.date
) -> dict[RoundStage, tuple[dt.date, dt.date]]:
    """First and last day of each stage: as it ended, as the schedule has it, or the earliest that is left.

    A planned day holds when it is later than the earliest one. Of a stage that is over both days are its last.
    """
    days: dict[RoundStage, tuple[dt.date, dt.date]] = {}
    over = overtaken(stages)
    before: dt.date | None = None
    for held in in_order(stages):
        if held.stage in over:
            first = last = held.actual_on or over[held.stage]
        elif held.scheduled_on is not None:
            first, last = _first_day(held.scheduled_on, held, calendar), held.scheduled_on
        else:
            waits = [today]
            if before is not None:
                waits.append(held.period.after(before, calendar))
            if held.planned_on is not None:
                waits.append(_first_day(calendar.next_working(held.planned_on), held, calendar))
            first = calendar.next_working(max(waits))
            last = calendar.add_working_days(first, held.duration_days - 1)
        days[held.stage] = (first, last)
        before = last
    return days


def latest_safe(
    stages: Sequence[Stage], *, opening_on: dt.date, training_days: int, calendar: WorkCalendar
) -> dict[RoundStage, dt.date]:
    """The last working day on which each stage may end, counted backwards from opening day.

    After the last stage the working days of training follow, the last of them the working day before opening.
    """
    latest: dict[RoundStage, dt.date] = {}
    day = calendar.add_working_days(calendar.previous_working(opening_on - ONE_DAY), -training_days)
    for held in reversed(in_order(stages)):
        latest[held.stage] = day
        first = _first_day(day, held, calendar)
        day = calendar.previous_working(held.period.before(first, calendar))
    return latest


def latest_start(
    opening_on: dt.date,
    *,
    calendar: WorkCalendar,
    stages: Sequence[Stage] = TEMPLATE,
    training_days: int = TRAINING_DAYS,
) -> dt.date:
    """The last working day on which a round may begin for its people to be trained before opening day.

    From the day after it is too late to recruit. `stages` are one at least.
    """
    first = in_order(stages)[0]
    latest = latest_safe(stages, opening_on=opening_on, training_days=training_days, calendar=calendar)
    return _first_day(latest[first.stage], first, calendar)


def dates(
    stages: Sequence[Stage],
    *,
    calendar: WorkCalendar,
    opening_on: dt.date,
    training_days: int,
    today: dt.date,
) -> tuple[StageDates, ...]:
    """Each stage with its days, in order."""
    coming = expected(stages, calendar=calendar, today=today)
    latest = latest_safe(stages, opening_on=opening_on, training_days=training_days, calendar=calendar)
    over = overtaken(stages)
    return tuple(_dated(held, coming, latest[held.stage], over, calendar) for held in in_order(stages))


def next_stage(found: Sequence[StageDates]) -> StageDates | None:
    """The first stage that is not over; None when everybody is on board."""
    return next((stage for stage in found if not stage.is_over), None)


def _dated(
    held: Stage,
    coming: Mapping[RoundStage, tuple[dt.date, dt.date]],
    latest_on: dt.date,
    over: Mapping[RoundStage, dt.date],
    calendar: WorkCalendar,
) -> StageDates:
    begins_on, expected_on = coming[held.stage]
    is_over = held.stage in over
    return StageDates(
        held=held,
        begins_on=begins_on,
        expected_on=expected_on,
        latest_on=latest_on,
        late_days=calendar.working_days_between(latest_on, expected_on),
        is_over=is_over,
        provisional=calendar.provisional([latest_on] + ([] if is_over else [expected_on])),
    )


def _first_day(last: dt.date, held: Stage, calendar: WorkCalendar) -> dt.date:
    """The first day of a stage that ends on a working day."""
    return calendar.add_working_days(last, 1 - held.duration_days)
