"""The chart of an indicator: its line and its target are of the same time."""

import datetime as dt

import pytest

from tracker.charts.work import indicator_chart
from tracker.i18n import Words
from tracker.indicators import Point
from tracker.periods import PeriodKind
from tracker.vocabulary import IndicatorMode

FEBRUARY, MARCH = dt.date(2026, 2, 1), dt.date(2026, 3, 1)
POINTS = [
    Point(dt.date(2026, 2, 28), 420_000, FEBRUARY),
    Point(dt.date(2026, 3, 4), 600_000, MARCH),
    Point(dt.date(2026, 3, 20), 1_050_000, MARCH),
]


def layers(**given):
    spec = indicator_chart(
        POINTS,
        target_milli=500_000,
        unit="册",
        words=Words("zh"),
        appearance="light",
        title=["送书册数 · 2026年3月", "截至3月20日 1,050册"],
        **given,
    )
    return spec, [(layer, spec["datasets"][layer["data"]["name"]]) for layer in spec["layer"]]


def test_each_counting_period_has_a_line_of_its_own():
    spec, [(line, rows), *_] = layers(mode=IndicatorMode.PER_PERIOD, counted_over=PeriodKind.MONTH)

    assert [(row["since"], row["value"]) for row in rows] == [
        ("2026-02-01", 420.0),
        ("2026-03-01", 600.0),
        ("2026-03-01", 1050.0),
    ]
    assert line["encoding"]["detail"]["field"] == "since"
    assert spec["title"] == ["送书册数 · 2026年3月", "截至3月20日 1,050册"]


@pytest.mark.parametrize(
    ("mode", "kind", "said"),
    [
        (IndicatorMode.PER_PERIOD, PeriodKind.MONTH, "目标 每月 500"),
        (IndicatorMode.PER_PERIOD, PeriodKind.QUARTER, "目标 每季度 500"),
        (IndicatorMode.CUMULATIVE, PeriodKind.MONTH, "目标 500"),
    ],
)
def test_the_line_of_the_target_says_the_time_that_it_is_of(mode, kind, said):
    _, [*_, (_, rows)] = layers(mode=mode, counted_over=kind)

    assert [row["label"] for row in rows] == [said]
