"""Moving sessions: distances are kept, holidays are passed over, nobody meets twice on a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.session_moves import moved_days
from tracker.training import is_day_off, slots

CALENDAR = WorkCalendar()
RULE = "FREQ=WEEKLY;BYDAY=TU;COUNT=8"


def day(month: int, of: int) -> dt.date:
    return dt.date(2026, month, of)


def moved(days, to, *, rule=RULE, taken=(), calendar=CALENDAR):
    return moved_days(days, to, rule=rule, starts_on=days[0], calendar=calendar, taken=taken)


def test_one_session_goes_where_it_is_sent_even_on_a_holiday():
    # 1 May 2026 is Labour Day.
    assert moved([day(4, 28)], day(5, 1)) == [day(5, 1)]


def test_tuesdays_become_thursdays_when_the_first_does():
    assert moved([day(3, 3), day(3, 10), day(3, 17)], day(3, 5)) == [day(3, 5), day(3, 12), day(3, 19)]


def test_a_week_later_each_takes_the_day_of_the_next():
    assert moved([day(3, 3), day(3, 10), day(3, 17)], day(3, 10)) == [day(3, 10), day(3, 17), day(3, 24)]


def test_a_session_that_would_fall_on_a_holiday_goes_on_to_the_next_day_of_the_rule():
    # Labour Day 2026: 1 to 5 May; Tuesday 5 May is off, so the series goes on with 12 May and none is lost.
    assert moved([day(4, 21), day(4, 28), day(5, 12)], day(4, 28)) == [day(4, 28), day(5, 12), day(5, 19)]


def test_a_day_off_of_the_project_is_passed_over_too():
    calendar = WorkCalendar(exceptions={day(3, 17): False})

    assert moved([day(3, 3), day(3, 10)], day(3, 10), calendar=calendar) == [day(3, 10), day(3, 24)]


def test_an_extra_session_between_two_keeps_its_distance():
    assert moved([day(3, 3), day(3, 6), day(3, 10)], day(3, 10)) == [day(3, 10), day(3, 13), day(3, 17)]


def test_sessions_that_stay_are_passed_over():
    assert moved([day(3, 3), day(3, 10)], day(3, 10), taken={day(3, 17)}) == [day(3, 10), day(3, 24)]


def test_a_saturday_course_stays_on_saturdays():
    rule = "FREQ=WEEKLY;BYDAY=SA;COUNT=3"

    assert moved([day(3, 7), day(3, 14)], day(3, 14), rule=rule) == [day(3, 14), day(3, 21)]


def test_an_earlier_day_brings_the_others_forward():
    assert moved([day(3, 10), day(3, 17)], day(3, 3)) == [day(3, 3), day(3, 10)]


def test_the_day_of_a_session_that_stays_is_refused():
    with pytest.raises(Invalid) as refused:
        moved([day(3, 3)], day(3, 10), taken={day(3, 10)})

    assert (refused.value.code, refused.value.facts) == ("session_exists", {"on": day(3, 10)})


def test_a_rule_without_a_free_day_is_refused():
    # Every 29 February, moved on by a day: within three years of 10 March 2026 there is only 1 March 2028.
    with pytest.raises(Invalid) as refused:
        moved(
            [day(3, 3), day(3, 10)],
            day(3, 4),
            rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2",
            taken={day(3, 11), dt.date(2028, 3, 1)},
        )

    assert refused.value.code == "no_free_day"


@given(
    first=st.dates(dt.date(2025, 1, 1), dt.date(2026, 6, 1)),
    weekdays=st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1),
    count=st.integers(2, 20),
    start=st.integers(0, 19),
    distance=st.integers(-30, 60),
)
def test_however_they_move_none_is_lost_none_meets_another_and_none_falls_on_a_holiday(
    first, weekdays, count, start, distance
):
    rule = f"FREQ=WEEKLY;BYDAY={','.join(sorted(weekdays))};COUNT={count}"
    try:
        days = slots(rule, first, CALENDAR)
    except Invalid:
        return
    at = start % len(days)
    staying, moving = set(days[:at]), days[at:]
    to = moving[0] + dt.timedelta(days=distance)
    if to in staying:
        return

    found = moved_days(moving, to, rule=rule, starts_on=first, calendar=CALENDAR, taken=staying)

    assert found[0] == to
    assert len(found) == len(moving)
    assert found == sorted(set(found))
    assert not staying & set(found)
    assert not any(is_day_off(each, CALENDAR) for each in found[1:])
    named = {(["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index(each) + distance) % 7 for each in weekdays}
    assert {each.weekday() for each in found[1:]} <= named
