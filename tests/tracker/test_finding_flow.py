"""Findings week by week, and the buckets of their age."""

import datetime as dt

import pytest

from tracker.finding_flow import WeekFlow, weekly_flow
from tracker.finding_views import AgeBucket, bucket_of, statuses_of
from tracker.findings import Turn
from tracker.vocabulary import FindingStatus

MONDAY, SUNDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 8)
NEXT_MONDAY, TODAY = dt.date(2026, 3, 9), dt.date(2026, 3, 18)


def test_each_week_says_what_came_what_went_and_what_was_left_at_its_end():
    found = {MONDAY: 3, SUNDAY: 1, NEXT_MONDAY: 1}
    settled = {SUNDAY: 1, NEXT_MONDAY: 2}

    assert weekly_flow(found, settled, TODAY) == [
        WeekFlow(MONDAY, 4, 1, 3),
        WeekFlow(NEXT_MONDAY, 1, 2, 2),
        WeekFlow(dt.date(2026, 3, 16), 0, 0, 2),
    ]


def test_what_was_open_before_the_weeks_shown_is_carried_over():
    found = {dt.date(2025, 6, 4): 5, MONDAY: 1}

    assert weekly_flow(found, {dt.date(2025, 7, 1): 2}, TODAY, most=2) == [
        WeekFlow(NEXT_MONDAY, 0, 0, 4),
        WeekFlow(dt.date(2026, 3, 16), 0, 0, 4),
    ]


def test_without_findings_there_are_no_weeks():
    assert weekly_flow({}, {}, TODAY) == []


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (0, AgeBucket.WEEK),
        (7, AgeBucket.WEEK),
        (8, AgeBucket.FORTNIGHT),
        (14, AgeBucket.FORTNIGHT),
        (15, AgeBucket.MONTH),
        (30, AgeBucket.MONTH),
        (31, AgeBucket.TWO_MONTHS),
        (60, AgeBucket.TWO_MONTHS),
        (61, AgeBucket.LONGER),
    ],
)
def test_the_age_of_an_open_finding_falls_into_one_bucket(days, bucket):
    assert bucket_of(TODAY - dt.timedelta(days=days), TODAY) is bucket


def test_who_must_act_names_the_states_in_which_it_is_their_turn():
    assert statuses_of([Turn.LIBRARY, Turn.NOBODY]) == {
        FindingStatus.OPEN,
        FindingStatus.CLOSED,
        FindingStatus.WAIVED,
    }
    assert statuses_of([]) == frozenset()
