"""The schedule of large plans: one calendar, five calendars, a chain, a preview and a forecast."""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from tracker.calendar import WorkCalendar
from tracker.plans import TaskFacts
from tracker.preview import Longer, preview
from tracker.readiness import forecast, task_range
from tracker.schedule.days import schedule_days
from tracker.schedule.engine import schedule
from tracker.schedule.model import Constraint, Dependency, PlannedTask, TaskKind
from tracker.schedule.plan import Activity, Link, Rules
from tracker.schedule.worktime import WORKING_DAY, WorkTime, day_worktime, instant_of, weekly_worktime
from tracker.vocabulary import PlanKind

SEED = 7
START = dt.date(2026, 1, 5)
TASKS = 10_000
SUCCESSORS = 500
FORECAST_TASKS = 500
RUNS = 10_000


def one_calendar() -> Callable[[], object]:
    """10,000 tasks of 1 to 10 days, each after two at random of the fifty before it."""
    return _engine(_pairs(TASKS))


def chain() -> Callable[[], object]:
    """10,000 tasks, each after the one before it."""
    return _engine(pairwise(range(TASKS)))


def in_days() -> Callable[[], object]:
    """The plan of `one_calendar` from the pages' days and back to them."""
    tasks, links = _tasks(TASKS), [Dependency(before, after) for before, after in _pairs(TASKS)]
    return lambda: schedule_days(tasks, links, calendar=WorkCalendar(), project_start=START)


def five_calendars() -> Callable[[], object]:
    """The 10,000 tasks on five calendars in turn, from five to seven days a week, with other hours."""
    day = [(480, 720), (780, 1020)]
    weeks = [
        [day] * 5 + [[], []],
        [day] * 6 + [[]],
        [day] * 7,
        [[(540, 1020)]] * 5 + [[], []],
        [[]] + [day] * 5 + [[]],
    ]
    calendars = [weekly_worktime(week, {}, around=START) for week in weeks]
    return _engine(_pairs(TASKS), calendars)


def moved_task() -> Callable[[], object]:
    """A task that 500 others follow, ten days longer: what moves, and where opening day falls then."""
    tasks = [_facts(n) for n in range(SUCCESSORS + 1)]
    links = [Dependency(max(0, n - 1 - n % 3), n) for n in range(1, SUCCESSORS + 1)]

    def change() -> None:
        found = preview(
            tasks,
            links,
            Longer(0, 10),
            calendar=WorkCalendar(),
            starts_on=START,
            opening_on=START + dt.timedelta(days=365),
            today=START,
        )
        assert len(found.moving) == SUCCESSORS

    return change


def opening_forecast() -> Callable[[], object]:
    """10,000 runs of 500 tasks."""
    tasks, links = _tasks(FORECAST_TASKS), [Dependency(a, b) for a, b in _pairs(FORECAST_TASKS)]
    ranges = {task.id: task_range(task.duration_days, PlanKind.OTHER) for task in tasks}
    return lambda: forecast(
        tasks,
        links,
        ranges=ranges,
        calendar=WorkCalendar(),
        project_start=START,
        status_date=None,
        announced=START + dt.timedelta(days=365),
        runs=RUNS,
        seed=SEED,
    )


def _engine(pairs: Iterable[tuple[int, int]], calendars: Sequence[WorkTime] = ()) -> Callable[[], object]:
    """The engine on tasks that take one of the calendars in turn; on the public one where none is given."""
    public = day_worktime(WorkCalendar(), START.year, START.year)
    work = [
        Activity(
            id=task.id,
            name=task.name,
            duration=task.duration_days * WORKING_DAY,
            worktime=calendars[task.id % len(calendars)] if calendars else None,
        )
        for task in _tasks(TASKS)
    ]
    links = [Link(before, after) for before, after in pairs]
    rules = Rules(start=instant_of(dt.datetime.combine(START, dt.time(8))), worktime=public)
    return lambda: schedule(work, links, rules)


def _tasks(count: int) -> list[PlannedTask]:
    chance = random.Random(SEED)
    return [PlannedTask(n, f"任务 {n}", None, TaskKind.TASK, chance.randint(1, 10)) for n in range(count)]


def _pairs(count: int) -> list[tuple[int, int]]:
    chance = random.Random(SEED)
    pairs = [
        (before, n) for n in range(1, count) for before in chance.sample(range(max(0, n - 50), n), min(n, 2))
    ]
    return [*pairs, (0, count - 1)]


def _facts(task_id: int) -> TaskFacts:
    return TaskFacts(
        id=task_id,
        version=1,
        plan_id=1,
        plan_title="压力测试计划",
        plan_kind=PlanKind.OTHER,
        parent_id=None,
        position=task_id,
        kind=TaskKind.TASK,
        title=f"任务 {task_id}",
        owner_id=None,
        owner="",
        post_id=None,
        zone_id=None,
        duration_days=task_id % 7 + 1,
        optimistic_days=None,
        pessimistic_days=None,
        constraint=Constraint.AS_SOON_AS_POSSIBLE,
        constraint_date=None,
        deadline=None,
        actual_start=None,
        actual_finish=None,
        percent_complete=0,
        notes="",
        archived=False,
    )
