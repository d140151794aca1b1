"""Seeded samples of whole working days from three cases, by inversion.

A plan is kept in whole days, so a sample is the drawn duration rounded to the nearest day. Rounding turns the
distribution into one step per day, at F(k + ½), and inverting those few steps is exact and quick: no table
of quantiles, no rejection. Each task draws from a stream of its own, keyed by seed and task, so two forecasts
share their random numbers (common random numbers) even when tasks come or go: what differs is the plan.
"""

from hashlib import sha256

import numpy as np
import scipy  # its parts load when first used: a start must not pay for them
from numpy.typing import NDArray

from tracker.readiness.judgement import Distribution, RiskDriver

Days = NDArray[np.int64]
Floats = NDArray[np.float64]

PERT_LAMBDA = 4.0
"""The weight of the most likely case: mean (a + 4m + b) / 6 (Malcolm, Roseboom, Clark & Fazar, "Application of a
technique for research and development program evaluation", Operations Research 7 (1959) 646-669; Clark, "The PERT
model for the distribution of an activity time", Operations Research 10 (1962) 405-406)."""

_TASK, _DRIVER = 0, 1


def task_uniforms(seed: int, task_id: int, runs: int) -> Floats:
    """The uniform numbers of a task, shape (runs,), in [0, 1); the first n are the same for any `runs`."""
    return np.random.default_rng([seed, _TASK, task_id]).random(runs)


def driver_days(driver: RiskDriver, distribution: Distribution, *, seed: int, runs: int) -> Days:
    """The working days that a driver adds in each run, shape (runs,); 0 where it does not happen."""
    key = int.from_bytes(sha256(driver.name.encode()).digest()[:8])
    happens, size = np.random.default_rng([seed, _DRIVER, key]).random((runs, 2)).T
    days = whole_days(size, driver.low_days, driver.likely_days, driver.high_days, distribution, least=0)
    return np.where(happens < driver.probability, days, 0)


def whole_days(
    uniforms: Floats, low: float, likely: float, high: float, distribution: Distribution, *, least: int
) -> Days:
    """Whole days at the given levels of the distribution over [low, high], none below `least`.

    The larger a uniform number, the longer. For the triangular distribution each case moves every level the
    same way: a worse pessimistic case makes no run shorter. For PERT that holds from level 0.4 upwards; below
    it a wider range also brings the best case nearer, as its two shape parameters always sum to 6.
    """
    first, last = _rounded(low), _rounded(high)
    steps = np.arange(first, last, dtype=np.float64) + 0.5
    levels = cumulative(steps, low, likely, high, distribution)
    return np.maximum(first + np.searchsorted(levels, uniforms, side="right"), least)


def cumulative(days: Floats, low: float, likely: float, high: float, distribution: Distribution) -> Floats:
    """The probability of taking at most so many days, for low ≤ likely ≤ high and low < high."""
    if low >= high:
        return (days >= high).astype(np.float64)
    z = np.clip((days - low) / (high - low), 0.0, 1.0)
    mode = (likely - low) / (high - low)
    if distribution is Distribution.PERT:
        levels: Floats = scipy.special.betainc(1 + PERT_LAMBDA * mode, 1 + PERT_LAMBDA * (1 - mode), z)
        return levels
    with np.errstate(divide="ignore", invalid="ignore"):  # a mode at an end leaves one side empty
        return np.where(z < mode, z * z / mode, 1 - (1 - z) ** 2 / (1 - mode))


def _rounded(days: float) -> int:
    return int(np.floor(days + 0.5))
