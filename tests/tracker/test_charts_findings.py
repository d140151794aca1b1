"""The charts of the findings."""

import datetime as dt

import pytest

from tracker.charts.findings import ageing, burn_down, heat_by_room, overdue_by_party, title_lines
from tracker.finding_flow import WeekFlow
from tracker.finding_views import AgeBucket
from tracker.i18n import Words
from tracker.vocabulary import Severity

EN = Words.of("en")
MONDAY = dt.date(2026, 3, 2)


def rows(spec):
    return [row for table in spec["datasets"].values() for row in table]


def test_open_findings_stand_by_age_with_their_severities_worst_first():
    ages = {
        (AgeBucket.LONGER, Severity.CRITICAL): 2,
        (AgeBucket.WEEK, Severity.MINOR): 1,
        (AgeBucket.WEEK, Severity.CRITICAL): 3,
    }

    spec = ageing(ages, EN, "light", title="t")

    assert [(row["age"], row["severity"], row["n"]) for row in rows(spec)] == [
        ("up to 7 days", "Critical", 3),
        ("up to 7 days", "Minor", 1),
        ("over 60 days", "Critical", 2),
    ]
    assert spec["encoding"]["y"]["scale"]["domain"] == [
        "up to 7 days",
        "8–14 days",
        "15–30 days",
        "31–60 days",
        "over 60 days",
    ]
    assert len(set(spec["encoding"]["color"]["scale"]["range"])) == 4


def test_what_was_settled_goes_down_and_what_is_left_is_a_line():
    weeks = [WeekFlow(MONDAY, 4, 1, 3), WeekFlow(dt.date(2026, 3, 9), 0, 2, 1)]

    spec = burn_down(weeks, EN, "dark", title="t")

    assert [(row["found"], row["down"], row["left"]) for row in rows(spec)][:2] == [(4, -1, 3), (0, -2, 1)]
    assert [layer["mark"]["type"] for layer in spec["layer"][:3]] == ["bar", "bar", "line"]


def test_more_rooms_than_a_row_has_tiles_are_one_tile_at_its_end():
    tiles = [("1F", f"Room {n}", 9 - n) for n in range(8)] + [("2F", "Hall", 1)]

    shown = rows(heat_by_room(tiles, EN, "light", title="t"))

    assert [(row["floor"], row["place"], row["room"], row["n"]) for row in shown] == [
        ("1F", 0, "Room 0", 9),
        ("1F", 1, "Room 1", 8),
        ("1F", 2, "Room 2", 7),
        ("1F", 3, "Room 3", 6),
        ("1F", 4, "Room 4", 5),
        ("1F", 5, "3 others", 9),
        ("2F", 0, "Hall", 1),
    ]


def test_the_bars_of_the_overdue_keep_the_order_they_are_given_in():
    spec = overdue_by_party([("B", 5, 30), ("A", 2, 3)], EN, "light", title="t")

    assert [(row["party"], row["n"], row["days"]) for row in rows(spec)] == [("B", 5, 30), ("A", 2, 3)]
    assert spec["layer"][0]["encoding"]["y"]["sort"] is None


@pytest.mark.parametrize(
    "spec",
    [
        ageing({}, EN, "light", title="t"),
        burn_down([], EN, "light", title="t"),
        heat_by_room([], EN, "light", title="t"),
        overdue_by_party([], EN, "light", title="t"),
    ],
)
def test_without_findings_each_is_still_a_chart(spec):
    assert spec["title"] == ["t"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("No finding is open", ["No finding is open"]),
        (
            "5,901 open findings are older than 30 days, 3,219 of them critical or major",
            ["5,901 open findings are older than 30 days,", "3,219 of them critical or major"],
        ),
        ("一" * 30, ["一" * 22, "一" * 8]),
        ("逾期最多的是测试施工单位 10:495 项", ["逾期最多的是测试施工单位 10:495 项"]),
    ],
)
def test_a_long_title_runs_over_lines_and_no_word_is_cut(title, lines):
    assert title_lines(title) == lines
