"""Findings that are due in the days ahead, by the organisation that must rectify them."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.findings import PENDING
from tracker.site_attention import DueParty

FINDING = metadata.tables["finding"]
ORGANISATION = metadata.tables["organisation"]


def due_parties(session: Session, project_id: int, today: dt.date, last: dt.date) -> tuple[DueParty, ...]:
    """Whose findings are due from today to `last`, the first due first. One statement, a row an organisation."""
    group = FINDING.c.organisation_id
    ranked = (
        sa.select(
            group.label("organisation_id"),
            FINDING.c.id,
            FINDING.c.due_on,
            sa.func.count().over(partition_by=group).label("n"),
            sa.func.sum(sa.case((FINDING.c.due_on == today, 1), else_=0))
            .over(partition_by=group)
            .label("today"),
            sa.func.row_number()
            .over(partition_by=group, order_by=[FINDING.c.due_on, FINDING.c.id])
            .label("place"),
        )
        .where(
            FINDING.c.project_id == project_id,
            FINDING.c.archived_at.is_(None),
            FINDING.c.status.in_(PENDING),
            FINDING.c.due_on.between(today, last),
        )
        .subquery()
    )
    query = (
        sa.select(ranked, sa.func.coalesce(ORGANISATION.c.name, "").label("organisation"))
        .join(ORGANISATION, ORGANISATION.c.id == ranked.c.organisation_id, isouter=True)
        .where(ranked.c.place == 1)
    )
    found = [
        DueParty(row.organisation_id, row.organisation, row.n, int(row.today), row.due_on, row.id)
        for row in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda party: (party.due_on, -party.n, party.organisation)))
