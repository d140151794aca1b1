"""How far a course has come: hours of each person, who has passed, hours by week, and the day it will finish.

Hours are class hours (学时) in whole thousandths. A person has the actual hours of each held session at which they
were present; an excuse is no hours.

The forecast, at the present pace: a session gives the mean hours of the sessions held so far. The hours still to give,
divided by that and rounded up, are the sessions still needed. These take the days of the sessions already laid out
from today on, then the next days of the course's rule over the working calendar.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.training import Session, SessionState, days_after, is_day_off, session_state

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)


class PassState(StrEnum):
    """Where a participant stands: passed, still able to, or too many hours missed to pass without extra ones."""

    PASSED = "passed"
    UNDER_WAY = "under_way"
    SHORT = "short"


class NoForecast(StrEnum):
    """Why no finishing day can be told."""

    NOTHING_HELD = "nothing_held"
    NO_MORE_DAYS = "no_more_days"


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """A course as its progress is computed; hours in thousandths, sessions without those put aside.

    `pass_hours_milli` None asks for all planned hours.
    """

    id: int
    title: str
    rule: str
    starts_on: dt.date
    planned_hours_milli: int
    session_hours_milli: int
    pass_hours_milli: int | None = None
    meetings: tuple[Session, ...] = ()

    @property
    def needed_milli(self) -> int:
        """Hours that a participant needs to pass."""
        return self.planned_hours_milli if self.pass_hours_milli is None else self.pass_hours_milli

    @property
    def held(self) -> list[Session]:
        """The sessions held, by the day they were."""
        return sorted((each for each in self.meetings if each.held_on), key=_held_on)

    @property
    def delivered_milli(self) -> int:
        """Hours given so far."""
        return sum(each.hours_milli or 0 for each in self.held)

    @property
    def remaining_milli(self) -> int:
        """Hours of the plan still to give; 0 when more was given than planned."""
        return max(0, self.planned_hours_milli - self.delivered_milli)


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a course finishes at the present pace.

    Attributes:
        finishes_on: the day, or None where `why` says that there is none.
        pace_milli: hours a session gives, the mean of those held, rounded down; 0 before the first.
        days: the days of the sessions still needed, in order; empty once all hours were given.
        beyond_plan: how many of these days no session is laid out for yet.
    """

    finishes_on: dt.date | None
    why: NoForecast | None = None
    pace_milli: int = 0
    days: tuple[dt.date, ...] = ()
    beyond_plan: int = 0


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """An ISO week by its Monday: hours planned and delivered in it, and both running up to its end.

    `delivered_total_milli` is None for a week that begins after today.
    """

    monday: dt.date
    planned_milli: int
    delivered_milli: int
    planned_total_milli: int
    delivered_total_milli: int | None

    @property
    def name(self) -> str:
        """The week as ISO 8601 writes it, such as 2026-W10."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02d}"


def attended_hours(hours: Mapping[int, int], present: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Hours of each enrolment: `hours` by held session, `present` the pairs (session, enrolment) who were there.

    A session that was not held gives none; a pair told twice counts once.
    """
    found: dict[int, int] = {}
    for session_id, enrolment_id in set(present):
        if session_id in hours:
            found[enrolment_id] = found.get(enrolment_id, 0) + hours[session_id]
    return found


def pass_state(course: CoursePlan, attended_milli: int) -> PassState:
    """Where somebody with these hours stands."""
    if attended_milli >= course.needed_milli:
        return PassState.PASSED
    reachable = attended_milli + course.remaining_milli >= course.needed_milli
    return PassState.UNDER_WAY if reachable else PassState.SHORT


def by_week(course: CoursePlan, today: dt.date) -> list[WeekPoint]:
    """Hours planned and delivered by ISO week, from the first week with a session to the last, none left out.

    The plan gives a session's usual hours on each planned day, and never more than the course's hours in all.
    """
    planned: dict[dt.date, int] = {}
    left = course.planned_hours_milli
    for meeting in sorted(course.meetings, key=lambda each: each.planned_on):
        given = min(left, course.session_hours_milli)
        left -= given
        monday = monday_of(meeting.planned_on)
        planned[monday] = planned.get(monday, 0) + given
    delivered: dict[dt.date, int] = {}
    for meeting in course.held:
        monday = monday_of(_held_on(meeting))
        delivered[monday] = delivered.get(monday, 0) + (meeting.hours_milli or 0)
    points: list[WeekPoint] = []
    planned_total = delivered_total = 0
    for monday in _mondays([*planned, *delivered]):
        planned_total += planned.get(monday, 0)
        delivered_total += delivered.get(monday, 0)
        points.append(
            WeekPoint(
                monday,
                planned.get(monday, 0),
                delivered.get(monday, 0),
                planned_total,
                delivered_total if monday <= today else None,
            )
        )
    return points


def forecast(course: CoursePlan, calendar: WorkCalendar, today: dt.date) -> Forecast:
    """When the course finishes at the present pace; nothing is foretold before the first session was held."""
    delivered = course.delivered_milli
    if not delivered:
        return Forecast(None, NoForecast.NOTHING_HELD)
    return _placed(course, delivered, len(course.held), calendar, today)


def planned_finish(course: CoursePlan, calendar: WorkCalendar, today: dt.date) -> dt.date | None:
    """When the course would finish if every session from today on gave the usual hours; None where days run out."""
    return _placed(course, course.session_hours_milli, 1, calendar, today).finishes_on


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's ISO week."""
    return day - dt.timedelta(days=day.weekday())


def _placed(
    course: CoursePlan, hours: int, sessions: int, calendar: WorkCalendar, today: dt.date
) -> Forecast:
    """The forecast at `hours` in so many `sessions`."""
    pace = hours // sessions
    if not course.remaining_milli:
        return Forecast(_reached_on(course), pace_milli=pace)
    needed = -(-course.remaining_milli * sessions // hours)
    laid_out = sorted(
        each.planned_on for each in course.meetings if session_state(each, today) is SessionState.UPCOMING
    )[:needed]
    last = max((each.planned_on for each in course.meetings), default=course.starts_on - DAY)
    missing = needed - len(laid_out)
    further = list(islice(_rule_days(course, max(last, today - DAY), calendar), missing))
    if len(further) < missing:
        return Forecast(None, NoForecast.NO_MORE_DAYS, pace, (*laid_out, *further), len(further))
    days = (*laid_out, *further)
    return Forecast(days[-1], None, pace, days, len(further))


def _rule_days(course: CoursePlan, after: dt.date, calendar: WorkCalendar) -> Iterator[dt.date]:
    """The days after a day that the course's rule goes on to give, less days off; none where it has no rule."""
    try:
        days = days_after(course.rule, course.starts_on, after)
    except Invalid:
        return iter(())
    return (day for day in days if not is_day_off(day, calendar))


def _reached_on(course: CoursePlan) -> dt.date:
    """The day on which the last of the planned hours was given."""
    total = 0
    for meeting in course.held:
        total += meeting.hours_milli or 0
        if total >= course.planned_hours_milli:
            return _held_on(meeting)
    return course.starts_on


def _held_on(meeting: Session) -> dt.date:
    assert meeting.held_on is not None  # noqa: S101 (asked of held sessions only)
    return meeting.held_on


def _mondays(known: Sequence[dt.date]) -> list[dt.date]:
    if not known:
        return []
    weeks = (max(known) - min(known)) // WEEK
    return [min(known) + WEEK * n for n in range(weeks + 1)]
