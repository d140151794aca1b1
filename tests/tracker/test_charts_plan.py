"""What the timeline draws, read from its specification."""

import datetime as dt
import json

import pytest

from tests.tracker.test_plans import march, schedule, task
from tracker.calendar import WorkCalendar
from tracker.charts.plan import ROW, headline, timeline, window
from tracker.charts.plan_annotations import OPENING_LINE, TODAY_LINE
from tracker.charts.plan_rows import days_off, links_of, ticks, timeline_rows
from tracker.i18n import Words
from tracker.plans import TimelineScale
from tracker.schedule.model import Dependency, LinkType, TaskKind

EN = Words.of("en")
TODAY = march(9)


def rows_of(*tasks, **given):
    return list(schedule(*tasks, today=TODAY, **given).values())


def draw(rows, **given):
    arguments = {
        "words": EN,
        "appearance": "light",
        "today": TODAY,
        "opening_on": march(27),
        "calendar": WorkCalendar(),
    }
    return timeline(rows, **{**arguments, **given})


def test_lines_stand_under_the_heading_of_their_plan_in_reading_order():
    rows = rows_of(
        task(1, kind=TaskKind.SUMMARY, title="Moving"),
        task(2, parent_id=1, title="Pack"),
        task(3, plan_id=2, plan_title="Ceremony", title="Invite"),
    )

    lines = timeline_rows(rows, words=EN, today=TODAY)

    assert [(line["row"][:4], line["title"], line["mark"]) for line in lines] == [
        ("0001", "Opening plan", "heading"),
        ("0002", "Moving", "summary"),
        ("0003", "Pack", "task"),
        ("0004", "Ceremony", "heading"),
        ("0005", "Invite", "task"),
    ]
    # children are indented by one em space more than their heading
    assert lines[2]["label"].count("\u2003") == lines[1]["label"].count("\u2003") + 1


def test_a_bar_ends_on_the_morning_after_its_inclusive_finish_and_is_filled_by_its_progress():
    rows = rows_of(task(1, actual_start=march(9), percent_complete=40))

    line = timeline_rows(rows, words=EN, today=TODAY)[1]

    # 9 to 13 March are five days; 40 % of them are two
    assert (line["start"], line["end"]) == ("2026-03-09", "2026-03-14")
    assert line["done_to"] == "2026-03-11T00:00Z"


def test_float_reaches_to_the_latest_finish_and_a_done_task_shows_none():
    done = task(2, actual_start=march(2), actual_finish=march(6), percent_complete=100)
    open_line, done_line = timeline_rows(rows_of(task(1), done), words=EN, today=TODAY)[1:]

    assert (open_line["float_to"], open_line["slack"]) == ("2026-03-28", "10 working days")
    assert (done_line["float_to"], done_line["slack"]) == (None, "")


def test_a_late_task_says_so_in_words_beside_its_bar():
    late, in_time = timeline_rows(rows_of(task(1, deadline=march(10)), task(2)), words=EN, today=TODAY)[1:]

    assert (late["late"], in_time["late"]) == ("! late 3 d", "")
    assert late["says"] == "Task 1, Mon 9 Mar – Fri 13 Mar, 0%, ! late 3 d"


def test_a_milestone_is_a_moment_on_its_day():
    rows = rows_of(task(1, kind=TaskKind.MILESTONE, duration_days=0))

    line = timeline_rows(rows, words=EN, today=TODAY)[1]

    assert (line["mark"], line["end"]) == ("milestone", "2026-03-09T12:00Z")


def test_a_folded_plan_is_one_line_over_all_its_tasks():
    rows = rows_of(task(1), task(2, duration_days=10, deadline=march(16)))

    lines = timeline_rows(rows, words=EN, today=TODAY, folded={1})

    assert [(line["mark"], line["start"], line["end"], line["late"]) for line in lines] == [
        ("folded", "2026-03-09", "2026-03-21", "! late 4 d")
    ]


def test_a_make_up_working_sunday_is_not_shaded():
    # 28 September 2025 is a Sunday that was worked for National Day; the 27th is a plain Saturday
    assert days_off(WorkCalendar(), dt.date(2025, 9, 27), dt.date(2025, 9, 30)) == [
        {"from": "2025-09-27", "to": "2025-09-28"}
    ]


def test_the_eight_days_of_national_day_are_one_stretch():
    assert days_off(WorkCalendar(), dt.date(2025, 9, 29), dt.date(2025, 10, 9)) == [
        {"from": "2025-10-01", "to": "2025-10-09"}
    ]


def test_dates_are_repeated_on_each_open_heading():
    lines = [
        {"row": "0001a", "mark": "heading"},
        {"row": "0002b", "mark": "task"},
        {"row": "0003c", "mark": "folded"},
    ]

    assert ticks(lines, march(1), march(16), monthly=False) == [
        {"row": "0001a", "at": "2026-03-02"},
        {"row": "0001a", "at": "2026-03-09"},
        {"row": "0001a", "at": "2026-03-16"},
    ]
    assert ticks(lines, march(1), march(31), monthly=True) == [{"row": "0001a", "at": "2026-03-01"}]


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        (TimelineScale.DAY, (march(4), dt.date(2026, 4, 1))),
        (TimelineScale.WEEK, (dt.date(2026, 2, 23), dt.date(2026, 5, 18))),
    ],
)
def test_a_scale_shows_its_days_around_today(scale, expected):
    assert window(rows_of(task(1)), today=TODAY, opening_on=march(27), scale=scale) == expected


