"""Money is exact: halves go up, away from zero, at any size."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.money import amount_fen, divide_half_up, milli_of, quantity_of, round_half_up


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.5", 1), ("-0.5", -1), ("2.5", 3), ("2.4999", 2), ("-2.5", -3), ("0", 0)],
)
def test_halves_are_rounded_away_from_zero(value, expected):
    assert round_half_up(Decimal(value)) == expected


def test_one_and_a_half_metres_at_333_fen_cost_500_fen():
    # 1.5 × 333 = 499.5
    assert amount_fen(1_500, 333) == 500


def test_a_hundred_and_twenty_thousand_tags_at_105_fen_cost_126_000_yuan():
    assert amount_fen(120_000_000, 105) == 12_600_000


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_amount_is_what_the_database_check_computes(quantity_milli, unit_price_fen):
    assert amount_fen(quantity_milli, unit_price_fen) == (quantity_milli * unit_price_fen + 500) // 1000


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_dividing_agrees_with_exact_decimals(numerator, denominator):
    assert abs(divide_half_up(numerator, denominator) * denominator - numerator) * 2 <= denominator


@given(st.integers(-(10**9), 10**9))
def test_thousandths_survive_the_way_to_decimal_and_back(milli):
    assert milli_of(quantity_of(milli)) == milli


@pytest.mark.parametrize(
    ("milli", "text"), [(12_000, "12"), (1_500, "1.5"), (120_000_000, "120000"), (1, "0.001")]
)
def test_a_quantity_has_no_trailing_zeros(milli, text):
    assert str(quantity_of(milli)) == text
