"""A bulletin from facts: each in the summary's own sentence, numbered, told once."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.i18n import Words
from tracker.i18n.numerals import han, number_at_head, numbered
from tracker.indicators import Figure as Total
from tracker.periods import read_period
from tracker.reporting import Facts, Source, compose
from tracker.reporting.bulletin import (
    OutcomeFact,
    headline,
    items,
    outcomes,
    period_between,
    put_in,
    tells,
    usual_period,
)
from tracker.reporting.facts import (
    BuyingFact,
    CourseFact,
    DraftFact,
    EventFact,
    GateFact,
    GoalFact,
    IndicatorFact,
    PlanFact,
    StandardFact,
    StreamFact,
)
from tracker.vocabulary import AcceptanceStage, DirectionKind, DraftStatus, EventKind, Qualifier, SourceKind

ZH, EN = Words.of("zh"), Words.of("en")
MARCH = read_period("2026-03")
EVENT = EventFact(
    id=3,
    kind=EventKind.LECTURE,
    title="文化讲座",
    starts_on=dt.date(2026, 3, 19),
    days=1,
    place="",
    account="座无虚席",
    learned="",
    people=0,
    organisations=(),
    topics=(),
)
FACTS = Facts(
    library="示例区图书馆",
    first=MARCH.first,
    last=MARCH.last,
    streams=(
        StreamFact(
            1,
            "古籍保护",
            (
                IndicatorFact("古籍录入", "件", Total(49_000, Qualifier.EXACT, (7,))),
                IndicatorFact("读者人次", "人次", Total(6_000_000, Qualifier.OVER, (8, 9))),
            ),
            (EVENT,),
        ),
    ),
    courses=(
        CourseFact(5, "研讨班", dt.date(2026, 3, 3), dt.time(19), 1, 50, 20_000, 6_000, (1, 2), (11, 12)),
    ),
    plans=(PlanFact(2, "开馆筹备工作方案", ("区财政局",)),),
    round_ids=(21, 22),
    weekly=True,
    gates=(GateFact(31, AcceptanceStage.CIVIL_WORKS, dt.date(2026, 3, 20)),),
    buying=(
        BuyingFact("配置方案", (DraftFact(41, 1, 350_000_000, DraftStatus.SUBMITTED),)),
        BuyingFact("家具方案", (DraftFact(42, 1, 20_000_000, DraftStatus.SUBMITTED),)),
    ),
    asset_ids=(51, 52, 53),
    events=(replace(EVENT, id=4, title="参观见学"),),
    direction=((DirectionKind.MISSION, "服务社会"),),
    goals=(GoalFact(61, "国家一级馆", dt.date(2026, 3, 4), dt.date(2029, 3, 4)),),
    standards=(StandardFact(71, "评估标准", 412_000, 700_000, (72,), (73, 74), (74,), ()),),
)


def test_every_fact_of_the_summary_is_offered_by_itself_in_its_order():
    assert [(item.key, item.subject) for item in items(EN, FACTS, MARCH)] == [
        ("event-3", "古籍保护"),
        ("readings-1", "古籍保护"),
        ("course-5", "Training"),
        ("event-4", "Other work"),
        ("plans", "Preparing the move"),
        ("rounds", "Preparing the move"),
        ("gates", "Preparing the move"),
        ("buying-1", "Preparing the move"),
        ("buying-2", "Preparing the move"),
        ("direction", "Goals"),
        ("goals", "Goals"),
        ("standard-71", "Goals"),
    ]


def test_the_stock_taking_is_told_once_however_many_plans_there_are():
    told = [
        item.key for item in items(ZH, FACTS, MARCH) if SourceKind.ASSETS in {s.kind for s in item.sources}
    ]

    assert told == ["buying-1"]


@pytest.mark.parametrize("words", [ZH, EN])
def test_a_figure_reads_as_it_does_in_the_summary_with_the_same_records_behind_it(words):
    summary = {
        (figure.text, figure.source)
        for paragraph in compose(words, FACTS, MARCH).paragraphs
        for figure in paragraph.figures
    }
    offered = {(figure.text, figure.source) for item in items(words, FACTS, MARCH) for figure in item.figures}

    assert offered == summary


def test_a_fact_names_each_of_its_sources_once():
    by_key = {item.key: item.sources for item in items(ZH, FACTS, MARCH)}

    assert by_key["readings-1"] == [Source(SourceKind.READINGS, (7,)), Source(SourceKind.READINGS, (8, 9))]
    assert [source.kind for source in by_key["course-5"]] == [
        SourceKind.COURSES,
        SourceKind.PARTICIPANTS,
        SourceKind.SESSIONS,
    ]


@pytest.mark.parametrize(
    ("words", "late", "text"),
    [
        (ZH, 0, "3月19日动员会落实的3项任务中，已完成2项。"),
        (ZH, 1, "3月19日动员会落实的3项任务中，已完成2项，逾期1项。"),
        (EN, 1, "Of the 3 tasks that came of the 动员会 on 19 March: 2 done, 1 late."),
    ],
)
def test_what_was_settled_is_told_with_what_became_of_it(words, late, text):
    facts = [
        OutcomeFact(3, "动员会", dt.date(2026, 3, 19), 3, 2, late),
        OutcomeFact(4, "无任务的会", dt.date(2026, 3, 20), 0, 0, 0),
    ]

    [item] = outcomes(words, facts)

    assert item.text == text
    assert item.sources == [Source(SourceKind.EVENTS, (3,))]


def test_a_period_without_a_fact_offers_nothing():
    assert items(ZH, Facts("示例区图书馆", MARCH.first, MARCH.last), MARCH) == ()


def test_facts_are_numbered_on_from_what_the_text_has_and_none_is_told_twice():
    first = put_in(ZH, "", ["古籍录入49件。", "检查4次。"])
    assert first == "一、古籍录入49件。\n二、检查4次。"

    edited = first.replace("古籍录入49件。", "本月，古籍录入\n49件。") + "\n（完）"
    assert put_in(ZH, edited, ["古籍录入49件。", "讲座1场。", "讲座1场。"]) == f"{edited}\n三、讲座1场。"
    assert put_in(EN, "1. One.", ["Two."]) == "1. One.\n2. Two."


def test_somebodys_text_is_put_in_as_it_stands():
    assert put_in(ZH, "", ["{{ x }} {0} \\1"]) == "一、{{ x }} {0} \\1"


def test_a_sentence_is_found_however_its_lines_are_broken():
    assert tells("一、共 11\n次。", "共11次。")
    assert not tells("共1次。", "共11次。")


@pytest.mark.parametrize(
    ("n", "numeral"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (42, "四十二"), (99, "九十九")]
)
def test_items_count_in_chinese(n, numeral):
    assert han(n) == numeral
    assert number_at_head(numbered(ZH, n, "检查。")) == n


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("12. Done.", 12),
        ("  三、检查", 3),
        ("100、检查", 100),
        ("3.5 tonnes", None),
        ("一致通过", None),
        ("", None),
    ],
)
def test_only_a_number_with_its_mark_counts_as_one(line, number):
    assert number_at_head(line) == number


@pytest.mark.parametrize(
    ("today", "code"), [("2026-04-01", "2026-03"), ("2026-04-10", "2026-03"), ("2026-04-11", "2026-04")]
)
def test_early_in_a_month_the_last_one_is_told_of(today, code):
    assert usual_period(dt.date.fromisoformat(today)).code == code


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-03-01", "2026-03-31", "2026-03"),
        ("2026-01-01", "2026-03-31", "2026Q1"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-03-02", "2026-03-31", None),
    ],
)
def test_days_are_known_as_the_period_that_they_are(first, last, code):
    found = period_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    assert (found and found.code) == code


def test_the_headline_names_the_period():
    assert headline(ZH, MARCH) == "2026年3月工作动态"
    assert headline(EN, MARCH) == "The work of March 2026"
    assert period_between(None, None) is None
