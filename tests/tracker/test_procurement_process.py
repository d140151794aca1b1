"""The way to the contract: stages, periods, latest safe dates and what breaks the law, worked out by hand.

2026: Qingming 4–6 April, Labour Day 1–5 May (9 May is worked), Dragon Boat 19–21 June, Spring Festival 15–23 February
(14 and 28 February are worked).
"""

import datetime as dt

import pytest

from tracker.calendar import WorkCalendar
from tracker.day_counts import CalendarDays, WorkingDays
from tracker.procurement.process import Stage, way
from tracker.procurement.stage_checks import Breach, stage_findings
from tracker.procurement.stage_dates import Held, dates, expected, latest_safe, next_stage
from tracker.vocabulary import ProcurementMethod as Method

CALENDAR = WorkCalendar()
OPENING = dt.date(2026, 6, 26)


def day(month, number, year=2026):
    return dt.date(year, month, number)


def found(actual, *, method=Method.OPEN_TENDER, today=None):
    today = today or max(actual.values())
    rows = stage_findings(way(method), actual, calendar=CALENDAR, today=today)
    return [(row.breach, row.stage, row.limit_on, row.article) for row in rows]


def test_calendar_days_count_from_the_day_after_the_event():
    assert CalendarDays(20).after(day(4, 1), CALENDAR) == day(4, 21)
    assert CalendarDays(20).before(day(4, 21), CALENDAR) == day(4, 1)


def test_working_days_leave_out_the_holidays_and_count_the_made_up_saturday():
    # 30 April, then 6, 7, 8 May and Saturday the 9th.
    assert WorkingDays(5).after(day(4, 29), CALENDAR) == day(5, 9)
    assert WorkingDays(5).before(day(5, 9), CALENDAR) == day(4, 29)


def test_working_days_from_a_sunday_begin_on_monday():
    assert WorkingDays(3).after(day(3, 8), CALENDAR) == day(3, 11)


def test_the_last_day_before_a_sunday_counts_back_from_the_friday_before():
    assert WorkingDays(3).before(day(3, 8), CALENDAR) == day(3, 3)


@pytest.mark.parametrize(
    ("method", "period", "article"),
    [
        (Method.OPEN_TENDER, CalendarDays(20), "政府采购法 art. 35"),
        (Method.RESTRICTED_TENDER, CalendarDays(20), "政府采购法 art. 35"),
        (Method.CONSULTATION, CalendarDays(10), "财库〔2014〕214号 art. 10"),
        (Method.NEGOTIATION, WorkingDays(3), "财政部令第74号 art. 29"),
        (Method.QUOTATION, WorkingDays(3), "财政部令第74号 art. 45"),
    ],
)
def test_each_method_gives_bidders_its_own_time(method, period, article):
    clock = next(step for step in way(method) if step.stage is Stage.BID_DEADLINE).clock
    assert (clock.least, clock.article) == (period, article)


def test_a_method_that_is_not_chosen_is_counted_as_open_tender():
    assert way(None) == way(Method.OPEN_TENDER)


def test_every_wait_names_an_earlier_stage():
    for method in Method:
        seen = set()
        for step in way(method, installation_days=0):
            assert {wait.after for wait in step.waits} <= seen
            seen.add(step.stage)
        assert Stage.INSTALLATION not in seen


def test_latest_safe_dates_of_a_consultation_counted_back_from_opening_day():
    steps = way(Method.CONSULTATION, delivery_days=20, installation_days=8)
    assert latest_safe(steps, opening_on=OPENING, calendar=CALENDAR) == {
        Stage.ACCEPTANCE: day(6, 25),
        Stage.INSTALLATION: day(6, 17),  # 5 working days: 24, 23, 22, 18, 17
        Stage.DELIVERY: day(6, 5),  # 8
        Stage.CONTRACT: day(5, 9),  # 20, the last of them the made-up Saturday
        Stage.AWARD_NOTICE: day(4, 22),  # 10 over Labour Day
        Stage.AWARD: day(4, 20),
        Stage.EVALUATION: day(4, 9),
        Stage.BID_DEADLINE: day(4, 8),
        Stage.SOLICITATION: day(3, 27),  # 10 calendar days are Sunday 29 March
        Stage.PLAN_FILING: day(3, 20),
        Stage.FINANCE_REVIEW: day(3, 18),
        Stage.INTENTION_NOTICE: day(2, 25),  # 30 calendar days
        Stage.REQUIREMENT: day(2, 24),
    }


