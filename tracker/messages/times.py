"""When a digest and the day's reminders are written, how a message is tried again, and when nagging stops."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

LATE = dt.timedelta(hours=24)
"""A digest that could not be written at its time (the server was off) is written until so long after; then never.

A message that nobody tried for so long (no sender ran, or its reader had stopped them) is stale: what it says may no
longer be true, so it is given up.
"""

WAITS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=12),
)
"""How long a message waits after each try that failed; after one more it is given up."""

LONGEST_WAIT = max(WAITS)
"""A time that lies further ahead was written while a clock ran ahead, and holds nobody up."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """When somebody wants to be told, and how much; weekdays from Monday 0, minutes after midnight.

    Times are in the project's time zone. `most_reminders` counts those of one event, `most_a_day` the messages that
    remind on one day.
    """

    wants_digest: bool = True
    digest_weekday: int = 0
    digest_minute: int = 480
    wants_reminders: bool = True
    reminder_minute: int = 480
    most_reminders: int = 3
    most_a_day: int = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told of an event: how often, and the day of the last time."""

    times: int
    last_on: dt.date


def digest_key(wishes: Wishes, now: dt.datetime) -> str | None:
    """The key of the digest that is to be there by now (`digest:2026-W14`), None where none is.

    `now` is in the project's time zone. The key names the ISO week of the day that was chosen.
    """
    if not wishes.wants_digest:
        return None
    days_ago = (now.weekday() - wishes.digest_weekday) % 7
    day = now.date() - dt.timedelta(days=days_ago)
    due = _at(day, wishes.digest_minute, now)
    if due > now:
        day -= dt.timedelta(days=7)
        due = _at(day, wishes.digest_minute, now)
    if now - due >= LATE:
        return None
    year, week, _ = day.isocalendar()
    return f"digest:{year}-W{week:02d}"


def reminders_key(wishes: Wishes, now: dt.datetime) -> str | None:
    """The key under which the reminders of the day are written once (`day:2026-04-01`); None before their time."""
    if not wishes.wants_reminders or now < _at(now.date(), wishes.reminder_minute, now):
        return None
    return day_key(now.date())


def day_key(day: dt.date) -> str:
    """The key of the note that the reminders of a day were written."""
    return f"day:{day.isoformat()}"


def list_key(day: dt.date) -> str:
    """The key of the message that lists several of the day's reminders."""
    return f"list:{day.isoformat()}"


def next_reminder(told: Told | None, today: dt.date, most: int) -> int | None:
    """Which reminder of an event is due today, counted from 1; None for none: told today, or often enough.

    A last time that lies in the future was counted while the clock ran ahead: it keeps nobody from being told today.
    """
    if told is None:
        return 1
    if told.last_on == today or told.times >= most:
        return None
    return told.times + 1


def next_try(attempts: int, failed_at: dt.datetime) -> dt.datetime | None:
    """When a message is tried again after so many tries, all of which failed; None when it is given up."""
    return failed_at + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_stale(waits_since: dt.datetime, now: dt.datetime) -> bool:
    """Whether a message that could be tried at `waits_since` is too old to be sent."""
    return now - waits_since > LATE


def reminders_due(
    events: Mapping[str, object], told: Mapping[str, Told], today: dt.date, most: int
) -> dict[str, int]:
    """The events to be told of today, in their order, each with the number of the reminder."""
    numbers = {key: next_reminder(told.get(key), today, most) for key in events}
    return {key: number for key, number in numbers.items() if number is not None}


def _at(day: dt.date, minute: int, now: dt.datetime) -> dt.datetime:
    """A minute of a day in the time zone of `now`."""
    return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), tzinfo=now.tzinfo)
