"""What the charts of a summary are drawn from."""

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.training_progress import course_plans
from db.queries.workstreams import IndicatorRow, work
from tracker.findings import SETTLED
from tracker.indicators import counting_period
from tracker.periods import Period
from tracker.reporting.charts import ChartFacts, FindingsFact, HoursFact, LineFact, findings_fact
from tracker.reporting.facts import Facts
from tracker.training_progress import by_week
from tracker.vocabulary import Qualifier

FINDING = metadata.tables["finding"]

FEWEST_POINTS = 3
"""An indicator with fewer days is told by its sentence."""


def chart_facts(session: Session, project_id: int, facts: Facts, period: Period) -> ChartFacts:
    """What a period has to draw, as the data stands today; a fixed number of statements."""
    return ChartFacts(
        buying=facts.buying,
        findings=_findings(session, project_id, period),
        hours=_hours(session, project_id, facts, period),
        line=_line(session, project_id, period),
    )


def _findings(session: Session, project_id: int, period: Period) -> FindingsFact | None:
    # A settled finding without its day, from an older list, counts as settled when it was found.
    settled_on = sa.case(
        (FINDING.c.status.in_(SETTLED), sa.func.coalesce(FINDING.c.closed_on, FINDING.c.found_on))
    )
    query = (
        sa.select(FINDING.c.id, FINDING.c.found_on, settled_on)
        .where(FINDING.c.project_id == project_id, FINDING.c.archived_at.is_(None))
        .order_by(FINDING.c.id)
    )
    return findings_fact([(row[0], row[1], row[2]) for row in session.execute(query)], period)


def _hours(session: Session, project_id: int, facts: Facts, period: Period) -> HoursFact | None:
    """The course that gave most hours in the period."""
    if not facts.courses:
        return None
    most = max(facts.courses, key=lambda course: (course.delivered_milli, -course.id))
    [plan] = course_plans(session, project_id, [most.id])
    held = [each for each in plan.held if each.held_on is not None and each.held_on <= period.last]
    return HoursFact(
        title=plan.title,
        weeks=tuple(by_week(plan, period.last)),
        planned_milli=plan.planned_hours_milli,
        delivered_milli=sum(each.hours_milli or 0 for each in held),
        session_ids=most.session_ids,
    )


def _line(session: Session, project_id: int, period: Period) -> LineFact | None:
    """The indicator with most days in the period, the first one where several have as many."""
    found: tuple[int, LineFact] | None = None
    for row in work(session, project_id).indicators:
        if not row.is_current:
            continue
        fact = _line_of(row, period)
        days = sum(point.on >= period.first for point in fact.points)
        if len(fact.points) >= FEWEST_POINTS and days and (found is None or days > found[0]):
            found = days, fact
    return found[1] if found else None


def _line_of(row: IndicatorRow, period: Period) -> LineFact:
    first, last = counting_period(row.mode, row.counted_over, period.last)
    total = row.figure_by(last)
    return LineFact(
        name=row.name,
        unit=row.unit,
        points=tuple(point for point in row.running() if first <= point.on <= last),
        target_milli=row.target_milli,
        qualifier=total.qualifier if total is not None else Qualifier.EXACT,
        reading_ids=tuple(each.id for each in row.standing() if first <= each.on <= last),
        mode=row.mode,
        counted_over=row.counted_over,
    )
