"""Courses: the evenings a rule gives over the working calendar, and class hours planned against delivered.

Class hours (学时) are kept in whole thousandths, like every quantity. A rule is an RRULE (RFC 5545, section
3.3.10) without start or time; the course has these.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from tracker.calendar import DayKind, WorkCalendar
from tracker.errors import Invalid

HOUR = 1_000
"""One class hour, in thousandths."""

LONGEST_COURSE = dt.timedelta(days=3 * 366)
MOST_SESSIONS = 400
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545's names of the weekdays, Monday first."""
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

_DAYS_OFF = {DayKind.PUBLIC_HOLIDAY, DayKind.PROJECT_DAY_OFF}


class SessionState(StrEnum):
    """Where a session stands: ahead, held with its hours, or past and not recorded."""

    UPCOMING = "upcoming"
    HELD = "held"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting of a course: the planned day; the day and class hours once held."""

    planned_on: dt.date
    held_on: dt.date | None = None
    hours_milli: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A course in numbers; hours in thousandths of a class hour, none negative.

    Attributes:
        planned_milli: what the course is to give.
        delivered_milli: what held sessions gave.
        remaining_milli: what is still to give; 0 when more was given than planned.
        scheduled_milli: delivered, and the usual hours of each session still ahead.
        short_milli: how much of the plan no session, held or ahead, covers.
        held, upcoming, unrecorded: sessions by state.
    """

    planned_milli: int
    delivered_milli: int
    remaining_milli: int
    scheduled_milli: int
    short_milli: int
    held: int
    upcoming: int
    unrecorded: int


def weekly_rule(weekdays: Iterable[int], last_day: dt.date) -> str:
    """The rule "every week on these weekdays (Monday 0) up to `last_day`".

    Raises:
        Invalid: no weekday is chosen (`rule_without_weekday`).
    """
    chosen = sorted(set(weekdays))
    if not chosen:
        raise Invalid("rule_without_weekday")
    return f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAYS[day] for day in chosen)};UNTIL={last_day:%Y%m%d}"


def read_rule(rule: str, starts_on: dt.date) -> tuple[list[int], dt.date | None]:
    """The weekdays and the last day of a rule, for a form; weekdays fall back on that of `starts_on`.

    Raises:
        Invalid: the rule cannot be read (`rule_not_understood`).
    """
    parts = _parts(rule)
    named = [WEEKDAYS.index(day) for day in parts.get("BYDAY", "").split(",") if day in WEEKDAYS]
    return sorted(named) or [starts_on.weekday()], _until(rule, parts)


def slots(rule: str, starts_on: dt.date, calendar: WorkCalendar) -> list[dt.date]:
    """The days of a course: what the rule gives from `starts_on` on, less holidays and project days off.

    A weekend that the rule itself names stays: a Saturday course is meant. Days that fall out are not made up
    for; `Hours.short_milli` then says what is missing.

    Raises:
        Invalid: the rule cannot be read (`rule_not_understood`), has neither an end nor a count
            (`rule_without_end`), gives more than `MOST_SESSIONS` days or runs past `LONGEST_COURSE`
            (`rule_too_long`), or gives no day at all (`rule_gives_nothing`).
    """
    parts = _parts(rule)
    until, count = _until(rule, parts), int(parts["COUNT"]) if "COUNT" in parts else None
    if until is None and count is None:
        raise Invalid("rule_without_end")
    horizon = starts_on + LONGEST_COURSE
    if (until or starts_on) > horizon or (count or 0) > MOST_SESSIONS:
        raise Invalid("rule_too_long", most=MOST_SESSIONS)
    # The count is applied here and not by dateutil, so that a rule which never comes due ends at the horizon.
    bounded = _expansion(rule, starts_on).replace(count=None, until=_midnight(until or horizon))
    days = [moment.date() for moment in islice(bounded, count or MOST_SESSIONS + 1)]
    if len(days) > MOST_SESSIONS:
        raise Invalid("rule_too_long", most=MOST_SESSIONS)
    kept = [day for day in days if not is_day_off(day, calendar)]
    if not kept:
        raise Invalid("rule_gives_nothing")
    return kept


def days_after(rule: str, starts_on: dt.date, after: dt.date) -> Iterator[dt.date]:
    """The days that the rule would go on to give after a day, its own end left aside, for `LONGEST_COURSE` more.

    Holidays are among them.

    Raises:
        Invalid: the rule cannot be read (`rule_not_understood`).
    """
    _parts(rule)
    until = _midnight(max(starts_on, after) + LONGEST_COURSE)
    endless = _expansion(rule, starts_on).replace(count=None, until=until)
    return (moment.date() for moment in endless.xafter(_midnight(after)))


def is_day_off(day: dt.date, calendar: WorkCalendar) -> bool:
    """Whether no course meets on a day: a public holiday, or a day off of the project; a plain weekend is none."""
    return calendar.reason(day).kind in _DAYS_OFF


def _parts(rule: str) -> dict[str, str]:
    """The parts of one bare rule (no DTSTART, no list of dates); a course meets at most once a day."""
    pattern = r"[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*"
    if not re.fullmatch(pattern, rule):
        raise Invalid("rule_not_understood", rule=rule)
    parts = dict(part.split("=") for part in rule.split(";"))
    if parts.get("FREQ") not in FREQUENCIES or not parts.get("COUNT", "1").isdecimal():
        raise Invalid("rule_not_understood", rule=rule)
    return parts


def _until(rule: str, parts: dict[str, str]) -> dt.date | None:
    if "UNTIL" not in parts:
        return None
    try:
        return dt.datetime.strptime(parts["UNTIL"], "%Y%m%d").date()  # noqa: DTZ007 (a date, no instant)
    except ValueError as error:
        raise Invalid("rule_not_understood", rule=rule) from error


def _expansion(rule: str, starts_on: dt.date) -> rrule:
    try:
        expansion = rrulestr(rule, dtstart=_midnight(starts_on))
    except (ValueError, TypeError) as error:
        raise Invalid("rule_not_understood", rule=rule) from error
    assert isinstance(expansion, rrule)  # noqa: S101 (one rule gives one; a set needs several lines)
    return expansion


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min)


def session_state(session: Session, today: dt.date) -> SessionState:
    """Where a session stands; one that is planned for today is still ahead."""
    if session.held_on is not None:
        return SessionState.HELD
    return SessionState.UPCOMING if session.planned_on >= today else SessionState.UNRECORDED


def hours(planned_milli: int, session_hours_milli: int, sessions: Sequence[Session], today: dt.date) -> Hours:
    """A course's numbers from its planned hours, the usual hours of a session, and its sessions."""
    states = [session_state(each, today) for each in sessions]
    delivered = sum(each.hours_milli or 0 for each in sessions if each.held_on is not None)
    upcoming = states.count(SessionState.UPCOMING)
    scheduled = delivered + upcoming * session_hours_milli
    return Hours(
        planned_milli=planned_milli,
        delivered_milli=delivered,
        remaining_milli=max(0, planned_milli - delivered),
        scheduled_milli=scheduled,
        short_milli=max(0, planned_milli - scheduled),
        held=states.count(SessionState.HELD),
        upcoming=upcoming,
        unrecorded=states.count(SessionState.UNRECORDED),
    )
