"""What a previewed change does to the chance of opening in time: the forecast with the change, and nothing saved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from db.queries import readiness as queries
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.language import words
from pages.plan import _forecast_reads as reads
from tracker.errors import TrackerError
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
    today = context().today
    if (before.probability, before.p80) == (after.probability, after.p80):
        return w._(
            "The chance of opening in time stays {share}, P80 {day}.",
            share=w.percent(before.probability, 0),
            day=w.date(before.p80, today=today),
        )
    return w._(
        "The chance of opening in time goes from {before} to {after}, P80 from {day_before} to {day_after}.",
        before=w.percent(before.probability, 0),
        after=w.percent(after.probability, 0),
        day_before=w.date(before.p80, today=today),
        day_after=w.date(after.p80, today=today),
    )


@by_revision("plan", "project", "site")
def _forecast_if(
    _session: Session, _key: Key, task_id: int, changes: tuple[tuple[str, Any], ...]
) -> Forecast:
    """The forecast, with the same random numbers, if the columns of a task were changed."""
    inputs = reads.inputs()
    tasks = tuple(replace(row, **dict(changes)) if row.id == task_id else row for row in inputs.tasks)
    return queries.forecast_of(replace(inputs, tasks=tasks), runs=reads.RUNS, seed=reads.SEED)