def test_an_open_tender_of_the_same_package_must_begin_ten_days_earlier():
    steps = way(Method.OPEN_TENDER, delivery_days=20, installation_days=8)
    latest = latest_safe(steps, opening_on=OPENING, calendar=CALENDAR)
    assert (latest[Stage.BID_DEADLINE], latest[Stage.SOLICITATION]) == (day(4, 8), day(3, 19))


def test_expected_days_follow_from_what_happened():
    steps = way(Method.CONSULTATION, delivery_days=20, installation_days=8)
    held = {
        Stage.INTENTION_NOTICE: Held(actual_on=day(2, 26)),
        Stage.PLAN_FILING: Held(actual_on=day(3, 25)),
    }
    coming = expected(steps, held, calendar=CALENDAR, today=day(3, 27))
    # 30 days from 26 February end on 28 March; 5 working days from the filing on 1 April.
    assert coming[Stage.SOLICITATION] == day(4, 1)
    assert coming[Stage.BID_DEADLINE] == day(4, 13)  # 11 April is a Saturday
    assert coming[Stage.EVALUATION] == day(4, 14)
    assert coming[Stage.AWARD] == day(4, 23)
    # The finance review was left out: it was over when the plan was filed.
    assert coming[Stage.FINANCE_REVIEW] == day(3, 25)


def test_what_did_not_happen_yet_is_expected_today_at_the_earliest_and_on_its_planned_day():
    steps = way(Method.QUOTATION)
    held = {
        Stage.PLAN_FILING: Held(actual_on=day(1, 5)),
        Stage.INTENTION_NOTICE: Held(actual_on=day(1, 5)),
    }
    assert expected(steps, held, calendar=CALENDAR, today=day(4, 1))[Stage.SOLICITATION] == day(4, 1)
    held[Stage.SOLICITATION] = Held(planned_on=day(4, 9))
    assert expected(steps, held, calendar=CALENDAR, today=day(4, 1))[Stage.SOLICITATION] == day(4, 9)


def test_a_stage_knows_by_how_many_working_days_it_is_late_and_what_comes_next():
    steps = way(Method.CONSULTATION, delivery_days=20, installation_days=8)
    held = {
        Stage.INTENTION_NOTICE: Held(actual_on=day(2, 26)),
        Stage.PLAN_FILING: Held(actual_on=day(3, 25)),
    }
    rows = dates(steps, held, calendar=CALENDAR, opening_on=OPENING, today=day(3, 27))
    coming = next_stage(rows)
    # Expected on Wednesday 1 April instead of Friday 27 March: Monday, Tuesday, Wednesday.
    assert (coming.stage, coming.latest_on, coming.late_days) == (Stage.SOLICITATION, day(3, 27), 3)
    assert not coming.provisional
    ends = [row for row in rows if row.stage is Stage.CONTRACT_FILING]
    assert [(row.latest_on, row.late_days) for row in ends] == [(None, None)]


def test_nothing_comes_next_after_acceptance():
    rows = dates(
        way(Method.QUOTATION),
        {Stage.ACCEPTANCE: Held(actual_on=day(6, 1))},
        calendar=CALENDAR,
        opening_on=OPENING,
        today=day(6, 2),
    )
    assert next_stage(rows) is None


def test_days_in_a_year_without_announced_holidays_are_provisional():
    rows = dates(way(None), {}, calendar=CALENDAR, opening_on=day(3, 1, 2027), today=day(6, 1))
    provisional = {row.stage: row.provisional for row in rows}
    assert provisional[Stage.ACCEPTANCE]
    assert not provisional[Stage.REQUIREMENT]


def test_a_tender_of_nineteen_days_is_too_short():
    actual = {Stage.SOLICITATION: day(4, 1), Stage.BID_DEADLINE: day(4, 20)}
    assert found(actual) == [
        (Breach.TOO_SHORT, Stage.BID_DEADLINE, day(4, 21), "政府采购法 art. 35"),
    ]
    actual[Stage.BID_DEADLINE] = day(4, 21)
    assert found(actual) == []


