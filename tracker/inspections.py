"""The cadence of site inspections: the slots that a series plans, and what became of each.

A series recurs by an RFC 5545 rule (read by python-dateutil). Each occurrence is a slot: a span of days in
which one round is expected. The states of a slot are derived from its days, its round and today; nobody types
them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dateutil.rrule import rrule, rruleset, rrulestr

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.vocabulary import HolidayRule, InspectionStatus, InspectionWindow

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545's names of the days, Monday first."""

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
"""Finer frequencies would plan rounds by the hour; rarer ones are no cadence of a building site."""

ONE_DAY = dt.timedelta(days=1)
SUNDAY = 6

LONGEST_SHIFT = dt.timedelta(weeks=3)
"""No public holiday moves a slot further: the longest has nine days, to which a window of a week may add."""


class SlotState(StrEnum):
    """What became of a slot.

    `LATE`: its window closed before the round was signed, or the round was held after it.
    `EXCUSED`: by a person with a reason, or because no day of its window is worked.
    """

    PLANNED = "planned"
    DUE = "due"
    HELD = "held"
    LATE = "late"
    MISSED = "missed"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class Cadence:
    """How a series recurs; `ends_on` is its last possible day, None for no end."""

    rule: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    window: InspectionWindow = InspectionWindow.WEEK
    holiday_rule: HolidayRule = HolidayRule.SKIP


@dataclass(frozen=True, slots=True)
class Slot:
    """One occurrence of a series.

    Attributes:
        planned_on: the day that the rule names; it stays the slot's key when a holiday shifts the window.
        opens_on: first day on which a round counts for the slot.
        closes_on: last such day.
        day_off: no day of the window is worked, and the series skips such slots: nothing is expected.
    """

    planned_on: dt.date
    opens_on: dt.date
    closes_on: dt.date
    day_off: bool = False


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule taken apart for words and forms; weekdays count from Monday = 0."""

    frequency: str
    every: int
    weekdays: tuple[int, ...]


def weekly(weekday: int, every: int = 1) -> str:
    """The rule "each `weekday` (Monday = 0), every so many weeks"."""
    interval = "" if every == 1 else f"INTERVAL={every};"
    return f"FREQ=WEEKLY;{interval}BYDAY={WEEKDAYS[weekday]}"


def as_weekly(rule: str) -> tuple[int, int] | None:
    """The weekday and the number of weeks of a rule that `weekly` writes; None for any other rule.

    Raises:
        Invalid: `bad_recurrence`, when it is no rule at all.
    """
    said = recurrence(rule)
    if len(said.weekdays) != 1 or weekly(said.weekdays[0], said.every) != rule:
        return None
    return said.weekdays[0], said.every


def recurrence(rule: str) -> Recurrence:
    """What a rule says.

    Raises:
        Invalid: `bad_recurrence`, when it is no recurrence rule, or names other than days, weeks or months.
    """
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    _parsed(rule, dt.date(2000, 1, 1))
    days = tuple(WEEKDAYS.index(name[-2:]) for name in parts.get("BYDAY", "").split(",") if name)
    return Recurrence(parts["FREQ"], int(parts.get("INTERVAL", "1")), days)


def check_cadence(cadence: Cadence) -> None:
    """Refuse a cadence that cannot plan anything.

    Raises:
        Invalid: `bad_recurrence`, or `series_ends_before_start`.
    """
    _parsed(cadence.rule, cadence.starts_on)
    if cadence.ends_on is not None and cadence.ends_on < cadence.starts_on:
        raise Invalid("series_ends_before_start", starts_on=cadence.starts_on, ends_on=cadence.ends_on)


def slots(cadence: Cadence, calendar: WorkCalendar, first: dt.date, last: dt.date) -> list[Slot]:
    """The slots whose planned day lies from `first` to `last` (both included), in order."""
    low = max(first, cadence.starts_on)
    high = last if cadence.ends_on is None else min(last, cadence.ends_on)
    if low > high:
        return []
    days = _parsed(cadence.rule, cadence.starts_on).between(_midnight(low), _midnight(high), inc=True)
    return [_slot(cadence, calendar, day.date()) for day in days]


def slots_until(cadence: Cadence, calendar: WorkCalendar, first: dt.date, last: dt.date) -> list[Slot]:
    """As `slots`, with those planned after `last` whose window a holiday moved to `last` or before.

    They are due already: a list that ends with this week would show them a week too late.
    """
    reaching = slots(cadence, calendar, first, last + LONGEST_SHIFT)
    return [slot for slot in reaching if slot.planned_on <= last or slot.closes_on <= last]


def state(
    slot: Slot, today: dt.date, status: InspectionStatus | None = None, held_on: dt.date | None = None
) -> SlotState:
    """What became of a slot by `today`; `status` and `held_on` are those of its round, None without one."""
    if status is InspectionStatus.EXCUSED or (status is None and slot.day_off):
        return SlotState.EXCUSED
    if status in {InspectionStatus.SIGNED, InspectionStatus.SUBMITTED}:
        return SlotState.LATE if held_on is not None and held_on > slot.closes_on else SlotState.HELD
    if today > slot.closes_on:
        return SlotState.MISSED if status is None else SlotState.LATE
    return SlotState.PLANNED if status is None and today < slot.opens_on else SlotState.DUE


def current(planned: Iterable[Slot], today: dt.date) -> Slot | None:
    """The slot whose window is open today; where several are, the one that closes first."""
    opened = [slot for slot in planned if slot.opens_on <= today <= slot.closes_on and not slot.day_off]
    return min(opened, key=lambda slot: (slot.closes_on, slot.planned_on), default=None)


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the day's ISO week."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=SUNDAY)


def _slot(cadence: Cadence, calendar: WorkCalendar, day: dt.date) -> Slot:
    opens, closes = week_of(day) if cadence.window is InspectionWindow.WEEK else (day, day)
    if calendar.working_days_between(opens, closes + ONE_DAY) == 0:
        if cadence.holiday_rule is HolidayRule.SKIP:
            return Slot(day, opens, closes, day_off=True)
        before = cadence.holiday_rule is HolidayRule.SHIFT_BEFORE
        moved = calendar.previous_working(opens) if before else calendar.next_working(closes)
        return Slot(day, moved, moved)
    closes = closes if cadence.ends_on is None else min(closes, cadence.ends_on)
    return Slot(day, max(opens, cadence.starts_on), closes)


def _parsed(rule: str, starts_on: dt.date) -> rrule | rruleset:
    parts = [part.strip() for part in rule.upper().split(";")]
    if not any(part == f"FREQ={name}" for part in parts for name in FREQUENCIES):
        raise Invalid("bad_recurrence", rule=rule)
    if any(part.startswith(("BYHOUR", "BYMINUTE", "BYSECOND")) for part in parts) or "\n" in rule:
        raise Invalid("bad_recurrence", rule=rule)
    try:
        return rrulestr(rule, dtstart=_midnight(starts_on))
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("bad_recurrence", rule=rule) from error


def _midnight(day: dt.date) -> dt.datetime:
    # dateutil reckons in date-times; these are plain days, so they carry no zone.
    return dt.datetime.combine(day, dt.time())
