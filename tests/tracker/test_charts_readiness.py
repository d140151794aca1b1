"""The charts of the readiness forecast."""

import json
from datetime import date, timedelta

import numpy as np
import pytest

from tracker.charts.readiness import (
    Influence,
    drivers_title,
    drivers_tornado,
    influences,
    opening_alt,
    opening_histogram,
    opening_title,
)
from tracker.i18n import Words
from tracker.readiness import DayCount, Distribution, DriverForecast, Forecast, TaskForecast

EN, ZH = Words.of("en"), Words.of("zh")
ANNOUNCED = date(2026, 6, 26)  # a Friday


def forecast(counts, *, announced=ANNOUNCED, tasks=(), drivers=(), provisional=False):
    """A forecast of 10 runs that open on the days counted; its P50, P80 and P95 are given, not computed."""
    total = sum(counts.values())
    done, histogram = 0, []
    for day, count in sorted(counts.items()):
        done += count
        histogram.append(DayCount(day, count, done / total))
    in_time = sum(count for day, count in counts.items() if day <= announced)
    return Forecast(
        samples=np.repeat([day.toordinal() for day in counts], list(counts.values())),
        planned=min(counts),
        p50=date(2026, 6, 29),
        p80=date(2026, 7, 3),
        p95=max(counts),
        announced=announced,
        probability=in_time / total,
        tasks=tuple(tasks),
        drivers=tuple(drivers),
        histogram=tuple(histogram),
        provisional=provisional,
        runs=total,
        seed=1,
        distribution=Distribution.PERT,
    )


SMALL = forecast({date(2026, 6, 25): 1, ANNOUNCED: 2, date(2026, 6, 29): 3, date(2026, 7, 3): 4})


def data(spec, layer):
    """The rows that a layer draws."""
    return spec["datasets"][layer.get("data", spec.get("data"))["name"]]


def bars(spec):
    return data(spec, spec["layer"][0])


def marked(spec):
    """Label, day and dash of each marked day."""
    rules, texts = spec["layer"][1:4], spec["layer"][5::2]
    return [
        (data(spec, text)[0]["label"], data(spec, rule)[0]["at"][:10], rule["mark"]["strokeDash"])
        for rule, text in zip(rules, texts, strict=True)
    ]


def test_the_title_says_how_likely_the_announced_day_is():
    assert opening_title(SMALL, EN) == "30% chance of opening in time; P80 is 3 Jul"
    assert opening_title(SMALL, ZH) == "按期开馆的概率为 30%；P80 为 7月3日"
    title = opening_histogram(SMALL, words=EN, appearance="light")["title"]["text"]["expr"]
    assert '["30% chance of opening in time;", "P80 is 3 Jul"]' in title
    assert f'"{opening_title(SMALL, EN)}"' in title
    chinese = opening_histogram(SMALL, words=ZH, appearance="light")["title"]["text"]["expr"]
    assert json.dumps(["按期开馆的概率为 30%；", "P80 为 7月3日"]) in chinese


def test_a_day_of_another_year_than_the_announced_one_is_said_with_its_year():
    early = forecast({date(2025, 12, 31): 1, date(2026, 6, 29): 9}, announced=date(2025, 12, 31))
    assert opening_title(early, EN) == "10% chance of opening in time; P80 is Fri 3 Jul 2026"


def test_what_opens_late_is_told_from_what_opens_in_time():
    spec = opening_histogram(SMALL, words=EN, appearance="light")

    assert [(row["from"][:10], row["late"], row["runs"], row["share"]) for row in bars(spec)] == [
        ("2026-06-25", False, "1", 0.1),
        ("2026-06-26", False, "2", 0.2),
        ("2026-06-29", True, "3", 0.3),
        ("2026-07-03", True, "4", 0.4),
    ]
    assert spec["layer"][0]["encoding"]["fill"]["condition"] == {"test": "datum.late", "value": "transparent"}


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (EN, ["Announced 26 Jun", "P50 29 Jun", "P80 3 Jul"]),
        (ZH, ["公布日 6月26日", "P50 6月29日", "P80 7月3日"]),
    ],
)
def test_the_announced_day_p50_and_p80_are_named_and_drawn_apart(words, labels):
    found = marked(opening_histogram(SMALL, words=words, appearance="dark"))

    assert [label for label, _, _ in found] == labels
    assert [day for _, day, _ in found] == ["2026-06-26", "2026-06-29", "2026-07-03"]
    assert len({tuple(dash) for _, _, dash in found}) == 3


