"""Indicators: which readings stand, what they come to over a period, and how far that is from the target.

Values are whole thousandths of the indicator's unit. A reading is never overwritten: a correction is a new reading
that names the one it replaces, so that what was known on an earlier day can always be told again.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.periods import PeriodKind, period_of
from tracker.vocabulary import IndicatorDirection, IndicatorMode, Qualifier

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """A value on a day.

    Attributes:
        id: the stored reading.
        on: the day it is true of.
        value_milli: thousandths of the indicator's unit.
        qualifier: how sure it is.
        corrects_id: the reading that it replaces.
        recorded_at: when it was written down, in UTC.
        source: where it comes from.
    """

    id: int
    on: dt.date
    value_milli: int
    recorded_at: dt.datetime
    qualifier: Qualifier = Qualifier.EXACT
    corrects_id: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed value with the readings it comes from: `reading_ids` recompute to `value_milli`."""

    value_milli: int
    qualifier: Qualifier
    reading_ids: tuple[int, ...]


def as_known(readings: Iterable[Reading], at: dt.datetime) -> list[Reading]:
    """The readings that had been written down by an instant."""
    return [reading for reading in readings if reading.recorded_at <= at]


def standing(readings: Sequence[Reading]) -> list[Reading]:
    """The readings that no other one has replaced, by day and then by when they were written down.

    Of a chain of corrections the last one stands; it may move the value to another day.
    """
    replaced = {reading.corrects_id for reading in readings}
    kept = [reading for reading in readings if reading.id not in replaced]
    return sorted(kept, key=lambda each: (each.on, each.recorded_at, each.id))


def figure(readings: Sequence[Reading], mode: IndicatorMode, first: dt.date, last: dt.date) -> Figure | None:
    """What an indicator comes to in a period, both days included; None when nothing was read.

    Cumulative: the state by `last`, which is the newest standing reading up to it, even one from before the period.
    Per period: the sum of the standing readings within it.
    """
    known = [reading for reading in standing(readings) if reading.on <= last]
    used = known[-1:] if mode is IndicatorMode.CUMULATIVE else [each for each in known if each.on >= first]
    if not used:
        return None
    return Figure(
        sum(reading.value_milli for reading in used),
        combined(reading.qualifier for reading in used),
        tuple(reading.id for reading in used),
    )


def combined(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """How sure a sum is: of one kind beside exact parts it is of that kind; of several kinds it is "about".

    "More than" and "at least" together leave "at least", which both of them are.
    """
    inexact = set(qualifiers) - {Qualifier.EXACT}
    if not inexact:
        return Qualifier.EXACT
    if len(inexact) == 1:
        return next(iter(inexact))
    return Qualifier.AT_LEAST if inexact == {Qualifier.OVER, Qualifier.AT_LEAST} else Qualifier.ABOUT


def change(readings: Sequence[Reading], mode: IndicatorMode, first: dt.date, last: dt.date) -> int | None:
    """The difference to the period before, in thousandths; None when one of the two has no reading.

    A cumulative indicator is compared with its state on the day before `first`. A per-period one is compared with the
    period before that `previous_period` gives.
    """
    now = figure(readings, mode, first, last)
    before_first, before_last = previous_period(first, last)
    before = figure(readings, mode, before_first, before_last)
    if now is None or before is None:
        return None
    return now.value_milli - before.value_milli


def previous_period(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The period before: as many whole months for a period of whole months, else as many days."""
    before = first - ONE_DAY
    if first.day == 1 and (last + ONE_DAY).day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        index = first.year * 12 + first.month - 1 - months
        return dt.date(index // 12, index % 12 + 1, 1), before
    return first - (last - first + ONE_DAY), before


def counting_period(mode: IndicatorMode, counted_over: PeriodKind, on: dt.date) -> tuple[dt.date, dt.date]:
    """The days whose figure stands against the target on a day, both included.

    Cumulative: everything up to the day. Per period: the month, quarter or year that the target is of, from its first
    day up to the day.
    """
    return (dt.date.min if mode is IndicatorMode.CUMULATIVE else period_of(on, counted_over).first), on


@dataclass(frozen=True, slots=True)
class Progress:
    """How an indicator stands to its target: what is missing in thousandths (0 when reached), and whether it is."""

    missing_milli: int
    is_reached: bool


def progress(value_milli: int, target_milli: int, direction: IndicatorDirection) -> Progress:
    """A value against a target; "the less the better" is reached at or below it."""
    gap = target_milli - value_milli if direction is IndicatorDirection.UP else value_milli - target_milli
    return Progress(max(0, gap), gap <= 0)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the sparkline: the day, what the indicator had come to by it, and the first day counted in that."""

    on: dt.date
    value_milli: int
    since: dt.date = dt.date.min


def running(readings: Sequence[Reading], mode: IndicatorMode, counted_over: PeriodKind) -> list[Point]:
    """An indicator by day, one point a day: what `figure` gives for the day's counting period.

    A per-period indicator starts anew with each month, quarter or year that its target is of.
    """
    points: dict[dt.date, Point] = {}
    last = Point(dt.date.min, 0)
    for reading in standing(readings):
        since, on = counting_period(mode, counted_over, reading.on)
        adds_up = mode is IndicatorMode.PER_PERIOD and last.since == since
        last = Point(on, reading.value_milli + (last.value_milli if adds_up else 0), since)
        points[on] = last
    return list(points.values())