def test_three_working_days_of_a_quotation_do_not_count_the_weekend():
    # From Thursday 12 March: Friday, Monday, Tuesday 17 March.
    actual = {Stage.SOLICITATION: day(3, 12), Stage.BID_DEADLINE: day(3, 16)}
    assert found(actual, method=Method.QUOTATION) == [
        (Breach.TOO_SHORT, Stage.BID_DEADLINE, day(3, 17), "财政部令第74号 art. 45")
    ]


def test_documents_are_offered_for_five_working_days_whatever_holidays_lie_between():
    # From Friday 13 February 2026: ten calendar days end on the 23rd; five working days are Saturday the 14th (made
    # up), then Tuesday to Friday, 24 to 27 February.
    actual = {Stage.SOLICITATION: day(2, 13), Stage.BID_DEADLINE: day(2, 26)}
    assert found(actual, method=Method.CONSULTATION) == [
        (Breach.TOO_SHORT, Stage.BID_DEADLINE, day(2, 27), "财库〔2014〕214号 art. 10")
    ]
    actual[Stage.BID_DEADLINE] = day(2, 27)
    assert found(actual, method=Method.CONSULTATION) == []


def test_a_tender_with_a_deadline_after_four_working_days_breaks_both_rules():
    # Wednesday 11 March and five working days: Wednesday 18 March; twenty calendar days: 31 March.
    actual = {Stage.SOLICITATION: day(3, 11), Stage.BID_DEADLINE: day(3, 17)}
    assert found(actual) == [
        (Breach.TOO_SHORT, Stage.BID_DEADLINE, day(3, 31), "政府采购法 art. 35"),
        (Breach.TOO_SHORT, Stage.BID_DEADLINE, day(3, 18), "实施条例 art. 31"),
    ]
    assert len(found({**actual, Stage.BID_DEADLINE: day(3, 10)}, today=day(3, 11))) == 1


def test_acceptance_lasts_as_long_as_the_package_says():
    steps = {step.stage: step for step in way(Method.CONSULTATION, acceptance_days=8)}
    assert steps[Stage.ACCEPTANCE].waits[0].period == WorkingDays(8)
    usual = {step.stage: step for step in way(Method.CONSULTATION)}
    assert usual[Stage.ACCEPTANCE].waits[0].period == WorkingDays(5)
    # Thursday 25 June back: over on the 25th in both cases, installed by 11 June rather than 16 June
    # (19 to 21 June are the Dragon Boat holidays).
    latest = [
        latest_safe(tuple(each.values()), opening_on=OPENING, calendar=CALENDAR)[Stage.INSTALLATION]
        for each in (steps, usual)
    ]
    assert latest == [day(6, 12), day(6, 17)]


def test_a_stage_before_the_one_it_follows_is_out_of_order():
    actual = {Stage.BID_DEADLINE: day(4, 21), Stage.EVALUATION: day(4, 20), Stage.AWARD: day(4, 22)}
    assert [row[:3] for row in found(actual, today=day(4, 22))] == [
        (Breach.BEFORE_ITS_TURN, Stage.EVALUATION, day(4, 21))
    ]


def test_a_contract_is_signed_within_thirty_days_of_the_award_notice():
    actual = {Stage.AWARD_NOTICE: day(4, 1), Stage.CONTRACT: day(5, 1)}
    assert found(actual, today=day(5, 1)) == []
    actual[Stage.CONTRACT] = day(5, 2)
    assert found(actual, today=day(5, 2)) == [
        (Breach.TOO_LATE, Stage.CONTRACT, day(5, 1), "政府采购法 art. 46")
    ]


def test_what_must_follow_within_days_is_overdue_on_the_day_after():
    signed = {Stage.CONTRACT: day(3, 10)}  # a Tuesday
    assert found(signed, today=day(3, 12)) == []
    assert found(signed, today=day(3, 13)) == [
        (Breach.OVERDUE, Stage.CONTRACT_NOTICE, day(3, 12), "实施条例 art. 50")
    ]


def test_a_limit_in_an_unannounced_year_says_that_it_is_provisional():
    rows = stage_findings(way(None), {Stage.CONTRACT: day(12, 31)}, calendar=CALENDAR, today=day(1, 20, 2027))
    assert [(row.stage, row.provisional) for row in rows] == [
        (Stage.CONTRACT_NOTICE, True),
        (Stage.CONTRACT_FILING, True),
    ]
