"""The charts of a summary: chosen where there are data, titled by what they find, kept with the summary."""

import datetime as dt
import json

import pytest

from tracker.exports.chart_image import png_of_chart
from tracker.i18n import Words
from tracker.indicators import Point
from tracker.periods import read_period
from tracker.reporting import Paragraph, SourceKind, Summary
from tracker.reporting.charts import ChartFacts, FindingsFact, HoursFact, LineFact, charts, findings_fact
from tracker.reporting.facts import BuyingFact, DraftFact
from tracker.reporting.snapshot import from_json, to_json
from tracker.training_progress import WeekPoint
from tracker.vocabulary import DraftStatus, Qualifier

ZH, EN = Words.of("zh"), Words.of("en")
QUARTER = read_period("2026Q1")


def on(month, day, year=2026):
    return dt.date(year, month, day)


FINDINGS = [
    (1, on(12, 20, 2025), None),
    (2, on(12, 29, 2025), on(1, 2)),
    (3, on(1, 8), on(1, 9)),
    (4, on(3, 30), on(4, 2)),
    (5, on(4, 1), None),
    (6, on(12, 1, 2025), on(12, 2, 2025)),
]
"""(id, found, settled); 1 January 2026 is a Thursday, 31 March a Tuesday."""


def test_the_weeks_of_a_period_know_nothing_of_what_came_after_it():
    fact = findings_fact(FINDINGS, QUARTER)
    assert fact.finding_ids == (2, 3, 4)
    assert len(fact.weeks) == 14
    shown = [(week.starts_on, week.found, week.settled, week.left) for week in fact.weeks]
    # Before the period 1 and 2 were open; 2 is settled on its second day.
    assert shown[0] == (on(12, 29, 2025), 0, 1, 1)
    assert shown[1] == (on(1, 5), 1, 1, 1)
    assert shown[-1] == (on(3, 30), 1, 0, 2)


def test_a_period_in_which_nothing_was_found_or_settled_has_no_weeks():
    assert findings_fact(FINDINGS, read_period("2026-02")) is None


def drafts(*totals):
    return BuyingFact(
        "采购方案", tuple(DraftFact(n, n, fen, DraftStatus.SUBMITTED) for n, fen in enumerate(totals, 1))
    )


FULL = ChartFacts(
    buying=(drafts(498_630_000, 350_000_000),),
    findings=findings_fact(FINDINGS, QUARTER),
    hours=HoursFact(
        "研讨班",
        (
            WeekPoint(on(3, 2), 2_500, 2_000, 2_500, 2_000),
            WeekPoint(on(3, 9), 2_500, 0, 5_000, None),
        ),
        20_000,
        2_000,
        (7,),
    ),
    line=LineFact(
        "古籍录入",
        "件",
        (Point(on(1, 30), 15_000), Point(on(2, 27), 31_000), Point(on(3, 27), 49_000)),
        60_000,
        Qualifier.EXACT,
        (11, 12, 13),
    ),
)


def test_each_chart_says_what_it_finds_and_where_it_comes_from():
    drawn = charts(ZH, FULL, QUARTER)
    assert [(chart.title, chart.source.kind, chart.source.ids) for chart in drawn] == [
        ("采购方案：历经2稿，由近500万元(498.63万元)调整到350万元", SourceKind.DRAFTS, (1, 2)),
        ("2026年第一季度问题：新增2项，销项2项，期末未销项2项", SourceKind.FINDINGS, (2, 3, 4)),
        ("研讨班：计划20个学时，已完成2个学时", SourceKind.SESSIONS, (7,)),
        ("古籍录入：截至3月27日49件", SourceKind.READINGS, (11, 12, 13)),
    ]
    english = [chart.title for chart in charts(EN, FULL, QUARTER)]
    assert english[1] == "Findings of the first quarter of 2026: 2 raised, 2 settled, 2 open at its end"


def test_only_what_the_data_has_is_drawn():
    assert charts(ZH, ChartFacts(), QUARTER) == ()
    one_draft = ChartFacts(buying=(drafts(350_000_000),))
    assert charts(ZH, one_draft, QUARTER) == ()


@pytest.mark.parametrize("key", ["drafts", "findings", "hours", "indicator"])
def test_a_chart_is_a_picture_on_white_that_holds_its_own_data(key):
    [chart] = [each for each in charts(ZH, FULL, QUARTER) if each.key == key]
    assert chart.spec["config"]["background"] == "#FFFFFF"
    assert "title" not in chart.spec
    assert "url" not in json.dumps(chart.spec["layer"])
    assert png_of_chart(chart.spec).startswith(b"\x89PNG")


def test_bars_that_stand_beside_each_other_differ_by_more_than_colour():
    [chart] = charts(ZH, ChartFacts(findings=FindingsFact(FULL.findings.weeks, (2,))), QUARTER)
    fill = chart.spec["layer"][0]["encoding"]["fill"]["scale"]
    assert fill["domain"] == ["新增", "销项"]
    assert fill["range"][0] == "#FFFFFF" != fill["range"][1]


def test_the_charts_are_kept_with_an_issued_summary():
    summary = Summary("总结", Paragraph("opening", ("……",)), (), charts(ZH, FULL, QUARTER))
    assert from_json(to_json(summary)) == summary


def test_a_summary_issued_before_there_were_charts_is_still_read():
    old = '{"version": 1, "title": "总结", "opening": {"key": "opening", "spans": ["……"]}, "sections": []}'
    assert from_json(old) == Summary("总结", Paragraph("opening", ("……",)), ())
