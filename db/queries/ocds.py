"""A procurement plan as the OCDS export reads it: submitted drafts, reasons, and what was bought."""

import datetime as dt
from collections import defaultdict

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import ProcurementPlan, Project
from db.queries import procurement as queries
from db.queries.contracts import ContractRow, contracts
from db.queries.packages import packages
from db.queries.stage_documents import stage_documents
from tracker.exports.ocds import Item, Process, SubmittedDraft, ocid_of
from tracker.exports.ocds_awards import Award, Delivered, Payment, Variation
from tracker.exports.ocds_process import BoughtPackage, Paper


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
        packages=_packages(session, project_id, plan_id),
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
    return tuple(
        Item(row.as_line(), row.catalogue_code, row.catalogue_edition, row.remark)
        for row in queries.lines_of(session, project_id, draft_id)
    )


def _packages(session: Session, project_id: int, plan_id: int) -> tuple[BoughtPackage, ...]:
    """The packages that are bought of the plan, with their stages, papers and contracts."""
    papers: defaultdict[int, list[Paper]] = defaultdict(list)
    for row in stage_documents(session, project_id):
        if not row.archived:
            papers[row.package_id].append(
                Paper(row.id, row.stage, row.file_name, row.caption, row.media_type)
            )
    awards: defaultdict[int, list[Award]] = defaultdict(list)
    bought = [row for row in packages(session, project_id, plan_id) if not row.archived]
    lineages: dict[int, tuple[int, ...]] = {row.id: row.lineage_ids for row in bought}
    for contract in contracts(session, project_id):
        if not contract.archived and contract.package_id in lineages:
            awards[contract.package_id].append(_award(contract, lineages[contract.package_id]))
    return tuple(
        BoughtPackage(
            id=row.id,
            title=row.title,
            method=row.method,
            method_reason=row.method_reason,
            object=row.object,
            lineages=lineages[row.id],
            held=tuple(row.held.items()),
            papers=tuple(papers[row.id]),
            awards=tuple(awards[row.id]),
        )
        for row in bought
    )


def _award(row: ContractRow, lineages: tuple[int, ...]) -> Award:
    """A contract with what hangs on it; what was put aside is left out."""
    return Award(
        id=row.id,
        number=row.number,
        supplier_id=row.supplier_id,
        supplier=row.supplier,
        awarded_on=row.awarded_on,
        signed_on=row.signed_on,
        amount_fen=row.amount_fen,
        lineages=lineages,
        variations=tuple(
            Variation(each.id, each.on, each.amount_fen, each.reason)
            for each in row.variations
            if not each.archived
        ),
        payments=tuple(
            Payment(each.id, each.on, each.amount_fen) for each in row.payments if not each.archived
        ),
        deliveries=tuple(
            Delivered(each.id, each.on, each.lineage_id, each.quantity_milli, each.result, each.remarks)
            for each in row.deliveries
            if not each.archived
        ),
    )
