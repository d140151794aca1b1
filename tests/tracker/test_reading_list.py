"""Readings in a workbook: what our export writes is read back, and what cannot be is named by its row."""

import datetime as dt

import pytest

from tracker.exports.table import Column, to_xlsx
from tracker.imports.reading_list import qualified_figure, read_readings
from tracker.imports.record_sheet import CellRefusedError
from tracker.vocabulary import Qualifier

TODAY = dt.date(2026, 4, 1)
KNOWN = frozenset({("古籍保护", "古籍录入"), ("地方文献", "征集地方文献")})
TITLES = ("工作", "指标", "日期", "数值", "数字性质", "来源")


def sheet(*rows, titles=TITLES):
    columns = [Column(title, lambda row, at=at: row[at]) for at, title in enumerate(titles)]
    return to_xlsx("读数", columns, rows)


def problems(*rows):
    return [
        (problem.row, problem.code)
        for problem in read_readings(sheet(*rows), known=KNOWN, today=TODAY).problems
    ]


def test_rows_are_read_with_their_qualifier_and_source():
    found = read_readings(
        sheet(
            ("古籍保护", "古籍录入", dt.date(2026, 3, 27), 18, "", ""),
            ("地方文献", "征集地方文献", "2026年3月27日", "1,000", "余、多", "登记簿"),
        ),
        known=KNOWN,
        today=TODAY,
    )

    assert found.problems == ()
    assert [dict(record.values) for record in found.records] == [
        {
            "workstream": "古籍保护",
            "indicator": "古籍录入",
            "on": dt.date(2026, 3, 27),
            "value_milli": 18_000,
            "qualifier": Qualifier.EXACT,
            "source": None,
            "note": None,
        },
        {
            "workstream": "地方文献",
            "indicator": "征集地方文献",
            "on": dt.date(2026, 3, 27),
            "value_milli": 1_000_000,
            "qualifier": Qualifier.OVER,
            "source": "登记簿",
            "note": None,
        },
    ]


def test_english_headings_and_words_are_read_too():
    titles = ("Workstream", "Indicator", "Day", "Value", "Qualifier", "Source")
    data = sheet(("古籍保护", "古籍录入", dt.date(2026, 3, 27), 18, "More than", ""), titles=titles)

    [record] = read_readings(data, known=KNOWN, today=TODAY).records
    assert record.values["qualifier"] is Qualifier.OVER


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("近500", (500_000, Qualifier.NEARLY)),
        ("约 1,200", (1_200_000, Qualifier.ABOUT)),
        ("6000余", (6_000_000, Qualifier.OVER)),
        ("2万多", (20_000_000, Qualifier.OVER)),
        ("20余万", (200_000_000, Qualifier.OVER)),
        ("至少30", (30_000, Qualifier.AT_LEAST)),
        ("more than 6,000", (6_000_000, Qualifier.OVER)),
        ("1.5", (1_500, None)),
        (18, (18_000, None)),
        (18.0, (18_000, None)),
    ],
)
def test_a_figure_is_read_with_the_words_that_qualify_it(said, read):
    assert qualified_figure(said) == read


@pytest.mark.parametrize("said", ["近6000余", "余6000", "大概500", "6000余余", "1.2.3", "-5"])
def test_a_figure_that_nobody_can_read_is_refused(said):
    with pytest.raises(CellRefusedError) as refused:
        qualified_figure(said)

    assert refused.value.code == "cell_not_a_number"


def test_the_cell_beside_a_figure_may_say_the_same_but_nothing_else():
    day = dt.date(2026, 3, 27)

    assert problems(("古籍保护", "古籍录入", day, "近18", "近", "")) == []
    assert problems(("古籍保护", "古籍录入", day, "近18", "余", "")) == [(2, "reading_qualified_twice")]


def test_two_equal_figures_of_a_day_differ_in_their_source_or_are_a_slip():
    day = dt.date(2026, 3, 27)
    row = ("古籍保护", "古籍录入", day, 18, "", "上午")

    assert problems(row, ("古籍保护", "古籍录入", day, 18, "", "下午")) == []
    assert problems(row, row) == [(3, "record_listed_twice")]


def test_each_row_that_cannot_be_is_named():
    assert problems(
        ("古籍保护", "录入古籍", dt.date(2026, 3, 27), 18, "", ""),
        ("古籍保护", "古籍录入", dt.date(2026, 4, 2), 18, "", ""),
        ("古籍保护", "古籍录入", dt.date(1926, 3, 27), 18, "", ""),
        ("古籍保护", "古籍录入", dt.date(2026, 3, 27), -1, "", ""),
        ("古籍保护", "古籍录入", dt.date(2026, 3, 27), 18, "大概", ""),
    ) == [
        (5, "cell_not_a_number"),
        (6, "cell_not_a_choice"),
        (2, "indicator_unknown"),
        (3, "reading_day_refused"),
        (4, "reading_day_refused"),
    ]
