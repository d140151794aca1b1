"""Figures as people say them: nearly 500, more than 6,000; and the names of periods."""

from tracker.day_counts import CalendarDays, DayCount
from tracker.i18n.words import MINUS, Words
from tracker.periods import Period, PeriodKind
from tracker.vocabulary import IndicatorMode, Qualifier


def qualified(words: Words, value_milli: int, qualifier: Qualifier) -> str:
    """A value kept in thousandths with how sure it is: 近500 / nearly 500, 6,000余 / more than 6,000."""
    value = words.quantity(value_milli)
    if qualifier is Qualifier.NEARLY:
        return words._("nearly {value}", value=value)
    if qualifier is Qualifier.ABOUT:
        return words._("about {value}", value=value)
    if qualifier is Qualifier.OVER:
        return words._("more than {value}", value=value)
    if qualifier is Qualifier.AT_LEAST:
        return words._("at least {value}", value=value)
    return value


def signed_quantity(words: Words, milli: int) -> str:
    """A difference kept in thousandths, always with its sign; zero has none."""
    sign = "+" if milli > 0 else MINUS if milli < 0 else ""
    return sign + words.quantity(abs(milli))


def target_of(words: Words, value: str, mode: IndicatorMode, counted_over: PeriodKind) -> str:
    """A target that stands as text, with the time it is of where an indicator is counted anew in each period."""
    if mode is IndicatorMode.CUMULATIVE:
        return value
    if counted_over is PeriodKind.MONTH:
        return words._("{value} a month", value=value)
    if counted_over is PeriodKind.QUARTER:
        return words._("{value} a quarter", value=value)
    return words._("{value} a year", value=value)


def day_count(words: Words, count: DayCount) -> str:
    """So many days with their kind: 20 calendar days, 5 working days."""
    if isinstance(count, CalendarDays):
        return words._n("{n} calendar day", "{n} calendar days", count.n)
    return words.working_days(count.n)


def period_name(words: Words, period: Period) -> str:
    """2026年第一季度 / Q1 2026, 2026年3月 / Mar 2026, 2026年 / 2026."""
    if period.kind is PeriodKind.MONTH:
        return words.month(period.first)
    year = str(period.year)
    if period.kind is PeriodKind.YEAR:
        return words._("The year {year}", year=year)
    quarter = [
        words._("Q1 {year}", year=year),
        words._("Q2 {year}", year=year),
        words._("Q3 {year}", year=year),
        words._("Q4 {year}", year=year),
    ]
    return quarter[period.number - 1]
