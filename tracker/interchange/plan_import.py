"""A plan file of any kind that is read here, made ready to become a plan of a project."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tracker.baselines import number_in_file
from tracker.calendar import WorkCalendar
from tracker.imports.workbook import OLE_SIGNATURE
from tracker.interchange.day_plan import DayPlan, DayTask, beyond_public_days
from tracker.interchange.days import in_days
from tracker.interchange.mspdi_read import read_plan
from tracker.interchange.task_table import CellProblem, read_task_table
from tracker.schedule.days import schedule_days
from tracker.schedule.model import Constraint, TaskKind

_XML_LEADS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What a file gave.

    Attributes:
        plan: None where there are problems.
        problems: the cells of a task list that cannot be taken.
        finishes_on: the last day of the plan if it began on its own start, progress apart.
    """

    plan: DayPlan | None
    problems: tuple[CellProblem, ...] = ()
    finishes_on: dt.date | None = None


def read_plan_file(data: bytes, *, name: str, starts_on: dt.date, calendar: WorkCalendar) -> PlanReading:
    """The plan in a Microsoft Project XML file, or in a task list (.xlsx, .csv).

    Args:
        data: the whole file; what it begins with says what it is.
        name: of a task list, which names no plan.
        starts_on: where a task list starts that names no earlier day.
        calendar: of the project that the plan is for.

    Raises:
        UnreadableFile, Invalid: as `tracker.interchange.mspdi_read.read_plan`,
            `tracker.interchange.task_table.read_task_table` and `tracker.schedule.days.schedule_days`: broken,
            unsafe, or impossible to schedule.
    """
    is_xml = data.lstrip().startswith(_XML_LEADS) and not data.startswith(OLE_SIGNATURE)
    if is_xml:
        plan = in_days(read_plan(data))
    else:
        table = read_task_table(data, name=name, starts_on=starts_on, calendar=calendar)
        if table.plan is None:
            return PlanReading(None, table.problems)
        plan = in_days(table.plan)
    ready = replace(plan, tasks=tuple(_ready(task) for task in plan.tasks))
    return PlanReading(ready, (), _finish(ready, calendar))


def _ready(task: DayTask) -> DayTask:
    """A milestone that lasts is work: only so does the schedule give it its days."""
    planned = task.planned
    if planned.kind is TaskKind.MILESTONE and planned.duration_days:
        return replace(task, planned=replace(planned, kind=TaskKind.TASK))
    return task


def _finish(plan: DayPlan, calendar: WorkCalendar) -> dt.date | None:
    """The last day on the project's calendar, with the days of the file that the project has not settled."""
    own = {one.day: one.is_working for one in beyond_public_days(plan.exceptions, WorkCalendar())}
    calendar = replace(calendar, exceptions={**own, **calendar.exceptions})
    rows = schedule_days(
        [task.planned for task in plan.tasks], plan.links, calendar=calendar, project_start=plan.starts_on
    )
    return max((row.finish for row in rows.values()), default=None)


def held_at_its_start(plan: DayPlan) -> DayPlan:
    """The plan with "start no earlier than" its own start on all that nothing else holds.

    For a plan that begins later than the project that takes it in. Work that has begun, that has a date rule of
    its own, or that waits for another task (itself or a heading above it) is left as it is.
    """
    parents = {task.planned.id: task.planned.parent_id for task in plan.tasks}
    waiting = {link.successor_id for link in plan.links}

    def waits(task_id: int | None) -> bool:
        while task_id is not None and task_id not in waiting:
            task_id = parents[task_id]
        return task_id is not None

    return replace(
        plan,
        tasks=tuple(
            _held(task, plan.starts_on) if _is_free(task) and not waits(task.planned.id) else task
            for task in plan.tasks
        ),
    )


def _is_free(task: DayTask) -> bool:
    planned = task.planned
    return (
        planned.kind is not TaskKind.SUMMARY
        and planned.constraint is Constraint.AS_SOON_AS_POSSIBLE
        and planned.actual_start is None
        and planned.actual_finish is None
        and not planned.percent_complete
    )


def _held(task: DayTask, day: dt.date) -> DayTask:
    held = Constraint.START_NO_EARLIER_THAN
    return replace(task, planned=replace(task.planned, constraint=held, constraint_date=day))


def named(plan: DayPlan, unnamed: str) -> DayPlan:
    """The plan with `unnamed` as the name of each task that has none."""
    return replace(
        plan,
        tasks=tuple(
            task if task.planned.name.strip() else replace(task, planned=replace(task.planned, name=unnamed))
            for task in plan.tasks
        ),
    )


def with_named_baselines(plan: DayPlan, name_of: Callable[[int], str]) -> DayPlan:
    """The plan with a name from `name_of` for each baseline that the file knows by its number alone.

    Baselines that keep none of the tasks fall away: there is nothing to compare with.
    """
    numbers = {task.planned.id for task in plan.tasks}
    kept = [one for one in plan.baselines if any(entry.id in numbers for entry in one.entries)]
    return replace(
        plan,
        baselines=tuple(
            one if (number := number_in_file(one.name)) is None else replace(one, name=name_of(number))
            for one in kept
        ),
    )


def strangers(plan: DayPlan, people: Iterable[str]) -> tuple[str, ...]:
    """The owners that the plan names and the project does not know, each once."""
    known = set(people)
    return tuple(dict.fromkeys(task.owner for task in plan.tasks if task.owner and task.owner not in known))
