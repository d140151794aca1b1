"""A plan as the forecast runs it: the network of the schedule engine with each task's facts in half-days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.calendar import WorkCalendar
from tracker.readiness.halfdays import HalfDays, as_half, evening, half_days, morning
from tracker.schedule.model import Constraint, Dependency, LagUnit, PlannedTask, TaskKind
from tracker.schedule.network import NO_NODE, Network, build_network
from tracker.schedule.plan import Activity, Link
from tracker.schedule.worktime import WorkTime, day_worktime

FINISH_DATES = frozenset(
    {Constraint.FINISH_NO_EARLIER_THAN, Constraint.FINISH_NO_LATER_THAN, Constraint.MUST_FINISH_ON}
)
MUST = frozenset({Constraint.MUST_START_ON, Constraint.MUST_FINISH_ON})
LATEST = MUST | {Constraint.START_NO_LATER_THAN, Constraint.FINISH_NO_LATER_THAN}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the plan in whole days and half-days; what has happened is rounded down to whole days.

    `days` is the planned duration, 0 for a moment (a milestone, a summary); `done` of them are done. A moment
    and a summary have no `done`, and a summary has no progress of its own.
    """

    days: int
    constraint: Constraint
    held: int | None
    deadline: int | None
    actual_start: int | None
    actual_finish: int | None
    done: int
    complete: bool

    @property
    def started(self) -> bool:
        """Whether some of it has happened."""
        return self.actual_start is not None or self.done > 0 or self.complete

    @property
    def waits(self) -> bool:
        """Whether links still hold it, as `tracker.schedule.plan.Activity.waits` has it."""
        return self.actual_start is None and not self.complete


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What all runs share.

    Attributes:
        network: order, outline and links (lags in days) of `tracker.schedule.network`.
        items: facts per activity, at its position.
        counts: per activity whether opening day waits for it; a summary only stands for others.
        half: the calendar.
        start: half-day before which nothing is planned.
        status: half-day before which no open work is planned, or None.
    """

    network: Network
    items: list[Item]
    counts: list[bool]
    half: HalfDays
    start: int
    status: int | None

    @property
    def leaves(self) -> list[int]:
        """The positions of the lines that are not summaries of others."""
        return [node for node, gate in enumerate(self.network.gate) if gate == NO_NODE]


def run_plan(
    tasks: Sequence[PlannedTask],
    dependencies: Iterable[Dependency],
    *,
    calendar: WorkCalendar,
    project_start: date,
    status_date: date | None,
) -> RunPlan:
    """The plan of a forecast. Raises `Invalid` as `tracker.schedule.network.build_network`."""
    half = half_days(calendar)
    items = [_item(task, half) for task in tasks]
    network = build_network(
        [_outlined(task) for task in tasks], [_link(each) for each in dependencies], _no_work_time(calendar)
    )
    return RunPlan(
        network,
        items,
        [task.kind is not TaskKind.SUMMARY for task in tasks],
        half,
        morning(project_start),
        None if status_date is None else morning(status_date),
    )


def _no_work_time(calendar: WorkCalendar) -> WorkTime:
    """The engine's calendar, which the shape of a network asks for and does not use."""
    return day_worktime(calendar, 2000, 2000)


def _outlined(task: PlannedTask) -> Activity:
    """A line as the shape of the network needs it; its dates and durations are in `Item`."""
    return Activity(task.id, task.name, task.duration_days, task.parent_id)


def _link(dependency: Dependency) -> Link:
    elapsed = dependency.lag_unit is LagUnit.CALENDAR_DAYS
    return Link(
        dependency.predecessor_id, dependency.successor_id, dependency.type, dependency.lag_days, elapsed
    )


def _item(task: PlannedTask, half: HalfDays) -> Item:
    days = task.duration_days if task.kind is TaskKind.TASK else 0
    own = task.kind is not TaskKind.SUMMARY
    start = None if task.actual_start is None else morning(task.actual_start)
    finish = None if task.actual_finish is None else evening(task.actual_finish)
    if finish is not None and (start is None or days == 0):
        start = int(half.add(as_half(finish), -days)[0])
    at = evening if task.constraint in FINISH_DATES else morning
    return Item(
        days=days,
        constraint=task.constraint,
        held=None if task.constraint_date is None else at(task.constraint_date),
        deadline=None if task.deadline is None else evening(task.deadline),
        actual_start=start if own else None,
        actual_finish=finish if own else None,
        done=days * min(max(task.percent_complete, 0), 100) // 100 if own else 0,
        complete=own and (finish is not None or task.percent_complete >= 100),
    )
