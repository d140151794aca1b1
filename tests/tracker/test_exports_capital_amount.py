"""Amounts in capital numerals: the examples of the regulation, zeros, jiao and fen, negative amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exports.capital_amount import capital_amount
from tracker.imports.numbers import capital_amount_fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        # The examples of 支付结算办法, annex 1, in the form without the 零 that it leaves free.
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
    ],
)
def test_the_examples_of_the_regulation_are_written_as_it_writes_them(fen, text):
    assert capital_amount(fen) == text


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (350_000_000, "叁佰伍拾万元整"),
        (498_630_000, "肆佰玖拾捌万陆仟叁佰元整"),
        (0, "零元整"),
        (1_000, "壹拾元整"),
        (100_000, "壹仟元整"),
        (100_100, "壹仟零壹元整"),
        (1_000_100, "壹万零壹元整"),
        (1_001_000, "壹万零壹拾元整"),
        (10_000_000, "壹拾万元整"),
        (100_000_100, "壹佰万零壹元整"),
        (10_000_000_000, "壹亿元整"),
        (10_500_000_000, "壹亿零伍佰万元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (100_000_000_000_000, "壹万亿元整"),
    ],
)
def test_gaps_of_zeros_are_written_as_one_zero_or_none(fen, text):
    assert capital_amount(fen) == text


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (105, "壹元零伍分"),
        (110, "壹元壹角整"),
        (111, "壹元壹角壹分"),
    ],
)
def test_jiao_and_fen_stand_behind_the_yuan(fen, text):
    assert capital_amount(fen) == text


def test_a_negative_amount_begins_with_the_sign_word():
    assert capital_amount(-148_630_000) == "负壹佰肆拾捌万陆仟叁佰元整"


@given(st.integers(min_value=100, max_value=10**15))
def test_the_reader_of_workbooks_reads_the_same_amount_back(fen):
    assert capital_amount_fen(capital_amount(fen)) == fen
