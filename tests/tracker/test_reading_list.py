"""Readings in a workbook: what our export writes is read back, and what cannot be is named by its row."""

import datetime as dt

from tracker.exports.table import Column, to_xlsx
from tracker.imports.reading_list import read_readings
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
        },
        {
            "workstream": "地方文献",
            "indicator": "征集地方文献",
            "on": dt.date(2026, 3, 27),
            "value_milli": 1_000_000,
            "qualifier": Qualifier.OVER,
            "source": "登记簿",
        },
    ]


def test_english_headings_and_words_are_read_too():
    titles = ("Workstream", "Indicator", "Day", "Value", "Qualifier", "Source")
    data = sheet(("古籍保护", "古籍录入", dt.date(2026, 3, 27), 18, "More than", ""), titles=titles)

    [record] = read_readings(data, known=KNOWN, today=TODAY).records
    assert record.values["qualifier"] is Qualifier.OVER


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
