"""The cells of a task list: dates, durations, progress and predecessors as people write them."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from tracker.schedule.model import LinkType
from tracker.schedule.worktime import MINUTES_PER_DAY, WORKING_DAY

_DATE = re.compile(
    r"(?:(?:星期|周)[一二三四五六日天] ?)?(\d{4})(?:[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})日?|(\d{2})(\d{2}))"
    r"(?:[ T]?(?:\d{1,2}:\d{2}(?::\d{2})?)?)?(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ?([a-z一-鿿]*)\??")
_REFERENCE = re.compile(
    r"(?P<task>.+?) ?(?P<type>FS|SS|FF|SF)? ?(?:(?P<sign>[+-]) ?(?P<lag>\d+(?:\.\d+)? ?[a-z一-鿿]*))?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[,;、\n]+")
_YES = frozenset({"1", "是", "√", "y", "yes", "true", "里程碑", "✓"})
_MAX_MINUTES = 100 * 366 * MINUTES_PER_DAY

_WORKING_UNITS = {
    1: "m min mins minute minutes 分 分钟",
    60: "h hr hrs hour hours 小时 时 工时",
    WORKING_DAY: "d day days 天 日 工作日 工日",
    5 * WORKING_DAY: "w wk wks week weeks 周 星期 工作周",
    20 * WORKING_DAY: "mo mon mons month months 月 工作月",  # as many days as Microsoft Project gives a month
}
_ELAPSED_UNITS = {
    60: "eh ehr ehrs ehour ehours",
    MINUTES_PER_DAY: "ed eday edays cd 日历日 日历天 自然日 自然天",
    7 * MINUTES_PER_DAY: "ew ewk ewks eweek eweeks 日历周 自然周",
}
_UNITS = {word: (size, False) for size, words in _WORKING_UNITS.items() for word in words.split()}
_UNITS |= {word: (size, True) for size, words in _ELAPSED_UNITS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Reference:
    """A predecessor as it is written: which task, how it is linked, and the lag in minutes."""

    task: str
    type: LinkType
    lag: int
    elapsed: bool


def text_of(value: object) -> str:
    """A cell as text in compatible forms: 3.0 is 3, full-width signs are plain ones."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else unicodedata.normalize("NFKC", str(value)).replace("−", "-").strip()


def date_of(value: object) -> dt.date | None:
    """The date in a cell (2026-11-02, 2026/11/2, 2026年11月2日, 20261102), None where it is blank.

    Raises:
        ValueError: the cell holds something else, or a day that does not exist; two-digit years are not guessed.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = text_of(value)
    if not text:
        return None
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    return dt.date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))


def duration_of(value: object, unit: str = "") -> tuple[int, bool] | None:
    """Minutes and whether they are elapsed ones: 3, 3d, 3 个工作日, 2周, 5 days?; None where it is blank.

    A month is twenty days of work, as Microsoft Project counts it. A number without a unit counts in `unit`,
    and in days where that is no unit.

    Raises:
        ValueError: the cell holds something else, such as a negative duration, or more than a hundred years.
    """
    if isinstance(value, bool | dt.date):
        raise ValueError(str(value))  # noqa: TRY004 - what the cell holds is wrong, not what the caller passes
    text = text_of(value).lower()
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    words = found[2].removeprefix("个") if found else ""
    if not found or (words and words not in _UNITS):
        raise ValueError(text)
    size, elapsed = _UNITS[words] if words else _UNITS.get(unit.removeprefix("个"), (WORKING_DAY, False))
    minutes = float(found[1]) * size
    if minutes > _MAX_MINUTES:
        raise ValueError(text)
    return round(minutes), elapsed


def percent_of(value: object, *, share: bool) -> int:
    """Whole percent in a cell: 50%, 50, or 0.5 where the column holds shares (`share`); 0 where it is blank.

    Raises:
        ValueError: the cell holds something else, or less than 0 or more than 100 percent.
    """
    text = text_of(value)
    if not text:
        return 0
    percent = float(text.removesuffix("%")) * (100 if share and not text.endswith("%") else 1)
    if not 0 <= percent <= 100:
        raise ValueError(text)
    return round(percent)


def is_yes(value: object) -> bool:
    """Whether a cell says yes: 是, √, yes, 1."""
    return text_of(value).lower() in _YES


def references_of(value: object) -> tuple[str, ...]:
    """The single predecessors of a cell, as they are written: ("3FS+2d", "5SS") for 3FS+2d、5SS."""
    parts = (part.strip() for part in _SEPARATORS.split(text_of(value)))
    return tuple(part for part in parts if part)


def reference_of(text: str) -> Reference:
    """A predecessor taken apart: 3FS+2d, 5SS, 4, 3FS-1 周, 1.2FF, A+2.

    A lag without a unit counts days.

    Raises:
        ValueError: the lag is in a unit that is not known.
    """
    found = _REFERENCE.fullmatch(text)
    if not found:
        raise ValueError(text)
    lag, elapsed = duration_of(found["lag"]) or (0, False)
    return Reference(
        task=found["task"],
        type=LinkType((found["type"] or "fs").lower()),
        lag=-lag if found["sign"] == "-" else lag,
        elapsed=elapsed and lag != 0,
    )
