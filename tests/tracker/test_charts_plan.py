"""What the timeline draws, read from its specification."""

import datetime as dt
import json

import pytest

from tests.tracker.test_plans import march, schedule, task
from tracker.baselines import KeptSchedule, KeptTask, Span, as_of_today, compare
from tracker.calendar import WorkCalendar
from tracker.charts.baselines import MOST_TASKS, moved_tasks, moved_title
from tracker.charts.plan import ROW, headline, timeline, window
from tracker.charts.plan_annotations import OPENING_LINE, TODAY_LINE
from tracker.charts.plan_progress import progress_points
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


def test_a_baseline_stands_as_a_ghost_on_the_line_of_each_task_that_it_keeps():
    rows = rows_of(task(1), task(2))
    kept = {1: Span(march(2), march(6), 5), 99: Span(march(2), march(2), 1)}

    data = draw(rows, baseline=kept)["datasets"]

    row = next(line["row"] for line in data["lines"] if line["task"] == 1)
    assert data["ghosts"] == [{"row": row, "start": "2026-03-02", "end": "2026-03-07", "moment": None}]
    # the task now runs from Mon 9 to Fri 13 March, five working days behind
    said = {line["task"]: line["baseline"] for line in data["lines"]}
    assert said == {0: "", 1: "Mon 2 Mar – Fri 6 Mar (+5 working days)", 2: ""}


def test_the_ghost_of_a_milestone_is_a_moment_as_the_milestone_is():
    rows = rows_of(task(1, kind=TaskKind.MILESTONE, duration_days=0))

    (ghost,) = draw(rows, baseline={1: Span(march(6), march(6), 0)})["datasets"]["ghosts"]

    assert ghost["moment"] == "2026-03-06T12:00Z"


def test_the_whole_scale_reaches_back_to_a_baseline_that_began_before_every_task():
    spec = draw(rows_of(task(1)), baseline={1: Span(dt.date(2025, 12, 1), march(6), 60)})

    domains = [layer["encoding"].get("x", {}).get("scale", {}).get("domain") for layer in spec["layer"]]
    assert [domain[0] for domain in domains if domain] == ["2025-11-26"]


def test_without_a_baseline_and_a_progress_line_their_data_are_empty():
    data = draw(rows_of(task(1, actual_start=march(2), percent_complete=20)))["datasets"]

    assert (data["ghosts"], data["progress"]) == ([], [])


def test_the_progress_line_bends_to_the_end_of_what_is_done_and_is_straight_elsewhere():
    rows = rows_of(
        # 2 to 6 March is 40 % of the days from the 2nd on: the rest runs from the 9th, so the bar has 12 days
        task(1, duration_days=5, actual_start=march(2), percent_complete=40),
        task(2, actual_start=march(2), actual_finish=march(6), percent_complete=100),
        task(3),
        task(4, duration_days=10, actual_start=march(5), percent_complete=90),
    )
    data = draw(rows, with_progress=True)["datasets"]
    lines = {line["task"]: line for line in data["lines"]}

    bends = [(point["row"], point["at"]) for point in data["progress"] if point["bends"]]

    # Task 1 has three open days, 9 to 11 March: 40 % of ten days from the 2nd end with the 5th, behind the 9th.
    # Task 4 ends on the 18th: 90 % of fourteen days from the 5th end at 14:00 on the 17th, ahead of it.
    assert bends == [
        (lines[1]["row"], "2026-03-06T00:00Z"),
        (lines[4]["row"], "2026-03-17T14:00Z"),
    ]
    assert {point["at"] for point in data["progress"] if not point["bends"]} == {"2026-03-09"}
    assert [point["step"] for point in data["progress"]] == list(range(8))


def test_the_progress_line_of_no_lines_is_empty():
    assert progress_points([], TODAY) == []


def slipped(*days: int):
    """As many tasks, each kept on Mon 2 March and now on a day of March."""
    kept = [
        KeptTask(n, f"Task {n}", 1, "Plan", TaskKind.TASK, Span(march(2), march(2), 1))
        for n in range(len(days))
    ]
    now = [
        KeptTask(n, f"Task {n}", 1, "Plan", TaskKind.TASK, Span(march(day), march(day), 1))
        for n, day in enumerate(days)
    ]
    schedules = (KeptSchedule(march(27), tuple(kept)), KeptSchedule(march(27), tuple(now)))
    return compare(*schedules, WorkCalendar())


def values_of(spec):
    return next(iter(spec["datasets"].values()))


def test_the_dumbbells_show_what_slipped_most_on_top_and_say_it():
    found = slipped(3, 13, 2)
    spec = moved_tasks(found, EN, "light")

    assert moved_title(found, EN) == "“Task 1” slipped most, by 9 working days"
    assert '["“Task 1” slipped most,", "by 9 working days"]' in spec["title"]["text"]["expr"].encode().decode(
        "unicode_escape"
    )
    assert [(row["title"], row["before"], row["after"], row["days"]) for row in values_of(spec)] == [
        ("Task 1", "2026-03-02", "2026-03-13", "+9"),
        ("Task 0", "2026-03-02", "2026-03-03", "+1"),
    ]


def test_an_earlier_finish_points_left_and_has_its_minus():
    kept = KeptTask(1, "Pack", 1, "Plan", TaskKind.TASK, Span(march(9), march(20), 10))
    found = compare(KeptSchedule(None, (kept,)), as_of_today(rows_of(task(1)), march(27)), WorkCalendar())
    (row,) = values_of(moved_tasks(found, EN, "dark"))

    assert (row["shape"], row["later"], row["days"]) == ("triangle-left", False, "−5")
    assert moved_title(found, EN) == "No moved task finishes later"


def test_hundreds_of_moved_tasks_leave_the_worst_in_the_chart():
    found = slipped(*[3] * 300)

    assert len(values_of(moved_tasks(found, EN, "light"))) == MOST_TASKS
    assert moved_title(slipped(2), EN) == "No task moved"
