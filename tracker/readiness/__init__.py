"""Readiness forecast: the opening day as a distribution, how likely the announced day is, and what drives it.

    forecast(tasks, dependencies, ranges=..., calendar=..., ...) -> Forecast

Judgements (`judgement`) become samples of whole days (`sampling`), go through the network of the plan for
all runs at once (`network`, on the half-days of `halfdays`), and are counted (`statistics`, `forecast`).
"""

from tracker.readiness.forecast import MOST_RUNS, forecast
from tracker.readiness.judgement import (
    DEFAULT_SPREADS,
    FINDING_DELAYS,
    METHOD_DELAYS,
    POST_DELAY,
    Delay,
    Distribution,
    Range,
    RiskDriver,
    Spread,
    task_range,
)
from tracker.readiness.results import DayCount, DriverForecast, Forecast, TaskForecast

__all__ = [
    "DEFAULT_SPREADS",
    "FINDING_DELAYS",
    "METHOD_DELAYS",
    "MOST_RUNS",
    "POST_DELAY",
    "DayCount",
    "Delay",
    "Distribution",
    "DriverForecast",
    "Forecast",
    "Range",
    "RiskDriver",
    "Spread",
    "TaskForecast",
    "forecast",
    "task_range",
]
