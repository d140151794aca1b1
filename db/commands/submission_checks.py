"""What a working copy must keep before it is submitted, beyond its own lines."""

from sqlmodel import Session

from db.models import Draft
from db.queries.ceilings import limits, spent
from db.unit_of_work import Write, about
from tracker.errors import Invalid
from tracker.money import FEN_PER_YUAN
from tracker.procurement.ceilings import exceeded, states


def require_within_ceilings(session: Session, draft: Draft, over_ceiling: str) -> None:
    """Refuse a draft that costs more than a ceiling allows, unless it is said why; draft and audit keep the reason.

    Raises:
        Invalid: `over_ceiling` (facts: count of ceilings exceeded, and the worst excess in whole yuan).
    """
    assert draft.id is not None  # noqa: S101 (read from the database)
    costs = spent(session, draft.project_id, draft.id)
    broken = exceeded(states(limits(session, draft.project_id, draft.plan_id), costs))
    if not broken:
        return
    reason = over_ceiling.strip()
    if not reason:
        raise Invalid("over_ceiling", count=len(broken), over=-(broken[0].room_fen // FEN_PER_YUAN))
    draft.over_ceiling_reason = reason
    write: Write = session.info["write"]
    both = "; ".join(text for text in (write.reason, reason) if text)
    about(session, actor=write.actor, command=write.command, reason=both)
