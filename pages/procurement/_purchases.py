"""What the purchasing page reads, kept until somebody writes to procurement or to what dates rest on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.queries import contracts as contract_queries
from db.queries import packages as queries
from db.queries import places
from db.queries import plan as plan_queries
from db.queries.procurement import LineRow
from pages._kit.cached import Key, by_revision
from tracker.charts.purchasing import purchase_chart
from tracker.procurement.purchase import Asked, PackagedLine, Purchase, purchase
from tracker.procurement.stage_dates import StageDates
from tracker.vocabulary import PlanKind


@dataclass(frozen=True, slots=True)
class Bought:
    """A package as stored, its lines in the newest draft, and what the tracker finds of it."""

    row: queries.PackageRow
    lines: tuple[LineRow, ...]
    found: Purchase


@by_revision("procurement", "project", "plan")
def bought(session: Session, key: Key, plan_id: int, opening_on: dt.date) -> list[Bought]:
    """The packages of a plan, archived ones too, judged on the visitor's day."""
    by_lineage = {line.lineage_id: line for line in queries.plan_lines(session, key.project_id, plan_id)}
    funding = queries.funding_of(session, key.project_id, plan_id)
    rules = [row.rule for row in queries.thresholds(session, key.project_id) if not row.archived]
    calendar = plan_queries.work_calendar(session, key.project_id)
    found = []
    for row in queries.packages(session, key.project_id, plan_id):
        lines = tuple(by_lineage[each] for each in row.lineage_ids if each in by_lineage)
        asked = Asked(
            title=row.title,
            method=row.method,
            delivery_days=row.delivery_days,
            installation_days=row.installation_days,
            held=row.held,
            lines=[_packaged(line, funding) for line in lines],
            acceptance_days=row.acceptance_days,
            object=row.object,
            place=row.jurisdiction,
        )
        judged = purchase(asked, rules=rules, calendar=calendar, opening_on=opening_on, today=key.today)
        found.append(Bought(row, lines, judged))
    return found


def _packaged(line: LineRow, funding: dict[int, tuple[str, int | None]]) -> PackagedLine:
    source, year = funding.get(line.lineage_id, ("", None))
    return PackagedLine(line.catalogue_code, line.category, source, year, line.amount_fen)


@by_revision("procurement")
def plan_lines(session: Session, key: Key, plan_id: int) -> list[LineRow]:
    """The lines that packages are made of."""
    return queries.plan_lines(session, key.project_id, plan_id)


@by_revision("procurement", "project")
def contracts(session: Session, key: Key) -> list[contract_queries.ContractRow]:
    """The contracts of the project."""
    return contract_queries.contracts(session, key.project_id)


@by_revision("procurement")
def thresholds(session: Session, key: Key) -> list[queries.ThresholdRow]:
    """The thresholds that the library supplied."""
    return queries.thresholds(session, key.project_id)


@by_revision("project")
def suppliers(session: Session, key: Key) -> dict[int, str]:
    """The organisations that may be a supplier, by id."""
    return {row.id: row.name for row in places.organisations(session, key.project_id)}


@by_revision("plan")
def target_plan(session: Session, key: Key) -> int | None:
    """The plan that stages become tasks of: the facilities plan, else the first one; None where there is none."""
    plans = [row for row in plan_queries.plans(session, key.project_id) if not row.archived]
    ordered = sorted(plans, key=lambda row: row.kind is not PlanKind.FACILITIES)
    return ordered[0].id if ordered else None


@by_revision()
def stage_chart(
    _session: Session,
    key: Key,
    title: str,
    stages: Sequence[StageDates],
    opening_on: dt.date,
    appearance: str,
) -> dict[str, Any]:
    """The chart of a package's stages."""
    return purchase_chart(
        title, stages, opening_on=opening_on, today=key.today, words=key.words, appearance=appearance
    )
