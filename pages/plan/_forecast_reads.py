"""What the forecast page computes, kept until the plans, the findings or the project change."""

from dataclasses import replace
from math import sqrt
from typing import Any

import pandas as pd
from sqlmodel import Session

from db.queries import readiness as queries
from db.queries.readiness import ReadinessInputs
from pages._kit.cached import Key, by_revision
from tracker.charts.readiness import Influence, drivers_tornado, influences, opening_histogram
from tracker.i18n import Words
from tracker.readiness import Forecast, RiskDriver

RUNS = 10_000
SEED = 1


@by_revision("plan", "project", "site", "people", "procurement")
def inputs(session: Session, key: Key) -> ReadinessInputs:
    """What the forecast stands on."""
    return queries.readiness_inputs(session, key.project_id, key.today)


@by_revision("plan", "project", "site", "people", "procurement")
def forecast(_session: Session, _key: Key, runs: int = RUNS) -> Forecast:
    """The forecast of what is stored."""
    return queries.forecast_of(inputs(), runs=runs, seed=SEED)


@by_revision("plan", "project", "site", "people", "procurement")
def forecast_if_longer(_session: Session, _key: Key, task_id: int, days: int) -> Forecast:
    """The forecast with the same random numbers if a task took so many working days longer in every run."""
    longer = RiskDriver("what if", (task_id,), days, days, days)
    return queries.forecast_of(inputs(), runs=RUNS, seed=SEED, longer=[longer])


@by_revision("plan", "project", "site", "people", "procurement")
def strongest(_session: Session, key: Key) -> list[Influence]:
    """What moves opening day most; a risk says what it is.

    A rank correlation within three standard errors of nothing (1/√runs each) is chance, and left out.
    """
    w, found = key.words, forecast()
    called = _risk_names(w, inputs())
    drivers = tuple(replace(driver, name=called[driver.name]) for driver in found.drivers)
    titles = {task.id: task.title for task in inputs().tasks}
    noise = 3 / sqrt(found.runs)
    return [
        row for row in influences(replace(found, drivers=drivers), titles) if abs(row.sensitivity) > noise
    ]


def _risk_names(w: Words, held: ReadinessInputs) -> dict[str, str]:
    """What each risk is called in the chart, by its driver's name."""
    return {
        **{each.name: w._("open findings, {place}", place=each.name) for each in held.finding_drivers},
        **{each.name: w._("purchase, {package}", package=each.name) for each in held.purchase_drivers},
        **{
            each.name: w._("open posts, {department}", department=each.name) for each in held.staffing_drivers
        },
    }


@by_revision("plan", "project", "site", "people", "procurement")
def histogram_spec(_session: Session, key: Key, appearance: str) -> dict[str, Any]:
    """The chart of opening day."""
    return opening_histogram(forecast(), words=key.words, appearance=appearance)


@by_revision("plan", "project", "site", "people", "procurement")
def tornado_spec(_session: Session, key: Key, appearance: str) -> dict[str, Any]:
    """The chart of what moves opening day."""
    return drivers_tornado(strongest(), words=key.words, appearance=appearance)


@by_revision("plan", "project", "site", "people", "procurement")
def histogram_table(_session: Session, key: Key) -> pd.DataFrame:
    """Opening day as a table."""
    w = key.words
    return pd.DataFrame(
        [
            {
                w._("Opening day"): row.day,
                w._("Runs"): row.count,
                w._("Open by then"): w.percent(row.cumulative),
            }
            for row in forecast().histogram
        ]
    )


@by_revision("plan", "project", "site", "people", "procurement")
def influence_table(_session: Session, key: Key) -> pd.DataFrame:
    """What moves opening day as a table."""
    w = key.words
    return pd.DataFrame(
        [
            {
                w._("Task or risk"): row.name,
                w._("Rank correlation"): round(row.sensitivity, 2),
                w._("On the critical path"): "" if row.criticality is None else w.percent(row.criticality, 0),
                w._("Working days later on average"): round(row.days, 1),
            }
            for row in strongest()
        ]
    )
