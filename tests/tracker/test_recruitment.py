"""Rounds against the calendar: dates worked out by hand, periods, what is refused, the funnel, who arrives.

The template takes 5 + 7 + 5 + 5 working days to the end of the qualification check, 10 to the written exam, 8 + 1 to
the end of the interview, 3 + 1 to the end of the medical, 10 + 7 + 5 to the appointment and 5 to the first day of
work: 72 in all.
"""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.i18n import Words
from tracker.recruitment import (
    TEMPLATE,
    TRAINING_DAYS,
    Stage,
    dates,
    expected,
    in_order,
    latest_safe,
    latest_start,
    next_stage,
)
from tracker.recruitment_arrivals import Arrival, round_arrivals
from tracker.recruitment_checks import adds_up, check_stages, funnel, open_places, too_short
from tracker.schedule.model import LagUnit
from tracker.vocabulary import RoundStage as R

CHINA = WorkCalendar()
PLAIN = WorkCalendar(public_holidays=False)
OPENING = dt.date(2026, 12, 28)


def day(month, number):
    return dt.date(2026, month, number)


def said(**given):
    """The template with what is said of single stages, by stage."""
    return [replace(held, **given.get(held.stage.value, {})) for held in TEMPLATE]


def test_the_template_goes_through_every_stage_in_72_working_days():
    assert [held.stage for held in TEMPLATE] == list(R)
    # Monday 5 January is the first of 72; 70 of them are fourteen whole weeks
    assert expected(TEMPLATE, calendar=PLAIN, today=day(1, 5))[R.ON_BOARD][1] == day(4, 14)


def test_the_template_names_no_source_for_periods_that_are_judgements():
    assert {held.minimum_source for held in TEMPLATE} == {""}


def test_the_latest_start_leaves_the_stages_and_the_training_before_opening():
    # Friday 25 December is the last day of training, Friday 27 November the first of work; 71 working days before it:
    assert latest_start(OPENING, calendar=PLAIN) == day(8, 20)
    # National Day takes 1, 2 and 5-7 October, Mid-Autumn 25 September; 20 September and 10 October are worked instead
    assert latest_start(OPENING, calendar=CHINA) == day(8, 14)
    assert latest_start(OPENING, calendar=PLAIN, training_days=0) == day(9, 17)


def test_a_least_period_counts_from_the_day_after_the_stage_before():
    ended = {"actual_on": day(4, 10)}  # a Friday
    three = said(notice=ended, registration={"minimum_days": 3, "duration_days": 1})
    assert expected(three, calendar=PLAIN, today=day(4, 10))[R.REGISTRATION] == (day(4, 15), day(4, 15))
    calendar = {"minimum_days": 3, "duration_days": 1, "minimum_unit": LagUnit.CALENDAR_DAYS}
    days = expected(said(notice=ended, registration=calendar), calendar=PLAIN, today=day(4, 10))
    assert days[R.REGISTRATION] == (day(4, 13), day(4, 13))


def test_what_is_over_stands_and_a_stage_left_blank_was_over_by_the_next():
    stages = said(registration={"actual_on": day(3, 13)}, plan_filed={"actual_on": day(2, 20)})
    found = dates(stages, calendar=PLAIN, opening_on=OPENING, training_days=0, today=day(4, 1))
    assert [(each.stage, each.expected_on, each.is_over) for each in found[:3]] == [
        (R.PLAN_FILED, day(2, 20), True),
        (R.NOTICE, day(3, 13), True),
        (R.REGISTRATION, day(3, 13), True),
    ]
    assert next_stage(found).stage is R.QUALIFICATION
    assert found[3].begins_on == day(4, 1)


def test_a_planned_day_holds_only_when_it_is_later():
    later, sooner = {"planned_on": day(5, 8)}, {"planned_on": day(1, 9)}
    days = expected(said(plan_filed=later), calendar=PLAIN, today=day(4, 1))
    assert days[R.PLAN_FILED] == (day(5, 4), day(5, 8))
    days = expected(said(plan_filed=sooner), calendar=PLAIN, today=day(4, 1))
    assert days[R.PLAN_FILED] == (day(4, 1), day(4, 7))


