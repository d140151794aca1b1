"""When an answer is due, counted by hand round the holiday of 4 to 6 April 2026 (Saturday to Monday)."""

import datetime as dt

import pytest

from tracker.calendar import WorkCalendar
from tracker.submissions import answer_due, days_overdue

CALENDAR = WorkCalendar()


def april(day: int) -> dt.date:
    return dt.date(2026, 4, day)


@pytest.mark.parametrize(
    ("sent_on", "days", "due_on"),
    [
        (dt.date(2026, 3, 23), 7, april(1)),  # Monday: the Wednesday of the week after
        (april(1), 1, april(2)),
        (april(3), 1, april(7)),  # Friday: Saturday, Sunday and Monday are off
        (april(4), 1, april(7)),  # sent on a day off
    ],
)
def test_an_answer_is_due_so_many_working_days_after_the_submission(sent_on, days, due_on):
    assert answer_due(sent_on, days, CALENDAR) == due_on


@pytest.mark.parametrize(
    ("today", "overdue"),
    [(april(7), 0), (april(8), 0), (april(9), 1), (april(10), 2), (april(11), 2), (april(13), 3)],
)
def test_an_answer_is_overdue_from_the_working_day_after_it_was_due(today, overdue):
    assert days_overdue(april(8), today, CALENDAR) == overdue