def test_many_days_are_shown_by_weeks_that_end_on_the_announced_weekday():
    days = [ANNOUNCED + timedelta(days=n) for n in range(-30, 31)]
    spec = opening_histogram(forecast(dict.fromkeys(days, 2)), words=EN, appearance="light")

    rows = bars(spec)
    assert [row["count"] for row in rows] == [6] + [14] * 8 + [4]
    week = next(row for row in rows if row["to"] == "2026-06-27T00:00:00")
    assert (week["from"], week["days"], week["late"]) == (
        "2026-06-20T00:00:00",
        "20 Jun – Fri 26 Jun 2026",
        False,
    )
    assert [row["late"] for row in rows] == [False] * 5 + [True] * 5
    assert rows[-1]["cumulative"] == 1.0
    assert sum(row["share"] for row in rows) == pytest.approx(1.0)


def test_a_provisional_forecast_says_so():
    spec = opening_histogram(forecast({ANNOUNCED: 10}, provisional=True), words=EN, appearance="light")
    assert spec["layer"][0]["encoding"]["x"]["title"] == "Opening day (provisional)"


def test_the_alternative_text_tells_the_numbers():
    assert opening_alt(SMALL, EN) == (
        "Histogram of opening day in 10 runs, from Thu 25 Jun 2026 to Fri 3 Jul 2026: half open by Mon 29 Jun 2026, "
        "80% by Fri 3 Jul 2026, 95% by Fri 3 Jul 2026; 30% open by the announced Fri 26 Jun 2026."
    )


TASKS = [
    TaskForecast(1, 0.9, 0.31, 4.25),
    TaskForecast(2, 0.1, -0.42, -1.5),
    TaskForecast(3, 0.0, 0.004, 0.0),
    TaskForecast(4, 1.0, 0.2, 1.0),
]
NAMES = {1: "Review", 2: "Lists", 3: "Ceremony", 4: "Lists"}
RISKS = [DriverForecast("Finding 12", 0.5, 3.0, 0.62)]


def test_influences_come_strongest_first_and_leave_out_what_moves_nothing():
    found = influences(forecast({ANNOUNCED: 10}, tasks=TASKS, drivers=RISKS), NAMES)

    assert found == [
        Influence("Finding 12", 0.62, None, 3.0),
        Influence("Lists", -0.42, 0.1, -1.5),
        Influence("Review", 0.31, 0.9, 4.25),
        Influence("Lists", 0.2, 1.0, 1.0),
    ]
    assert len(influences(forecast({ANNOUNCED: 10}, tasks=TASKS, drivers=RISKS), NAMES, most=2)) == 2


def test_the_tornado_names_risks_and_writes_each_number():
    rows = influences(forecast({ANNOUNCED: 10}, tasks=TASKS, drivers=RISKS), NAMES)
    spec = drivers_tornado(rows, words=EN, appearance="light")

    found = bars(spec)
    assert [(row["name"], row["value"], row["critical"], row["days"]) for row in found] == [
        ("Risk: Finding 12", "0.62", "—", "3.0"),
        ("Lists", "−0.42", "10%", "−1.5"),
        ("Review", "0.31", "90%", "4.2"),
        ("Lists", "0.20", "100%", "1.0"),
    ]
    assert len({row["row"] for row in found}) == 4  # two tasks of one title keep two bars
    assert [row["risk"] for row in found] == [True, False, False, False]
    assert spec["title"] == "“Finding 12” moves opening day most"
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [-1, 1]


def test_a_plan_in_which_nothing_varies_says_so():
    assert drivers_title([], EN) == "Nothing in the plans varies, so nothing moves opening day"
    assert (
        drivers_tornado([], words=ZH, appearance="dark")["title"] == "各方案工期均无不确定性，开馆日不受影响"
    )