def test_a_stage_in_the_plan_ends_when_the_schedule_says():
    stages = said(notice={"scheduled_on": day(5, 29)})
    days = expected(stages, calendar=PLAIN, today=day(4, 1))
    assert days[R.NOTICE] == (day(5, 21), day(5, 29))
    assert days[R.REGISTRATION] == (day(6, 1), day(6, 5))


def test_a_round_one_week_after_the_latest_start_is_five_days_late_and_says_so():
    def last(today):
        return dates(TEMPLATE, calendar=PLAIN, opening_on=OPENING, training_days=TRAINING_DAYS, today=today)[
            -1
        ]

    assert [last(on).late_days for on in (day(8, 13), day(8, 20), day(8, 27))] == [-5, 0, 5]
    assert last(day(8, 20)).latest_on == day(11, 27)


def test_days_in_a_year_without_announced_holidays_are_provisional():
    found = dates(
        TEMPLATE, calendar=CHINA, opening_on=dt.date(2099, 6, 1), training_days=5, today=dt.date(2098, 6, 2)
    )
    assert found[-1].provisional
    known = dates(TEMPLATE, calendar=CHINA, opening_on=OPENING, training_days=5, today=day(4, 1))
    assert not known[0].provisional


@given(
    days=st.lists(st.integers(1, 15), min_size=11, max_size=11),
    least=st.lists(st.integers(0, 20), min_size=11, max_size=11),
    in_calendar_days=st.lists(st.booleans(), min_size=11, max_size=11),
    training=st.integers(0, 40),
    opening=st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
)
def test_a_round_from_its_latest_start_is_in_time_and_from_the_next_day_is_not(
    days, least, in_calendar_days, training, opening
):
    stages = [
        Stage(
            stage,
            duration_days=days[n],
            minimum_days=least[n],
            minimum_unit=LagUnit.CALENDAR_DAYS if in_calendar_days[n] else LagUnit.WORKING_DAYS,
        )
        for n, stage in enumerate(R)
    ]
    start = latest_start(opening, calendar=CHINA, stages=stages, training_days=training)
    limit = latest_safe(stages, opening_on=opening, training_days=training, calendar=CHINA)[R.ON_BOARD]
    after = CHINA.add_working_days(start, 1)
    assert expected(stages, calendar=CHINA, today=start)[R.ON_BOARD][1] <= limit
    assert expected(stages, calendar=CHINA, today=after)[R.ON_BOARD][1] > limit


def refusal(**given):
    with pytest.raises(Invalid) as error:
        check_stages(said(**given), opening_on=OPENING, today=day(6, 1))
    return error.value


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("stage_days", {"notice": {"duration_days": 0}}),
        ("minimum_days", {"notice": {"minimum_days": -1}}),
        ("text_too_long", {"notice": {"minimum_source": "法" * 201}}),
        ("day_not_plausible", {"notice": {"planned_on": dt.date(2126, 6, 1)}}),
        ("day_not_plausible", {"notice": {"actual_on": dt.date(1926, 6, 1)}}),
        ("stage_in_future", {"notice": {"actual_on": day(6, 2)}}),
        (
            "stage_before_previous",
            {"notice": {"actual_on": day(5, 4)}, "interview": {"actual_on": day(5, 3)}},
        ),
        (
            "stage_before_previous",
            {"notice": {"planned_on": day(5, 4)}, "medical": {"planned_on": day(5, 3)}},
        ),
        ("people_out_of_range", {"registration": {"people": -1}}),
        ("count_too_early", {"notice": {"people": 3}}),
        ("count_grows", {"registration": {"people": 40}, "written_exam": {"people": 41}}),
    ],
)
def test_what_cannot_be_meant_is_refused(code, given):
    assert refusal(**given).code == code


