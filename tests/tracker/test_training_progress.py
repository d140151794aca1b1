"""Progress of a course: hours by person and week, who has passed, and the day it finishes at the present pace."""

import datetime as dt
from dataclasses import replace

import pytest
from dateutil.rrule import TU, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar import WorkCalendar
from tracker.training import Session
from tracker.training_progress import (
    CoursePlan,
    Forecast,
    NoForecast,
    PassState,
    attended_hours,
    by_week,
    forecast,
    pass_state,
    planned_finish,
)

CALENDAR = WorkCalendar()
TODAY = dt.date(2026, 4, 1)
FIRST = dt.date(2026, 3, 3)
TUESDAYS = [FIRST + dt.timedelta(weeks=n) for n in range(8)]

# The sample's seminar on 1 April 2026: eight Tuesdays laid out, three held at two hours each, two not recorded.
SEMINAR = CoursePlan(
    id=1,
    title="视觉艺术高端研讨班",
    rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20260421",
    starts_on=FIRST,
    planned_hours_milli=20_000,
    session_hours_milli=2_500,
    meetings=(
        *(Session(day, day, 2_000) for day in TUESDAYS[:3]),
        *(Session(day) for day in TUESDAYS[3:]),
    ),
)


def test_the_seminar_finishes_on_26_may_at_two_hours_an_evening():
    # 14 of 20 hours are left; at 2 hours an evening that is 7 evenings. Three are laid out: 7, 14 and 21 April.
    # Four more Tuesdays follow: 28 April, then not 5 May (Labour Day holiday, 1 to 5 May 2026) but 12, 19, 26 May.
    found = forecast(SEMINAR, CALENDAR, TODAY)

    assert found.pace_milli == 2_000
    assert [day.isoformat() for day in found.days] == [
        "2026-04-07",
        "2026-04-14",
        "2026-04-21",
        "2026-04-28",
        "2026-05-12",
        "2026-05-19",
        "2026-05-26",
    ]
    assert (found.finishes_on, found.beyond_plan, found.why) == (dt.date(2026, 5, 26), 4, None)


def test_days_of_the_forecast_are_dateutils_tuesdays_less_the_holiday():
    days = forecast(SEMINAR, CALENDAR, TODAY).days

    tuesdays = rrule(WEEKLY, byweekday=TU, dtstart=dt.date(2026, 4, 7), until=dt.date(2026, 5, 26))
    assert list(days) == [each.date() for each in tuesdays if each.date() != dt.date(2026, 5, 5)]


def test_nothing_is_foretold_before_the_first_session_was_held():
    course = replace(SEMINAR, meetings=tuple(Session(day) for day in TUESDAYS))

    assert forecast(course, CALENDAR, TODAY) == Forecast(None, NoForecast.NOTHING_HELD)


def test_a_course_that_was_not_held_yet_finishes_by_its_plan():
    course = replace(SEMINAR, meetings=tuple(Session(day) for day in TUESDAYS))

    # On 1 March all eight evenings are ahead: 8 × 2.5 = 20 hours.
    assert planned_finish(course, CALENDAR, dt.date(2026, 3, 1)) == dt.date(2026, 4, 21)
    # On 1 April five have passed unrecorded: 3 laid out, then 28 April, 12, 19, 26 May and 2 June make eight.
    assert planned_finish(course, CALENDAR, TODAY) == dt.date(2026, 6, 2)


def test_a_course_with_all_its_hours_finished_on_the_day_they_were_reached():
    course = replace(SEMINAR, planned_hours_milli=4_000)

    found = forecast(course, CALENDAR, TODAY)

    assert (found.finishes_on, found.days) == (dt.date(2026, 3, 10), ())


def test_an_incomplete_last_session_still_takes_an_evening():
    # 14.5 hours left at 2 hours an evening: 8 evenings, one more than 14 hours take.
    found = forecast(replace(SEMINAR, planned_hours_milli=20_500), CALENDAR, TODAY)

    assert (len(found.days), found.finishes_on) == (8, dt.date(2026, 6, 2))


def test_a_mean_that_is_no_whole_thousandth_does_not_cost_an_evening():
    # Three evenings gave 20 hours, 6 666 2/3 thousandths each; 20 hours more take exactly three, not four.
    meetings = (
        *(Session(day, day, hours) for day, hours in zip(TUESDAYS, (6_000, 7_000, 7_000), strict=False)),
        *(Session(day) for day in TUESDAYS[5:]),
    )
    found = forecast(replace(SEMINAR, planned_hours_milli=40_000, meetings=meetings), CALENDAR, TODAY)

    assert (found.pace_milli, found.days) == (6_666, tuple(TUESDAYS[5:]))


@pytest.mark.parametrize("rule", ["", "nonsense"])
def test_without_a_rule_only_the_sessions_laid_out_count(rule):
    found = forecast(replace(SEMINAR, rule=rule), CALENDAR, TODAY)

    assert (found.finishes_on, found.why) == (None, NoForecast.NO_MORE_DAYS)
    assert found.days == tuple(TUESDAYS[5:])


