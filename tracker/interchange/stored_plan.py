"""Plans as a project holds them, made ready to be written to a file."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.calendar import WorkCalendar
from tracker.interchange.day_plan import (
    DayBaseline,
    DayException,
    DayPlan,
    DayTask,
    days_off_the_week,
)
from tracker.plans import DatedTaskRow, outline
from tracker.schedule.model import Constraint, Dependency, PlannedTask, TaskKind


@dataclass(frozen=True, slots=True)
class ProjectCalendar:
    """The working days of a project.

    Attributes:
        calendar: public days with the project's own on top.
        reasons: why the project's own days are what they are.
    """

    calendar: WorkCalendar
    reasons: Mapping[dt.date, str]


def plan_to_write(
    name: str,
    rows: Sequence[DatedTaskRow],
    links: Iterable[Dependency],
    *,
    days: ProjectCalendar,
    starts_on: dt.date,
    baselines: Iterable[DayBaseline] = (),
) -> DayPlan:
    """The tasks as one plan; the tasks of each plan stand under its title where they come from several.

    Tasks keep their numbers, so that files written later name the same tasks alike. Links to tasks that are
    not among `rows` are left out. The calendar says every day from the start to the last date that departs from
    Monday to Friday, public holidays included: other programs know none.

    Args:
        name: of the plan.
        rows: the tasks with their computed dates.
        links: of the project.
        days: the working days of the project.
        starts_on: where the project starts.
        baselines: what they keep of tasks that are not among `rows` is left out.
    """
    titles = dict.fromkeys((row.plan_id, row.plan_title) for row in rows)
    above = {} if len(titles) < 2 else _headings(rows, titles)
    known = {row.id for row in rows}
    tasks = list(_tasks(rows, titles, above))
    dates = [starts_on, *days.reasons, *(day for task in tasks for day in _dates(task))]
    return DayPlan(
        name=name,
        starts_on=starts_on,
        finishes_on=None,
        tasks=tuple(tasks),
        links=tuple(link for link in links if link.predecessor_id in known and link.successor_id in known),
        exceptions=tuple(
            DayException(one.day, one.is_working, days.reasons.get(one.day) or one.reason)
            for one in days_off_the_week(days.calendar, min(dates), max(dates))
        ),
        baselines=tuple(
            replace(one, entries=tuple(entry for entry in one.entries if entry.id in known))
            for one in baselines
        ),
    )


def _headings(rows: Sequence[DatedTaskRow], titles: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Plan → number of the heading that stands for it, above those of all tasks."""
    last = max(row.id for row in rows)
    return {plan_id: last + place for place, (plan_id, _) in enumerate(titles, start=1)}


def _tasks(
    rows: Sequence[DatedTaskRow], titles: Iterable[tuple[int, str]], above: Mapping[int, int]
) -> Iterator[DayTask]:
    for plan_id, title in titles:
        heading = above.get(plan_id)
        if heading is not None:
            yield DayTask(PlannedTask(heading, title, None, TaskKind.SUMMARY, 0))
        own = outline([row for row in rows if row.plan_id == plan_id])
        numbers = {row.id for row, _ in own}
        for row, _depth in own:
            parent_id = row.parent_id if row.parent_id in numbers else heading
            yield _task(replace(row, parent_id=parent_id))


def _task(row: DatedTaskRow) -> DayTask:
    dateless = row.constraint in {Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE}
    planned = PlannedTask(
        id=row.id,
        name=row.title,
        parent_id=row.parent_id,
        kind=row.kind,
        duration_days=row.duration_days if row.kind is TaskKind.TASK else 0,
        constraint=row.constraint,
        constraint_date=None if dateless else row.constraint_date,
        deadline=row.deadline,
        actual_start=row.actual_start,
        actual_finish=row.actual_finish,
        percent_complete=row.percent_complete,
    )
    return DayTask(planned, row.notes, row.owner, row.start, row.finish)


def _dates(task: DayTask) -> Iterator[dt.date]:
    planned = task.planned
    dates = (task.start, task.finish, planned.constraint_date, planned.deadline)
    return (day for day in dates if day is not None)
