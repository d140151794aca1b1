"""One language at work: messages, labels, dates, numbers and money, as a person of that language writes them."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from babel.dates import format_date, format_datetime, get_timezone
from babel.numbers import format_decimal, format_percent

from tracker.errors import TrackerError
from tracker.i18n.catalogue import translations
from tracker.i18n.fields import FIELDS
from tracker.i18n.labels import LABELS
from tracker.i18n.problems import PROBLEMS
from tracker.languages import LANGUAGES
from tracker.money import FEN_PER_WAN, FEN_PER_YUAN, quantity_of

MINUS = "−"


def preferred_language(accepted: str | None) -> str:
    """The language for a browser's locale such as `zh-CN`: Chinese for any Chinese, else English."""
    return "zh" if (accepted or "zh").lower().startswith("zh") else "en"


class Words:
    """Everything that is said in one language.

    Get one by `Words.of(language)`. Messages are looked up by their English text; named facts are put in after
    translation, so that word order is the translator's.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = LANGUAGES[language]
        self._messages = translations(self.locale)

    @staticmethod
    @cache
    def of(language: str) -> "Words":
        """The one object of a language; an unknown code gives Chinese."""
        return Words(language if language in LANGUAGES else "zh")

    def _(self, message: str, /, **facts: object) -> str:
        """`message` in this language with `facts` put in."""
        text = self._messages.gettext(message)
        return text.format(**facts) if facts else text

    def _n(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """The form of a message that fits the number `n`; `{n}` is put in, formatted."""
        return self._messages.ngettext(singular, plural, n).format(n=self.number(n), **facts)

    def _p(self, context: str, message: str, /, **facts: object) -> str:
        """`message` as it is meant in `context`, for an English word that Chinese says in two ways."""
        text = self._messages.pgettext(context, message)
        return text.format(**facts) if facts else text

    def label(self, member: StrEnum) -> str:
        """The word for a stored value (a status, a kind, a cause)."""
        context, message = LABELS[type(member)][member]
        return self._messages.pgettext(context, message)

    def problem(self, error: TrackerError) -> str:
        """A refusal as a sentence: what happened, and what to do."""
        message = PROBLEMS.get(error.code, PROBLEMS["refused"])
        facts = {name: self.fact(value) for name, value in error.facts.items()}
        if error.facts.get("field") in FIELDS:
            facts["field"] = self.field(error.facts["field"])
        return self._messages.gettext(message).format_map(_Facts(facts))

    def field(self, column: str) -> str:
        """The word for a column; the column's own name where it has none."""
        return self._messages.gettext(FIELDS[column]) if column in FIELDS else column

    def fact(self, value: object) -> str:
        """A fact of any type, as it reads inside a sentence."""
        if isinstance(value, StrEnum):
            return self.label(value) if type(value) in LABELS else value.value
        if isinstance(value, dt.datetime):
            return self.instant(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, int | Decimal):
            return self.number(value)
        if isinstance(value, list | tuple | set | frozenset):
            return self.listed([self.fact(each) for each in value])
        return str(value)

    def listed(self, parts: list[str]) -> str:
        """Several things in a row: 甲、乙 / a, b."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def date(self, day: dt.date, *, today: dt.date | None = None, weekday: bool = True) -> str:
        """`3月18日 周三` / `Wed 18 Mar`; the year too when it is not that of `today` (or no `today` is given)."""
        with_year = today is None or day.year != today.year
        if self.language == "zh":
            pattern = ("y年M月d日" if with_year else "M月d日") + (" EEE" if weekday else "")
        else:
            pattern = ("EEE " if weekday else "") + ("d MMM y" if with_year else "d MMM")
        return _date(day, pattern, self.locale)

    def day(self, day: dt.date) -> str:
        """A date without its weekday, for narrow columns: `3月18日` / `18 Mar`."""
        return format_date(day, "M月d日" if self.language == "zh" else "d MMM", locale=self.locale)

    def month(self, day: dt.date) -> str:
        """`2026年3月` / `Mar 2026`."""
        return format_date(day, "y年M月" if self.language == "zh" else "MMM y", locale=self.locale)

    def instant(self, moment: dt.datetime, time_zone: str = "Asia/Shanghai") -> str:
        """An instant to the minute, in the project's time zone."""
        pattern = "y年M月d日 HH:mm" if self.language == "zh" else "d MMM y HH:mm"
        return format_datetime(moment, pattern, tzinfo=get_timezone(time_zone), locale=self.locale)

    def number(self, value: int | Decimal) -> str:
        """A number with group separators; a negative one with − (U+2212)."""
        return _number(value, self.locale)

    def quantity(self, milli: int | None) -> str:
        """A quantity kept in thousandths, without trailing zeros; nothing for None."""
        return "" if milli is None else self.number(quantity_of(milli))

    def percent(self, share: float | Decimal, digits: int = 1) -> str:
        """A share of one as a percentage: 0.298 gives 29.8%."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        return str(format_percent(share, pattern, locale=self.locale)).replace("-", MINUS)

    def yuan(self, fen: int | None) -> str:
        """Money to the fen, in yuan: 4,986,300.00; nothing for None."""
        if fen is None:
            return ""
        return str(format_decimal(Decimal(fen) / FEN_PER_YUAN, "#,##0.00", locale=self.locale)).replace(
            "-", MINUS
        )

    def money(self, fen: int, *, signed: bool = False) -> str:
        """Money for a dashboard: 498.6万元 / CNY 4,986k (thousands of yuan); `signed` shows + and −."""
        if self.language == "zh":
            text = f"{format_decimal(Decimal(abs(fen)) / FEN_PER_WAN, '#,##0.0', locale=self.locale)}万元"
        else:
            thousands = Decimal(abs(fen)) / (1000 * FEN_PER_YUAN)
            pattern = "#,##0.0" if abs(fen) < FEN_PER_WAN * 10 else "#,##0"
            text = f"CNY {format_decimal(thousands, pattern, locale=self.locale)}k"
        return _sign(fen, signed=signed) + text

    def signed_yuan(self, fen: int) -> str:
        """A difference of money to the fen, always with its sign: +1,200.00, −50.00, 0.00."""
        return _sign(fen, signed=True) + self.yuan(abs(fen))

    def signed_number(self, value: int) -> str:
        """A difference, always with its sign; zero has none."""
        return _sign(value, signed=True) + self.number(abs(value))

    def working_days(self, n: int) -> str:
        """A duration, which is counted in working days and says so."""
        return self._n("{n} working day", "{n} working days", n)

    def size(self, bytes_: int) -> str:
        """A file's size in MB or kB."""
        if bytes_ >= 1_000_000:
            return f"{self.number(round(Decimal(bytes_) / 1_000_000, 1))} MB"
        return f"{self.number(max(1, bytes_ // 1000))} kB"


class _Facts(dict[str, str]):
    """Facts for a sentence; one that is missing leaves a dash rather than hiding the refusal behind an error."""

    def __missing__(self, key: str) -> str:
        return "—"


@lru_cache(maxsize=4096)
def _number(value: int | Decimal, locale: str) -> str:
    """Kept, since a page says the same few numbers thousands of times; equal numbers read the same."""
    return str(format_decimal(value, locale=locale)).replace("-", MINUS)


@lru_cache(maxsize=4096)
def _date(day: dt.date, pattern: str, locale: str) -> str:
    """Kept for the same reason."""
    return format_date(day, pattern, locale=locale)


def _sign(value: int, *, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""