@given(st.lists(st.none() | st.integers(-3, 30), min_size=11, max_size=11))
def test_counts_that_are_taken_are_never_negative_and_never_grow(people):
    stages = [replace(held, people=count) for held, count in zip(TEMPLATE, people, strict=True)]
    said = [count for count in people if count is not None]
    fits = said == sorted(said, reverse=True) and all(count >= 0 for count in said)
    try:
        check_stages(stages, opening_on=OPENING, today=day(6, 1))
    except Invalid:
        assert not fits or people[:2] != [None, None]
    else:
        assert fits
        assert people[:2] == [None, None]
        assert [step.people for step in funnel(stages)] == said


def test_a_refusal_names_both_stages():
    found = refusal(registration={"people": 40}, written_exam={"people": 41})
    assert (found.facts["stage"], found.facts["after"]) == (R.WRITTEN_EXAM, R.REGISTRATION)
    text = Words.of("en").problem(found)
    assert text.startswith("41 people at “Written exam” are more than the 40 at “Registration” before it.")


def test_counts_may_stay_the_same_and_two_stages_may_end_on_one_day():
    same = {"actual_on": day(5, 4), "people": 12}
    check_stages(said(medical=same, vetting=same), opening_on=OPENING, today=day(6, 1))


def test_a_least_period_cut_short_is_found_with_the_day_that_keeps_it():
    stages = said(
        qualification={"actual_on": day(4, 10)},
        written_exam={"actual_on": day(4, 23), "minimum_source": "示例办法"},
    )
    (found,) = too_short(stages, PLAIN)
    # ten working days after Friday the 10th: Friday the 24th
    assert (found.stage, found.after, found.limit_on) == (R.WRITTEN_EXAM, R.QUALIFICATION, day(4, 24))
    assert found.source == "示例办法"
    kept = said(qualification={"actual_on": day(4, 10)}, written_exam={"actual_on": day(4, 24)})
    assert too_short(kept, PLAIN) == []


def test_the_funnel_has_the_stages_that_counted_and_their_share_of_the_first():
    stages = said(written_exam={"people": 60}, registration={"people": 80}, on_board={"people": 4})
    assert [(step.stage, step.people, step.share) for step in funnel(stages)] == [
        (R.REGISTRATION, 80, 1.0),
        (R.WRITTEN_EXAM, 60, 0.75),
        (R.ON_BOARD, 4, 0.05),
    ]
    assert funnel(said(registration={"people": 0}))[0].share == 0
    assert funnel(TEMPLATE) == []


def test_stages_are_taken_in_the_order_of_an_examination():
    assert in_order(tuple(reversed(TEMPLATE))) == list(TEMPLATE)


@pytest.mark.parametrize(
    ("approved", "in_post", "sought", "places"), [(6, 4, 0, 2), (6, 4, 1, 1), (6, 7, 0, 0), (0, 0, 3, 0)]
)
def test_open_places_are_never_negative(approved, in_post, sought, places):
    assert open_places(approved, in_post, sought) == places


def test_people_who_came_are_shared_out_to_the_last():
    assert adds_up({1: 2, 2: 1}, 3)
    assert not adds_up({1: 2}, 3)
    assert not adds_up({1: 4, 2: -1}, 3)


def arriving(recorded=None, **on_board):
    return round_arrivals(
        9,
        said(on_board=on_board),
        {3: 2},
        recorded=recorded or {},
        calendar=PLAIN,
        today=day(4, 1),
    )


def test_a_round_brings_the_people_wanted_on_the_day_it_is_expected_to_end():
    # Wednesday 1 April is the first of 72 working days: 70 of them end on Tuesday 7 July
    assert arriving() == [Arrival(post_id=3, round_id=9, on=day(7, 9), people=2)]
    assert arriving(scheduled_on=day(7, 23)) == [Arrival(3, 9, day(7, 23), 2)]


def test_people_on_board_stand_for_themselves_once_a_count_has_them():
    came = {"actual_on": day(3, 30), "people": 1}
    assert arriving(**came) == [Arrival(3, 9, day(3, 30), 1)]
    assert arriving(recorded={3: day(3, 2)}, **came) == [Arrival(3, 9, day(3, 30), 1)]
    assert arriving(recorded={3: day(3, 30)}, **came) == []
