"""Readings, corrections, periods and targets of indicators."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.indicators import (
    Figure,
    Progress,
    Reading,
    as_known,
    change,
    combined,
    counting_period,
    figure,
    previous_period,
    progress,
    running,
    standing,
)
from tracker.periods import PeriodKind
from tracker.vocabulary import IndicatorDirection, IndicatorMode, Qualifier

CUMULATIVE, PER_PERIOD = IndicatorMode.CUMULATIVE, IndicatorMode.PER_PERIOD
Q1 = (dt.date(2026, 1, 1), dt.date(2026, 3, 31))


def reading(id_, month, day, value, *, hour=9, corrects=None, qualifier=Qualifier.EXACT):
    at = dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)
    return Reading(id_, at.date(), value * 1000, at, qualifier, corrects)


RARE_BOOKS = [reading(1, 1, 31, 15), reading(2, 2, 28, 16), reading(3, 3, 31, 18)]


def test_a_period_adds_up_what_came_in_and_names_the_readings():
    assert figure(RARE_BOOKS, PER_PERIOD, *Q1) == Figure(49_000, Qualifier.EXACT, (1, 2, 3))
    assert figure(RARE_BOOKS, PER_PERIOD, dt.date(2026, 2, 1), Q1[1]) == Figure(
        34_000, Qualifier.EXACT, (2, 3)
    )


def test_a_cumulative_indicator_is_its_newest_state_even_from_before_the_period():
    assert figure(RARE_BOOKS, CUMULATIVE, *Q1) == Figure(18_000, Qualifier.EXACT, (3,))
    assert figure(RARE_BOOKS, CUMULATIVE, dt.date(2026, 4, 1), dt.date(2026, 6, 30)) == Figure(
        18_000, Qualifier.EXACT, (3,)
    )


def test_nothing_read_is_no_figure():
    assert figure([], PER_PERIOD, *Q1) is None
    assert figure(RARE_BOOKS, PER_PERIOD, dt.date(2026, 4, 1), dt.date(2026, 6, 30)) is None
    assert figure(RARE_BOOKS, CUMULATIVE, dt.date(2025, 10, 1), dt.date(2025, 12, 31)) is None


def test_a_correction_replaces_its_reading_and_the_last_of_a_chain_stands():
    chain = [
        *RARE_BOOKS,
        reading(4, 3, 31, 20, hour=10, corrects=3),
        reading(5, 3, 31, 19, hour=11, corrects=4),
    ]

    assert figure(chain, PER_PERIOD, *Q1) == Figure(50_000, Qualifier.EXACT, (1, 2, 5))


def test_a_correction_may_move_the_value_to_another_day():
    moved = [*RARE_BOOKS, reading(4, 4, 2, 18, corrects=3)]

    assert figure(moved, PER_PERIOD, *Q1) == Figure(31_000, Qualifier.EXACT, (1, 2))


def test_what_was_known_before_a_correction_can_be_told_again():
    corrected = [*RARE_BOOKS, reading(4, 4, 8, 20, corrects=3)]
    issued = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)

    assert figure(as_known(corrected, issued), PER_PERIOD, *Q1) == Figure(49_000, Qualifier.EXACT, (1, 2, 3))


def test_of_several_readings_of_a_day_a_cumulative_indicator_takes_the_newest_and_a_period_takes_all():
    day = [reading(1, 3, 31, 900), reading(2, 3, 31, 1000, hour=17, qualifier=Qualifier.OVER)]

    assert figure(day, CUMULATIVE, *Q1) == Figure(1_000_000, Qualifier.OVER, (2,))
    assert figure(day, PER_PERIOD, *Q1) == Figure(1_900_000, Qualifier.OVER, (1, 2))


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], Qualifier.EXACT),
        ([Qualifier.EXACT, Qualifier.EXACT], Qualifier.EXACT),
        ([Qualifier.EXACT, Qualifier.OVER], Qualifier.OVER),
        ([Qualifier.NEARLY, Qualifier.NEARLY], Qualifier.NEARLY),
        ([Qualifier.OVER, Qualifier.AT_LEAST], Qualifier.AT_LEAST),
        ([Qualifier.OVER, Qualifier.NEARLY], Qualifier.ABOUT),
        ([Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.EXACT], Qualifier.ABOUT),
    ],
)
def test_a_sum_is_as_sure_as_its_least_sure_parts(parts, whole):
    assert combined(parts) is whole


def test_a_cumulative_indicator_changes_against_its_state_before_the_period():
    assert (
        change([reading(1, 1, 5, 700), reading(2, 3, 31, 1000)], CUMULATIVE, dt.date(2026, 3, 1), Q1[1])
        == 300_000
    )


def test_a_period_changes_against_the_period_before():
    february, march = (dt.date(2026, 2, 1), dt.date(2026, 2, 28)), (dt.date(2026, 3, 1), dt.date(2026, 3, 31))

    assert change(RARE_BOOKS, PER_PERIOD, *march) == 2_000
    assert change(RARE_BOOKS, PER_PERIOD, *february) == 1_000
    assert change(RARE_BOOKS, PER_PERIOD, *Q1) is None


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (((2026, 1, 1), (2026, 3, 31)), ((2025, 10, 1), (2025, 12, 31))),
        (((2026, 3, 1), (2026, 3, 31)), ((2026, 2, 1), (2026, 2, 28))),
        (((2026, 1, 1), (2026, 12, 31)), ((2025, 1, 1), (2025, 12, 31))),
        (((2026, 3, 9), (2026, 3, 15)), ((2026, 3, 2), (2026, 3, 8))),
    ],
)
def test_the_period_before_has_as_many_whole_months_or_days(period, before):
    first, last = (dt.date(*day) for day in period)

    assert previous_period(first, last) == tuple(dt.date(*day) for day in before)


def test_a_target_is_reached_from_either_side():
    up, down = IndicatorDirection.UP, IndicatorDirection.DOWN

    assert progress(900, 1000, up) == Progress(100, is_reached=False)
    assert progress(1000, 1000, up) == Progress(0, is_reached=True)
    assert progress(3, 2, down) == Progress(1, is_reached=False)
    assert progress(1, 2, down) == Progress(0, is_reached=True)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (PeriodKind.MONTH, dt.date(2026, 5, 1)),
        (PeriodKind.QUARTER, dt.date(2026, 4, 1)),
        (PeriodKind.YEAR, dt.date(2026, 1, 1)),
    ],
)
def test_a_target_of_a_period_counts_from_the_periods_first_day_up_to_the_day(kind, first):
    day = dt.date(2026, 5, 20)

    assert counting_period(PER_PERIOD, kind, day) == (first, day)


def test_a_target_of_a_state_counts_everything_up_to_the_day():
    for kind in PeriodKind:
        assert counting_period(CUMULATIVE, kind, Q1[1]) == (dt.date.min, Q1[1])


def test_what_came_in_last_year_does_not_count_towards_this_years_target():
    years = [
        Reading(9, dt.date(2025, 12, 31), 900_000, dt.datetime(2025, 12, 31, tzinfo=dt.UTC)),
        *RARE_BOOKS,
    ]

    counted = counting_period(PER_PERIOD, PeriodKind.YEAR, dt.date(2026, 2, 28))

    assert figure(years, PER_PERIOD, *counted) == Figure(31_000, Qualifier.EXACT, (1, 2))


def course(readings, mode, kind=PeriodKind.YEAR):
    return [(point.on, point.value_milli) for point in running(readings, mode, kind)]


def test_the_line_runs_up_over_the_days_or_shows_each_state():
    days = [dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)]

    assert course(RARE_BOOKS, PER_PERIOD) == list(zip(days, [15_000, 31_000, 49_000], strict=True))
    assert course(RARE_BOOKS, CUMULATIVE) == list(zip(days, [15_000, 16_000, 18_000], strict=True))


def test_the_line_starts_anew_with_each_period_that_the_target_is_of():
    twice_in_march = [*RARE_BOOKS, reading(4, 3, 31, 2, hour=17), reading(5, 4, 1, 7)]

    values = {kind: [value for _, value in course(twice_in_march, PER_PERIOD, kind)] for kind in PeriodKind}

    assert values == {
        PeriodKind.MONTH: [15_000, 16_000, 20_000, 7_000],
        PeriodKind.QUARTER: [15_000, 31_000, 51_000, 7_000],
        PeriodKind.YEAR: [15_000, 31_000, 51_000, 58_000],
    }


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10**9)), max_size=20), st.sampled_from(PeriodKind)
)
def test_a_point_is_what_stands_against_the_target_on_its_day(rows, kind):
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    instants = [start + dt.timedelta(days=days) for days, _ in rows]
    readings = [
        Reading(n, at.date(), value, at)
        for n, (at, (_, value)) in enumerate(zip(instants, rows, strict=True), 1)
    ]

    for mode in IndicatorMode:
        for point in running(readings, mode, kind):
            assert (
                figure(readings, mode, *counting_period(mode, kind, point.on)).value_milli
                == point.value_milli
            )


values = st.lists(st.tuples(st.integers(1, 28), st.integers(0, 10**9)), max_size=20)


@given(values)
def test_the_readings_a_figure_names_recompute_to_it(rows):
    readings = [reading(n, 3, day, value) for n, (day, value) in enumerate(rows, 1)]
    by_id = {each.id: each for each in readings}

    for mode in IndicatorMode:
        found = figure(readings, mode, *Q1)
        assert (found is None) == (not readings)
        if found is not None:
            assert sum(by_id[id_].value_milli for id_ in found.reading_ids) == found.value_milli


@given(values)
def test_correcting_a_reading_leaves_one_reading_fewer_than_there_are_rows(rows):
    readings = [reading(n, 3, day, value) for n, (day, value) in enumerate(rows, 1)]
    corrected = [*readings, *(reading(100 + each.id, 4, 1, 0, corrects=each.id) for each in readings)]

    assert len(standing(corrected)) == len(readings)
