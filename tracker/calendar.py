"""The working calendar: which days are worked, in China, in a project.

Three layers, the last one wins: the working week; the public holidays and make-up working days that the State
Council announces each autumn for the next year (data: package `chinesecalendar`); the project's own
exceptions. A year that is not announced yet is *unknown*: its days follow the plain working week, `knows`
says so, and what is computed from them is provisional.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

import numpy as np
from chinese_calendar.constants import holidays, workdays
from numpy.typing import NDArray

from tracker.errors import Invalid

_PUBLIC_HOLIDAYS: Mapping[date, str] = holidays
_MAKE_UP_DAYS: Mapping[date, str] = workdays

MONDAY_TO_FRIDAY = frozenset({0, 1, 2, 3, 4})
FIRST_DAY = date(1980, 1, 1)
LAST_DAY = date(2149, 12, 31)
ANNOUNCED_YEARS = frozenset(day.year for day in _PUBLIC_HOLIDAYS)

_FIRST = FIRST_DAY.toordinal()
_SIZE = LAST_DAY.toordinal() - _FIRST + 1


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKING_DAY = "working_day"
    REST_DAY = "rest_day"
    PUBLIC_HOLIDAY = "public_holiday"
    MAKE_UP_DAY = "make_up_day"
    PROJECT_WORKING_DAY = "project_working_day"
    PROJECT_DAY_OFF = "project_day_off"


@dataclass(frozen=True, slots=True)
class DayReason:
    """Why a day is worked or not; `holiday` is the public holiday's English name, where one is the reason."""

    kind: DayKind
    holiday: str | None = None


@lru_cache(maxsize=16)
def _announced(working_week: frozenset[int], *, public_holidays: bool) -> NDArray[np.bool_]:
    """Worked or not for each day of the table, before project exceptions."""
    weekday = (np.arange(_SIZE) + FIRST_DAY.weekday()) % 7
    worked = np.isin(weekday, sorted(working_week))
    if public_holidays:
        worked[[day.toordinal() - _FIRST for day in _PUBLIC_HOLIDAYS]] = False
        worked[[day.toordinal() - _FIRST for day in _MAKE_UP_DAYS]] = True
    return worked


@dataclass(frozen=True)
class WorkCalendar:
    """Working days from 1980 to 2149; every question is answered from one table, in constant time.

    Attributes:
        working_week: weekdays that are worked, Monday = 0.
        exceptions: the project's own days, {date: worked or not}; they win over everything else.
        public_holidays: whether China's public holidays and make-up working days count.

    Raises (any question): `Invalid` "date_out_of_range" for a day outside the table, `Invalid`
    "calendar_without_working_time" on creation when no weekday is worked.
    """

    working_week: frozenset[int] = MONDAY_TO_FRIDAY
    exceptions: Mapping[date, bool] = field(default_factory=dict)
    public_holidays: bool = True
    _worked: NDArray[np.bool_] = field(init=False, repr=False, compare=False)
    _before: NDArray[np.int32] = field(init=False, repr=False, compare=False)
    _days: NDArray[np.int32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.working_week & set(range(7)):
            raise Invalid("calendar_without_working_time")
        object.__setattr__(self, "working_week", frozenset(self.working_week))
        object.__setattr__(self, "exceptions", dict(self.exceptions))
        worked = _announced(self.working_week, public_holidays=self.public_holidays).copy()
        for day, works in self.exceptions.items():
            worked[self._at(day)] = works
        before = np.zeros(_SIZE + 1, dtype=np.int32)
        np.cumsum(worked, out=before[1:])
        object.__setattr__(self, "_worked", worked)
        object.__setattr__(self, "_before", before)
        object.__setattr__(self, "_days", (np.flatnonzero(worked) + _FIRST).astype(np.int32))

    def __hash__(self) -> int:
        return hash((self.working_week, frozenset(self.exceptions.items()), self.public_holidays))

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        return bool(self._worked[self._at(day)])

    def knows(self, day: date) -> bool:
        """Whether the day is settled: its year is announced, or the project itself says what it is."""
        return not self.public_holidays or day.year in ANNOUNCED_YEARS or day in self.exceptions

    def provisional(self, days: Iterable[date]) -> bool:
        """Whether a computation that reached these days rests on a year that is not announced."""
        return not all(self.knows(day) for day in days)

    def reason(self, day: date) -> DayReason:
        """Why the day is worked or not; a day of an unknown year has the reason of its plain weekday."""
        if day in self.exceptions:
            works = self.exceptions[day]
            return DayReason(DayKind.PROJECT_WORKING_DAY if works else DayKind.PROJECT_DAY_OFF)
        if self.public_holidays and day in _PUBLIC_HOLIDAYS:
            return DayReason(DayKind.PUBLIC_HOLIDAY, _PUBLIC_HOLIDAYS[day])
        if self.public_holidays and day in _MAKE_UP_DAYS:
            return DayReason(DayKind.MAKE_UP_DAY, _MAKE_UP_DAYS[day])
        return DayReason(DayKind.WORKING_DAY if self.is_working(day) else DayKind.REST_DAY)

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the first working day after it."""
        return self._nth(int(self._before[self._at(day)]), day)

    def previous_working(self, day: date) -> date:
        """The day itself when it is worked, else the last working day before it."""
        return self._nth(int(self._before[self._at(day) + 1]) - 1, day)

    def add_working_days(self, day: date, n: int) -> date:
        """The working day that is n working days after the day (before it, when n is negative).

        From a working day, n and then -n lead back to it. From a day off, 1 is the next working day and -1
        the previous one; 0 is the next one, so that a plan never rests on a day off.
        """
        at = self._at(day)
        skip = 1 if n > 0 and not self._worked[at] else 0
        return self._nth(int(self._before[at]) + n - skip, day)

    def working_days_between(self, a: date, b: date) -> int:
        """Working days from a (counted) to b (not counted); negative when b is before a.

        For working days, `add_working_days(a, working_days_between(a, b)) == b`.
        """
        return int(self._before[self._at(b)]) - int(self._before[self._at(a)])

    def working_days(self, first: date, last: date) -> Iterator[date]:
        """Every working day from first to last, both included."""
        low, high = int(self._before[self._at(first)]), int(self._before[self._at(last) + 1])
        return (date.fromordinal(int(ordinal)) for ordinal in self._days[low:high])

    def working_ordinals(self, first: date, last: date) -> NDArray[np.int32]:
        """The working days from first to last, both included, as `date.toordinal()` (shape (n,))."""
        low, high = int(self._before[self._at(first)]), int(self._before[self._at(last) + 1])
        return self._days[low:high]

    def _at(self, day: date) -> int:
        at = day.toordinal() - _FIRST
        if not 0 <= at < _SIZE:
            raise Invalid("date_out_of_range", day=day, first=FIRST_DAY, last=LAST_DAY)
        return at

    def _nth(self, index: int, asked: date) -> date:
        if not 0 <= index < len(self._days):
            raise Invalid("date_out_of_range", day=asked, first=FIRST_DAY, last=LAST_DAY)
        return date.fromordinal(int(self._days[index]))
