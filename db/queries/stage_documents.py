"""The papers of packages' stages as pages read them."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.procurement.process import Stage

ATTACHMENT = metadata.tables["attachment"]
PACKAGE_STAGE = metadata.tables["package_stage"]

STAGE, STAGE_DOCUMENT = "package_stage", "stage_document"
"""Table and purpose of an attachment that is a paper of a package's stage."""


@dataclass(frozen=True, slots=True)
class StageDocumentRow:
    """A paper of a stage; its bytes are at `sha256` in the file store, `size` is in bytes."""

    id: int
    stage: Stage
    sha256: str
    size: int
    media_type: str
    file_name: str
    caption: str
    archived: bool
    package_id: int


def stage_documents(
    session: Session, project_id: int, package_id: int | None = None
) -> list[StageDocumentRow]:
    """The papers of a package, or of all, in the order they came, archived ones too; one statement."""
    columns = ("sha256", "size", "media_type", "file_name", "caption")
    query = (
        sa.select(
            ATTACHMENT.c.id,
            PACKAGE_STAGE.c.stage,
            *(ATTACHMENT.c[name] for name in columns),
            ATTACHMENT.c.archived_at.is_not(None),
            PACKAGE_STAGE.c.package_id,
        )
        .join(
            PACKAGE_STAGE,
            sa.and_(
                PACKAGE_STAGE.c.project_id == ATTACHMENT.c.project_id,
                PACKAGE_STAGE.c.id == ATTACHMENT.c.record_id,
            ),
        )
        .where(
            ATTACHMENT.c.project_id == project_id,
            ATTACHMENT.c.record_table == STAGE,
            ATTACHMENT.c.purpose == STAGE_DOCUMENT,
        )
        .order_by(ATTACHMENT.c.id)
    )
    if package_id is not None:
        query = query.where(PACKAGE_STAGE.c.package_id == package_id)
    return [StageDocumentRow(id_, Stage(stage), *facts) for id_, stage, *facts in session.execute(query)]