def test_the_whole_scale_holds_every_bar_today_and_opening_day():
    rows = rows_of(task(1, actual_start=march(2), percent_complete=10))

    first, last = window(rows, today=TODAY, opening_on=march(27), scale=TimelineScale.QUARTER)

    assert first < march(2)
    assert last > march(27)


def test_the_axes_follow_the_lines_and_the_days():
    spec = draw(rows_of(task(1), task(2)), scale=TimelineScale.DAY)
    encodings = [layer["encoding"] for layer in spec["layer"]]
    y_domains = [each["y"]["scale"]["domain"] for each in encodings if "scale" in each.get("y", {})]
    x_domains = [
        each["x"]["scale"]["domain"] for each in encodings if "domain" in each.get("x", {}).get("scale", {})
    ]

    assert [[key[:5] for key in domain] for domain in y_domains] == [
        [OPENING_LINE, TODAY_LINE, "0001▾", "0002\u200b", "0003\u200b"]
    ]
    assert x_domains == [["2026-03-04", "2026-04-01"]]
    assert spec["height"] == 5 * ROW


def test_today_and_opening_day_are_named():
    named = draw(rows_of(task(1)))["datasets"]["days"]

    assert [(day["day"], day["text"], day["opening"]) for day in named] == [
        ("2026-03-09", "Today", False),
        ("2026-03-27", "Opening 27 Mar", True),
    ]


@pytest.mark.parametrize(
    ("opening_on", "on_the_left"),
    [
        # far apart; opening day has no room on its right
        (dt.date(2026, 5, 3), [False, True]),
        # four days apart: the words of today would cross the line of opening day
        (march(13), [True, False]),
    ],
)
def test_the_words_of_today_and_opening_day_keep_off_each_others_lines(opening_on, on_the_left):
    # from 5 January to 1 May at least
    rows = rows_of(task(1, actual_start=dt.date(2026, 1, 5)), task(2, duration_days=40))

    named = draw(rows, opening_on=opening_on)["datasets"]["days"]

    assert [day["left"] for day in named] == on_the_left


def test_the_words_of_a_late_bar_at_the_right_edge_stand_before_it():
    rows = rows_of(task(1, deadline=march(10)), task(2, duration_days=40, deadline=march(10)))

    _, early, at_the_edge = draw(rows, opening_on=march(10))["datasets"]["lines"]

    assert (early["late_left"], at_the_edge["late_left"]) == (False, True)


def test_on_a_phone_the_headline_breaks_after_its_comma():
    rows = rows_of(task(1, deadline=march(12)))

    assert draw(rows)["title"]["text"]["expr"].endswith(
        '? ["1 task is late,", "by 1 working day"] : "1 task is late, by 1 working day"'
    )


def elbow(*stops):
    return [{"at": at, "row": row, "arrow": arrow} for at, row, arrow in stops]


@pytest.mark.parametrize(
    ("kind", "leaves", "arrives"),
    [
        (LinkType.FS, "2026-03-14", "2026-03-16"),
        (LinkType.SS, "2026-03-09", "2026-03-16"),
        (LinkType.FF, "2026-03-14", "2026-03-21"),
        (LinkType.SF, "2026-03-09", "2026-03-21"),
    ],
)
def test_a_link_runs_from_the_end_that_holds_to_the_end_that_is_held(kind, leaves, arrives):
    lines = {
        1: {"row": "0001", "start": "2026-03-09", "end": "2026-03-14"},
        2: {"row": "0002", "start": "2026-03-16", "end": "2026-03-21"},
    }

    corners = links_of(1, [Dependency(1, 2, kind)], lines)

    assert [{key: corner[key] for key in ("at", "row", "arrow")} for corner in corners] == elbow(
        (leaves, "0001", ""), (arrives, "0001", ""), (arrives, "0002", "triangle-down")
    )


def test_only_links_of_the_task_whose_both_ends_are_shown_are_drawn():
    line = {"start": "2026-03-09", "end": "2026-03-14"}
    lines = {1: {"row": "0002", **line}, 2: {"row": "0001", **line}, 3: {"row": "0003", **line}}
    links = [Dependency(1, 2), Dependency(2, 3), Dependency(1, 9)]

    corners = links_of(1, links, lines)

    assert {corner["link"] for corner in corners} == {0}
    assert corners[-1]["arrow"] == "triangle-up"


def test_five_hundred_tasks_keep_a_line_each_and_a_small_set_of_marks():
    rows = rows_of(*(task(number, title=f"Task {number}") for number in range(1, 501)))

    spec = draw(rows)

    assert len(spec["datasets"]["lines"]) == 501
    assert len(spec["datasets"]["ticks"]) > 0
    marks = {name: value for name, value in spec.items() if name != "datasets"}
    assert len(spec["layer"]) == len(draw(rows[:1])["layer"])
    assert json.loads(json.dumps(marks)) == marks


def test_two_timelines_do_not_share_their_days():
    first = draw(rows_of(task(1)))
    before = json.dumps(first)

    draw(rows_of(task(1), task(2), task(3)), scale=TimelineScale.DAY)

    assert json.dumps(first) == before


def test_the_headline_counts_what_is_late():
    links = [Dependency(1, 2)]

    assert headline([], EN) == "No task to show"
    assert headline(rows_of(task(1)), EN) == "Every open task is in time"
    assert headline(rows_of(task(1, deadline=march(12))), EN) == "1 task is late, by 1 working day"
    assert headline(rows_of(task(1), task(2), links=links, opening_on=march(13)), EN) == (
        "2 tasks are late, the worst by 5 working days"
    )
