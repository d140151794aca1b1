"""Courses: the days a rule gives over the working calendar, hours planned against delivered."""

import datetime as dt

import pytest
from dateutil.rrule import DAILY, FR, MO, MONTHLY, TU, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar import DayKind, WorkCalendar
from tracker.errors import Invalid
from tracker.training import (
    Hours,
    Session,
    SessionState,
    hours,
    read_rule,
    session_state,
    slots,
    weekly_rule,
)

CALENDAR = WorkCalendar()
TODAY = dt.date(2026, 4, 1)
TUESDAYS = [
    dt.date(2026, 3, 3),
    dt.date(2026, 3, 10),
    dt.date(2026, 3, 17),
    dt.date(2026, 3, 24),
    dt.date(2026, 3, 31),
    dt.date(2026, 4, 7),
    dt.date(2026, 4, 14),
    dt.date(2026, 4, 21),
]


def test_fifty_days_from_a_tuesday_hold_eight_tuesdays():
    rule = weekly_rule([1], TUESDAYS[0] + dt.timedelta(days=49))

    assert rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260421"
    assert slots(rule, TUESDAYS[0], CALENDAR) == TUESDAYS


def test_a_day_on_a_public_holiday_falls_out_and_is_not_made_up_for():
    days = slots("FREQ=WEEKLY;BYDAY=TH;COUNT=3", dt.date(2025, 9, 25), CALENDAR)

    # 1 October 2025 is a Wednesday; Thursday the 2nd is a holiday of the National Day week.
    assert days == [dt.date(2025, 9, 25), dt.date(2025, 10, 9)]


def test_a_day_off_of_the_project_falls_out_too():
    calendar = WorkCalendar(exceptions={dt.date(2026, 3, 10): False})

    assert dt.date(2026, 3, 10) not in slots("FREQ=WEEKLY;BYDAY=TU;COUNT=4", TUESDAYS[0], calendar)


def test_a_saturday_that_the_rule_names_is_meant():
    assert slots("FREQ=WEEKLY;BYDAY=SA;COUNT=2", dt.date(2026, 3, 7), CALENDAR) == [
        dt.date(2026, 3, 7),
        dt.date(2026, 3, 14),
    ]


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2026, 6, 1)),
    st.integers(1, 40),
    st.sets(st.sampled_from([(0, MO), (1, TU), (4, FR)]), min_size=1),
)
def test_sessions_are_dateutils_own_expansion_less_the_holidays(first, weeks, weekdays):
    last = first + dt.timedelta(weeks=weeks)
    start = dt.datetime.combine(first, dt.time.min)
    until = dt.datetime.combine(last, dt.time.min)
    whole = rrule(WEEKLY, dtstart=start, until=until, byweekday=[day for _, day in weekdays])
    expected = [
        moment.date() for moment in whole if CALENDAR.reason(moment.date()).kind is not DayKind.PUBLIC_HOLIDAY
    ]

    assert days_of(weekly_rule([number for number, _ in weekdays], last), first) == expected


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2026, 6, 1)),
    st.sampled_from([("DAILY", DAILY, 3), ("WEEKLY", WEEKLY, 2), ("MONTHLY", MONTHLY, 1)]),
    st.integers(1, 12),
)
def test_sessions_by_any_frequency_and_count_are_dateutils_own_less_the_holidays(first, frequency, count):
    name, dateutils, interval = frequency
    start = dt.datetime.combine(first, dt.time.min)
    whole = rrule(dateutils, dtstart=start, interval=interval, count=count)
    expected = [
        moment.date() for moment in whole if CALENDAR.reason(moment.date()).kind is not DayKind.PUBLIC_HOLIDAY
    ]

    assert days_of(f"FREQ={name};INTERVAL={interval};COUNT={count}", first) == expected


def days_of(rule: str, first: dt.date) -> list[dt.date]:
    """The days of a rule, none where it is refused for giving none."""
    try:
        return slots(rule, first, CALENDAR)
    except Invalid as error:
        return [] if error.code == "rule_gives_nothing" else [dt.date.max]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "rule_without_end"),
        ("FREQ=DAILY;COUNT=401", "rule_too_long"),
        ("FREQ=DAILY;UNTIL=20280101", "rule_too_long"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=21260101", "rule_too_long"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", "rule_gives_nothing"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260101", "rule_gives_nothing"),
        ("FREQ=HOURLY;COUNT=5", "rule_not_understood"),
        ("FREQ=WEEKLY;COUNT=many", "rule_not_understood"),
        ("FREQ=WEEKLY;BYDAY=XX;COUNT=2", "rule_not_understood"),
        ("FREQ=WEEKLY;UNTIL=20260230", "rule_not_understood"),
        ("DTSTART:20260303\nRRULE:FREQ=WEEKLY;COUNT=2", "rule_not_understood"),
        ("every Tuesday", "rule_not_understood"),
        ("", "rule_not_understood"),
    ],
)
def test_a_rule_that_cannot_be_a_course_is_refused(rule, code):
    with pytest.raises(Invalid) as refused:
        slots(rule, TUESDAYS[0], CALENDAR)

    assert refused.value.code == code


def test_a_rule_needs_a_weekday():
    with pytest.raises(Invalid) as refused:
        weekly_rule([], TODAY)

    assert refused.value.code == "rule_without_weekday"


def test_a_rule_reads_back_into_the_fields_of_its_form():
    last = dt.date(2026, 4, 21)

    assert read_rule(weekly_rule([4, 1], last), TUESDAYS[0]) == ([1, 4], last)
    assert read_rule("FREQ=WEEKLY;COUNT=8", TUESDAYS[0]) == ([1], None)


def test_the_state_of_a_session_follows_from_its_days():
    held = Session(TUESDAYS[0], TUESDAYS[0], 2_000)

    assert session_state(held, TODAY) is SessionState.HELD
    assert session_state(Session(dt.date(2026, 3, 31)), TODAY) is SessionState.UNRECORDED
    assert session_state(Session(TODAY), TODAY) is SessionState.UPCOMING


def seminar() -> list[Session]:
    """Eight Tuesdays, the first three held at 2 hours each."""
    return [
        Session(day, day if at < 3 else None, 2_000 if at < 3 else None) for at, day in enumerate(TUESDAYS)
    ]


def test_the_seminar_has_delivered_6_of_20_hours():
    # Three held evenings of 2 hours, three of 2.5 ahead: 6 + 7.5 = 13.5, so 6.5 hours have no session.
    assert hours(20_000, 2_500, seminar(), TODAY) == Hours(
        planned_milli=20_000,
        delivered_milli=6_000,
        remaining_milli=14_000,
        scheduled_milli=13_500,
        short_milli=6_500,
        held=3,
        upcoming=3,
        unrecorded=2,
    )


days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
any_session = st.one_of(st.builds(Session, days), st.builds(Session, days, days, st.integers(1, 24_000)))


@given(st.integers(1, 2_000_000), st.integers(1, 24_000), st.lists(any_session, max_size=12), days)
def test_hours_and_counts_are_never_negative(planned, usual, sessions, today):
    found = hours(planned, usual, sessions, today)

    assert all(getattr(found, name) >= 0 for name in Hours.__slots__)
    assert found.held + found.upcoming + found.unrecorded == len(sessions)
