"""Staff by service population: what a norm gives, and when it holds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.staffing_norms import Held, Norm, NormFigure, NormRange, against, staff_range

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)


def norm(low: int, high: int, **given) -> Norm:
    return Norm(1, "示例标准(非官方)", low, high, "示例(非官方)", **given)


@pytest.mark.parametrize(
    ("low", "high", "population", "least", "most"),
    [
        (10_000, 25_000, 400_000, 16, 40),
        (10_000, 25_000, 400_001, 17, 40),
        (10_000, 25_000, 409_999, 17, 40),
        (10_000, 25_000, 9_000, 1, 1),
        (10_000, 10_000, 25_000, 3, 3),
        (10_000, 20_000, 25_000, 2, 2),
    ],
)
def test_the_least_is_rounded_up_and_the_most_down_but_never_below_it(low, high, population, least, most):
    assert staff_range(norm(low, high), population) == NormRange(least, most)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 10**8))
def test_the_least_staff_keeps_to_the_norm_and_is_never_above_the_most(low, more, population):
    found = staff_range(norm(low, low + more), population)

    assert 1 <= found.least <= found.most
    assert found.least * (low + more) >= population
    assert (found.least - 1) * (low + more) < population


@pytest.mark.parametrize(("people", "difference"), [(15, -1), (16, 0), (40, 0), (43, 3), (0, -16)])
def test_the_difference_is_what_is_short_of_the_least_or_beyond_the_most(people, difference):
    assert NormRange(16, 40).difference(people) == difference


def test_a_figure_is_held_against_a_norm_only_while_the_norm_holds():
    from_june = norm(10_000, 25_000, valid_from=dt.date(2026, 6, 1))
    until_today = norm(10_000, 25_000, valid_to=TODAY)
    figures = [
        Held(NormFigure.APPROVED_NOW, TODAY, 12),
        Held(NormFigure.APPROVED_AT_OPENING, OPENING, 45),
    ]

    first, second = against([from_june, until_today], 400_000, figures)

    assert first.range == NormRange(16, 40)
    assert [check.difference for check in first.checks] == [None, 5]
    assert [check.difference for check in second.checks] == [-4, None]
