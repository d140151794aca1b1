"""Working time of MSPDI calendars: base calendars, weekdays, work weeks and exceptions, plain or recurring.

Weekdays are numbered from Sunday = 1. An exception is a `WeekDay` of type 0 (as files up to 2003 have it) or
an `Exception` element with a recurrence; a `WorkWeek` changes the week for a while.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from xml.etree.ElementTree import Element

from dateutil import rrule

from tracker.errors import Invalid, UnreadableFile
from tracker.imports.mspdi import NO_CALENDAR, flag, local_time, optional
from tracker.schedule.worktime import (
    DEFAULT_HOURS,
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    WorkTime,
    weekly_worktime,
)

Hours = tuple[tuple[int, int], ...]
Days = tuple[list[Hours], dict[date, Hours]]  # a week from Monday, and exceptional days
STANDARD_WEEK: tuple[Hours, ...] = (DEFAULT_HOURS,) * 5 + ((), ())

_MAX_EXCEPTION_DAYS = 40_000
_MAX_BASES = 10
_MAX_YEARS_AWAY = 60
_SUNDAY_FIRST = (rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA)
_ITEMS: Mapping[int, Sequence[rrule.weekday]] = {
    0: _SUNDAY_FIRST,
    1: _SUNDAY_FIRST[1:6],
    2: (rrule.SU, rrule.SA),
    **{3 + day: (weekday,) for day, weekday in enumerate(_SUNDAY_FIRST)},
}
_POSITIONS = (1, 2, 3, 4, -1)


class CalendarBook:
    """The calendars of a file as working time, each built once.

    Args:
        calendars: the `Calendar` elements by UID.
        around: the project's start; exceptions more than 60 years from it are left out.
    """

    def __init__(self, calendars: Mapping[int, Element], *, around: date) -> None:
        self._calendars = calendars
        self._around = around
        self._built: dict[tuple[tuple[Hours, ...], tuple[tuple[date, Hours], ...]], WorkTime] = {}
        self._by_uid: dict[int, WorkTime] = {}
        self._crews: dict[tuple[frozenset[int], int | None], WorkTime] = {}

    def worktime(self, uid: int) -> WorkTime:
        """The working time of a calendar; the standard week where the file has none of that number."""
        if uid not in self._by_uid:
            self._by_uid[uid] = self._built_from(*self._read(uid))
        return self._by_uid[uid]

    def crew(self, assigned: Iterable[int], own: int | None) -> WorkTime:
        """The time in which one of the assigned people works, within the task's own calendar where it has one.

        Where the two never meet, the task's own calendar decides, as in Microsoft Project.
        """
        people = frozenset(assigned)
        if (people, own) not in self._crews:
            parts = [self._read(uid) for uid in sorted(people)]
            try:
                self._crews[people, own] = self._built_from(
                    *_together(parts, None if own is None else self._read(own))
                )
            except Invalid:
                self._crews[people, own] = self.worktime(NO_CALENDAR if own is None else own)
        return self._crews[people, own]

    def _built_from(self, week: Sequence[Hours], exceptions: Mapping[date, Hours]) -> WorkTime:
        key = (tuple(week), tuple(sorted(exceptions.items())))
        if key not in self._built:
            self._built[key] = weekly_worktime(week, exceptions, around=self._around)
        return self._built[key]

    def _read(self, uid: int) -> Days:
        """The week (Monday first) and the exceptional days of a calendar, over those of its bases."""
        chain: list[Element] = []
        while uid in self._calendars:
            chain.append(self._calendars[uid])
            if len(chain) > _MAX_BASES:
                raise UnreadableFile(reason="calendar", calendar=chain[0].findtext("Name") or "")
            if optional(chain[-1], "IsBaseCalendar", flag, default=False):
                break  # some versions write a base for these too
            uid = optional(chain[-1], "BaseCalendarUID", int, NO_CALENDAR)
        week, exceptions = list(STANDARD_WEEK), dict[date, Hours]()
        for calendar in reversed(chain):
            for weekday, hours in _weekdays(calendar):
                week[weekday] = hours
            exceptions.update(
                (day, hours)
                for day, hours in _exceptional_days(calendar, week).items()
                if abs(day.year - self._around.year) <= _MAX_YEARS_AWAY
            )
        return week, exceptions


def always() -> WorkTime:
    """Every minute of every day, for durations in elapsed time."""
    return WorkTime([(0, 2 * MINUTES_PER_WEEK)], first=0, last=2 * MINUTES_PER_WEEK)


def _together(parts: Sequence[Days], own: Days | None) -> Days:
    """The days on which one of the parts works, within those of `own` where it is given."""
    days = {day for part in [*parts, own or ([], {})] for day in part[1]}

    def merged(weekday: int, day: date | None = None) -> Hours:
        hours = _union(
            [exceptions.get(day, week[weekday]) if day else week[weekday] for week, exceptions in parts]
        )
        if own is None:
            return hours
        return _overlap(hours, own[1].get(day, own[0][weekday]) if day else own[0][weekday])

    return [merged(weekday) for weekday in range(7)], {day: merged(day.weekday(), day) for day in days}


def _overlap(some: Hours, others: Hours) -> Hours:
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return tuple(pair for pair in pairs if pair[0] < pair[1])


def _union(parts: Iterable[Hours]) -> Hours:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(pair for part in parts for pair in part):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _hours(element: Element) -> Hours:
    """The working intervals of a day; an end of 00:00 is midnight at its end."""
    if not optional(element, "DayWorking", flag, default=False):
        return ()
    pairs = []
    for interval in element.iterfind("WorkingTimes/WorkingTime"):
        start = optional(interval, "FromTime", _minute, None)
        end = optional(interval, "ToTime", _minute, None)
        if start is not None and end is not None:
            pairs.append((start, end or MINUTES_PER_DAY))
    return _union([tuple(pair for pair in pairs if pair[0] < pair[1])])


def _minute(text: str) -> int | None:
    moment = datetime.fromisoformat(f"2000-01-01T{text}" if "T" not in text else text)
    return moment.hour * 60 + moment.minute


def _weekdays(calendar: Element) -> Iterator[tuple[int, Hours]]:
    for day in calendar.iterfind("WeekDays/WeekDay"):
        number = optional(day, "DayType", int, 0)
        if 1 <= number <= 7:
            yield (number + 5) % 7, _hours(day)


def _exceptional_days(calendar: Element, week: Sequence[Hours]) -> dict[date, Hours]:
    days: dict[date, Hours] = {}
    for work_week in calendar.iterfind("WorkWeeks/WorkWeek"):
        changed = dict(enumerate(week)) | dict(_weekdays(work_week))
        days.update({day: changed[day.weekday()] for day in _period(work_week)})
    for day in calendar.iterfind("WeekDays/WeekDay"):
        if optional(day, "DayType", int, 0) == 0:
            days.update(dict.fromkeys(_period(day), _hours(day)))
    for exception in calendar.iterfind("Exceptions/Exception"):
        days.update(dict.fromkeys(_recurring(exception), _hours(exception)))
    return days


def _ends(element: Element) -> tuple[date, date] | None:
    period = element.find("TimePeriod")
    if period is None:
        return None
    first = optional(period, "FromDate", local_time, None)
    last = optional(period, "ToDate", local_time, None)
    return None if first is None or last is None else (first.date(), last.date())


def _period(element: Element) -> Iterator[date]:
    ends = _ends(element)
    if ends:
        for n in range(min((ends[1] - ends[0]).days + 1, _MAX_EXCEPTION_DAYS)):
            yield ends[0] + timedelta(days=n)


def _recurring(exception: Element) -> Iterator[date]:
    """The days of an exception; types of the format: 1 daily, 2-3 yearly, 4-5 monthly, 6 weekly."""
    ends = _ends(exception)
    if not ends:
        return
    first, last = (datetime(day.year, day.month, day.day) for day in ends)  # noqa: DTZ001 - local dates
    kind = optional(exception, "Type", int, 1)
    every = max(1, optional(exception, "Period", int, 1))
    month = optional(exception, "Month", int, 0) + 1
    month_day = optional(exception, "MonthDay", int, 1)
    item = _ITEMS.get(optional(exception, "MonthItem", int, 0), _SUNDAY_FIRST)
    position = _POSITIONS[min(max(optional(exception, "MonthPosition", int, 0), 0), 4)]
    chosen = optional(exception, "DaysOfWeek", int, 0)
    weekdays = [day for bit, day in enumerate(_SUNDAY_FIRST) if chosen >> bit & 1]
    rules = {
        2: lambda: rrule.rrule(rrule.YEARLY, first, until=last, bymonth=month, bymonthday=month_day),
        3: lambda: rrule.rrule(
            rrule.YEARLY, first, until=last, bymonth=month, byweekday=item, bysetpos=position
        ),
        4: lambda: rrule.rrule(rrule.MONTHLY, first, every, until=last, bymonthday=month_day),
        5: lambda: rrule.rrule(rrule.MONTHLY, first, every, until=last, byweekday=item, bysetpos=position),
        6: lambda: rrule.rrule(rrule.WEEKLY, first, every, until=last, byweekday=weekdays, wkst=rrule.SU),
    }
    rule = rules.get(kind, lambda: rrule.rrule(rrule.DAILY, first, every, until=last))()
    counted = optional(exception, "EnteredByOccurrences", flag, default=False)
    limit = optional(exception, "Occurrences", int, 0) if counted else 0
    for moment in islice(rule, min(limit or _MAX_EXCEPTION_DAYS, _MAX_EXCEPTION_DAYS)):
        yield moment.date()