def test_a_session_of_today_is_still_ahead():
    found = forecast(SEMINAR, CALENDAR, dt.date(2026, 4, 7))

    assert found.days[0] == dt.date(2026, 4, 7)


def test_hours_are_those_of_held_sessions_at_which_somebody_was_present():
    hours = {1: 2_000, 2: 2_500}

    found = attended_hours(hours, [(1, 7), (2, 7), (2, 7), (2, 8), (3, 8)])

    assert found == {7: 4_500, 8: 2_500}


def test_who_has_all_planned_hours_has_passed_where_the_course_asks_for_no_other_number():
    # 6 of 20 hours are given: with all of them one can still pass, two missed evenings put 20 out of reach.
    assert [pass_state(SEMINAR, hours) for hours in (20_000, 6_000, 2_000)] == [
        PassState.PASSED,
        PassState.UNDER_WAY,
        PassState.SHORT,
    ]


def test_a_lower_bar_is_passed_sooner():
    course = replace(SEMINAR, pass_hours_milli=16_000)

    assert [pass_state(course, hours) for hours in (16_000, 15_999, 2_000, 1_999)] == [
        PassState.PASSED,
        PassState.UNDER_WAY,
        PassState.UNDER_WAY,
        PassState.SHORT,
    ]


def test_weeks_run_without_a_gap_and_delivered_stops_at_today():
    # 3 March 2026 lies in ISO week 10 (Thursday 5 March is day 64 of the year).
    course = replace(SEMINAR, meetings=(*SEMINAR.meetings[:2], SEMINAR.meetings[3], Session(TUESDAYS[5])))

    points = by_week(course, TODAY)

    assert [
        (p.name, p.planned_milli, p.delivered_milli, p.planned_total_milli, p.delivered_total_milli)
        for p in points
    ] == [
        ("2026-W10", 2_500, 2_000, 2_500, 2_000),
        ("2026-W11", 2_500, 2_000, 5_000, 4_000),
        ("2026-W12", 0, 0, 5_000, 4_000),
        ("2026-W13", 2_500, 0, 7_500, 4_000),
        ("2026-W14", 0, 0, 7_500, 4_000),
        ("2026-W15", 2_500, 0, 10_000, None),
    ]


def test_a_session_held_in_another_week_counts_there():
    course = replace(SEMINAR, meetings=(Session(TUESDAYS[0], dt.date(2026, 3, 12), 2_000),))

    assert [(p.name, p.planned_milli, p.delivered_milli) for p in by_week(course, TODAY)] == [
        ("2026-W10", 2_500, 0),
        ("2026-W11", 0, 2_000),
    ]


def test_a_week_of_january_belongs_to_the_year_of_its_thursday():
    # Thursday 1 January 2026 makes Monday 29 December 2025 the first day of 2026-W01.
    course = replace(SEMINAR, meetings=(Session(dt.date(2025, 12, 30)),))

    assert [p.name for p in by_week(course, TODAY)] == ["2026-W01"]


def test_a_course_without_sessions_has_no_weeks():
    assert by_week(replace(SEMINAR, meetings=()), TODAY) == []


@st.composite
def courses(draw) -> CoursePlan:
    """A course of up to ten weekly evenings, each held or not."""
    given_hours = draw(st.lists(st.none() | st.integers(500, 8_000), max_size=10))
    meetings = tuple(
        Session(
            FIRST + dt.timedelta(weeks=n), None if hours is None else FIRST + dt.timedelta(weeks=n), hours
        )
        for n, hours in enumerate(given_hours)
    )
    return replace(
        SEMINAR,
        planned_hours_milli=draw(st.integers(500, 60_000)),
        session_hours_milli=draw(st.integers(500, 8_000)),
        meetings=meetings,
    )


@given(courses(), st.integers(0, 120))
def test_hours_never_go_negative_and_weeks_add_up_to_the_whole(course, days):
    today = FIRST + dt.timedelta(days=days)

    points = by_week(course, today)

    assert course.remaining_milli >= 0
    assert all(p.planned_milli >= 0 and p.delivered_milli >= 0 for p in points)
    assert sum(p.delivered_milli for p in points) == course.delivered_milli
    assert sum(p.planned_milli for p in points) <= course.planned_hours_milli


@given(courses(), st.integers(0, 120))
def test_the_days_of_a_forecast_give_the_missing_hours_and_none_too_many(course, days):
    today = FIRST + dt.timedelta(days=days)

    found = forecast(course, CALENDAR, today)

    if found.finishes_on is not None and found.days:
        held, delivered = len(course.held), course.delivered_milli
        assert len(found.days) * delivered >= course.remaining_milli * held
        assert (len(found.days) - 1) * delivered < course.remaining_milli * held
        assert all(day >= today for day in found.days)
        assert list(found.days) == sorted(set(found.days))
