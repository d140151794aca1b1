"""Procurement as pages read it: plans, drafts with their totals, lines, lineages and reasons."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import Draft, DraftLine, LineageOrigin, LineageRow, LineReason, ProcurementPlan
from tracker.procurement.ancestry import Origins
from tracker.procurement.explained import GivenReason
from tracker.procurement.lines import Line, Lineage, SourceRow
from tracker.vocabulary import DraftStatus


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A procurement plan."""

    id: int
    version: int
    title: str
    archived: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft with what its lines come to; money in fen.

    Attributes:
        id: of the draft.
        version: of the row, for edits.
        number: None for a working copy.
        status: where it stands.
        drawn_up_on: the day on the paper, or None.
        submitted_on: the day it was handed in, or None.
        file_name: the workbook it was read from, or empty.
        accepted_difference: why the workbook was taken although figures differed, or empty.
        archived: put aside.
        lines: how many lines count.
        unpriced: how many of them lack quantity or price.
        total_fen: sum of the amounts.
        difference_fen: total less that of the numbered draft before (for the working copy: of the newest);
            None for the first, and for archived drafts.
    """

    id: int
    version: int
    number: int | None
    status: DraftStatus
    drawn_up_on: dt.date | None
    submitted_on: dt.date | None
    file_name: str
    accepted_difference: str
    archived: bool
    lines: int
    unpriced: int
    total_fen: int
    difference_fen: int | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a draft; quantities in thousandths, money in fen, absent texts empty."""

    id: int
    version: int
    draft_id: int
    lineage_id: int
    position: int
    category: str
    catalogue_code: str
    name: str
    specification: str
    unit: str
    quantity_milli: int | None
    unit_price_fen: int | None
    amount_fen: int
    printed_amount_fen: int | None
    lump_sum: bool
    zone: str
    remark: str
    source_sheet: str
    source_row: int | None
    archived: bool
    funding: str = ""
    funding_year: int | None = None
    catalogue_edition: str = ""

    def as_line(self) -> Line:
        """The line as computations see it."""
        return Line(
            lineage=self.lineage_id,
            category=self.category or None,
            name=self.name,
            specification=self.specification or None,
            unit=self.unit or None,
            quantity_milli=self.quantity_milli,
            unit_price_fen=self.unit_price_fen,
            amount_fen=self.amount_fen,
            zone=self.zone or None,
            lump_sum=self.lump_sum,
            source=None if self.source_row is None else SourceRow(self.source_sheet, self.source_row),
            funding=self.funding or None,
            code=self.catalogue_code or None,
        )


@dataclass(frozen=True, slots=True)
class ProcurementSummary:
    """The newest numbered draft, and the totals of all drafts in order; money in fen."""

    plan_id: int
    plan_title: str
    draft_id: int
    number: int
    status: DraftStatus
    submitted_on: dt.date | None
    total_fen: int
    lines: int
    totals: tuple[tuple[int, int], ...]


def plans(session: Session, project_id: int) -> list[PlanRow]:
    """All procurement plans, archived ones last, else in the order they were started."""
    archived = col(ProcurementPlan.archived_at).is_not(None)
    query = (
        select(ProcurementPlan.id, ProcurementPlan.version, ProcurementPlan.title, archived)
        .where(ProcurementPlan.project_id == project_id)
        .order_by(archived, col(ProcurementPlan.id))
    )
    return [PlanRow(*row) for row in session.exec(query)]


def drafts(session: Session, project_id: int, plan_id: int) -> list[DraftRow]:
    """The drafts of a plan by number, the working copy after them, archived ones last."""
    # As tracker.procurement.drafts.is_unpriced: no amount, and no factors that would give one.
    lacking = sa.or_(col(DraftLine.quantity_milli).is_(None), col(DraftLine.unit_price_fen).is_(None))
    unpriced = sa.case((sa.and_(col(DraftLine.amount_fen) == 0, lacking), 1), else_=0)
    columns = (
        col(Draft.id),
        col(Draft.version),
        col(Draft.number),
        col(Draft.status),
        col(Draft.drawn_up_on),
        col(Draft.submitted_on),
        col(Draft.file_name),
        col(Draft.accepted_difference),
        col(Draft.archived_at),
    )
    counted = sa.and_(
        col(DraftLine.project_id) == col(Draft.project_id),
        col(DraftLine.draft_id) == col(Draft.id),
        col(DraftLine.archived_at).is_(None),
    )
    query = (
        sa.select(
            *columns,
            sa.func.count(col(DraftLine.id)),
            sa.func.sum(sa.case((col(DraftLine.id).is_(None), 0), else_=unpriced)),
            sa.func.coalesce(sa.func.sum(col(DraftLine.amount_fen)), 0),
        )
        .outerjoin(DraftLine, counted)
        .where(col(Draft.project_id) == project_id, col(Draft.plan_id) == plan_id)
        .group_by(*columns)
    )
    found = [
        DraftRow(*(*cells[:8], cells[8] is not None, cells[9], int(cells[10] or 0), int(cells[11])))
        for cells in _cells(session, query)
    ]
    return _with_differences(sorted(found, key=_in_order))


