"""What a readiness forecast answers."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from tracker.readiness.halfdays import Ints
from tracker.readiness.judgement import Distribution


@dataclass(frozen=True, slots=True)
class DayCount:
    """A working day, the number of runs that open on it, and the share (0 to 1) that open by then."""

    day: date
    count: int
    cumulative: float


@dataclass(frozen=True, slots=True)
class TaskForecast:
    """A task or milestone in the forecast.

    Attributes:
        id: the task.
        criticality: share of the runs in which it has no float, 0 to 1; 0 once it is done (criticality index,
            Van Slyke, "Monte Carlo methods and the PERT problem", Operations Research 11 (1963) 839-860).
        sensitivity: Spearman's rank correlation of its duration with the finish of the plan, −1 to 1; 0 for
            what does not vary. Days that risk drivers add count for them, not here.
        mean_delay: working days by which it finishes after its planned finish, on average.
    """

    id: int
    criticality: float
    sensitivity: float
    mean_delay: float


@dataclass(frozen=True, slots=True)
class DriverForecast:
    """What a risk driver does to opening day.

    Attributes:
        name: as given.
        happens: share of the runs in which it adds a day or more.
        mean_days: working days that it adds to each of its tasks, on average over all runs.
        sensitivity: Spearman's rank correlation of these days with the finish of the plan, −1 to 1.
    """

    name: str
    happens: float
    mean_days: float
    sensitivity: float


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Opening day as a distribution.

    Opening day of a run is the working day on which its last task is done, as in `plans.expected_opening`.

    Attributes:
        samples: opening day of each run as `date.toordinal()`, shape (runs,), in the order of the runs.
        planned: opening day when everything takes its most likely time and no risk happens.
        p50, p80, p95: the working days by which at least 50, 80 and 95 % of the runs are open.
        announced: the announced opening day.
        probability: share of the runs that are open by the announced day, 0 to 1.
        tasks: each task and milestone, in the order given; no summaries.
        drivers: each risk driver, in the order given.
        histogram: every working day from the first to the last opening day.
        provisional: some run opens in a year whose public holidays are not announced yet.
        runs, seed, distribution: what reproduces it.
    """

    samples: Ints
    planned: date
    p50: date
    p80: date
    p95: date
    announced: date
    probability: float
    tasks: tuple[TaskForecast, ...]
    drivers: tuple[DriverForecast, ...]
    histogram: tuple[DayCount, ...]
    provisional: bool
    runs: int
    seed: int
    distribution: Distribution

    @property
    def standard_error(self) -> float:
        """The standard error of `probability` that comes from the number of runs alone."""
        return sqrt(self.probability * (1 - self.probability) / self.runs)
