"""The readiness forecast: many runs of the plan with sampled durations, and what they say about opening day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.readiness.halfdays import HalfDays, Ints, as_half, morning
from tracker.readiness.judgement import Distribution, Range, RiskDriver
from tracker.readiness.passes import Passes
from tracker.readiness.plan import RunPlan, run_plan
from tracker.readiness.results import DayCount, DriverForecast, Forecast, TaskForecast
from tracker.readiness.sampling import Floats, driver_days, task_uniforms, whole_days
from tracker.readiness.statistics import centred_ranks, quantile, spearman
from tracker.schedule.days import schedule_days
from tracker.schedule.model import Dependency, PlannedTask, TaskKind

MOST_RUNS = 100_000
"""More runs are refused: at 10,000 the standard error of the probability is at most half a percentage point."""

_BLOCK = 2_000  # runs at a time: their arrays stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Draws:
    """The numbers that a forecast runs on.

    Attributes:
        work: per task its working days, shape (runs,), or (1,) when they do not vary.
        delays: per driver the working days that it adds in each run, shape (runs,).
    """

    work: list[Ints]
    delays: list[Ints]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted over the runs.

    Attributes:
        opening: number of the working day on which each run opens, shape (runs,).
        critical: per activity the number of runs in which it is critical.
        finished: per activity the mean number of the working day on which it finishes.
    """

    opening: Ints
    critical: Ints
    finished: Floats


def forecast(
    tasks: Sequence[PlannedTask],
    dependencies: Sequence[Dependency],
    *,
    ranges: Mapping[int, Range],
    calendar: WorkCalendar,
    project_start: date,
    status_date: date | None,
    announced: date,
    drivers: Sequence[RiskDriver] = (),
    distribution: Distribution = Distribution.PERT,
    runs: int = 10_000,
    seed: int = 1,
) -> Forecast:
    """How opening day is distributed when durations are uncertain.

    Done tasks are fixed; of a task in progress only what remains varies; what has no range takes its planned
    time. Durations are drawn independently of each other. Dates that are set (must start on, no later than …)
    hold in every run. With no spread and no driver every run is `schedule_days`.

    Args:
        tasks: the plan in any order; `duration_days` is the most likely duration.
        dependencies: its links.
        ranges: best and worst case by task id, see `tracker.readiness.judgement.task_range`.
        calendar: the project's working days.
        project_start: no work is planned before it.
        status_date: no open work is planned before it; None for a plan that has not begun.
        announced: the announced opening day.
        drivers: what else may hold tasks.
        distribution: the shape of durations and delays.
        runs: 1 to `MOST_RUNS`.
        seed: 0 or more; the same seed gives the same forecast.

    Raises:
        Invalid: as `schedule_days`; "readiness_runs"; "readiness_nothing_planned" for a plan without tasks;
            "readiness_driver" and "readiness_driver_task" naming the driver; "date_out_of_range".
    """
    _check(tasks, drivers, runs)
    planned = schedule_days(
        tasks, dependencies, calendar=calendar, project_start=project_start, status_date=status_date
    )
    plan = run_plan(
        tasks, dependencies, calendar=calendar, project_start=project_start, status_date=status_date
    )
    draws = Draws(
        work=[
            _work(plan, at, task, ranges.get(task.id), distribution, seed, runs)
            for at, task in enumerate(tasks)
        ],
        delays=[driver_days(driver, distribution, seed=seed, runs=runs) for driver in drivers],
    )
    tally = _tally(plan, draws.work, _added(plan, tasks, drivers, draws.delays), runs)
    shown = [at for at, task in enumerate(tasks) if task.kind is not TaskKind.SUMMARY]
    on_plan = [int(plan.half.day_index(as_half(morning(planned[task.id].finish)))[0]) for task in tasks]
    ranks = centred_ranks(tally.opening)
    histogram = _histogram(tally.opening, plan.half)
    return Forecast(
        samples=plan.half.ordinal(tally.opening),
        planned=plan.half.day(max(on_plan[at] for at in shown)),
        p50=plan.half.day(quantile(tally.opening, 0.50)),
        p80=plan.half.day(quantile(tally.opening, 0.80)),
        p95=plan.half.day(quantile(tally.opening, 0.95)),
        announced=announced,
        probability=sum(row.count for row in histogram if row.day <= announced) / runs,
        tasks=tuple(
            TaskForecast(
                id=tasks[at].id,
                criticality=float(tally.critical[at] / runs),
                sensitivity=spearman(draws.work[at], ranks),
                mean_delay=float(tally.finished[at] - on_plan[at]),
            )
            for at in shown
        ),
        drivers=tuple(
            DriverForecast(
                name=driver.name,
                happens=float((days > 0).mean()),
                mean_days=float(days.mean()),
                sensitivity=spearman(days, ranks),
            )
            for driver, days in zip(drivers, draws.delays, strict=True)
        ),
        histogram=histogram,
        provisional=calendar.provisional(row.day for row in histogram if row.count),
        runs=runs,
        seed=seed,
        distribution=distribution,
    )


