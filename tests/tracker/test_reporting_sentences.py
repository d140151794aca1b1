"""The sentences of a summary from given facts: one, none and several; what has no data is not said."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.i18n import Words
from tracker.i18n.official import listed, period_said
from tracker.indicators import Figure as Total
from tracker.periods import PeriodKind, read_period
from tracker.reporting import compose
from tracker.reporting.facts import (
    BuyingFact,
    CourseFact,
    DraftFact,
    EventFact,
    Facts,
    GateFact,
    GoalFact,
    IndicatorFact,
    PlanFact,
    ReachedFact,
    StandardFact,
    StreamFact,
)
from tracker.vocabulary import (
    AcceptanceStage,
    DirectionKind,
    DraftStatus,
    EventKind,
    IndicatorMode,
    Qualifier,
    SourceKind,
)

ZH, EN = Words.of("zh"), Words.of("en")
YEAR = read_period("2026")
EMPTY = Facts("Test Library", YEAR.first, YEAR.last)
EVENT = EventFact(1, EventKind.LECTURE, "Old town", dt.date(2026, 5, 4), 1, "", "", "", 0, (), ())
COURSE = CourseFact(1, "Colour", dt.date(2026, 3, 3), dt.time(19), 1, 50, 20_000, 6_000, (1, 2), (3,))
DRAFTS = tuple(DraftFact(n, n, 100_000_00, DraftStatus.SUBMITTED) for n in (1, 2))


def said(words, **facts):
    """The paragraphs that facts give, by key."""
    summary = compose(words, replace(EMPTY, **facts), YEAR)
    return {each.key: each.text for section in summary.sections for each in section.paragraphs}


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("2026Q1", "the first quarter of 2026", "2026年第一季度"),
        ("2026Q4", "the fourth quarter of 2026", "2026年第四季度"),
        ("2026-03", "March 2026", "2026年3月"),
        ("2026", "2026", "2026年"),
    ],
)
def test_a_period_reads_as_a_part_of_its_sentence(code, english, chinese):
    assert period_said(EN, read_period(code)) == english
    assert period_said(ZH, read_period(code)) == chinese


def test_several_things_are_joined_by_and():
    assert [listed(EN, list("abc")[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
    assert listed(ZH, list("甲乙丙")) == "甲、乙、丙"


def test_a_year_without_anything_says_so_in_one_sentence():
    summary = compose(EN, EMPTY, YEAR)

    assert summary.text == (
        "Test Library: summary of work in 2026\n"
        "In 2026 the work of Test Library went forward steadily and in order. It is summed up as follows."
    )


def test_an_event_of_no_workstream_is_told_once_whatever_it_is():
    tour = replace(EVENT, id=2, kind=EventKind.STUDY_TOUR, title="Two libraries", learned="Much.")
    summary = compose(EN, replace(EMPTY, events=(EVENT, tour)), YEAR)

    assert [(part.title, [each.key for each in part.paragraphs]) for part in summary.sections] == [
        ("1. Other work", ["event-1"]),
        ("2. Preparing the move", ["event-2"]),
    ]
    assert summary.sections[0].paragraphs[0].text == "4 May: Old town."
    assert summary.sections[1].paragraphs[0].text == (
        "From 4 May on a group made the study tour “Two libraries”, which took 1 running day. What was learned: Much."
    )
    stream = StreamFact(1, "Books", (), (EVENT,))
    assert compose(EN, replace(EMPTY, streams=(stream,)), YEAR).text.count("Old town") == 1


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "On 4 May a group of 1 member from Bureau visited Town."),
        (
            {"days": 2, "people": 3},
            "From 4 May on a group of 3 members from Bureau visited Town; the tour took 2 running days.",
        ),
        ({"organisations": (), "people": 0}, "On 4 May a group visited Town."),
    ],
)
def test_a_study_tour_says_what_is_known_of_it(changes, text):
    tour = replace(EVENT, kind=EventKind.STUDY_TOUR, place="Town", people=1, organisations=("Bureau",))

    assert said(EN, events=(replace(tour, **changes),))["event-1"] == text


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({}, "with 2 participants. 20 class hours are planned, of which 6 class hours were given in 2026."),
        (
            {"participant_ids": (1,), "delivered_milli": 1_000},
            "with 1 participant. 20 class hours are planned, of which 1 class hour was given in 2026.",
        ),
        (
            {"participant_ids": (), "planned_milli": 1_000, "delivered_milli": 0},
            "for 50 running days. 1 class hour is planned; in 2026 0 class hours of it was given.",
        ),
    ],
)
def test_a_course_agrees_with_its_numbers(changes, ending):
    assert said(EN, courses=(replace(COURSE, **changes),))["course-1"].endswith(ending)


def test_one_round_one_gate_and_one_plan_read_as_one():
    gate = GateFact(1, AcceptanceStage.FIT_OUT, dt.date(2026, 3, 1))
    plan = PlanFact(1, "Opening", ("Bureau",))
    text = said(EN, round_ids=(1,), gates=(gate, replace(gate, id=2)), plans=(plan,), bulletin_ids=(1,))

    assert text["site"] == (
        "The new building was inspected once. Completion acceptance has been passed so far by the interior fit-out."
    )
    assert text["plans"] == (
        "The library drew up 1 plan document, “Opening”, and submitted it to Bureau. "
        "The information bulletin came out in 1 issue."
    )


def test_the_stock_taking_is_told_once_and_a_total_that_did_not_move_stays():
    buying = (BuyingFact("A", ()), BuyingFact("B", DRAFTS), BuyingFact("C", DRAFTS[:1]))
    text = said(EN, buying=buying, asset_ids=(7,))

    assert text["buying-1"].startswith("A first stock-taking counted the fixed assets (1 item)")
    assert "The B went through 2 successive drafts; its total stayed at CNY 100,000." in text["buying-1"]
    assert text["buying-2"].startswith("The C is drawn up, in 1 draft so far, with a total of CNY 100,000.")


def test_figures_of_a_period_that_goes_on_are_as_of_the_day():
    stream = StreamFact(
        1, "Books", (IndicatorFact("Records", "items", Total(5_000, Qualifier.EXACT, (1,))),), ()
    )

    assert (
        said(EN, streams=(stream,), until=dt.date(2026, 4, 1))["stream-1-1"] == "By 1 April: Records 5 items."
    )
    assert said(ZH, streams=(stream,), until=YEAR.last)["stream-1-1"] == "2026年，Records5items。"


def test_every_statement_of_the_direction_is_told():
    direction = ((DirectionKind.SPECIALITY, "甲。"), (DirectionKind.SPECIALITY, "乙"))

    assert said(ZH, direction=direction)["direction"] == "明确了以甲、乙为特色的工作方向。"


def test_goals_say_how_far_their_indicators_have_come_with_the_readings_behind_it():
    reached = ReachedFact(
        "古籍录入",
        "件",
        Total(49_000, Qualifier.EXACT, (4, 5)),
        60_000,
        816,
        IndicatorMode.PER_PERIOD,
        PeriodKind.YEAR,
    )
    goal = GoalFact(1, "国家一级馆", None, dt.date(2029, 1, 1), (reached, replace(reached, share_milli=None)))
    summary = compose(ZH, replace(EMPTY, goals=(goal,)), YEAR)

    [_goals, measured] = summary.sections[0].paragraphs
    assert measured.text == (
        "目标进展情况：“国家一级馆”方面，古籍录入49件（达到目标每年60件的82%），古籍录入49件（目标每年60件）。"
    )
    assert [figure.source.ids for figure in measured.figures] == [(4, 5), (4, 5)]


def test_a_self_assessment_is_quoted_with_its_points_and_what_is_missing():
    standard = StandardFact(3, "Table", 412_000, 1_000_000, (11, 12), (1, 2, 3), (3,), ((2, "Fire safety"),))
    summary = compose(EN, replace(EMPTY, standards=(standard,)), YEAR)

    [told] = summary.sections[0].paragraphs
    assert told.text == (
        "By its own assessment against Table the library scores 412 out of 1,000. "
        "Prerequisites not met: 1 item (Fire safety). Not assessed yet: 1 item."
    )
    assert [(each.source.kind, each.source.ids) for each in told.figures] == [
        (SourceKind.ASSESSMENTS, (11, 12)),
        (SourceKind.ITEMS, (1, 2, 3)),
        (SourceKind.ITEMS, (2,)),
        (SourceKind.ITEMS, (3,)),
    ]
