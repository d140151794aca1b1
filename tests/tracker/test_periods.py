"""Months, quarters and years."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import Invalid
from tracker.periods import Period, PeriodKind, period_of, periods_between, read_period


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026Q1", dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        ("2026q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    ],
)
def test_a_code_names_its_days(code, first, last):
    period = read_period(code)

    assert (period.first, period.last, period.code) == (first, last, code.upper())


@pytest.mark.parametrize("code", ["", "2026Q5", "2026-13", "2026-3", "26Q1", "0000", "2026Q1 and more"])
def test_what_is_no_period_is_refused(code):
    with pytest.raises(Invalid) as refused:
        read_period(code)

    assert refused.value.code == "period_not_understood"


def test_the_first_quarter_follows_the_last_one_of_the_year_before():
    assert read_period("2026Q1").before() == Period(PeriodKind.QUARTER, 2025, 4)
    assert read_period("2026-01").before() == Period(PeriodKind.MONTH, 2025, 12)


def test_the_quarters_of_a_preparation_come_newest_first():
    found = periods_between(dt.date(2025, 11, 10), dt.date(2026, 4, 1), PeriodKind.QUARTER)

    assert [period.code for period in found] == ["2026Q2", "2026Q1", "2025Q4"]


@given(st.dates(min_value=dt.date(2, 1, 1)), st.sampled_from(PeriodKind))
def test_a_day_lies_in_its_period_and_the_one_before_ends_where_it_begins(day, kind):
    period = period_of(day, kind)

    assert period.first <= day <= period.last
    assert period.before().last + dt.timedelta(days=1) == period.first
    assert read_period(period.code) == period
