"""Figures and dates in the form of official documents: 1200册, 2万余册, 近500万元; no group separators in Chinese."""

import datetime as dt
from decimal import ROUND_CEILING, Decimal

from tracker.i18n.words import Words
from tracker.money import FEN_PER_WAN, quantity_of
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
