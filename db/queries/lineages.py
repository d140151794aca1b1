"""What people took back of where lines come from."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.procurement.lines import Lineage

ORIGIN = metadata.tables["lineage_origin"]
LINEAGE = metadata.tables["lineage"]


def parted(session: Session, project_id: int, plan_id: int) -> dict[Lineage, tuple[Lineage, ...]]:
    """The lines of a plan that were parted from others and come from none today, with those; one statement."""
    query = (
        sa.select(ORIGIN.c.lineage_id, ORIGIN.c.parent_id, ORIGIN.c.archived_at)
        .join(
            LINEAGE,
            sa.and_(LINEAGE.c.project_id == ORIGIN.c.project_id, LINEAGE.c.id == ORIGIN.c.lineage_id),
        )
        .where(
            ORIGIN.c.project_id == project_id,
            LINEAGE.c.plan_id == plan_id,
            ORIGIN.c.lineage_id != ORIGIN.c.parent_id,
        )
        .order_by(ORIGIN.c.id)
    )
    rows = list(session.execute(query))
    joined = {lineage for lineage, _, taken_back in rows if taken_back is None}
    last: dict[int, Any] = {}
    for lineage, _, taken_back in rows:
        if lineage not in joined:
            last[lineage] = max(last.get(lineage, taken_back), taken_back)
    return {
        lineage: tuple(parent for other, parent, at in rows if other == lineage and at == instant)
        for lineage, instant in last.items()
    }
