"""The people charts as specifications: what is drawn, on one scale, in the person's language."""

import datetime as dt

import pytest

from tracker.charts.people import staffing_chart
from tracker.i18n import Words
from tracker.staffing import MonthPoint

POINTS = [
    MonthPoint("采编部", dt.date(2026, 1, 5), 0, 3, is_expected=False),
    MonthPoint("采编部", dt.date(2026, 4, 1), 4, 3, is_expected=False),
    MonthPoint("采编部", dt.date(2026, 4, 1), 4, 3, is_expected=True),
    MonthPoint("采编部", dt.date(2026, 6, 26), 4, 4, is_expected=True),
    MonthPoint("古籍部", dt.date(2026, 6, 26), 2, 1, is_expected=True),
]


def rows_of(spec):
    """The values that the chart draws."""
    data = spec.get("data") or spec["layer"][0]["data"]
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


def test_each_department_has_a_row_of_its_own_on_one_scale():
    spec = staffing_chart(POINTS, words=Words.of("en"), appearance="light", title="From 3 to 5")

    found = {
        (row["department"], row["day"], row["series"]): (row["base"], round(row["top"], 3), row["figure"])
        for row in rows_of(spec)
    }
    assert found == {
        ("采编部", "2026-01-05", "In post"): (0, 0.6, ""),
        ("采编部", "2026-04-01", "In post"): (0, 0.6, ""),
        ("采编部", "2026-04-01", "Approved"): (0, 0.8, ""),
        ("采编部", "2026-04-01", "Expected"): (0, 0.6, ""),
        ("采编部", "2026-06-26", "Expected"): (0, 0.8, "4 / 4"),
        ("采编部", "2026-06-26", "Approved"): (0, 0.8, ""),
        ("古籍部", "2026-06-26", "Expected"): (-1, -0.8, "1 / 2"),
        ("古籍部", "2026-06-26", "Approved"): (-1, -0.6, ""),
    }
    assert spec["title"] == "From 3 to 5"


@pytest.mark.parametrize(("language", "month", "year"), [("zh", "%-m月", "%Y年"), ("en", "%b", "%Y")])
def test_months_are_named_in_the_language_and_january_by_its_year(language, month, year):
    spec = staffing_chart(POINTS, words=Words.of(language), appearance="light", title="")

    axis = spec["layer"][0]["encoding"]["x"]["axis"]
    assert axis["labelExpr"] == (
        f"utcFormat(datum.value, utcmonth(datum.value) === 0 ? '{year}' : '{month}')"
    )


def test_a_department_name_cannot_break_out_of_the_label_expression():
    point = MonthPoint('"] + evil[', dt.date(2026, 4, 1), 1, 1, is_expected=True)

    spec = staffing_chart([point], words=Words.of("en"), appearance="light", title="")

    axis = spec["layer"][0]["encoding"]["y"]["axis"]
    assert axis["labelExpr"] == '["\\"] + evil["][-datum.value]'


@pytest.mark.parametrize("points", [[], POINTS[:1]])
def test_no_points_and_one_point_are_drawn(points):
    spec = staffing_chart(points, words=Words.of("zh"), appearance="dark", title="")

    assert len(rows_of(spec)) == len(points)


def test_a_number_taken_back_is_drawn_as_none_approved_and_not_left_out():
    points = [
        MonthPoint("采编部", dt.date(2026, 1, 5), 0, 1, is_expected=True),
        MonthPoint("采编部", dt.date(2026, 4, 1), 2, 1, is_expected=True),
        MonthPoint("采编部", dt.date(2026, 6, 1), 0, 1, is_expected=True),
    ]

    spec = staffing_chart(points, words=Words.of("en"), appearance="light", title="")

    approved = [(row["day"], row["people"]) for row in rows_of(spec) if row["series"] == "Approved"]
    assert approved == [("2026-04-01", 2), ("2026-06-01", 0)]
