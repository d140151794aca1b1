"""The text of a summary: figures in sentences, official forms, rewriting, the kept snapshot."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.i18n import Words
from tracker.i18n.official import amount, day, money
from tracker.periods import read_period
from tracker.reporting import Facts, Figure, Paragraph, Section, Source, Summary, Typed, compose
from tracker.reporting.edits import Edit, corrections, edited, left_out, rewritten
from tracker.reporting.model import sentence
from tracker.reporting.snapshot import Dress, dress_of, from_json, to_json
from tracker.vocabulary import Qualifier, SourceKind

ZH, EN = Words.of("zh"), Words.of("en")
READINGS = Source(SourceKind.READINGS, (1, 2))


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "chinese"),
    [
        (49_000, "件", Qualifier.EXACT, "49件"),
        (1_200_000, "册", Qualifier.EXACT, "1200册"),
        (6_000_000, "人次", Qualifier.OVER, "6000余人次"),
        (20_000_000, "册", Qualifier.OVER, "2万余册"),
        (12_345_000, "册", Qualifier.EXACT, "12345册"),
        (2_500, "学时", Qualifier.EXACT, "2.5学时"),
        (500_000, "册", Qualifier.NEARLY, "近500册"),
        (300_000, "册", Qualifier.ABOUT, "约300册"),
        (300_000, "册", Qualifier.AT_LEAST, "不少于300册"),
        (0, "册", Qualifier.EXACT, "0册"),
    ],
)
def test_amounts_read_as_official_chinese_writes_them(value, unit, qualifier, chinese):
    assert amount(ZH, value, unit, qualifier) == chinese


def test_amounts_in_english_have_separators_and_words():
    assert amount(EN, 6_000_000, "visits", Qualifier.OVER) == "more than 6,000 visits"
    assert amount(EN, 1_200_000, "volumes") == "1,200 volumes"


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (498_630_000, "近500万元(498.63万元)", "nearly CNY 5,000,000 (4,986,300)"),
        (350_000_000, "350万元", "CNY 3,500,000"),
        (500_000_000, "500万元", "CNY 5,000,000"),
        (494_000_000, "494万元", "CNY 4,940,000"),
        (123_456, "1234.56元", "CNY 1,234.56"),
    ],
)
def test_sums_near_a_round_one_say_both(fen, chinese, english):
    assert (money(ZH, fen), money(EN, fen)) == (chinese, english)


def test_days_have_neither_year_nor_weekday():
    assert (day(ZH, dt.date(2026, 2, 16)), day(EN, dt.date(2026, 2, 16))) == ("2月16日", "16 February")


def test_braces_in_a_fact_stay_braces():
    spans = sentence(
        EN,
        "In “{section}” of {title}, {then} is corrected to {now}.",
        section="{now}",
        title="{x}",
        then="1",
        now="2",
    )

    assert spans == ("In “{now}” of {x}, 1 is corrected to 2.",)


def test_a_period_without_a_fact_has_an_opening_and_nothing_else():
    empty = compose(ZH, Facts("示例馆", dt.date(2026, 1, 1), dt.date(2026, 3, 31)), read_period("2026Q1"))

    assert empty.sections == ()
    assert empty.title == "示例馆2026年第一季度工作总结"


PARAGRAPH = Paragraph("p", ("录入", Figure("49件", READINGS), "，上报", Figure("30件", READINGS), "。"))


def test_a_figure_that_stands_in_the_new_words_keeps_its_rows():
    found = rewritten(PARAGRAPH, "本季度录入49件，同比增加5件。")

    assert found.spans == ("本季度录入", Figure("49件", READINGS), "，同比增加", Typed("5"), "件。")


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("录入149件，上报30件。", ["149"]),
        ("上报30件，录入49件。", []),
        ("录入四十九件，上报30件，一个亮点。", ["四十九"]),
    ],
)
def test_a_figure_is_never_found_inside_a_longer_number_and_may_be_moved(text, typed):
    found = rewritten(PARAGRAPH, text)

    assert [span.text for span in found.spans if isinstance(span, Typed)] == typed
    assert found.text == text


def test_a_number_that_stood_beside_the_figures_was_not_written_by_hand():
    old = Paragraph("p", ("2026年第一季度，录入", Figure("49件", READINGS), "。"))

    assert rewritten(old, "2026年第一季度共录入49件。").spans == (
        "2026年第一季度共录入",
        Figure("49件", READINGS),
        "。",
    )


def test_each_figure_is_found_once():
    found = rewritten(Paragraph("p", (Figure("4", READINGS),)), "4与4")

    assert found.spans == (Figure("4", READINGS), "与", Typed("4"))


def summary(*paragraphs):
    return Summary("题目", Paragraph("opening", ("开头。",)), (Section("s", "一、古籍", paragraphs),))


def test_an_edit_of_a_paragraph_that_is_gone_changes_nothing():
    assert edited(summary(PARAGRAPH), {"gone": Edit("新", "旧")}) == summary(PARAGRAPH)


def test_corrections_name_the_section_and_both_figures():
    then = Figure("49件", READINGS)
    now = Figure("52件", Source(SourceKind.READINGS, (1, 3)))

    assert corrections(summary(Paragraph("p", (then,))), summary(Paragraph("p", (now,)))) == [
        ("一、古籍", then, now)
    ]
    assert corrections(summary(Paragraph("p", (then,))), summary(Paragraph("q", (now,)))) == []


def test_a_correction_is_found_beside_figures_that_were_left_out_or_added():
    def figures(*parts):
        return summary(Paragraph("p", tuple(Figure(text, Source(kind, ids)) for text, kind, ids in parts)))

    readings, events = SourceKind.READINGS, SourceKind.EVENTS
    issued = figures(("49件", readings, (1, 2)), ("30件", readings, (4,)))
    now = figures(
        ("3月5日", events, (9,)),
        ("52件", readings, (1, 3)),
        ("30件", readings, (4,)),
        ("6件", readings, (5,)),
    )

    [(_section, then, current)] = corrections(issued, now)
    assert (then.text, current.text) == ("49件", "52件")


def test_what_was_written_over_a_paragraph_that_is_gone_is_told():
    assert left_out(summary(PARAGRAPH), {"gone": Edit("新", "旧"), "p": Edit("改", "旧")}) == ["新"]


texts = st.text(max_size=40)
spans = st.one_of(
    texts.filter(bool),
    st.builds(Figure, texts, st.builds(Source, st.sampled_from(SourceKind), st.tuples(st.integers(1, 9)))),
    st.builds(Typed, texts),
)


@given(st.lists(spans, max_size=6).map(tuple))
def test_a_summary_comes_back_from_its_snapshot(parts):
    kept = summary(Paragraph("p", parts))

    dress = Dress("示例馆", "2026年4月1日", "ab" * 32)
    assert from_json(to_json(kept, dress)) == kept
    assert dress_of(to_json(kept, dress)) == dress
    assert dress_of(to_json(kept)) is None


@given(texts)
def test_whatever_is_written_reads_as_it_was_written(text):
    assert rewritten(PARAGRAPH, text).text == text
