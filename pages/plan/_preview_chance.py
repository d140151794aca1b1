"""What a previewed change does to the chance of opening in time: the forecast with the change, and nothing saved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from db.queries import readiness as queries
from db.queries.department_readiness import department_readiness
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.language import words
from pages.plan import _forecast_reads as reads
from tracker.errors import TrackerError
from tracker.plans import dated
from tracker.readiness import Forecast


def chance_sentence(task_id: int, changes: Mapping[str, Any]) -> str:
    """The chance of opening in time and P80, before and after a task's columns are changed.

    Where a plan of hundreds of tasks is simulated twice this takes a second: call it once the rest is drawn.
    """
    w = words()
    try:
        before, after = reads.forecast(), _forecast_if(task_id, tuple(sorted(changes.items())))
    except TrackerError as error:
        return w.problem(error)
    return f"{_of_share(before, after)} {_of_p80(before, after)}"


def _of_share(before: Forecast, after: Forecast) -> str:
    w = words()
    was, now = w.percent(before.probability, 0), w.percent(after.probability, 0)
    if was == now:
        return w._("The chance of opening in time stays {share}.", share=now)
    return w._("The chance of opening in time goes from {before} to {after}.", before=was, after=now)


def _of_p80(before: Forecast, after: Forecast) -> str:
    w, today = words(), context().today
    was, now = w.date(before.p80, today=today), w.date(after.p80, today=today)
    if was == now:
        return w._("P80 stays {day}.", day=now)
    return w._("P80 goes from {before} to {after}.", before=was, after=now)


@by_revision("plan", "project", "site", "people", "procurement")
def _forecast_if(session: Session, key: Key, task_id: int, changes: tuple[tuple[str, Any], ...]) -> Forecast:
    """The forecast, with the same random numbers, if the columns of a task were changed; rounds move with it."""
    inputs = reads.inputs()
    tasks = dated(
        [replace(row, **dict(changes)) if row.id == task_id else row for row in inputs.tasks],
        inputs.links,
        calendar=inputs.calendar,
        starts_on=inputs.starts_on,
        opening_on=inputs.opening_on,
        today=inputs.today,
    )
    schedule = {task.id: task.finish for task in tasks}
    departments = department_readiness(
        session, key.project_id, inputs.today, inputs.opening_on, schedule, training=False
    )
    changed = replace(inputs, tasks=tuple(tasks), departments=tuple(departments))
    return queries.forecast_of(changed, runs=reads.RUNS, seed=reads.SEED)
