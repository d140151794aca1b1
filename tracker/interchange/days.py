"""A plan in days, as the pages and the stored plan hold it, from and to the minutes of files.

A date that something starts on is that morning, a date it finishes on is that evening. A finish stored at or
before the first working minute of a day is the evening of the working day before: the same working instant
(Microsoft Project 2016 and later write 08:00 of the next morning for it).
"""

import datetime as dt
from collections.abc import Iterator

from tracker.errors import Invalid
from tracker.interchange.day_plan import DayBaseline, DayBaselineEntry, DayException, DayPlan, DayTask
from tracker.interchange.plan_file import (
    STANDARD_WEEK,
    BaselineEntry,
    CalendarDay,
    Hours,
    PlanBaseline,
    PlanFile,
    PlanLink,
    PlanTask,
)
from tracker.schedule.model import Constraint, Dependency, LagUnit, PlannedTask, TaskKind
from tracker.schedule.worktime import DEFAULT_HOURS, MINUTES_PER_DAY, WORKING_DAY

_FINISH_CONSTRAINTS = frozenset(
    {Constraint.FINISH_NO_EARLIER_THAN, Constraint.FINISH_NO_LATER_THAN, Constraint.MUST_FINISH_ON}
)
_LONGEST_GAP = 366  # days that are looked back through for a working day


def in_days(plan: PlanFile) -> DayPlan:
    """The plan in whole days; what is not a whole day is rounded up and listed in `rounded`.

    Elapsed durations become the working days of as many weeks as they last. Of the calendar, the days that
    depart from Monday to Friday are kept, within the file's exceptions.

    Raises:
        Invalid: "tasks_linked_twice" (tasks: both names) for two links between the same two tasks.
    """
    return _Days(plan).convert()


