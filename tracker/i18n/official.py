"""Figures and dates in the form of official documents: 1200册, 2万余册, 近500万元; no group separators in Chinese."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from tracker.i18n.words import Words
from tracker.money import FEN_PER_WAN, MILLI, quantity_of
from tracker.periods import Period, PeriodKind
from tracker.vocabulary import Qualifier

WAN = 10_000
ROUND_WAN = 100
"""Sums are called "nearly" a multiple of so many 万元 …"""
NEARLY = Decimal("0.99")
"""… when they reach this share of it."""


def amount(words: Words, value_milli: int, unit: str, qualifier: Qualifier = Qualifier.EXACT) -> str:
    """A value kept in thousandths with its unit: 49件, 6000余人次, 2万余册 / more than 6,000 人次."""
    if words.language != "zh":
        return f"{_said(words, words.quantity(value_milli), qualifier)} {unit}".strip()
    value = quantity_of(value_milli)
    number = _wan(value) if value >= WAN and value % (WAN // 10) == 0 else f"{value.normalize():f}"
    over = "余" if qualifier is Qualifier.OVER else ""
    before = {Qualifier.NEARLY: "近", Qualifier.ABOUT: "约", Qualifier.AT_LEAST: "不少于"}.get(qualifier, "")
    return f"{before}{number}{over}{unit}"


def money(words: Words, fen: int) -> str:
    """A sum of yuan: 近500万元(498.63万元) / nearly CNY 5,000,000 (4,986,300); others stand alone: 350万元."""
    wan = Decimal(fen) / FEN_PER_WAN
    goal = (wan / ROUND_WAN).to_integral_value(ROUND_CEILING) * ROUND_WAN
    nearly = goal > wan >= goal * NEARLY
    if words.language == "zh":
        if abs(wan) < 1:
            return f"{Decimal(fen) / 100:f}元"
        exact = f"{wan.normalize():f}万元"
        return f"近{goal.normalize():f}万元({exact})" if nearly else exact
    exact = words.number(Decimal(fen) / 100 if fen % 100 else fen // 100)
    if nearly:
        return words._("nearly CNY {round} ({exact})", round=words.number(int(goal) * WAN), exact=exact)
    return f"CNY {exact}"


def day(words: Words, date: dt.date) -> str:
    """A day without its year or weekday: 2月16日 / 16 February."""
    if words.language == "zh":
        return f"{date.month}月{date.day}日"
    return f"{date.day} {date:%B}"


def date_signed(words: Words, date: dt.date) -> str:
    """The day beneath a document, with its year and without its weekday: 2026年4月1日 / 1 April 2026."""
    return f"{date.year}年{day(words, date)}" if words.language == "zh" else f"{day(words, date)} {date.year}"


def period_said(words: Words, period: Period) -> str:
    """A period inside a sentence: 2026年第一季度, 2026年3月, 2026年 / the first quarter of 2026, March 2026, 2026."""
    year = str(period.year)
    if period.kind is PeriodKind.YEAR:
        return f"{year}年" if words.language == "zh" else year
    if period.kind is PeriodKind.MONTH:
        return f"{year}年{period.number}月" if words.language == "zh" else f"{period.first:%B} {year}"
    quarters = (
        words._("the first quarter of {year}", year=year),
        words._("the second quarter of {year}", year=year),
        words._("the third quarter of {year}", year=year),
        words._("the fourth quarter of {year}", year=year),
    )
    return quarters[period.number - 1]


def class_hours(words: Words, milli: int) -> str:
    """Thousandths of a class hour: 6个学时 / 6 class hours, 1 class hour."""
    return amount(words, milli, words._("class hour") if milli == MILLI else words._("class hours"))


def listed(words: Words, parts: Sequence[str]) -> str:
    """Several things inside a sentence: 甲、乙、丙 / a, b and c."""
    if words.language == "zh" or len(parts) < 2:
        return words.listed(list(parts))
    return words._("{parts} and {last}", parts=words.listed(list(parts[:-1])), last=parts[-1])


def bare(text: str) -> str:
    """Somebody's text in one line, without its full stop."""
    return " ".join(text.split()).rstrip("。.;；")


def closed(words: Words, text: str) -> str:
    """Somebody's text in one line, with a full stop behind it."""
    text = " ".join(text.split())
    if not text or text[-1] in "。！？.!?":
        return text
    return f"{text}。" if words.language == "zh" else f"{text}."


def _said(words: Words, value: str, qualifier: Qualifier) -> str:
    return {
        Qualifier.EXACT: lambda: value,
        Qualifier.NEARLY: lambda: words._("nearly {value}", value=value),
        Qualifier.ABOUT: lambda: words._("about {value}", value=value),
        Qualifier.OVER: lambda: words._("more than {value}", value=value),
        Qualifier.AT_LEAST: lambda: words._("at least {value}", value=value),
    }[qualifier]()


def _wan(value: Decimal) -> str:
    return f"{(value / WAN).normalize():f}万"