def _cells(session: Session, query: sa.Executable) -> Iterator[list[Any]]:
    """The rows of a query as plain lists; many columns are more than the type checker can follow."""
    return (list(row) for row in session.connection().execute(query))


def _in_order(row: DraftRow) -> tuple[bool, bool, int, int]:
    return row.archived, row.number is None, row.number or 0, row.id


def _with_differences(rows: list[DraftRow]) -> list[DraftRow]:
    """Each draft with its difference to the one before it."""
    result: list[DraftRow] = []
    before: DraftRow | None = None
    for row in rows:
        if row.archived or before is None:
            result.append(row)
        else:
            result.append(replace(row, difference_fen=row.total_fen - before.total_fen))
        if not row.archived and row.number is not None:
            before = row
    return result


def lines_of(session: Session, project_id: int, draft_id: int, *, archived: bool = False) -> list[LineRow]:
    """The lines of a draft in its order: those that count, or those put aside."""
    aside = col(DraftLine.archived_at).is_not(None)
    query = (
        sa.select(
            col(DraftLine.id),
            col(DraftLine.version),
            col(DraftLine.draft_id),
            col(DraftLine.lineage_id),
            col(DraftLine.position),
            col(DraftLine.category),
            col(DraftLine.catalogue_code),
            col(DraftLine.name),
            col(DraftLine.specification),
            col(DraftLine.unit),
            col(DraftLine.quantity_milli),
            col(DraftLine.unit_price_fen),
            col(DraftLine.amount_fen),
            col(DraftLine.printed_amount_fen),
            col(DraftLine.lump_sum),
            col(DraftLine.zone),
            col(DraftLine.remark),
            col(DraftLine.source_sheet),
            col(DraftLine.source_row),
            aside,
            col(DraftLine.funding),
            col(DraftLine.funding_year),
            col(DraftLine.catalogue_edition),
        )
        .where(
            col(DraftLine.project_id) == project_id,
            col(DraftLine.draft_id) == draft_id,
            aside if archived else sa.not_(aside),
        )
        .order_by(col(DraftLine.position), col(DraftLine.id))
    )
    return [LineRow(*cells) for cells in _cells(session, query)]


def origins(session: Session, project_id: int, plan_id: int) -> Origins:
    """For each lineage of a plan that was born by a split or a merge: the lineages it came from."""
    query = (
        select(LineageOrigin.lineage_id, LineageOrigin.parent_id)
        .join(
            LineageRow,
            sa.and_(
                col(LineageRow.project_id) == col(LineageOrigin.project_id),
                col(LineageRow.id) == col(LineageOrigin.lineage_id),
            ),
        )
        .where(
            LineageOrigin.project_id == project_id,
            LineageRow.plan_id == plan_id,
            col(LineageOrigin.archived_at).is_(None),
        )
    )
    parents: defaultdict[Lineage, set[Lineage]] = defaultdict(set)
    for lineage, parent in session.exec(query):
        parents[lineage].add(parent)
    return {lineage: frozenset(found) for lineage, found in parents.items()}


def reasons(session: Session, project_id: int, plan_id: int) -> list[GivenReason]:
    """Why lines changed, as people said, by draft."""
    query = (
        select(Draft.number, LineReason.lineage_id, LineReason.cause, LineReason.text)
        .join(
            Draft,
            sa.and_(
                col(Draft.project_id) == col(LineReason.project_id), col(Draft.id) == col(LineReason.draft_id)
            ),
        )
        .where(
            LineReason.project_id == project_id,
            Draft.plan_id == plan_id,
            col(LineReason.archived_at).is_(None),
            col(Draft.archived_at).is_(None),
        )
        .order_by(col(Draft.number), col(LineReason.id))
    )
    return [GivenReason(*row) for row in session.exec(query)]


def procurement_summary(session: Session, project_id: int) -> ProcurementSummary | None:
    """The newest numbered draft of the first plan that has one; None where there is none."""
    has_number = (
        sa.select(col(Draft.id))
        .where(
            col(Draft.project_id) == col(ProcurementPlan.project_id),
            col(Draft.plan_id) == col(ProcurementPlan.id),
            col(Draft.number).is_not(None),
            col(Draft.archived_at).is_(None),
        )
        .exists()
    )
    plan = session.exec(
        select(ProcurementPlan.id, ProcurementPlan.title)
        .where(
            ProcurementPlan.project_id == project_id,
            col(ProcurementPlan.archived_at).is_(None),
            has_number,
        )
        .order_by(col(ProcurementPlan.id))
        .limit(1)
    ).first()
    if plan is None or plan[0] is None:
        return None
    numbered = [row for row in drafts(session, project_id, plan[0]) if row.number and not row.archived]
    newest = numbered[-1]
    return ProcurementSummary(
        plan_id=plan[0],
        plan_title=plan[1],
        draft_id=newest.id,
        number=newest.number or 0,
        status=newest.status,
        submitted_on=newest.submitted_on,
        total_fen=newest.total_fen,
        lines=newest.lines,
        totals=tuple((row.number or 0, row.total_fen) for row in numbered),
    )
