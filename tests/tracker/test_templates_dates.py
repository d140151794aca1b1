"""Laying a template out, on dates counted by hand.

A takes 5 working days, B takes 2 after three calendar days, then the opening. Backwards from Wednesday 25 March 2026:
B on Tuesday 24 and Wednesday 25; three calendar days before the end of Monday 23 is the evening of Friday 20, so A
runs from Monday 16. Begun a day later, A ends on Monday 23, the three days on Thursday 26, and B on Monday 30.
"""

import datetime as dt

from tracker.calendar import WorkCalendar
from tracker.templates import parse_template
from tracker.templates.dates import Direction, TemplateDates, template_dates

CALENDAR = WorkCalendar()
TEMPLATE = parse_template("""
[[plan]]
kind = "other"
zh = "搬迁"
en = "Moving"
[[task]]
id = "A"
plan = "other"
zh = "打包"
en = "Pack"
days = 5
[[task]]
id = "B"
plan = "other"
zh = "搬运"
en = "Carry"
days = 2
after = ["A +3cd"]
[[task]]
id = "C"
plan = "other"
kind = "milestone"
zh = "开馆"
en = "Opening"
after = ["B"]
ends_on_opening = true
""")


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def laid_out(direction: Direction, day: dt.date, first_day: dt.date) -> TemplateDates:
    return template_dates(TEMPLATE, direction, day, calendar=CALENDAR, first_day=first_day)


def test_backwards_the_work_begins_as_late_as_the_opening_day_allows():
    assert laid_out(Direction.BACKWARDS, march(25), march(2)) == TemplateDates(
        march(16), march(16), march(25), 0, provisional=False
    )


def test_backwards_a_start_one_day_later_would_miss_the_day():
    # Friday 27 and Sunday 29 lie before Monday 30, which a start on Tuesday 17 would give
    for day in (march(26), march(27), march(29)):
        dates = laid_out(Direction.BACKWARDS, day, march(2))
        assert (dates.starts_on, dates.opens_on) == (march(16), march(25))
    assert laid_out(Direction.BACKWARDS, march(30), march(2)).starts_on == march(17)


def test_too_late_a_first_day_tells_the_missing_working_days_and_when_it_would_open():
    # Begun on Wednesday 18, A ends on Tuesday 24; three calendar days later it is Friday evening: B on Monday 30 and
    # Tuesday 31.
    assert laid_out(Direction.BACKWARDS, march(25), march(18)) == TemplateDates(
        march(16), march(18), march(31), 2, provisional=False
    )


def test_forwards_the_opening_follows_from_the_start():
    assert laid_out(Direction.FORWARDS, march(16), march(2)) == TemplateDates(
        march(16), march(16), march(25), 0, provisional=False
    )


def test_forwards_from_a_day_off_begins_on_the_next_working_day():
    assert laid_out(Direction.FORWARDS, march(14), march(2)).starts_on == march(16)


def test_no_work_begins_before_the_first_day_that_is_left():
    dates = laid_out(Direction.FORWARDS, march(2), march(16))

    assert (dates.starts_on, dates.missing_days) == (march(16), 0)


def test_a_year_whose_holidays_are_not_announced_makes_the_dates_provisional():
    assert laid_out(Direction.FORWARDS, dt.date(2031, 3, 3), march(2)).provisional
