"""When an answer to something sent upward is expected, and how long it has been overdue."""

import datetime as dt

from tracker.calendar import WorkCalendar

USUAL_ANSWER_DAYS = 7
"""Working days within which an answer is expected where nobody chose; a habit, not a rule."""

LONGEST_ANSWER_DAYS = 250
"""About a year of work."""


def answer_due(submitted_on: dt.date, answer_days: int, calendar: WorkCalendar) -> dt.date:
    """The working day on which an answer is expected: so many working days after the submission."""
    return calendar.add_working_days(submitted_on, answer_days)


def days_overdue(due_on: dt.date, today: dt.date, calendar: WorkCalendar) -> int:
    """Working days that have passed since `due_on`, `today` included; 0 on that day and before it."""
    day = dt.timedelta(days=1)
    return max(0, calendar.working_days_between(due_on + day, today + day))
