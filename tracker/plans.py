"""Plans, their tasks with dates, and what is late: the rules of the plan pages and of the overview."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tracker.calendar import WorkCalendar
from tracker.schedule.days import schedule_days
from tracker.schedule.model import Constraint, DatedTask, Dependency, PlannedTask, TaskKind
from tracker.vocabulary import PlanKind, PlanStatus


class TimelineScale(StrEnum):
    """How much time the width of the timeline shows: about four weeks, twelve weeks, half a year, everything."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


MOVES: Mapping[PlanStatus, tuple[PlanStatus, ...]] = {
    PlanStatus.DRAFT: (PlanStatus.SUBMITTED,),
    PlanStatus.SUBMITTED: (PlanStatus.APPROVED, PlanStatus.RETURNED),
    PlanStatus.RETURNED: (PlanStatus.SUBMITTED,),
    PlanStatus.APPROVED: (PlanStatus.IN_FORCE,),
    PlanStatus.IN_FORCE: (PlanStatus.CLOSED,),
    PlanStatus.CLOSED: (),
}
"""Where a plan document may go from each state."""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as it is stored.

    `duration_days` is the likely duration in working days; the best and the worst case are None where the spread
    of the plan's kind stands in (`tracker.readiness.task_range`).
    """

    id: int
    version: int
    plan_id: int
    plan_title: str
    plan_kind: PlanKind
    parent_id: int | None
    position: int
    kind: TaskKind
    title: str
    owner_id: int | None
    owner: str
    post_id: int | None
    zone_id: int | None
    duration_days: int
    optimistic_days: int | None
    pessimistic_days: int | None
    constraint: Constraint
    constraint_date: dt.date | None
    deadline: dt.date | None
    actual_start: dt.date | None
    actual_finish: dt.date | None
    percent_complete: int
    notes: str
    archived: bool
    round_id: int | None = field(default=None, kw_only=True)
    course_id: int | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class DatedTaskRow(TaskFacts):
    """A task with the dates, float and lateness that the schedule gives it on a day.

    Dates are inclusive working days; floats and `days_late` are working days. `days_late` is how far the finish
    lies behind the deadline, or behind what opening day allows, whichever is worse; 0 when it is in time or done.
    The progress of a summary is that of its tasks, weighted by their durations.
    """

    start: dt.date
    finish: dt.date
    late_start: dt.date
    late_finish: dt.date
    total_float_days: int
    critical: bool
    provisional: bool
    days_late: int

    @property
    def is_late(self) -> bool:
        """Whether the task, as things stand, misses its deadline or pushes opening day."""
        return self.days_late > 0

    @property
    def is_done(self) -> bool:
        """Whether it is finished."""
        return self.actual_finish is not None or self.percent_complete >= 100


def planned(task: TaskFacts) -> PlannedTask:
    """A stored task as the schedule takes it; 100 % with no finish date counts as finished when planned."""
    return PlannedTask(
        id=task.id,
        name=task.title,
        parent_id=task.parent_id,
        kind=task.kind,
        duration_days=0 if task.kind is TaskKind.MILESTONE else task.duration_days,
        constraint=task.constraint,
        constraint_date=task.constraint_date,
        deadline=task.deadline,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish,
        percent_complete=task.percent_complete,
    )


def in_force(
    tasks: Sequence[TaskFacts], dependencies: Iterable[Dependency]
) -> tuple[list[TaskFacts], list[Dependency]]:
    """The tasks that are not archived, in the order given, and the links between them."""
    live = [task for task in tasks if not task.archived]
    known = {task.id for task in live}
    return live, [
        link for link in dependencies if link.predecessor_id in known and link.successor_id in known
    ]


def dated(
    tasks: Sequence[TaskFacts],
    dependencies: Iterable[Dependency],
    *,
    calendar: WorkCalendar,
    starts_on: dt.date,
    opening_on: dt.date,
    today: dt.date,
) -> list[DatedTaskRow]:
    """Every task that is not archived with its dates under today's progress, in the order given.

    One network over all plans: what holds the opening day may stand in any of them. Open work is never planned
    before `today`; float is measured against the announced opening day, so it can be negative.

    Raises:
        Invalid: a cycle or another plan that cannot be scheduled; the facts name the tasks.
    """
    live, links = in_force(tasks, dependencies)
    rows = schedule_days(
        [planned(task) for task in live],
        links,
        calendar=calendar,
        project_start=starts_on,
        project_finish=opening_on,
        status_date=today,
    )
    progress = summary_progress(live)
    live = [replace(task, percent_complete=progress.get(task.id, task.percent_complete)) for task in live]
    return [_row(task, rows[task.id], calendar) for task in live]


def summary_progress(tasks: Sequence[TaskFacts]) -> dict[int, int]:
    """Whole percent done of each summary that has tasks below it, by id.

    Tasks weigh as many as their working days; where there are only milestones, each weighs the same. Rounded
    down, so that 100 means that everything is done.
    """
    by_id = {task.id: task for task in tasks}
    days: dict[
        int, list[int]
    ] = {}  # summary → [working days, percent-days, milestones, percent of milestones]
    for task in tasks:
        if task.kind is TaskKind.SUMMARY:
            continue
        weight = task.duration_days if task.kind is TaskKind.TASK else 0
        above = task.parent_id
        while above is not None and above in by_id:
            total = days.setdefault(above, [0, 0, 0, 0])
            total[0] += weight
            total[1] += weight * task.percent_complete
            total[2] += 1
            total[3] += task.percent_complete
            above = by_id[above].parent_id
    return {id_: done // weight if weight else each // n for id_, (weight, done, n, each) in days.items()}


def _row(task: TaskFacts, dates: DatedTask, calendar: WorkCalendar) -> DatedTaskRow:
    facts = {name: getattr(task, name) for name in TaskFacts.__slots__}
    return DatedTaskRow(
        **facts,
        start=dates.start,
        finish=dates.finish,
        late_start=dates.late_start,
        late_finish=dates.late_finish,
        total_float_days=dates.total_float_days,
        critical=dates.critical,
        provisional=dates.provisional,
        days_late=_days_late(task, dates, calendar),
    )


def _days_late(task: TaskFacts, dates: DatedTask, calendar: WorkCalendar) -> int:
    if task.actual_finish is not None or task.percent_complete >= 100:
        return 0
    behind_opening = max(0, -dates.total_float_days)
    if task.deadline is None or dates.finish <= task.deadline:
        return behind_opening
    return max(behind_opening, calendar.working_days_between(task.deadline, dates.finish))


def late_tasks(rows: Iterable[DatedTaskRow]) -> list[DatedTaskRow]:
    """The late ones that somebody can act on (no summaries), the latest first."""
    late = [row for row in rows if row.is_late and row.kind is not TaskKind.SUMMARY]
    return sorted(late, key=lambda row: (-row.days_late, row.finish, row.id))


def due_within(rows: Iterable[DatedTaskRow], today: dt.date, days: int) -> list[DatedTaskRow]:
    """Open tasks that finish within so many calendar days from `today`, soonest first."""
    last = today + dt.timedelta(days=days)
    near = [
        row for row in rows if not row.is_done and row.kind is not TaskKind.SUMMARY and row.finish <= last
    ]
    return sorted(near, key=lambda row: (row.finish, row.id))


def expected_opening(rows: Sequence[DatedTaskRow], calendar: WorkCalendar) -> dt.date | None:
    """The working day on which everything before opening is done under today's dates; None without tasks."""
    finishes = [row.finish for row in rows if row.kind is not TaskKind.SUMMARY]
    return calendar.next_working(max(finishes)) if finishes else None


def outline(rows: Sequence[DatedTaskRow]) -> list[tuple[DatedTaskRow, int]]:
    """Rows in reading order (plan by plan, children under their parents) with their depth, 0 at the top."""
    children: dict[int | None, list[DatedTaskRow]] = {}
    ids = {row.id for row in rows}
    for row in rows:
        children.setdefault(row.parent_id if row.parent_id in ids else None, []).append(row)
    for group in children.values():
        group.sort(key=lambda row: (row.plan_id, row.position, row.id))
    ordered: list[tuple[DatedTaskRow, int]] = []
    stack = [(row, 0) for row in reversed(children.get(None, []))]
    while stack:
        row, depth = stack.pop()
        ordered.append((row, depth))
        stack.extend((child, depth + 1) for child in reversed(children.get(row.id, [])))
    return ordered
