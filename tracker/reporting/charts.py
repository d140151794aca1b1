"""The charts of a summary's annex: two to four where the data has them, each readable in black and white.

They are the charts of the pages, which tell their parts apart by form and word beside colour, laid out for paper.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.charts.printed import Series, paired_bars
from tracker.charts.procurement import totals_by_draft
from tracker.charts.theme import FONT
from tracker.charts.work import indicator_chart
from tracker.exports.fonts import FAMILY
from tracker.finding_flow import WeekFlow
from tracker.i18n import Words
from tracker.i18n.official import amount, class_hours, day, money, period_said
from tracker.indicators import Point
from tracker.inspections import week_of
from tracker.money import quantity_of
from tracker.periods import Period, PeriodKind
from tracker.reporting.facts import BuyingFact
from tracker.reporting.model import Chart, Source
from tracker.training_progress import WeekPoint
from tracker.vocabulary import IndicatorMode, Qualifier, SourceKind

WIDTH = 560
"""Pixels at 96 to the inch: 148 mm, of the 156 mm that official papers have between their margins."""

PAPER_FONT = f"'{FAMILY}', system-ui, sans-serif"
"""The typeface that papers carry; a screen without it takes its own."""

FEWEST_DRAFTS = 2
LIGHT = "light"


@dataclass(frozen=True, slots=True)
class FindingsFact:
    """The weeks of a period, cut at its ends, and the findings raised or settled in it."""

    weeks: tuple[WeekFlow, ...]
    finding_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HoursFact:
    """A course week by week, in thousandths of a class hour; `delivered_milli` by the period's end."""

    title: str
    weeks: tuple[WeekPoint, ...]
    planned_milli: int
    delivered_milli: int
    session_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LineFact:
    """An indicator day by day up to the period's end, in thousandths of its unit.

    Of one that is added up per period, the days of its counting period (`counted_over`) alone.
    """

    name: str
    unit: str
    points: tuple[Point, ...]
    target_milli: int | None
    qualifier: Qualifier
    reading_ids: tuple[int, ...]
    mode: IndicatorMode = IndicatorMode.CUMULATIVE
    counted_over: PeriodKind = PeriodKind.YEAR


@dataclass(frozen=True, slots=True)
class ChartFacts:
    """What the charts of a period are drawn from; None for what the data does not have."""

    buying: tuple[BuyingFact, ...] = ()
    findings: FindingsFact | None = None
    hours: HoursFact | None = None
    line: LineFact | None = None


def charts(words: Words, facts: ChartFacts, period: Period) -> tuple[Chart, ...]:
    """The charts that the data allows, in the order of money, building, training, work."""
    found = [_drafts(words, each) for each in facts.buying if len(each.drafts) >= FEWEST_DRAFTS][:1]
    if facts.findings is not None:
        found.append(_findings(words, facts.findings, period))
    if facts.hours is not None:
        found.append(_hours(words, facts.hours))
    if facts.line is not None:
        found.append(_line(words, facts.line))
    return tuple(found)


def findings_fact(
    findings: Sequence[tuple[int, dt.date, dt.date | None]], period: Period
) -> FindingsFact | None:
    """The weeks of a period from findings as (id, found on, settled on); None where nothing came or went in it.

    What came or went after the period is not known to it.
    """
    known = [
        (id_, found, settled if settled is not None and settled <= period.last else None)
        for id_, found, settled in findings
        if found <= period.last
    ]
    inside = period.first, period.last
    ids = [
        id_
        for id_, found, settled in known
        if inside[0] <= found or (settled is not None and inside[0] <= settled)
    ]
    if not ids:
        return None
    weeks = []
    left = sum(found < inside[0] and (settled is None or settled >= inside[0]) for _, found, settled in known)
    came = Counter(week_of(found)[0] for _, found, _ in known if found >= inside[0])
    went = Counter(week_of(day)[0] for _, _, day in known if day is not None and day >= inside[0])
    monday = week_of(inside[0])[0]
    while monday <= inside[1]:
        left += came[monday] - went[monday]
        weeks.append(WeekFlow(monday, came[monday], went[monday], left))
        monday += dt.timedelta(weeks=1)
    return FindingsFact(tuple(weeks), tuple(ids))


def _drafts(words: Words, plan: BuyingFact) -> Chart:
    totals = [(draft.number, draft.total_fen) for draft in plan.drafts]
    return Chart(
        "drafts",
        words._(
            "{title}: from {first} to {last} in {n} drafts",
            title=plan.title,
            first=money(words, totals[0][1]),
            last=money(words, totals[-1][1]),
            n=str(len(totals)),
        ),
        _on_paper(totals_by_draft(totals, None, words, LIGHT)),
        Source(SourceKind.DRAFTS, tuple(draft.id for draft in plan.drafts)),
    )


def _findings(words: Words, fact: FindingsFact, period: Period) -> Chart:
    title = words._(
        "Findings of {period}: {found} raised, {settled} settled, {left} open at its end",
        period=period_said(words, period),
        found=str(sum(week.found for week in fact.weeks)),
        settled=str(sum(week.settled for week in fact.weeks)),
        left=str(fact.weeks[-1].left),
    )
    spec = paired_bars(
        [day(words, max(week.starts_on, period.first)) for week in fact.weeks],
        Series(words._p("chart", "settled"), [week.settled for week in fact.weeks]),
        Series(words._p("chart", "raised"), [week.found for week in fact.weeks]),
        line=Series(words._p("chart", "open at the week's end"), [week.left for week in fact.weeks]),
    )
    return Chart("findings", title, _on_paper(spec), Source(SourceKind.FINDINGS, fact.finding_ids))


def _hours(words: Words, fact: HoursFact) -> Chart:
    unit = words._("class hours")
    title = words._(
        "{course}: {given} given of {planned}",
        course=fact.title,
        given=class_hours(words, fact.delivered_milli),
        planned=class_hours(words, fact.planned_milli),
    )
    spec = paired_bars(
        [day(words, week.monday) for week in fact.weeks],
        Series(
            words._p("chart", "given so far"), [_hours_of(week.delivered_total_milli) for week in fact.weeks]
        ),
        Series(
            words._p("chart", "planned so far"), [_hours_of(week.planned_total_milli) for week in fact.weeks]
        ),
        axis=unit,
    )
    return Chart("hours", title, _on_paper(spec), Source(SourceKind.SESSIONS, fact.session_ids))


def _hours_of(milli: int | None) -> float | None:
    return None if milli is None else float(quantity_of(milli))


def _line(words: Words, fact: LineFact) -> Chart:
    last = fact.points[-1]
    title = words._(
        "{indicator}: {value} by {day}",
        indicator=fact.name,
        value=amount(words, last.value_milli, fact.unit, fact.qualifier),
        day=day(words, last.on),
    )
    spec = indicator_chart(
        fact.points,
        target_milli=fact.target_milli,
        mode=fact.mode,
        counted_over=fact.counted_over,
        unit=fact.unit,
        words=words,
        appearance=LIGHT,
        title=title,
    )
    return Chart("indicator", title, _on_paper(spec), Source(SourceKind.READINGS, fact.reading_ids))


def _on_paper(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A chart of a page at the width of a paper, on white and in our typeface; its title stands in the text."""
    # A layered chart carries its title on itself, a title in lines as well.
    bare = {name: value for name, value in spec.items() if name != "title"}
    paper: dict[str, Any] = json.loads(json.dumps(bare, ensure_ascii=False).replace(FONT, PAPER_FONT))
    paper["config"]["background"] = "#FFFFFF"
    return {**paper, "width": WIDTH}
