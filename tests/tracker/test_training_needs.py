"""Training that posts require before opening, and certificates that run out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.training_needs import (
    Expiry,
    FinishBasis,
    Held,
    Trainee,
    expires_on,
    expiry,
    is_trained,
    need,
)
from tracker.training_progress import PassState

TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 6, 26)
MAY = dt.date(2026, 5, 26)
PASSED = Trainee(PassState.PASSED)
UNDER_WAY = Trainee(PassState.UNDER_WAY)
SHORT = Trainee(PassState.SHORT)


def lacking(expected: int, trainees: list[Trainee], finishes_on: dt.date | None = MAY):
    return need(expected, trainees, OPENING, finishes_on=finishes_on, basis=FinishBasis.PACE)


def test_a_post_of_six_with_two_trained_and_three_under_way_lacks_four_now_and_one_at_opening():
    found = lacking(6, [PASSED, PASSED, UNDER_WAY, UNDER_WAY, UNDER_WAY])

    assert (found.trained, found.missing, found.under_way) == (2, 4, 3)
    assert (found.in_time, found.missing_at_opening, found.trained_at_opening) == (True, 1, 5)


@pytest.mark.parametrize(
    ("finishes_on", "in_time"),
    [(dt.date(2026, 6, 25), True), (OPENING, False), (dt.date(2026, 7, 7), False), (None, None)],
)
def test_a_course_helps_only_when_it_finishes_before_opening_day(finishes_on, in_time):
    found = lacking(2, [UNDER_WAY, UNDER_WAY], finishes_on)

    assert (found.in_time, found.missing_at_opening) == (in_time, 0 if in_time else 2)


def test_who_missed_too_many_hours_is_not_counted_on():
    found = lacking(2, [UNDER_WAY, SHORT])

    assert (found.missing, found.under_way, found.missing_at_opening) == (2, 1, 1)


def test_a_valid_certificate_counts_without_hours():
    assert is_trained(Trainee(PassState.SHORT, Held(dt.date(2025, 9, 1), dt.date(2026, 8, 31))), OPENING)


@pytest.mark.parametrize(
    ("expires", "trained"), [(OPENING, True), (dt.date(2026, 6, 25), False), (None, True)]
)
def test_a_certificate_that_runs_out_before_opening_outweighs_the_hours(expires, trained):
    assert is_trained(Trainee(PassState.PASSED, Held(dt.date(2025, 6, 25), expires)), OPENING) is trained


def test_whose_certificate_has_run_out_is_not_under_way():
    lapsed = Trainee(PassState.UNDER_WAY, Held(dt.date(2024, 1, 1), dt.date(2025, 1, 1)))

    assert lacking(1, [lapsed]).missing_at_opening == 1


def test_more_people_trained_than_expected_lack_nothing():
    found = lacking(1, [PASSED, PASSED, UNDER_WAY])

    assert (found.trained, found.under_way, found.missing, found.missing_at_opening) == (1, 0, 0, 0)


def test_a_post_that_nobody_is_expected_in_needs_no_training():
    assert lacking(0, []).missing == 0


@given(
    st.integers(0, 9),
    st.lists(st.sampled_from([PASSED, UNDER_WAY, SHORT]), max_size=20),
    st.sampled_from([None, MAY, OPENING]),
)
def test_no_figure_of_a_need_goes_negative(expected, trainees, finishes_on):
    found = lacking(expected, trainees, finishes_on)

    assert 0 <= found.trained <= found.trained_at_opening <= expected
    assert 0 <= found.missing_at_opening <= found.missing <= expected
    assert found.under_way >= 0


@pytest.mark.parametrize(
    ("issued", "months", "expected"),
    [
        (dt.date(2026, 5, 26), 24, dt.date(2028, 5, 26)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 5, 26), None, None),
    ],
)
def test_a_certificate_holds_for_calendar_months(issued, months, expected):
    assert expires_on(issued, months) == expected


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        (None, Expiry.NEVER),
        (dt.date(2026, 3, 31), Expiry.EXPIRED),
        (TODAY, Expiry.SOON),
        (dt.date(2026, 6, 30), Expiry.SOON),  # 90 days after 1 April
        (dt.date(2026, 7, 1), Expiry.BEFORE_OPENING),
        (dt.date(2026, 12, 28), Expiry.LATER),
    ],
)
def test_expiry_is_told_90_days_ahead_and_for_opening_day(expires, expected):
    assert expiry(expires, TODAY, dt.date(2026, 12, 28)) is expected
