"""A procurement plan as the OCDS export reads it: submitted drafts, reasons, and what was bought."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import (
    Contract,
    ContractVariation,
    DraftLine,
    Organisation,
    Package,
    PackageLine,
    ProcurementPlan,
    Project,
)
from db.models import Payment as PaidRow
from db.queries import procurement as queries
from tracker.exports.ocds import Item, Process, SubmittedDraft, ocid_of
from tracker.exports.ocds_awards import Award, Payment, Variation
from tracker.procurement.lines import Lineage


def currency(session: Session, project_id: int) -> str:
    """What a project counts in, as ISO 4217 says it."""
    return session.exec(select(Project.currency).where(Project.id == project_id)).one()


def process(session: Session, project_id: int, plan_id: int, *, published_at: dt.datetime) -> Process | None:
    """Everything of a plan from planning to contract; None where the project has no such plan."""
    head = (
        session.connection()
        .execute(
            sa.select(
                col(ProcurementPlan.title),
                col(Project.name),
                col(Project.currency),
                col(Project.time_zone),
                col(Project.ceiling_fen),
            )
            .join(Project, col(Project.id) == col(ProcurementPlan.project_id))
            .where(col(ProcurementPlan.project_id) == project_id, col(ProcurementPlan.id) == plan_id)
        )
        .first()
    )
    if head is None:
        return None
    title, buyer, currency, time_zone, ceiling_fen = head
    return Process(
        ocid=ocid_of(project_id, plan_id),
        title=title,
        buyer=buyer,
        buyer_id=f"kaiguan-{project_id}",
        currency=currency,
        time_zone=time_zone,
        ceiling_fen=ceiling_fen,
        drafts=_drafts(session, project_id, plan_id),
        given=tuple(queries.reasons(session, project_id, plan_id)),
        origins=queries.origins(session, project_id, plan_id),
        awards=_awards(session, project_id, plan_id),
        published_at=published_at,
    )


def _drafts(session: Session, project_id: int, plan_id: int) -> tuple[SubmittedDraft, ...]:
    found = [row for row in queries.drafts(session, project_id, plan_id) if row.number and not row.archived]
    return tuple(
        SubmittedDraft(
            row.number or 0, row.submitted_on or row.drawn_up_on, _items(session, project_id, row.id)
        )
        for row in found
    )


def _items(session: Session, project_id: int, draft_id: int) -> tuple[Item, ...]:
    editions = dict(
        session.exec(
            select(DraftLine.id, DraftLine.catalogue_edition).where(
                DraftLine.project_id == project_id, DraftLine.draft_id == draft_id
            )
        ).all()
    )
    return tuple(
        Item(row.as_line(), row.catalogue_code, editions.get(row.id, ""), row.remark)
        for row in queries.lines_of(session, project_id, draft_id)
    )


def _awards(session: Session, project_id: int, plan_id: int) -> tuple[Award, ...]:
    """The contracts of the plan's packages, with their lines, variations and payments."""
    query = (
        select(Contract, Package.title, Organisation.name)
        .join(
            Package,
            sa.and_(
                col(Package.project_id) == col(Contract.project_id),
                col(Package.id) == col(Contract.package_id),
            ),
        )
        .outerjoin(Organisation, col(Organisation.id) == col(Contract.supplier_id))
        .where(
            Contract.project_id == project_id,
            Package.plan_id == plan_id,
            col(Contract.archived_at).is_(None),
            col(Package.archived_at).is_(None),
        )
        .order_by(col(Contract.id))
    )
    lines, variations = _package_lines(session, project_id), _variations(session, project_id)
    payments = _payments(session, project_id)
    return tuple(
        Award(
            id=contract.id or 0,
            title=title,
            number=contract.number,
            supplier_id=contract.supplier_id,
            supplier=supplier or "",
            awarded_on=contract.awarded_on,
            signed_on=contract.signed_on,
            amount_fen=contract.amount_fen,
            lineages=tuple(lines[contract.package_id]),
            variations=tuple(variations[contract.id or 0]),
            payments=tuple(payments[contract.id or 0]),
        )
        for contract, title, supplier in session.exec(query)
    )


def _package_lines(session: Session, project_id: int) -> defaultdict[int, list[Lineage]]:
    query = (
        select(PackageLine.package_id, PackageLine.lineage_id)
        .where(PackageLine.project_id == project_id, col(PackageLine.archived_at).is_(None))
        .order_by(col(PackageLine.lineage_id))
    )
    found: defaultdict[int, list[Lineage]] = defaultdict(list)
    for package_id, lineage_id in session.exec(query):
        found[package_id].append(lineage_id)
    return found


def _variations(session: Session, project_id: int) -> defaultdict[int, list[Variation]]:
    query = (
        sa.select(
            col(ContractVariation.contract_id),
            col(ContractVariation.id),
            col(ContractVariation.on),
            col(ContractVariation.amount_fen),
            col(ContractVariation.reason),
        )
        .where(col(ContractVariation.project_id) == project_id, col(ContractVariation.archived_at).is_(None))
        .order_by(col(ContractVariation.on), col(ContractVariation.id))
    )
    found: defaultdict[int, list[Variation]] = defaultdict(list)
    for contract_id, *cells in _cells(session, query):
        found[contract_id].append(Variation(*cells))
    return found


def _payments(session: Session, project_id: int) -> defaultdict[int, list[Payment]]:
    query = (
        sa.select(col(PaidRow.contract_id), col(PaidRow.id), col(PaidRow.on), col(PaidRow.amount_fen))
        .where(col(PaidRow.project_id) == project_id, col(PaidRow.archived_at).is_(None))
        .order_by(col(PaidRow.on), col(PaidRow.id))
    )
    found: defaultdict[int, list[Payment]] = defaultdict(list)
    for contract_id, *cells in _cells(session, query):
        found[contract_id].append(Payment(*cells))
    return found


def _cells(session: Session, query: sa.Executable) -> Iterator[list[Any]]:
    """The rows of a query as plain lists; many columns are more than the type checker can follow."""
    return (list(row) for row in session.connection().execute(query))
