"""The calendar as tables over half-days, so that thousands of runs are dated by looking up.

A *half-day* is an instant of a plan in whole days: 2 × (days since `FIRST_DAY`) for a morning, one more for
that evening. The *work index* of a half-day is the number of working days before it. The names and meanings
are those of `tracker.schedule.worktime`, with a day for 480 minutes.
"""

from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tracker.calendar import FIRST_DAY, LAST_DAY, WorkCalendar
from tracker.errors import Invalid

Ints = NDArray[np.int64]

PAST = 0
"""The half-day before every other."""
FUTURE = 2 * (LAST_DAY.toordinal() - FIRST_DAY.toordinal()) + 1
"""The half-day after every other."""


class HalfDays:
    """Converts between half-days and work indices; every method takes and gives arrays of any shape.

    What lies outside 1980 to 2149 is held at the ends; `check` finds it.
    """

    __slots__ = ("_backward", "_finish_at", "_forward", "_gap_index", "_index", "_start_at")

    def __init__(self, calendar: WorkCalendar) -> None:
        first = FIRST_DAY.toordinal()
        worked = np.zeros(LAST_DAY.toordinal() - first + 1, dtype=np.int64)
        days = calendar.working_ordinals(FIRST_DAY, LAST_DAY).astype(np.int64) - first
        worked[days] = 1
        done = np.cumsum(worked)
        self._index = np.column_stack([done - worked, done]).ravel()
        self._start_at = np.append(2 * days, FUTURE)
        self._finish_at = np.append(PAST, 2 * days + 1)
        every = np.arange(FUTURE + 1)
        starts, finishes = self._start_at[self._index], self._finish_at[self._index]
        self._forward = np.where(finishes == every, every, starts)
        self._backward = np.where(starts == every, every, finishes)
        self._gap_index = self._index + (every > finishes)

    def index(self, at: Ints) -> Ints:
        """Working days before the half-day."""
        return self._index.take(at, mode="clip")

    def start_at(self, index: Ints) -> Ints:
        """The morning of working day number `index`."""
        return self._start_at.take(index, mode="clip")

    def finish_at(self, index: Ints) -> Ints:
        """The evening on which `index` working days are done."""
        return self._finish_at.take(index, mode="clip")

    def forward(self, at: Ints) -> Ints:
        """The half-day itself when work begins or ends there, else the next start of work."""
        return self._forward.take(at, mode="clip")

    def backward(self, at: Ints) -> Ints:
        """The half-day itself when work begins or ends there, else the last end of work."""
        return self._backward.take(at, mode="clip")

    def add(self, at: Ints, days: int) -> Ints:
        """So many working days later (an evening) or earlier (a morning); 0 changes nothing."""
        if days > 0:
            return self.finish_at(self.index(at) + days)
        return self.start_at(self.index(at) + days) if days < 0 else at

    def index_after_gap(self, at: Ints) -> Ints:
        """The work index at which work finishes that may not finish before the half-day."""
        return self._gap_index.take(at, mode="clip")

    def day_index(self, at: Ints) -> Ints:
        """The number of the working day on which a half-day falls; a day off counts as the next one."""
        return self.index(at - at % 2)

    def day(self, index: int) -> date:
        """The date of working day number `index`."""
        return date.fromordinal(int(self.ordinal(as_half(index))[0]))

    def ordinal(self, index: Ints) -> Ints:
        """`date.toordinal()` of working day number `index`."""
        return FIRST_DAY.toordinal() + self._start_at.take(index, mode="clip") // 2

    def check(self, at: Ints) -> None:
        """Raise `Invalid` "date_out_of_range" when a half-day lies at the end of the tables."""
        if (at >= self._start_at[-2]).any():
            raise Invalid("date_out_of_range", first=FIRST_DAY, last=LAST_DAY)


@lru_cache(maxsize=16)
def half_days(calendar: WorkCalendar) -> HalfDays:
    """The tables of a calendar."""
    return HalfDays(calendar)


def as_half(at: int) -> Ints:
    """A half-day that all runs share, shape (1,)."""
    return np.array([at], dtype=np.int64)


def morning(day: date) -> int:
    """The half-day of the morning of a date."""
    return 2 * (day.toordinal() - FIRST_DAY.toordinal())


def evening(day: date) -> int:
    """The half-day of the evening of a date."""
    return morning(day) + 1
