"""The working calendar against the State Council's announcements, and its arithmetic."""

import json
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.shared_data import HOLIDAYS, needs_shared_data
from tracker.calendar import FIRST_DAY, LAST_DAY, DayKind, WorkCalendar
from tracker.errors import Invalid

CALENDAR = WorkCalendar()
PLAIN = WorkCalendar(public_holidays=False)


def announced_days(year):
    content = json.loads((HOLIDAYS / f"{year}.json").read_text(encoding="utf-8"))
    return {date.fromisoformat(day["date"]): not day["isOffDay"] for day in content["days"]}


@needs_shared_data
def test_every_day_of_2007_to_2026_agrees_with_the_announcements():
    worked = {}
    for year in range(2007, 2027):
        worked.update(announced_days(year))
    days = [date(2007, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2007, 1, 1)).days)]
    agreed = [day for day in days if CALENDAR.is_working(day) == worked.get(day, day.weekday() < 5)]
    assert len(days) == 7305
    assert agreed == days


def test_the_national_holiday_of_2026_is_off_and_its_make_up_days_are_worked():
    assert [CALENDAR.is_working(date(2026, 10, day)) for day in range(1, 11)] == [False] * 7 + [True] * 3
    assert CALENDAR.is_working(date(2026, 9, 20))  # a Sunday
    assert CALENDAR.reason(date(2026, 10, 10)).kind is DayKind.MAKE_UP_DAY
    assert CALENDAR.reason(date(2026, 10, 1)).kind is DayKind.PUBLIC_HOLIDAY
    assert CALENDAR.reason(date(2026, 10, 1)).holiday == "National Day"
    assert CALENDAR.reason(date(2026, 10, 11)).kind is DayKind.REST_DAY
    assert CALENDAR.reason(date(2026, 10, 12)).kind is DayKind.WORKING_DAY


def test_a_year_not_announced_is_unknown_and_follows_the_plain_week():
    assert CALENDAR.is_working(date(2027, 10, 1))  # a Friday, surely a holiday once it is announced
    assert not CALENDAR.knows(date(2027, 10, 1))
    assert CALENDAR.provisional([date(2026, 12, 31), date(2027, 1, 4)])
    assert not CALENDAR.provisional([date(2026, 12, 31)])
    assert not CALENDAR.knows(date(2003, 5, 1))  # before the data begins
    assert PLAIN.knows(date(2027, 10, 1))


def test_a_project_exception_wins_and_is_known():
    calendar = WorkCalendar(exceptions={date(2027, 10, 1): False, date(2026, 10, 11): True})
    assert not calendar.is_working(date(2027, 10, 1))
    assert calendar.knows(date(2027, 10, 1))
    assert calendar.reason(date(2027, 10, 1)).kind is DayKind.PROJECT_DAY_OFF
    assert calendar.is_working(date(2026, 10, 11))
    assert calendar.reason(date(2026, 10, 11)).kind is DayKind.PROJECT_WORKING_DAY
    assert CALENDAR.is_working(date(2027, 10, 1))  # another calendar is not touched


def test_working_days_are_added_over_the_national_holiday():
    assert CALENDAR.add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert CALENDAR.add_working_days(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert CALENDAR.add_working_days(date(2026, 10, 10), 1) == date(2026, 10, 12)
    assert CALENDAR.add_working_days(date(2026, 10, 8), -2) == date(2026, 9, 29)


def test_from_a_day_off_one_is_the_next_working_day_and_minus_one_the_previous():
    saturday = date(2026, 10, 3)
    assert CALENDAR.add_working_days(saturday, 1) == date(2026, 10, 8)
    assert CALENDAR.add_working_days(saturday, 2) == date(2026, 10, 9)
    assert CALENDAR.add_working_days(saturday, 0) == date(2026, 10, 8)
    assert CALENDAR.add_working_days(saturday, -1) == date(2026, 9, 30)
    assert CALENDAR.next_working(saturday) == date(2026, 10, 8)
    assert CALENDAR.previous_working(saturday) == date(2026, 9, 30)
    assert CALENDAR.next_working(date(2026, 10, 8)) == CALENDAR.previous_working(date(2026, 10, 8))


def test_days_between_count_the_first_and_not_the_last():
    assert CALENDAR.working_days_between(date(2026, 9, 28), date(2026, 10, 12)) == 6
    assert CALENDAR.working_days_between(date(2026, 10, 12), date(2026, 9, 28)) == -6
    assert CALENDAR.working_days_between(date(2026, 10, 1), date(2026, 10, 1)) == 0


def test_iteration_gives_each_working_day_once_with_both_ends():
    assert list(CALENDAR.working_days(date(2026, 9, 30), date(2026, 10, 12))) == [
        date(2026, 9, 30),
        date(2026, 10, 8),
        date(2026, 10, 9),
        date(2026, 10, 10),
        date(2026, 10, 12),
    ]


def test_a_six_day_week_works_saturdays():
    calendar = WorkCalendar(working_week=frozenset(range(6)), public_holidays=False)
    assert calendar.is_working(date(2026, 11, 21))
    assert not calendar.is_working(date(2026, 11, 22))


def test_a_week_without_working_days_is_refused():
    with pytest.raises(Invalid) as refusal:
        WorkCalendar(working_week=frozenset())
    assert refusal.value.code == "calendar_without_working_time"


@pytest.mark.parametrize("day", [FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)])
def test_a_day_outside_the_table_is_refused(day):
    with pytest.raises(Invalid) as refusal:
        CALENDAR.is_working(day)
    assert refusal.value.code == "date_out_of_range"


def test_running_off_the_table_is_refused():
    with pytest.raises(Invalid) as refusal:
        CALENDAR.add_working_days(date(2149, 12, 30), 10)
    assert refusal.value.code == "date_out_of_range"


def test_equal_calendars_are_equal_keys_and_survive_pickling():
    one = WorkCalendar(exceptions={date(2026, 5, 6): False})
    two = WorkCalendar(exceptions={date(2026, 5, 6): False})
    assert one == two
    assert hash(one) == hash(two)
    assert one != CALENDAR
    assert pickle.loads(pickle.dumps(one)) == one


DAYS = st.dates(date(1990, 1, 1), date(2140, 1, 1))


@settings(deadline=None)
@given(DAYS, st.integers(-2000, 2000), st.dictionaries(DAYS, st.booleans(), max_size=5))
def test_adding_and_taking_back_leads_home_from_a_working_day(day, n, exceptions):
    calendar = WorkCalendar(exceptions=exceptions)
    home = calendar.next_working(day)
    away = calendar.add_working_days(home, n)
    assert calendar.is_working(away)
    assert calendar.add_working_days(away, -n) == home
    assert calendar.working_days_between(home, away) == n


@settings(deadline=None)
@given(DAYS, st.integers(0, 60))
def test_days_between_are_the_days_counted_one_by_one(day, length):
    end = day + timedelta(days=length)
    counted = sum(CALENDAR.is_working(day + timedelta(days=n)) for n in range(length))
    assert CALENDAR.working_days_between(day, end) == counted
