"""The checklist as it is edited: every question, archived ones too, and whether a signed round answered it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.vocabulary import InspectionStatus

CHECKLIST_ITEM = metadata.tables["checklist_item"]
CHECK_RESULT = metadata.tables["check_result"]
INSPECTION = metadata.tables["inspection"]


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A question; `signed` when a signed round has answered it, so that its words stay."""

    id: int
    version: int
    zone_id: int | None
    text: str
    archived: bool
    signed: bool


def checklist_rows(session: Session, project_id: int) -> list[ChecklistRow]:
    """All questions in their order. One statement."""
    signed = (
        sa.exists()
        .where(
            CHECK_RESULT.c.project_id == CHECKLIST_ITEM.c.project_id,
            CHECK_RESULT.c.item_id == CHECKLIST_ITEM.c.id,
            CHECK_RESULT.c.archived_at.is_(None),
            INSPECTION.c.id == CHECK_RESULT.c.inspection_id,
            INSPECTION.c.status.in_((InspectionStatus.SIGNED, InspectionStatus.SUBMITTED)),
        )
        .correlate(CHECKLIST_ITEM)
    )
    query = (
        sa.select(
            CHECKLIST_ITEM.c.id,
            CHECKLIST_ITEM.c.version,
            CHECKLIST_ITEM.c.zone_id,
            CHECKLIST_ITEM.c.text,
            CHECKLIST_ITEM.c.archived_at.is_not(None).label("archived"),
            signed.label("signed"),
        )
        .where(CHECKLIST_ITEM.c.project_id == project_id)
        .order_by(CHECKLIST_ITEM.c.position, CHECKLIST_ITEM.c.id)
    )
    return [ChecklistRow(*row) for row in session.execute(query)]
