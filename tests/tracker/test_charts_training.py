"""The charts of training: what stands in their rows, and that colour never says it alone."""

import datetime as dt

import pytest

from tests.tracker.test_training_lists import SHEET
from tracker.charts.training import attendance_strip, learner_label, mark_letter, weekly_chart
from tracker.i18n import Words
from tracker.training_progress import WeekPoint
from tracker.vocabulary import AttendanceMark

EN = Words.of("en")
POINTS = [
    WeekPoint(dt.date(2026, 3, 2), 2_500, 2_000, 2_500, 2_000),
    WeekPoint(dt.date(2026, 4, 6), 2_500, 0, 5_000, None),
]


def rows_of(spec):
    """The values that the chart draws."""
    data = spec.get("data") or spec["layer"][0]["data"]
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


def test_a_week_has_its_hours_and_both_totals_and_delivered_ends_with_today():
    spec = weekly_chart(POINTS, words=EN, appearance="light", title=["2 of 5 hours"])

    assert [(row["week"], row["series"], row["hours"], row["total"]) for row in rows_of(spec)] == [
        ("2026-W10", "Planned", 2.5, 2.5),
        ("2026-W10", "Delivered", 2.0, 2.0),
        ("2026-W15", "Planned", 2.5, 5.0),
        ("2026-W15", "Delivered", 0.0, None),
    ]
    assert spec["title"] == ["2 of 5 hours"]


def test_planned_is_told_from_delivered_by_outline_and_dash():
    planned_bar, delivered_bar, planned_line, delivered_line = weekly_chart(
        POINTS, words=EN, appearance="dark", title=[]
    )["layer"]

    assert planned_bar["mark"]["filled"] is False
    assert "filled" not in delivered_bar["mark"]
    assert planned_line["mark"]["strokeDash"] == [5, 3]
    assert "strokeDash" not in delivered_line["mark"]
    assert delivered_line["transform"][0]["filter"].endswith("(datum.total !== null))")


def test_each_cell_of_the_strip_says_its_mark_by_letter_and_word():
    spec = attendance_strip(SHEET, words=EN, appearance="light", title=[], names=True)

    # The third session was not held, and has no column.
    assert [(row["who"], row["at"], row["mark"], row["letter"]) for row in rows_of(spec)] == [
        ("1 学员01(示例)", "1/03-03", "Present", "P"),
        ("1 学员01(示例)", "2/03-11", "Present", "P"),
        ("2 学员02(示例)", "1/03-03", "Present", "P"),
        ("2 学员02(示例)", "2/03-11", "Excused", "E"),
    ]


def test_without_names_the_strip_holds_numbers_only():
    spec = attendance_strip(SHEET, words=EN, appearance="light", title=[], names=False)

    assert {row["who"] for row in rows_of(spec)} == {"1", "2"}
    assert "示例" not in str(spec)
    assert learner_label(SHEET.learners[0], names=True) == "1 学员01(示例)"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_marks_have_letters_of_their_own_in_each_language(language):
    letters = [mark_letter(Words.of(language), mark) for mark in (*AttendanceMark, None)]

    assert len(set(letters)) == 4
    assert all(len(letter) == 1 for letter in letters)


def test_charts_without_rows_can_be_drawn():
    empty = type(SHEET)((), (), {})

    assert rows_of(attendance_strip(empty, words=EN, appearance="light", title=[], names=True)) == []
    assert rows_of(weekly_chart([], words=EN, appearance="light", title=[])) == []
