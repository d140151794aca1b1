"""Months, quarters and years: the periods that figures are given for and that reports cover."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import Invalid

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month, quarter or year.

    Attributes:
        kind: how long it is.
        year: of our era.
        number: of the month (1–12) or quarter (1–4) in the year; 1 for a year.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self._months()[0], 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        month = self._months()[1]
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def code(self) -> str:
        """How it stands in addresses and on the command line: 2026-03, 2026Q1, 2026."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.year:04d}-{self.number:02d}"
        return f"{self.year:04d}Q{self.number}" if self.kind is PeriodKind.QUARTER else f"{self.year:04d}"

    def before(self) -> "Period":
        """The period of the same kind that ends on the day before this one begins."""
        return period_of(self.first - dt.timedelta(days=1), self.kind)

    def after(self) -> "Period":
        """The period of the same kind that begins on the day after this one ends."""
        return period_of(self.last + dt.timedelta(days=1), self.kind)

    def _months(self) -> tuple[int, int]:
        if self.kind is PeriodKind.MONTH:
            return self.number, self.number
        if self.kind is PeriodKind.QUARTER:
            return (self.number - 1) * MONTHS_A_QUARTER + 1, self.number * MONTHS_A_QUARTER
        return 1, MONTHS_A_YEAR


def period_of(day: dt.date, kind: PeriodKind) -> Period:
    """The period of a kind that a day lies in."""
    if kind is PeriodKind.MONTH:
        return Period(kind, day.year, day.month)
    if kind is PeriodKind.QUARTER:
        return Period(kind, day.year, (day.month - 1) // MONTHS_A_QUARTER + 1)
    return Period(kind, day.year)


def read_period(code: str) -> Period:
    """A period by its code, whatever the case: 2026-03, 2026Q1, 2026.

    Raises:
        Invalid: it is none (`period_not_understood`).
    """
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])|Q([1-4]))?", code.strip().upper())
    if found is None or int(found[1]) < dt.MINYEAR:
        raise Invalid("period_not_understood", period=code)
    if found[2]:
        return Period(PeriodKind.MONTH, int(found[1]), int(found[2]))
    if found[3]:
        return Period(PeriodKind.QUARTER, int(found[1]), int(found[3]))
    return Period(PeriodKind.YEAR, int(found[1]))


def periods_between(first: dt.date, last: dt.date, kind: PeriodKind) -> list[Period]:
    """The periods of a kind from the one of `first` to the one of `last`, the newest first."""
    found = [period_of(last, kind)]
    while found[-1].first > first:
        found.append(found[-1].before())
    return found
