"""Dates of a project as an iCalendar feed (RFC 5545) that calendar programs subscribe to.

An entry is an all-day event, or one of some hours in the project's time zone. Its UID is made of the project, the kind
of record and the record's number, so that a program that reads the feed again moves the event it already has instead
of adding another.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.exports.feed_zone import time_zone_lines

PRODUCT = "-//Kaiguan//Opening a public library//ZH"
LINE_OCTETS = 75
"""RFC 5545 section 3.1: lines are no longer than 75 octets, the line break not counted."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class FeedKind(StrEnum):
    """What an entry of the feed is; the value is part of its UID and never changes."""

    TASK = "task"
    MILESTONE = "milestone"
    DEADLINE = "deadline"
    INSPECTION = "inspection"
    SESSION = "session"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One event of the feed.

    Attributes:
        record: what identifies the record for good among those of its kind: its number, or a number with a
            date for a slot of a series ("12-2026-11-02").
        version: of the record; it becomes SEQUENCE, which rises with every change.
        first: first day.
        last: last day, included.
        starts_at: local time of its beginning on the first day; None for whole days.
        minutes: how long it lasts from then on; the last day follows.
    """

    kind: FeedKind
    record: str
    version: int
    title: str
    first: dt.date
    last: dt.date
    description: str = ""
    location: str = ""
    url: str = ""
    starts_at: dt.time | None = None
    minutes: int = 0


def calendar_feed(
    name: str,
    entries: Iterable[FeedEntry],
    *,
    project_id: int,
    domain: str,
    written_at: dt.datetime,
    time_zone: str = "Asia/Shanghai",
) -> str:
    """The feed as text with CRLF line ends, ready to be sent as text/calendar in UTF-8.

    Args:
        name: of the calendar, as programs show it.
        entries: the events, in any order.
        project_id: part of every UID.
        domain: the host name that UIDs end in (RFC 7986 section 5.3 wants them unique in the world).
        written_at: instant of writing, in UTC or any other zone.
        time_zone: the project's, which entries with a time are in.
    """
    entries = list(entries)
    timed = [entry for entry in entries if entry.starts_at is not None]
    stamp = f"{written_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    if timed:
        lines += time_zone_lines(
            time_zone, min(each.first for each in timed), max(each.last for each in timed)
        )
    for entry in entries:
        uid = f"{entry.kind}-{entry.record}.project-{project_id}@{domain}"
        lines += _event(entry, uid, stamp, time_zone)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(entry: FeedEntry, uid: str, stamp: str, time_zone: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{entry.version}"
    yield from _when(entry, time_zone)
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.location:
        yield f"LOCATION:{escaped(entry.location)}"
    if entry.url:
        yield f"URL:{_CONTROL.sub('', ''.join(entry.url.split()))}"
    yield f"CATEGORIES:{entry.kind.upper()}"
    yield "TRANSP:TRANSPARENT"  # a plan's date does not make anybody busy
    yield "END:VEVENT"


def _when(entry: FeedEntry, time_zone: str) -> Iterator[str]:
    """Beginning and end; RFC 5545 section 3.6.1: DTEND of whole days is the day after the last one."""
    if entry.starts_at is None:
        yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{max(entry.first, entry.last) + dt.timedelta(days=1):%Y%m%d}"
        return
    starts = dt.datetime.combine(entry.first, entry.starts_at)
    yield f"DTSTART;TZID={time_zone}:{starts:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={time_zone}:{starts + dt.timedelta(minutes=entry.minutes):%Y%m%dT%H%M%S}"


def escaped(text: str) -> str:
    r"""Text as a value may hold it (RFC 5545 section 3.3.11): `\`, `;`, `,` and line breaks escaped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).translate(_ESCAPES)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each after the first behind a blank; no character is cut."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece])
