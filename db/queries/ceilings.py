"""Ceilings of a plan, and what a draft costs by category and source of funds."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.procurement.ceilings import Limit

CEILING = metadata.tables["ceiling"]
LINE = metadata.tables["line"]
PROJECT = metadata.tables["project"]


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """A ceiling of a plan, in fen; without category and source it holds for the whole plan."""

    id: int
    version: int
    plan_id: int
    category: str
    funding: str
    amount_fen: int
    source: str
    archived: bool

    @property
    def limit(self) -> Limit:
        """The ceiling as the rule takes it."""
        return Limit(self.amount_fen, self.category, self.funding)


def ceilings(session: Session, project_id: int, plan_id: int) -> list[CeilingRow]:
    """The ceilings of a plan: as a whole, by category, by source; archived ones too. One statement."""
    names = ("id", "version", "plan_id", "category", "funding", "amount_fen", "source")
    query = (
        sa.select(*(CEILING.c[name] for name in names), CEILING.c.archived_at.is_not(None))
        .where(CEILING.c.project_id == project_id, CEILING.c.plan_id == plan_id)
        .order_by(CEILING.c.funding, CEILING.c.category, CEILING.c.id)
    )
    return [CeilingRow(*row) for row in session.execute(query)]


def spent(session: Session, project_id: int, draft_id: int) -> dict[tuple[str, str], int]:
    """What the lines of a draft cost, in fen by (category, source of funds). One statement."""
    query = (
        sa.select(LINE.c.category, LINE.c.funding, sa.func.sum(LINE.c.amount_fen))
        .where(LINE.c.project_id == project_id, LINE.c.draft_id == draft_id, LINE.c.archived_at.is_(None))
        .group_by(LINE.c.category, LINE.c.funding)
        .order_by(LINE.c.category, LINE.c.funding)
    )
    return {(category, funding): int(fen) for category, funding, fen in session.execute(query)}


def limits(session: Session, project_id: int, plan_id: int) -> list[Limit]:
    """Every ceiling that a draft of the plan must keep: the project's, and the plan's own."""
    of_project = session.execute(
        sa.select(PROJECT.c.ceiling_fen).where(PROJECT.c.id == project_id)
    ).scalar_one()
    own = [row.limit for row in ceilings(session, project_id, plan_id) if not row.archived]
    return ([] if of_project is None else [Limit(of_project, is_project=True)]) + own
