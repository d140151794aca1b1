"""A change of one task before it is stored: what else moves with it, and where opening day falls then.

The schedule is computed twice, with and without the change; what differs is the preview. Nothing is written:
`Preview.changes` holds the columns that storing the change would set, `Preview.original` what they hold now.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid, NotFound
from tracker.plans import DatedTaskRow, TaskFacts, dated, expected_opening
from tracker.schedule.model import Constraint, Dependency, TaskKind

LONGEST_DURATION = 2_000
"""In working days: the longest that a task may be made."""


@dataclass(frozen=True, slots=True)
class Longer:
    """The task takes `days` working days more (fewer, when negative)."""

    task_id: int
    days: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The task may start `days` working days after the start it has now (before it, when negative), not earlier.

    It becomes a "start no earlier than" date, in place of the date rule it had: its links still hold, so a task
    that waits for another one does not come forward by this alone.
    """

    task_id: int
    days: int


Change = Longer | Moved


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A task that the change touches, before and after it.

    `days` is how far its finish moves, in working days, positive when it becomes later; the floats are total
    floats in working days, negative when the task is too late.
    """

    id: int
    title: str
    plan_title: str
    start_before: dt.date
    start_after: dt.date
    finish_before: dt.date
    finish_after: dt.date
    days: int
    float_before: int
    float_after: int
    critical_before: bool
    critical_after: bool

    @property
    def moves(self) -> bool:
        """Whether its dates change; otherwise only its float does, or whether it is critical."""
        return (self.start_before, self.finish_before) != (self.start_after, self.finish_after)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do.

    Attributes:
        task: the changed task, before and after, whether or not it moves.
        others: the other tasks it touches (no headings), in the order in which they finish now.
        expected_before, expected_after: the working day by which everything is done.
        days: how far that day moves, in working days.
        version: the version of the task that the preview is computed from.
        changes, original: the columns that storing the change sets, and their values now.
        provisional: some date rests on a year whose public holidays are not announced yet.
    """

    change: Change
    task: MovedRow
    others: tuple[MovedRow, ...]
    expected_before: dt.date
    expected_after: dt.date
    days: int
    version: int
    changes: Mapping[str, Any]
    original: Mapping[str, Any]
    provisional: bool

    @property
    def moving(self) -> tuple[MovedRow, ...]:
        """The other tasks whose dates change."""
        return tuple(row for row in self.others if row.moves)

    @property
    def is_nothing(self) -> bool:
        """Whether the task already is as the change wants it."""
        return self.changes == self.original


def possible(task: TaskFacts) -> tuple[type[Change], ...]:
    """The kinds of change that make sense for a task as it stands.

    The dates of a heading are those of its tasks, what is done stays as it was, a milestone has no duration, and
    what has begun keeps its start.
    """
    if task.kind is TaskKind.SUMMARY or task.actual_finish is not None or task.percent_complete >= 100:
        return ()
    begun = task.actual_start is not None or task.percent_complete > 0
    kinds: list[type[Change]] = []
    if task.kind is TaskKind.TASK:
        kinds.append(Longer)
    if not begun:
        kinds.append(Moved)
    return tuple(kinds)


def preview(
    tasks: Sequence[TaskFacts],
    dependencies: Iterable[Dependency],
    change: Change,
    *,
    calendar: WorkCalendar,
    starts_on: dt.date,
    opening_on: dt.date,
    today: dt.date,
) -> Preview:
    """What `change` would do to the schedule that `tracker.plans.dated` gives on `today`.

    Raises:
        NotFound: the task is not in the plan, or archived.
        Invalid: "change_impossible" when the task cannot be changed so (see `possible`), "duration_out_of_range"
            when it would last less than nothing or too long; else as `dated`.
    """
    links = tuple(dependencies)

    def scheduled(plan: Sequence[TaskFacts]) -> dict[int, DatedTaskRow]:
        rows = dated(plan, links, calendar=calendar, starts_on=starts_on, opening_on=opening_on, today=today)
        return {row.id: row for row in rows}

    before = scheduled(tasks)
    if change.task_id not in before:
        raise NotFound(record="task", id=change.task_id)
    task = before[change.task_id]
    changes = _columns(task, change, calendar)
    after = scheduled([replace(each, **changes) if each.id == task.id else each for each in tasks])
    touched = [
        _moved(row, after[row.id], calendar)
        for row in before.values()
        if row.kind is not TaskKind.SUMMARY and row.id != task.id and _differs(row, after[row.id])
    ]
    expected_before = expected_opening(list(before.values()), calendar)
    expected_after = expected_opening(list(after.values()), calendar)
    assert expected_before is not None  # noqa: S101 (the changed task is no heading, so there is a finish)
    assert expected_after is not None  # noqa: S101 (likewise)
    return Preview(
        change=change,
        task=_moved(task, after[task.id], calendar),
        others=tuple(sorted(touched, key=lambda row: (row.finish_before, row.start_before, row.id))),
        expected_before=expected_before,
        expected_after=expected_after,
        days=calendar.working_days_between(expected_before, expected_after),
        version=task.version,
        changes=changes,
        original={column: getattr(task, column) for column in changes},
        provisional=any(row.provisional for row in after.values()),
    )


def _columns(task: DatedTaskRow, change: Change, calendar: WorkCalendar) -> dict[str, Any]:
    """The columns of the task that the change sets."""
    if type(change) not in possible(task):
        raise Invalid("change_impossible", title=task.title)
    if isinstance(change, Longer):
        days = task.duration_days + change.days
        if not 0 <= days <= LONGEST_DURATION:
            raise Invalid("duration_out_of_range", title=task.title, longest=LONGEST_DURATION)
        return {"duration_days": days}
    if change.days == 0:
        return {"constraint": task.constraint, "constraint_date": task.constraint_date}
    return {
        "constraint": Constraint.START_NO_EARLIER_THAN,
        "constraint_date": calendar.add_working_days(task.start, change.days),
    }


def _differs(before: DatedTaskRow, after: DatedTaskRow) -> bool:
    return any(
        getattr(before, name) != getattr(after, name)
        for name in ("start", "finish", "total_float_days", "critical")
    )


def _moved(before: DatedTaskRow, after: DatedTaskRow, calendar: WorkCalendar) -> MovedRow:
    return MovedRow(
        id=before.id,
        title=before.title,
        plan_title=before.plan_title,
        start_before=before.start,
        start_after=after.start,
        finish_before=before.finish,
        finish_after=after.finish,
        days=calendar.working_days_between(before.finish, after.finish),
        float_before=before.total_float_days,
        float_after=after.total_float_days,
        critical_before=before.critical,
        critical_after=after.critical,
    )