def _check(tasks: Sequence[PlannedTask], drivers: Sequence[RiskDriver], runs: int) -> None:
    if not 1 <= runs <= MOST_RUNS:
        raise Invalid("readiness_runs", runs=runs, most=MOST_RUNS)
    able = {task.id for task in tasks if task.kind is not TaskKind.SUMMARY}
    if not able:
        raise Invalid("readiness_nothing_planned")
    for driver in drivers:
        driver.check()
        if not able.issuperset(driver.task_ids):
            raise Invalid("readiness_driver_task", name=driver.name)


def _work(
    plan: RunPlan,
    at: int,
    task: PlannedTask,
    span: Range | None,
    distribution: Distribution,
    seed: int,
    runs: int,
) -> Ints:
    """The working days of a task: what is done, and a sample of what remains in proportion to it."""
    item = plan.items[at]
    if span is None or item.complete or not item.days or span.low_days >= span.high_days:
        return np.array([item.days])
    remains = item.days - item.done
    share = remains / item.days
    low, high = min(span.low_days, item.days) * share, max(span.high_days, item.days) * share
    uniforms = task_uniforms(seed, task.id, runs)
    return item.done + whole_days(uniforms, low, remains, high, distribution, least=1)


def _added(
    plan: RunPlan, tasks: Sequence[PlannedTask], drivers: Sequence[RiskDriver], delays: Sequence[Ints]
) -> dict[int, Ints]:
    """The working days that drivers add, by position of the task, for tasks that are not done."""
    position = {task.id: at for at, task in enumerate(tasks)}
    added: dict[int, Ints] = {}
    for driver, days in zip(drivers, delays, strict=True):
        for id_ in dict.fromkeys(driver.task_ids):
            at = position[id_]
            if not plan.items[at].complete:
                added[at] = added[at] + days if at in added else days
    return added


def _tally(plan: RunPlan, work: Sequence[Ints], added: Mapping[int, Ints], runs: int) -> Tally:
    """Run the plan, a block of runs at a time."""
    opening = np.zeros(runs, dtype=np.int64)
    critical = np.zeros(len(work), dtype=np.int64)
    finished = np.zeros(len(work))
    for first in range(0, runs, _BLOCK):
        block = slice(first, min(first + _BLOCK, runs))
        size = block.stop - block.start
        days = [each if each.size == 1 else each[block] for each in work]
        held = {at: each[block] for at, each in added.items() if not plan.items[at].days}
        for at in added.keys() - held.keys():
            days[at] = days[at] + added[at][block]
        passes = Passes(plan, days, held)
        passes.run()
        plan.half.check(passes.end())
        last = as_half(0)
        for at in plan.leaves:
            day = passes.finish_day(at)
            finished[at] += _total(day, size)
            critical[at] += _total(passes.critical(at), size)
            if plan.counts[at]:
                last = np.maximum(last, day)
        opening[block] = last
    return Tally(opening, critical, finished / runs)


def _total(values: Ints | NDArray[np.bool_], size: int) -> int:
    """The sum over a block of so many runs, which may share one value."""
    return int(values.sum()) * (size if values.size == 1 else 1)


def _histogram(opening: Ints, half: HalfDays) -> tuple[DayCount, ...]:
    first, counts = int(opening.min()), np.bincount(opening - opening.min())
    shares = np.cumsum(counts) / opening.size
    return tuple(
        DayCount(half.day(first + after), int(count), float(share))
        for after, (count, share) in enumerate(zip(counts, shares, strict=True))
    )
