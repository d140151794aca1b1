"""Ceilings against what a draft costs, kept until procurement or the project change."""

from sqlmodel import Session

from db.queries import ceilings as queries
from pages._kit.cached import Key, by_revision
from tracker.procurement.ceilings import CeilingState, Limit, Spent, states


@by_revision("procurement", "project")
def ceiling_rows(session: Session, key: Key, plan_id: int) -> list[queries.CeilingRow]:
    """The ceilings of a plan, archived ones too."""
    return queries.ceilings(session, key.project_id, plan_id)


@by_revision("procurement", "project")
def limits(session: Session, key: Key, plan_id: int) -> list[Limit]:
    """Every ceiling that a draft of the plan must keep."""
    return queries.limits(session, key.project_id, plan_id)


@by_revision("procurement")
def spent(session: Session, key: Key, draft_id: int) -> Spent:
    """What a draft costs, by category and source of funds."""
    return queries.spent(session, key.project_id, draft_id)


def ceiling_states(plan_id: int, draft_id: int) -> list[CeilingState]:
    """Each ceiling of a plan with what a draft costs under it."""
    return states(limits(plan_id), spent(draft_id))
