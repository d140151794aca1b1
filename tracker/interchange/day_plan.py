"""A plan in whole days, as the pages and the stored plan hold it; `tracker.interchange.days` converts it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tracker.calendar import WorkCalendar
from tracker.interchange.plan_file import STANDARD_WEEK
from tracker.schedule.model import Dependency, PlannedTask


@dataclass(frozen=True, slots=True)
class DayTask:
    """A task in days with what the schedule does not need.

    Attributes:
        planned: the task as the schedule takes it; its `id` and `parent_id` are the numbers of the file.
        start: when the program that wrote the file had planned it; shown, never taken as a rule.
        finish: likewise.
    """

    planned: PlannedTask
    notes: str = ""
    owner: str = ""
    start: dt.date | None = None
    finish: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DayException:
    """A day that is worked, or not, against the week from Monday to Friday."""

    day: dt.date
    is_working: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayBaselineEntry:
    """A task as a baseline kept it, in working days."""

    id: int
    start: dt.date
    finish: dt.date
    duration_days: int


@dataclass(frozen=True, slots=True)
class DayBaseline:
    """A named copy of the schedule."""

    name: str
    entries: tuple[DayBaselineEntry, ...]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A plan in whole days.

    Attributes:
        finishes_on: the end that it is scheduled back from, None where it runs from its start.
        tasks: in outline order.
        rounded: numbers of the tasks whose duration, or whose lag behind a predecessor, was not a whole number
            of days and was rounded up; empty for a plan that is planned in days.
    """

    name: str
    starts_on: dt.date
    finishes_on: dt.date | None
    tasks: tuple[DayTask, ...]
    links: tuple[Dependency, ...]
    exceptions: tuple[DayException, ...] = ()
    baselines: tuple[DayBaseline, ...] = ()
    rounded: tuple[int, ...] = ()


def days_off_the_week(calendar: WorkCalendar, first: dt.date, last: dt.date) -> tuple[DayException, ...]:
    """Every day from `first` to `last` that the calendar works, or not, against Monday to Friday.

    What a file needs so that a program that knows no public holidays computes the same dates.
    """
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        DayException(day, calendar.is_working(day), calendar.reason(day).holiday or "")
        for day in days
        if calendar.is_working(day) != bool(STANDARD_WEEK[day.weekday()])
    )


def beyond_public_days(exceptions: Iterable[DayException], public: WorkCalendar) -> tuple[DayException, ...]:
    """The exceptions that the public calendar does not already say: those that a project must keep itself."""
    return tuple(one for one in exceptions if public.is_working(one.day) != one.is_working)


def with_dates(plan: DayPlan, dates: Mapping[int, tuple[dt.date, dt.date]]) -> DayPlan:
    """The plan with the computed start and finish of each task, by its number, for a file to carry."""
    return replace(
        plan,
        tasks=tuple(
            replace(task, start=span[0], finish=span[1]) if (span := dates.get(task.planned.id)) else task
            for task in plan.tasks
        ),
    )