class _Days:
    """One conversion; it remembers what it had to round."""

    def __init__(self, plan: PlanFile) -> None:
        self._plan = plan
        self._days = {day.day: day.hours for day in plan.days}
        self._week_days = sum(1 for hours in plan.week if hours)
        self._rounded: set[int] = set()

    def convert(self) -> DayPlan:
        plan = self._plan
        tasks = tuple(self._task(task) for task in plan.tasks)
        links = tuple(self._links())
        return DayPlan(
            name=plan.name,
            starts_on=self._start(plan.start),
            finishes_on=None if plan.finish is None else self._finish(plan.finish),
            tasks=tasks,
            links=links,
            exceptions=tuple(
                DayException(day.day, day.is_working, day.name)
                for day in plan.days
                if day.is_working != bool(STANDARD_WEEK[day.day.weekday()])
            ),
            baselines=tuple(self._baseline(baseline) for baseline in plan.baselines),
            rounded=tuple(task.uid for task in plan.tasks if task.uid in self._rounded),
        )

    def _task(self, task: PlanTask) -> DayTask:
        at = task.constraint_at
        dated = self._finish if task.constraint in _FINISH_CONSTRAINTS else self._start
        planned = PlannedTask(
            id=task.uid,
            name=task.name,
            parent_id=task.parent_uid,
            kind=task.kind,
            duration_days=self._duration(task),
            constraint=task.constraint,
            constraint_date=None if at is None else dated(at),
            deadline=self._or_none(task.deadline, finish=True),
            actual_start=self._or_none(task.actual_start, finish=False),
            actual_finish=self._or_none(task.actual_finish, finish=True),
            percent_complete=task.percent_complete,
        )
        start, finish = self._span(task.start, task.finish)
        return DayTask(planned, task.notes, task.owner, start, finish)

    def _duration(self, task: PlanTask) -> int:
        if task.elapsed:
            weeks = 7 * MINUTES_PER_DAY
            return self._whole(task.duration * self._week_days, weeks, task.uid)
        return self._whole(task.duration, self._plan.minutes_per_day, task.uid)

    def _whole(self, minutes: int, per_day: int, uid: int) -> int:
        days = -(-minutes // per_day)
        if days * per_day != minutes:
            self._rounded.add(uid)
        return days

    def _links(self) -> Iterator[Dependency]:
        names = {task.uid: task.name for task in self._plan.tasks}
        seen: set[tuple[int, int]] = set()
        for link in self._plan.links:
            pair = (link.predecessor_uid, link.successor_uid)
            if pair in seen:
                raise Invalid("tasks_linked_twice", tasks=[names.get(uid, str(uid)) for uid in pair])
            seen.add(pair)
            elapsed = link.lag_unit is LagUnit.CALENDAR_DAYS
            per_day = MINUTES_PER_DAY if elapsed else self._plan.minutes_per_day
            days = self._whole(link.lag, per_day, link.successor_uid)
            yield Dependency(*pair, link.type, days, link.lag_unit)

    def _baseline(self, baseline: PlanBaseline) -> DayBaseline:
        return DayBaseline(baseline.name, tuple(self._entry(entry) for entry in baseline.entries))

    def _entry(self, entry: BaselineEntry) -> DayBaselineEntry:
        if entry.start == entry.finish:  # a mere moment
            first = last = entry.start.date()
        else:
            first, last = self._start(entry.start), self._finish(entry.finish)
        return DayBaselineEntry(entry.uid, first, last, -(-entry.duration // self._plan.minutes_per_day))

    def _span(
        self, start: dt.datetime | None, finish: dt.datetime | None
    ) -> tuple[dt.date | None, dt.date | None]:
        """First and last day; a mere moment, such as a milestone's, is on the day it falls on."""
        if start is not None and start == finish:
            return start.date(), start.date()
        return self._or_none(start, finish=False), self._or_none(finish, finish=True)

    def _or_none(self, moment: dt.datetime | None, *, finish: bool) -> dt.date | None:
        if moment is None:
            return None
        return self._finish(moment) if finish else self._start(moment)

    def _hours(self, day: dt.date) -> Hours:
        return self._days.get(day, self._plan.week[day.weekday()])

    def _start(self, moment: dt.datetime) -> dt.date:
        """The day that work at this moment begins on: the next one from the last working minute on."""
        hours = self._hours(moment.date())
        after_work = bool(hours) and moment.hour * 60 + moment.minute >= hours[-1][1]
        return moment.date() + dt.timedelta(days=1 if after_work else 0)

    def _finish(self, moment: dt.datetime) -> dt.date:
        """The day in whose evening work that ends at this moment is done."""
        day, minute = moment.date(), moment.hour * 60 + moment.minute
        hours = self._hours(day)
        if minute > (hours[0][0] if hours else 0):
            return day
        for back in range(1, _LONGEST_GAP):
            if self._hours(day - dt.timedelta(days=back)):
                return day - dt.timedelta(days=back)
        return day


def from_days(plan: DayPlan) -> PlanFile:
    """The plan in minutes: eight hours a day from 08:00 to 17:00, as `tracker.schedule.days` counts them."""
    return PlanFile(
        name=plan.name,
        start=morning(plan.starts_on),
        finish=_evening_or_none(plan.finishes_on),
        days=tuple(
            CalendarDay(one.day, DEFAULT_HOURS if one.is_working else (), one.reason)
            for one in sorted(plan.exceptions, key=lambda one: one.day)
        ),
        tasks=tuple(_minutes_task(task) for task in plan.tasks),
        links=tuple(_minutes_link(link) for link in plan.links),
        baselines=tuple(
            PlanBaseline(baseline.name, tuple(_minutes_entry(entry) for entry in baseline.entries))
            for baseline in plan.baselines
        ),
    )


def _minutes_task(task: DayTask) -> PlanTask:
    planned = task.planned
    at = planned.constraint_date
    moment = _evening_or_none if planned.constraint in _FINISH_CONSTRAINTS else _morning_or_none
    point = planned.kind is TaskKind.MILESTONE and task.start == task.finish
    return PlanTask(
        uid=planned.id,
        parent_uid=planned.parent_id,
        kind=planned.kind,
        name=planned.name,
        duration=0 if planned.kind is TaskKind.SUMMARY else planned.duration_days * WORKING_DAY,
        constraint=planned.constraint,
        constraint_at=moment(at),
        deadline=_evening_or_none(planned.deadline),
        actual_start=_morning_or_none(planned.actual_start),
        actual_finish=_evening_or_none(planned.actual_finish),
        percent_complete=planned.percent_complete,
        notes=task.notes,
        owner=task.owner,
        start=_evening_or_none(task.start) if point else _morning_or_none(task.start),
        finish=_evening_or_none(task.finish),
    )


def _minutes_link(link: Dependency) -> PlanLink:
    per_day = MINUTES_PER_DAY if link.lag_unit is LagUnit.CALENDAR_DAYS else WORKING_DAY
    return PlanLink(link.predecessor_id, link.successor_id, link.type, link.lag_days * per_day, link.lag_unit)


def _minutes_entry(entry: DayBaselineEntry) -> BaselineEntry:
    """A moment, such as a milestone's, is that evening: from morning to evening it would be a day of work."""
    point = not entry.duration_days and entry.start == entry.finish
    start = evening(entry.start) if point else morning(entry.start)
    return BaselineEntry(entry.id, start, evening(entry.finish), entry.duration_days * WORKING_DAY)


def morning(day: dt.date) -> dt.datetime:
    """When work begins on a day of the default hours."""
    return dt.datetime(day.year, day.month, day.day) + dt.timedelta(minutes=DEFAULT_HOURS[0][0])  # noqa: DTZ001 - plans are in local time


def evening(day: dt.date) -> dt.datetime:
    """When work ends on a day of the default hours."""
    return dt.datetime(day.year, day.month, day.day) + dt.timedelta(minutes=DEFAULT_HOURS[-1][1])  # noqa: DTZ001 - plans are in local time


def _morning_or_none(day: dt.date | None) -> dt.datetime | None:
    return None if day is None else morning(day)


def _evening_or_none(day: dt.date | None) -> dt.datetime | None:
    return None if day is None else evening(day)
