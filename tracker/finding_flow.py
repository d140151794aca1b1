"""How many findings came, went and were left, week by week."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.inspections import week_of


@dataclass(frozen=True, slots=True)
class WeekFlow:
    """One week, Monday to Sunday.

    Attributes:
        starts_on: its Monday.
        found, settled: findings found in it, and closed or waived in it.
        left: findings open at its end (for the current week: today).
    """

    starts_on: dt.date
    found: int
    settled: int
    left: int


def weekly_flow(
    found: Mapping[dt.date, int], settled: Mapping[dt.date, int], today: dt.date, *, most: int = 26
) -> list[WeekFlow]:
    """The weeks from the first finding to that of `today`, the last `most` of them, oldest first.

    `found` and `settled` count findings by day. One that was reopened counts as open all along, because its
    earlier closing is in its history alone. Without any finding there are no weeks.
    """
    days = [day for day in found if day <= today]
    if not days:
        return []
    this_monday, _ = week_of(today)
    monday = max(week_of(min(days))[0], this_monday - dt.timedelta(weeks=most - 1))
    left = _sum(found, None, monday) - _sum(settled, None, monday)
    weeks = []
    while monday <= this_monday:
        end = monday + dt.timedelta(weeks=1)
        came, went = _sum(found, monday, end), _sum(settled, monday, end)
        left += came - went
        weeks.append(WeekFlow(monday, came, went, left))
        monday = end
    return weeks


def _sum(by_day: Mapping[dt.date, int], first: dt.date | None, end: dt.date) -> int:
    """How many from `first` (None: ever) to the day before `end`."""
    return sum(n for day, n in by_day.items() if day < end and (first is None or day >= first))
