"""Dates, money and numbers as a person of each language writes them."""

import datetime as dt

import pytest

from tracker.errors import Invalid
from tracker.i18n import Words, preferred_language
from tracker.vocabulary import Severity

ZH, EN = Words.of("zh"), Words.of("en")
TODAY = dt.date(2026, 4, 1)


def test_a_date_of_this_year_has_its_weekday_and_no_year():
    day = dt.date(2026, 3, 18)

    assert ZH.date(day, today=TODAY) == "3月18日 周三"
    assert EN.date(day, today=TODAY) == "Wed 18 Mar"


def test_a_date_of_another_year_says_its_year():
    day = dt.date(2025, 3, 18)

    assert ZH.date(day, today=TODAY) == "2025年3月18日 周二"
    assert EN.date(day, today=TODAY) == "Tue 18 Mar 2025"


def test_a_date_may_leave_its_weekday_away():
    assert ZH.date(dt.date(2027, 1, 11), today=TODAY, weekday=False) == "2027年1月11日"
    assert EN.date(dt.date(2027, 1, 11), today=TODAY, weekday=False) == "11 Jan 2027"
    assert ZH.date(dt.date(2026, 3, 18), today=TODAY, weekday=False) == "3月18日"
    assert EN.date(dt.date(2026, 3, 18), today=TODAY, weekday=False) == "18 Mar"


def test_money_on_a_dashboard_is_in_ten_thousands_in_chinese_and_thousands_in_english():
    assert ZH.money(498_630_000) == "498.6万元"
    assert EN.money(498_630_000) == "CNY 4,986k"


def test_a_difference_is_signed_with_a_real_minus():
    assert ZH.signed_yuan(-148_630_000) == "−1,486,300.00"
    assert ZH.signed_yuan(1) == "+0.01"
    assert ZH.signed_yuan(0) == "0.00"
    assert ZH.money(-148_630_000, signed=True) == "−148.6万元"


def test_a_share_is_a_percentage_with_one_decimal():
    assert ZH.percent(-0.298) == "−29.8%"


def test_durations_say_that_they_are_working_days():
    assert EN.working_days(1) == "1 working day"
    assert EN.working_days(3) == "3 working days"
    assert ZH.working_days(3) == "3 个工作日"


@pytest.mark.parametrize(
    ("locale", "language"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("de", "en"), (None, "zh")]
)
def test_the_browser_decides_first(locale, language):
    assert preferred_language(locale) == language


def test_a_stored_word_is_said_in_the_language():
    assert ZH.label(Severity.CRITICAL) == "严重"
    assert EN.label(Severity.CRITICAL) == "Critical"


def test_a_refusal_names_its_facts():
    error = Invalid("opening_before_start", opening_on=dt.date(2026, 1, 2), starts_on=dt.date(2026, 3, 4))

    assert EN.problem(error) == (
        "Opening day Fri 2 Jan 2026 is not after the start of the preparation, Wed 4 Mar 2026."
    )


def test_an_unknown_refusal_still_reads_as_a_sentence():
    assert EN.problem(Invalid("never_heard_of")) == "This could not be done. Nothing was changed."


def test_an_instant_is_told_in_the_projects_time_zone():
    assert EN.instant(dt.datetime(2026, 3, 31, 18, 5, tzinfo=dt.UTC)) == "1 Apr 2026 02:05"
