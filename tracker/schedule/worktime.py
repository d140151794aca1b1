"""Working time: minutes on a calendar of working intervals.

An *instant* is a whole number of minutes since day 0 of the proleptic Gregorian calendar (`date.toordinal() *
1440` plus the minute of the day). The *work index* of an instant is the working time that lies before it.
Friday 17:00 and Monday 08:00 are two instants with one work index: `finish_at` gives the first, `start_at`
the second.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np

from tracker.calendar import ANNOUNCED_YEARS, FIRST_DAY, LAST_DAY, WorkCalendar
from tracker.errors import Invalid

MINUTES_PER_DAY = 1440
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
DEFAULT_HOURS = ((480, 720), (780, 1020))  # 08:00-12:00 and 13:00-17:00
WORKING_DAY = sum(end - start for start, end in DEFAULT_HOURS)

FAR = 1 << 60  # an instant after, or negated before, every other

_FIRST_DATETIME = datetime(1, 1, 1)  # noqa: DTZ001 - plans are in local time, without a zone
_LAST_INSTANT = date.max.toordinal() * MINUTES_PER_DAY


def instant_of(moment: datetime) -> int:
    """The instant of a local date and time; seconds are dropped."""
    return moment.toordinal() * MINUTES_PER_DAY + moment.hour * 60 + moment.minute


def moment_of(instant: int) -> datetime:
    """The local date and time of an instant. Raises `Invalid` "date_out_of_range" outside years 1 to 9999."""
    if not MINUTES_PER_DAY <= instant < _LAST_INSTANT:
        raise Invalid("date_out_of_range", first=date.min, last=date.max)
    return _FIRST_DATETIME + timedelta(minutes=instant - MINUTES_PER_DAY)


class WorkTime:
    """Converts between instants and working minutes.

    Args:
        intervals: working intervals (start, end) as instants, in order and disjoint. Their first and last
        week
            repeat for ever before and after, so no schedule runs off the table.
        first: instant at which the table begins.
        last: instant at which it ends, at least two weeks later.
        whole_days: the calendar plans whole days only, see `finish_index_after_gap`.

    Raises:
        Invalid: "calendar_without_working_time" when the first or the last week has no working time.
    """

    __slots__ = ("_after", "_before", "_early", "_ends", "_first", "_last", "_starts", "_total", "whole_days")

    def __init__(
        self, intervals: Iterable[Sequence[int]], *, first: int, last: int, whole_days: bool = False
    ) -> None:
        table = np.array([pair for pair in intervals if pair[1] > pair[0]], dtype=np.int64).reshape(-1, 2)
        lengths = table[:, 1] - table[:, 0]
        self._starts: list[int] = table[:, 0].tolist()
        self._ends: list[int] = table[:, 1].tolist()
        self._before: list[int] = (np.cumsum(lengths) - lengths).tolist()
        self._total = int(lengths.sum())
        self._first, self._last, self.whole_days = first, last, whole_days
        self._early = self._index(first + MINUTES_PER_WEEK)  # working time of the first and of the last week
        self._after = self._total - self._index(last - MINUTES_PER_WEEK)
        if not (self._early and self._after):
            raise Invalid("calendar_without_working_time")

    def index(self, instant: int) -> int:
        """Working minutes before the instant, counted from the start of the table."""
        if self._first <= instant <= self._last:
            return self._index(instant)
        if instant > self._last:
            weeks = -((self._last - instant) // MINUTES_PER_WEEK)
            return self._index(instant - weeks * MINUTES_PER_WEEK) + weeks * self._after
        weeks = -((instant - self._first) // MINUTES_PER_WEEK)
        return self._index(instant + weeks * MINUTES_PER_WEEK) - weeks * self._early

    def start_at(self, index: int) -> int:
        """The instant at which working minute number `index` begins: a start of work, not an end."""
        if 0 <= index < self._total:
            i = bisect_right(self._before, index) - 1
            return self._starts[i] + index - self._before[i]
        if index >= self._total:
            weeks = (index - self._total) // self._after + 1
            return self.start_at(index - weeks * self._after) + weeks * MINUTES_PER_WEEK
        weeks = -(index // self._early)
        return self.start_at(index + weeks * self._early) - weeks * MINUTES_PER_WEEK

    def finish_at(self, index: int) -> int:
        """The instant at which `index` working minutes are done: an end of work, not the next start."""
        if 0 < index <= self._total:
            i = bisect_left(self._before, index) - 1
            return self._starts[i] + index - self._before[i]
        if index > self._total:
            weeks = -((self._total - index) // self._after)
            return self.finish_at(index - weeks * self._after) + weeks * MINUTES_PER_WEEK
        weeks = -index // self._early + 1
        return self.finish_at(index + weeks * self._early) - weeks * MINUTES_PER_WEEK

    def add(self, instant: int, minutes: int) -> int:
        """The instant so many working minutes later (an end) or earlier (a start); 0 changes nothing."""
        if minutes > 0:
            return self.finish_at(self.index(instant) + minutes)
        if minutes < 0:
            return self.start_at(self.index(instant) + minutes)
        return instant

    def forward(self, instant: int) -> int:
        """The instant itself when work goes on, begins or ends there, else the next start of work."""
        index = self.index(instant)
        return instant if self.finish_at(index) == instant else self.start_at(index)

    def backward(self, instant: int) -> int:
        """The instant itself when work goes on, begins or ends there, else the last end of work."""
        index = self.index(instant)
        return instant if self.start_at(index) == instant else self.finish_at(index)

    def finish_index_after_gap(self, instant: int) -> int:
        """The work index at which a task finishes that may not finish before the instant.

        In whole days a task that may not finish before a Saturday finishes at the end of Monday, not at its
        start.
        """
        index = self.index(instant)
        return index + WORKING_DAY if self.whole_days and instant > self.finish_at(index) else index

    def _index(self, instant: int) -> int:
        i = bisect_right(self._starts, instant) - 1
        if i < 0:
            return 0
        return self._before[i] + min(instant, self._ends[i]) - self._starts[i]


@lru_cache(maxsize=32)
def day_worktime(calendar: WorkCalendar, first_year: int, last_year: int) -> WorkTime:
    """Whole working days with the default hours, tabled for these years and all announced ones."""
    known = [first_year, last_year, *(day.year for day in calendar.exceptions)]
    if calendar.public_holidays:
        known += [min(ANNOUNCED_YEARS), max(ANNOUNCED_YEARS)]
    first = max(FIRST_DAY, date(min(known) - 1, 1, 1))
    last = min(LAST_DAY, date(max(known) + 1, 12, 31))
    days = calendar.working_ordinals(first, last).astype(np.int64)[:, None] * MINUTES_PER_DAY
    pairs = np.hstack([days + edge for hours in DEFAULT_HOURS for edge in hours]).reshape(-1, 2)
    return WorkTime(
        pairs.tolist(),
        first=first.toordinal() * MINUTES_PER_DAY,
        last=(last.toordinal() + 1) * MINUTES_PER_DAY,
        whole_days=True,
    )


def weekly_worktime(
    hours: Sequence[Sequence[tuple[int, int]]],
    exceptions: Mapping[date, Sequence[tuple[int, int]]],
    *,
    around: date,
) -> WorkTime:
    """Working time of a week of hours with exceptional days.

    Args:
        hours: for each weekday (Monday first) its working intervals in minutes of the day.
        exceptions: the working intervals of exceptional days; empty for a day off.
        around: a day that the table holds; it reaches two plain weeks further than this and every exception.
    """
    low = min([around, *exceptions]).toordinal() - 14
    high = max([around, *exceptions]).toordinal() + 14
    special = {day.toordinal(): pairs for day, pairs in exceptions.items()}
    return WorkTime(
        (
            (day * MINUTES_PER_DAY + start, day * MINUTES_PER_DAY + end)
            for day in range(low, high + 1)
            for start, end in special.get(day, hours[(day - 1) % 7])
        ),
        first=low * MINUTES_PER_DAY,
        last=(high + 1) * MINUTES_PER_DAY,
    )
