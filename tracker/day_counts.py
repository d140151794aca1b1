"""So many days: calendar days and working days are two types, and both count from the day after the event.

Twenty calendar days from the 1st end on the 21st; five working days after a Friday end on the next Friday.
"""

import datetime as dt
from dataclasses import dataclass

from tracker.calendar import WorkCalendar
from tracker.schedule.model import LagUnit


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """A period in which every day counts."""

    n: int
    unit = LagUnit.CALENDAR_DAYS

    def after(self, day: dt.date, _calendar: WorkCalendar) -> dt.date:
        """The last day of the period that begins on the day after `day`."""
        return day + dt.timedelta(days=self.n)

    def before(self, day: dt.date, _calendar: WorkCalendar) -> dt.date:
        """The last day after which the period ends by `day`."""
        return day - dt.timedelta(days=self.n)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A period in which only working days count."""

    n: int
    unit = LagUnit.WORKING_DAYS

    def after(self, day: dt.date, calendar: WorkCalendar) -> dt.date:
        """The last day of the period that begins on the day after `day`; the day itself for no days."""
        return calendar.add_working_days(day, self.n) if self.n else day

    def before(self, day: dt.date, calendar: WorkCalendar) -> dt.date:
        """The last working day after which the period ends by `day`."""
        return calendar.add_working_days(calendar.previous_working(day), -self.n)


DayCount = CalendarDays | WorkingDays
