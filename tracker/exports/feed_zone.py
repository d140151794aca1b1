"""A time zone as iCalendar describes it (RFC 5545 section 3.6.5), for the days that a feed speaks of.

Programs that read `DTSTART;TZID=…` take the hours from this description and not from the zone's name, which the
standard leaves without meaning. Each change of the clock stands for itself, so that no rule has to be guessed.
"""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

STEP = dt.timedelta(minutes=15)
"""Clocks change at full quarters of an hour."""
BEGINNING = dt.datetime(1970, 1, 1)  # noqa: DTZ001 (local time, as the description has it)


def time_zone_lines(name: str, first: dt.date, last: dt.date) -> Iterator[str]:
    """The lines of a VTIMEZONE that holds from `first` to `last`.

    Raises:
        ZoneInfoNotFoundError: there is no zone of this name.
    """
    zone = ZoneInfo(name)
    day = dt.datetime.combine(first, dt.time.min, dt.UTC) - dt.timedelta(days=1)
    end = dt.datetime.combine(last, dt.time.min, dt.UTC) + dt.timedelta(days=2)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    before = day.astimezone(zone)
    yield from _observance(before, before, BEGINNING)
    while day < end:
        next_day = day + dt.timedelta(days=1)
        if day.astimezone(zone).utcoffset() != next_day.astimezone(zone).utcoffset():
            yield from _change(day, zone)
        day = next_day
    yield "END:VTIMEZONE"


def _change(day: dt.datetime, zone: ZoneInfo) -> Iterator[str]:
    """The change of the clock within the 24 hours after `day`."""
    at, before = day, day.astimezone(zone)
    while at.astimezone(zone).utcoffset() == before.utcoffset():
        at += STEP
    # Its beginning is told by the clock that still ran before.
    wall = at.replace(tzinfo=None) + _offset(before)
    yield from _observance(before, at.astimezone(zone), wall)


def _observance(before: dt.datetime, after: dt.datetime, begins: dt.datetime) -> Iterator[str]:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{begins:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_signed(_offset(before))}"
    yield f"TZOFFSETTO:{_signed(_offset(after))}"
    yield f"TZNAME:{after.tzname()}"
    yield f"END:{kind}"


def _offset(moment: dt.datetime) -> dt.timedelta:
    return moment.utcoffset() or dt.timedelta()


def _signed(offset: dt.timedelta) -> str:
    """An offset as +0800 or -0330."""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
