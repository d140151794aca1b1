"""A plan as files carry it, independent of any format: tasks, links, one calendar and baselines.

Moments are local times without a zone, to the minute. Durations and lags are minutes: working minutes of the
plan's calendar, or elapsed ones where that is said. `tracker.interchange.days` turns them into the pages' days.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.errors import Invalid
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind
from tracker.schedule.network import build_network
from tracker.schedule.plan import Activity, Link
from tracker.schedule.worktime import DEFAULT_HOURS, WORKING_DAY, weekly_worktime

Hours = tuple[tuple[int, int], ...]
"""Working intervals of a day as (start, end) in minutes of the day, in order and apart; none for a day off."""

STANDARD_WEEK: tuple[Hours, ...] = (DEFAULT_HOURS,) * 5 + ((), ())
"""Monday to Sunday, eight hours from Monday to Friday."""

DATELESS = frozenset({Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE})
"""The constraints that have no date."""


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A line of a plan.

    Attributes:
        uid: its number in the file, which links and parents name.
        parent_uid: the heading it stands under, None at the top; whatever has children is a summary.
        duration: working minutes, or elapsed minutes where `elapsed`; 0 for a summary, whose span follows.
        constraint_at: the moment of a constraint that has one.
        owner: name of the person who does it, "" where nobody is named.
        start: when the program that wrote the file had planned it: shown, never taken as a rule.
        finish: likewise.
    """

    uid: int
    parent_uid: int | None
    kind: TaskKind
    name: str
    duration: int
    elapsed: bool = False
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE
    constraint_at: dt.datetime | None = None
    deadline: dt.datetime | None = None
    actual_start: dt.datetime | None = None
    actual_finish: dt.datetime | None = None
    percent_complete: int = 0
    notes: str = ""
    owner: str = ""
    start: dt.datetime | None = None
    finish: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A link; `lag` in working minutes, or in elapsed ones for calendar days. A negative lag is a lead."""

    predecessor_uid: int
    successor_uid: int
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_unit: LagUnit = LagUnit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day with hours of its own against the week; without hours it is a day off."""

    day: dt.date
    hours: Hours
    name: str = ""

    @property
    def is_working(self) -> bool:
        """Whether any of the day is worked."""
        return bool(self.hours)


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """A task as a baseline kept it; `duration` in working minutes."""

    uid: int
    start: dt.datetime
    finish: dt.datetime
    duration: int


@dataclass(frozen=True, slots=True)
class PlanBaseline:
    """A named copy of the schedule; its entries stand in the order of the tasks."""

    name: str
    entries: tuple[BaselineEntry, ...]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A whole plan.

    Attributes:
        finish: the end that the plan is scheduled back from; None where it runs from its start.
        week: working hours of a week, Monday first.
        days: days with other hours, in order of the calendar, none twice.
        minutes_per_day: what "one day" of work means in this plan.
        tasks: in outline order: a heading, then everything under it.
    """

    name: str
    start: dt.datetime
    finish: dt.datetime | None = None
    week: tuple[Hours, ...] = STANDARD_WEEK
    days: tuple[CalendarDay, ...] = ()
    minutes_per_day: int = WORKING_DAY
    tasks: tuple[PlanTask, ...] = ()
    links: tuple[PlanLink, ...] = ()
    baselines: tuple[PlanBaseline, ...] = ()


def in_outline_order(tasks: Sequence[PlanTask]) -> tuple[tuple[PlanTask, int], ...]:
    """The tasks with their outline levels (1 at the top), each heading before what stands under it.

    Siblings keep their order. Outlines may be of any depth: there is no recursion.

    Raises:
        Invalid: "outline_broken" with the names of tasks that stand under each other or under no task at all.
    """
    children: dict[int | None, list[PlanTask]] = {}
    for task in tasks:
        children.setdefault(task.parent_uid, []).append(task)
    ordered: list[tuple[PlanTask, int]] = []
    open_tasks = [(task, 1) for task in reversed(children.get(None, []))]
    while open_tasks:
        task, level = open_tasks.pop()
        ordered.append((task, level))
        open_tasks.extend((child, level + 1) for child in reversed(children.pop(task.uid, [])))
    if len(ordered) != len(tasks):
        placed = {task.uid for task, _ in ordered}
        raise Invalid("outline_broken", tasks=[task.name for task in tasks if task.uid not in placed][:10])
    return tuple(ordered)


def check_plan(plan: PlanFile) -> None:
    """Refuses a plan that no schedule can be computed for.

    Raises:
        Invalid: as `tracker.schedule.network.build_network` (a cycle, a missing predecessor, a number that
            stands twice: the facts name the tasks), "calendar_without_working_time", or
            "schedule_impossible_constraint" for a constraint that lacks its date.
    """
    worktime = weekly_worktime(plan.week, {day.day: day.hours for day in plan.days}, around=plan.start.date())
    for task in plan.tasks:
        if task.constraint_at is None and task.constraint not in DATELESS:
            raise Invalid("schedule_impossible_constraint", task=task.name, constraint=task.constraint)
    build_network(
        [Activity(task.uid, task.name, task.duration, task.parent_uid) for task in plan.tasks],
        [Link(link.predecessor_uid, link.successor_uid, link.type) for link in plan.links],
        worktime,
    )
