"""Baselines: what a plan was on a day, and what has become of it.

Two schedules are compared task by task; either may be a baseline or the plan of today. A variance is signed and
counted in working days on the project's calendar: how far a date lies behind (+) or before (−) the earlier one.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.calendar import WorkCalendar
from tracker.plans import DatedTaskRow
from tracker.schedule.model import TaskKind

LONGEST_NAME = 120
_NUMBERED = re.compile(r"Baseline(?: (\d+))?")


class Change(StrEnum):
    """What became of a task between two schedules."""

    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a task, and its working days."""

    start: dt.date
    finish: dt.date
    duration_days: int


@dataclass(frozen=True, slots=True)
class KeptTask:
    """A task as a schedule has it; a baseline keeps the title that it had at the time."""

    id: int
    title: str
    plan_id: int
    plan_title: str
    kind: TaskKind
    span: Span


@dataclass(frozen=True, slots=True)
class KeptSchedule:
    """A schedule to compare.

    Attributes:
        announced_on: the opening day that was announced at the time; None where nothing says so.
        tasks: its tasks; headings are not compared, for their dates are those of the tasks below them.
    """

    announced_on: dt.date | None
    tasks: tuple[KeptTask, ...]

    def work(self) -> Iterator[KeptTask]:
        """The tasks and milestones without the headings."""
        return (task for task in self.tasks if task.kind is not TaskKind.SUMMARY)

    @property
    def finish(self) -> dt.date | None:
        """The day on which everything is done; None without tasks."""
        return max((task.span.finish for task in self.work()), default=None)


@dataclass(frozen=True, slots=True)
class ComparedTask:
    """A task in two schedules.

    Attributes:
        title: as the later schedule has it; of a removed task as it was kept.
        before, after: None in the schedule that does not have the task.
        start_days, finish_days: how many working days later it starts and finishes; None unless both have it.
        longer_days: how many working days longer it is; likewise.
    """

    id: int
    title: str
    plan_id: int
    plan_title: str
    change: Change
    before: Span | None
    after: Span | None
    start_days: int | None = None
    finish_days: int | None = None
    longer_days: int | None = None

    @property
    def weight(self) -> tuple[int, int]:
        """How far it moved, to put the worst first: by its finish, then by its start."""
        return (self.finish_days or 0, self.start_days or 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two schedules side by side.

    Attributes:
        tasks: each task of either schedule once: moved ones first, the worst first, then added, removed and
            unchanged ones by their dates.
        announced_days: working days that the announced opening day moved; None where one of the two is unknown.
        finish_days: working days that the end of everything moved; None where a schedule has no tasks.
    """

    before: KeptSchedule
    after: KeptSchedule
    tasks: tuple[ComparedTask, ...]
    announced_days: int | None
    finish_days: int | None

    def count(self, change: Change) -> int:
        """How many tasks changed so."""
        return sum(task.change is change for task in self.tasks)

    @property
    def moved(self) -> list[ComparedTask]:
        """The moved tasks, the worst first."""
        return [task for task in self.tasks if task.change is Change.MOVED]


def as_of_today(rows: Iterable[DatedTaskRow], announced_on: dt.date) -> KeptSchedule:
    """The plan of today as a schedule to compare."""
    return KeptSchedule(
        announced_on,
        tuple(
            KeptTask(row.id, row.title, row.plan_id, row.plan_title, row.kind, span_of(row)) for row in rows
        ),
    )


def span_of(row: DatedTaskRow) -> Span:
    """The dates of a task; its own working days, of which a milestone and a heading have none."""
    return Span(row.start, row.finish, row.duration_days if row.kind is TaskKind.TASK else 0)


def compare(before: KeptSchedule, after: KeptSchedule, calendar: WorkCalendar) -> Comparison:
    """What changed from one schedule to another; tasks are the same when they have the same id."""
    old = {task.id: task for task in before.work()}
    new = {task.id: task for task in after.work()}
    tasks = [_compared(old.get(id_), new.get(id_), calendar) for id_ in {**old, **new}]
    return Comparison(
        before,
        after,
        tuple(sorted(tasks, key=_reading_order)),
        _days_between(before.announced_on, after.announced_on, calendar),
        _days_between(before.finish, after.finish, calendar),
    )


def _days_between(before: dt.date | None, after: dt.date | None, calendar: WorkCalendar) -> int | None:
    if before is None or after is None:
        return None
    return calendar.working_days_between(before, after)


def _compared(old: KeptTask | None, new: KeptTask | None, calendar: WorkCalendar) -> ComparedTask:
    if old is None or new is None:
        task = old or new
        assert task is not None  # noqa: S101 (one of the two schedules has the task)
        change = Change.ADDED if old is None else Change.REMOVED
        before, after = (None, task.span) if old is None else (task.span, None)
        return ComparedTask(task.id, task.title, task.plan_id, task.plan_title, change, before, after)
    return ComparedTask(
        new.id,
        new.title,
        new.plan_id,
        new.plan_title,
        Change.UNCHANGED if old.span == new.span else Change.MOVED,
        old.span,
        new.span,
        calendar.working_days_between(old.span.start, new.span.start),
        calendar.working_days_between(old.span.finish, new.span.finish),
        new.span.duration_days - old.span.duration_days,
    )


_ORDER = {change: place for place, change in enumerate(Change)}


def _reading_order(task: ComparedTask) -> tuple[int, int, int, dt.date, int]:
    span = task.after or task.before
    assert span is not None  # noqa: S101 (one of the two schedules has the task)
    finish, start = task.weight
    return _ORDER[task.change], -finish, -start, span.start, task.id


def number_in_file(name: str) -> int | None:
    """The number of a baseline that Microsoft Project left without a name: "Baseline" is 0, "Baseline 3" is 3."""
    match = _NUMBERED.fullmatch(name)
    return int(match[1] or 0) if match else None


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, shortened to what can be stored, with a number behind it where it is taken already."""
    taken, name = set(taken), name.strip()[:LONGEST_NAME]
    number, free = 2, name
    while free in taken:
        ending = f" ({number})"
        free, number = name[: LONGEST_NAME - len(ending)] + ending, number + 1
    return free
