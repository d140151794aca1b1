"""Moving a session of a course, alone or with all that follow it."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.training import days_after, is_day_off


def moved_days(
    days: Sequence[dt.date],
    to: dt.date,
    *,
    rule: str,
    starts_on: dt.date,
    calendar: WorkCalendar,
    taken: Collection[dt.date] = (),
) -> list[dt.date]:
    """The new days of the sessions planned on `days` when the first one goes to `to` and the others follow.

    Each session keeps its distance to the first, so a Tuesday that becomes a Thursday makes all of them Thursdays.
    A session that would so fall on a holiday, on a day off of the project, on a day in `taken`, or not after the one
    before it, goes on to the next free day of the rule moved as far: none is lost, the course ends later.

    Args:
        days: planned days in ascending order, the one that is moved first.
        to: the new day of the first; it is meant as it stands, even where it is a holiday.
        rule: of the course, as for `tracker.training.slots`; its end does not bind.
        starts_on: first day of the course.
        calendar: working calendar of the project.
        taken: days of sessions that stay where they are.

    Raises:
        Invalid: `to` is taken (`session_exists`), or the rule has no free day left within three years
            (`no_free_day`).
    """
    if to in taken:
        raise Invalid("session_exists", on=to)
    distance = to - days[0]
    moved = [to]
    for day in days[1:]:
        wanted = day + distance
        if not _is_free(wanted, moved[-1], taken, calendar):
            further = days_after(rule, starts_on, max(wanted, moved[-1]) - distance)
            wanted = _first_free((each + distance for each in further), moved[-1], taken, calendar)
        moved.append(wanted)
    return moved


def _is_free(day: dt.date, last: dt.date, taken: Collection[dt.date], calendar: WorkCalendar) -> bool:
    return day > last and day not in taken and not is_day_off(day, calendar)


def _first_free(
    days: Iterator[dt.date], last: dt.date, taken: Collection[dt.date], calendar: WorkCalendar
) -> dt.date:
    for day in days:
        if _is_free(day, last, taken, calendar):
            return day
    raise Invalid("no_free_day", after=last)
