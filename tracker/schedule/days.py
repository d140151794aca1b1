"""The schedule in days, as the pages speak: whole working days on the project's calendar, dates inclusive.

A thin layer over `tracker.schedule.engine`: a task of n days is n working days of the default hours, a date
that a task starts on is that morning, a date it finishes on is that evening, and a calendar-day lag is
elapsed time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.schedule.engine import Row, schedule, start_for_finish
from tracker.schedule.model import (
    Constraint,
    DatedTask,
    Dependency,
    LagUnit,
    PlannedTask,
    TaskKind,
)
from tracker.schedule.plan import Activity, Link, Rules
from tracker.schedule.worktime import (
    DEFAULT_HOURS,
    MINUTES_PER_DAY,
    WORKING_DAY,
    WorkTime,
    day_worktime,
)

_MORNING = DEFAULT_HOURS[0][0]
_EVENING = DEFAULT_HOURS[-1][1]
_FINISH_DATES = frozenset(
    {Constraint.FINISH_NO_EARLIER_THAN, Constraint.FINISH_NO_LATER_THAN, Constraint.MUST_FINISH_ON}
)


def schedule_days(
    tasks: Sequence[PlannedTask],
    dependencies: Iterable[Dependency],
    *,
    calendar: WorkCalendar,
    project_start: date,
    project_finish: date | None = None,
    status_date: date | None = None,
    float_limit_days: int = 0,
) -> dict[int, DatedTask]:
    """Dates, floats and what is critical for each task of a plan, by task id in the order given.

    Args:
        tasks: the plan; parents may come after their children.
        dependencies: links between the tasks, any of which may be a summary.
        calendar: the project's working days.
        project_start: no work is planned before it.
        project_finish: the day (its evening) against which late dates are measured, such as the announced
            opening, so that float can be negative. Without it, the latest early finish.
        status_date: no open work is planned before it; it may be planned on it.
        float_limit_days: a task is critical when its total float is at most this.

    Raises:
        Invalid: as `tracker.schedule.engine.schedule`, and "schedule_negative_duration" naming the task.
    """
    worktime = day_worktime(calendar, project_start.year, (project_finish or project_start).year)
    rules = Rules(
        start=_morning(project_start),
        worktime=worktime,
        finish=None if project_finish is None else _evening(project_finish),
        status=None if status_date is None else _morning(status_date),
    )
    rows = schedule(
        [_activity(task, worktime) for task in tasks],
        [_link(dependency) for dependency in dependencies],
        rules,
        float_limit=float_limit_days * WORKING_DAY,
    )
    return {id_: _dated(id_, row, worktime, calendar) for id_, row in rows.items()}


def latest_start(
    tasks: Sequence[PlannedTask],
    dependencies: Iterable[Dependency],
    *,
    calendar: WorkCalendar,
    project_finish: date,
) -> date:
    """The last day on which the plan may start to be done by the evening of `project_finish`.

    The schedule backwards from opening day: `schedule_days(..., project_start=latest_start(...))` then dates
    the tasks.

    Raises:
        Invalid: as `schedule_days`.
    """
    worktime = day_worktime(calendar, project_finish.year, project_finish.year)
    finish = _evening(project_finish)
    instant = start_for_finish(
        [_activity(task, worktime) for task in tasks],
        [_link(dependency) for dependency in dependencies],
        Rules(start=finish, worktime=worktime, finish=finish),
    )
    return _start_date(instant, worktime)


def _morning(day: date) -> int:
    return day.toordinal() * MINUTES_PER_DAY + _MORNING


def _evening(day: date) -> int:
    return day.toordinal() * MINUTES_PER_DAY + _EVENING


def _activity(task: PlannedTask, worktime: WorkTime) -> Activity:
    if task.duration_days < 0:
        raise Invalid("schedule_negative_duration", task=task.name, days=task.duration_days)
    days = task.duration_days if task.kind is TaskKind.TASK else 0
    held = task.constraint_date
    at_finish = task.constraint in _FINISH_DATES
    plan = Activity(
        id=task.id,
        name=task.name,
        duration=days * WORKING_DAY,
        parent_id=task.parent_id,
        constraint=task.constraint,
        constraint_at=None if held is None else _evening(held) if at_finish else _morning(held),
        deadline=None if task.deadline is None else _evening(task.deadline),
    )
    if task.kind is TaskKind.SUMMARY or not _has_begun(task):
        return plan
    return _with_progress(plan, task, days, worktime)


def _has_begun(task: PlannedTask) -> bool:
    return task.actual_start is not None or task.actual_finish is not None or task.percent_complete > 0


def _with_progress(plan: Activity, task: PlannedTask, days: int, worktime: WorkTime) -> Activity:
    """The activity with what has happened; whole days are done, so that the plan stays in days."""
    start = None if task.actual_start is None else _morning(task.actual_start)
    finish = None if task.actual_finish is None else _evening(task.actual_finish)
    if finish is not None and (start is None or days == 0):
        start = worktime.add(finish, -plan.duration)
    return replace(
        plan,
        actual_start=start,
        actual_finish=finish,
        done=days * min(max(task.percent_complete, 0), 100) // 100 * WORKING_DAY,
        complete=finish is not None or task.percent_complete >= 100,
    )


def _link(dependency: Dependency) -> Link:
    elapsed = dependency.lag_unit is LagUnit.CALENDAR_DAYS
    return Link(
        dependency.predecessor_id,
        dependency.successor_id,
        dependency.type,
        dependency.lag_days * (MINUTES_PER_DAY if elapsed else WORKING_DAY),
        elapsed,
    )


def _start_date(instant: int, worktime: WorkTime) -> date:
    return date.fromordinal(worktime.start_at(worktime.index(instant)) // MINUTES_PER_DAY)


def _finish_date(instant: int, worktime: WorkTime) -> date:
    return date.fromordinal(worktime.finish_at(worktime.index(instant)) // MINUTES_PER_DAY)


def _dated(id_: int, row: Row, worktime: WorkTime, calendar: WorkCalendar) -> DatedTask:
    if row.start == row.finish:
        start = finish = date.fromordinal(row.start // MINUTES_PER_DAY)
        late_start = late_finish = _late_day(row, worktime)
    else:
        start, finish = _start_date(row.start, worktime), _finish_date(row.finish, worktime)
        late_start = _start_date(row.late_start, worktime)
        late_finish = _finish_date(row.late_finish, worktime)
    return DatedTask(
        id=id_,
        start=start,
        finish=finish,
        late_start=late_start,
        late_finish=late_finish,
        total_float_days=row.total_float // WORKING_DAY,
        free_float_days=row.free_float // WORKING_DAY,
        critical=row.critical,
        driving_predecessor_id=row.driver,
        provisional=calendar.provisional((start, finish, late_start, late_finish)),
    )


def _late_day(row: Row, worktime: WorkTime) -> date:
    """The late day of a moment: that evening or that morning, as its early day is one or the other."""
    evening = worktime.finish_at(worktime.index(row.start)) == row.start
    return (_finish_date if evening else _start_date)(row.late_finish, worktime)
