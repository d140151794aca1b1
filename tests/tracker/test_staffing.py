"""Posts and people: who counts when, gaps that are not netted, months up to opening day, states of tasks."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.staffing import (
    Count,
    Grant,
    MonthPoint,
    Move,
    PostHistory,
    Strength,
    TaskState,
    approved_on_day,
    by_month,
    grant_on,
    month_starts,
    people_on,
    planned_moves,
    strength,
    task_state,
    total,
)

TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 6, 26)


def always(approved: int) -> list[Grant]:
    """One grant that nobody knows another number before."""
    return [Grant(None, approved)]


def test_nobody_is_in_a_post_before_its_first_count():
    counts = [Count(dt.date(2026, 3, 2), 3)]

    assert people_on(counts, dt.date(2026, 3, 1), TODAY) == 0
    assert people_on(counts, dt.date(2026, 3, 2), TODAY) == 3


def test_the_newest_actual_count_holds_whatever_order_the_rows_come_in():
    counts = [Count(dt.date(2026, 3, 2), 5), Count(dt.date(2026, 1, 5), 2)]

    assert people_on(counts, TODAY, TODAY) == 5


def test_a_planned_arrival_holds_from_its_day_on():
    counts = [Count(dt.date(2026, 1, 5), 2), Count(dt.date(2026, 6, 8), 4, is_planned=True)]

    assert people_on(counts, dt.date(2026, 6, 7), TODAY) == 2
    assert people_on(counts, dt.date(2026, 6, 8), TODAY) == 4


def test_a_plan_whose_day_has_passed_is_no_evidence_that_anybody_came():
    counts = [Count(dt.date(2026, 1, 5), 2), Count(dt.date(2026, 3, 30), 4, is_planned=True)]

    assert people_on(counts, TODAY, TODAY) == 2
    assert people_on(counts, OPENING, TODAY) == 2


def test_a_plan_for_today_itself_has_passed():
    counts = [Count(TODAY, 4, is_planned=True)]

    assert people_on(counts, OPENING, TODAY) == 0


def test_strength_counts_the_gap_now_and_the_gap_on_opening_day():
    counts = [Count(dt.date(2026, 1, 5), 5), Count(dt.date(2026, 6, 8), 7, is_planned=True)]

    assert strength(always(8), counts, TODAY, OPENING) == Strength(
        approved=8, in_post=5, expected=7, arriving=2, gap_now=3, gap_at_opening=1, approved_at_opening=8
    )


def test_a_planned_departure_opens_a_gap_and_is_no_negative_arrival():
    counts = [Count(dt.date(2026, 1, 5), 2), Count(dt.date(2026, 5, 4), 1, is_planned=True)]

    assert strength(always(2), counts, TODAY, OPENING) == Strength(
        approved=2, in_post=2, expected=1, leaving=1, gap_at_opening=1, approved_at_opening=2
    )


def test_an_arrival_after_opening_day_does_not_close_the_gap():
    counts = [Count(OPENING + dt.timedelta(days=1), 1, is_planned=True)]

    assert strength(always(1), counts, TODAY, OPENING).gap_at_opening == 1


def test_after_opening_the_day_itself_stands_for_today():
    counts = [Count(dt.date(2026, 7, 1), 2)]

    assert strength(always(2), counts, dt.date(2026, 7, 2), OPENING) == Strength(
        approved=2, in_post=2, expected=2, approved_at_opening=2
    )


def test_a_surplus_in_one_post_does_not_fill_the_gap_of_another():
    over = strength(always(1), [Count(dt.date(2026, 1, 5), 2)], TODAY, OPENING)
    empty = strength(always(1), [], TODAY, OPENING)

    sums = total([over, empty])

    assert (sums.approved, sums.in_post, sums.gap_now, sums.surplus) == (2, 2, 1, 1)


GRANTS = [
    Grant(dt.date(2026, 5, 10), 6, "三号"),
    Grant(dt.date(2026, 2, 1), 4, "一号"),
    Grant(dt.date(2026, 3, 1), 3),
]


@pytest.mark.parametrize(
    ("day", "approved"),
    [
        (dt.date(2026, 1, 31), 0),
        (dt.date(2026, 2, 1), 4),
        (dt.date(2026, 2, 28), 4),
        (dt.date(2026, 3, 1), 3),
        (dt.date(2026, 5, 9), 3),
        (dt.date(2026, 5, 10), 6),
    ],
)
def test_the_approved_number_of_a_day_is_that_of_the_newest_grant_in_whatever_order_they_come(day, approved):
    assert approved_on_day(GRANTS, day) == approved


def test_a_first_grant_without_a_date_holds_on_every_day_until_the_next():
    grants = [Grant(None, 2, "一号"), Grant(dt.date(2026, 3, 1), 5, "二号")]

    assert [approved_on_day(grants, day) for day in (dt.date(1990, 1, 1), dt.date(2026, 3, 1))] == [2, 5]
    assert grant_on(grants, dt.date(2026, 2, 1)) == Grant(None, 2, "一号")
    assert grant_on([], TODAY) is None


def test_an_approval_that_is_still_ahead_counts_for_opening_day_alone():
    counts = [Count(dt.date(2026, 1, 5), 4)]

    one = strength(GRANTS, counts, TODAY, OPENING)

    assert (one.approved, one.approved_at_opening) == (3, 6)
    assert (one.gap_now, one.surplus) == (0, 1)
    assert (one.gap_at_opening, one.surplus_at_opening) == (2, 0)


def test_a_lowered_number_leaves_a_surplus_on_opening_day():
    grants = [Grant(None, 4), Grant(dt.date(2026, 6, 1), 3)]

    one = strength(grants, [Count(dt.date(2026, 1, 5), 4)], TODAY, OPENING)

    assert (one.surplus, one.surplus_at_opening, one.gap_at_opening) == (0, 1, 0)


def test_planned_moves_are_what_changes_after_today():
    counts = [
        Count(dt.date(2026, 1, 5), 2),
        Count(dt.date(2026, 3, 1), 9, is_planned=True),  # its day has passed
        Count(dt.date(2026, 7, 1), 3, is_planned=True),
        Count(dt.date(2026, 6, 8), 4, is_planned=True),
        Count(dt.date(2026, 6, 9), 4, is_planned=True),  # moves nobody
    ]

    assert planned_moves(counts, TODAY) == [
        Move(dt.date(2026, 6, 8), 2, 4),
        Move(dt.date(2026, 7, 1), 4, 3),
    ]


def test_the_sum_of_nothing_is_all_zeros():
    assert total([]) == Strength()


days = st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1))
counts_of_a_post = st.lists(st.builds(Count, days, st.integers(0, 20), st.booleans()), max_size=8)


@given(st.lists(st.tuples(st.integers(0, 20), counts_of_a_post), max_size=5), days, days)
def test_no_number_of_people_is_ever_negative(posts, today, opening_on):
    sums = total(strength(always(approved), counts, today, opening_on) for approved, counts in posts)

    assert all(getattr(sums, name) >= 0 for name in Strength.__slots__)


@given(st.integers(0, 20), counts_of_a_post, days, days)
def test_gap_and_surplus_account_for_every_approved_post(approved, counts, today, opening_on):
    one = strength(always(approved), counts, today, opening_on)

    assert one.in_post + one.gap_now - one.surplus == approved
    assert one.in_post + one.arriving - one.leaving == one.expected


def test_months_run_from_the_next_first_to_the_last_day_included():
    assert month_starts(dt.date(2025, 12, 15), dt.date(2026, 2, 1)) == [
        dt.date(2026, 1, 1),
        dt.date(2026, 2, 1),
    ]
    assert month_starts(dt.date(2026, 1, 1), dt.date(2026, 1, 1)) == [dt.date(2026, 1, 1)]


def test_months_meet_at_today_and_end_on_opening_day():
    post = PostHistory(
        "采编部",
        grants=(Grant(dt.date(2026, 3, 15), 4), Grant(dt.date(2026, 4, 25), 5)),
        counts=(Count(dt.date(2026, 2, 20), 3), Count(dt.date(2026, 4, 20), 4, is_planned=True)),
    )

    points = by_month([post], dt.date(2026, 2, 20), dt.date(2026, 4, 1), dt.date(2026, 5, 5))

    assert points == [
        MonthPoint("采编部", dt.date(2026, 2, 20), 0, 3, is_expected=False),
        MonthPoint("采编部", dt.date(2026, 3, 1), 0, 3, is_expected=False),
        MonthPoint("采编部", dt.date(2026, 3, 15), 4, 3, is_expected=False),
        MonthPoint("采编部", dt.date(2026, 4, 1), 4, 3, is_expected=False),
        MonthPoint("采编部", dt.date(2026, 4, 1), 4, 3, is_expected=True),
        MonthPoint("采编部", dt.date(2026, 4, 20), 4, 4, is_expected=True),
        MonthPoint("采编部", dt.date(2026, 4, 25), 5, 4, is_expected=True),
        MonthPoint("采编部", dt.date(2026, 5, 1), 5, 4, is_expected=True),
        MonthPoint("采编部", dt.date(2026, 5, 5), 5, 4, is_expected=True),
    ]


def test_months_of_no_posts_are_no_points():
    assert by_month([], dt.date(2026, 2, 20), TODAY, OPENING) == []


@pytest.mark.parametrize(
    ("started", "finished", "percent", "late", "state"),
    [
        (None, None, 0, False, TaskState.NOT_STARTED),
        (dt.date(2026, 3, 2), None, 0, False, TaskState.UNDER_WAY),
        (None, None, 10, False, TaskState.UNDER_WAY),
        (dt.date(2026, 3, 2), None, 50, True, TaskState.LATE),
        (None, None, 0, True, TaskState.LATE),
        (dt.date(2026, 3, 2), dt.date(2026, 3, 3), 100, True, TaskState.DONE),
        (None, None, 100, False, TaskState.DONE),
    ],
)
def test_a_task_stands_in_one_column_of_the_board(started, finished, percent, late, state):
    found = task_state(actual_start=started, actual_finish=finished, percent_complete=percent, is_late=late)

    assert found is state
