"""Photos by the record that they hang on."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata

ATTACHMENT = metadata.tables["attachment"]


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo: where its bytes are (`sha256`, see `db.files`) and what is said about it; size in bytes."""

    id: int
    record_id: int
    sha256: str
    size: int
    caption: str


def photos_of(
    session: Session, project_id: int, record_table: str, record_ids: Collection[int]
) -> dict[int, tuple[PhotoRow, ...]]:
    """The photos of some records of a table that are not archived, oldest first, by record. One statement."""
    query = (
        sa.select(
            ATTACHMENT.c.id,
            ATTACHMENT.c.record_id,
            ATTACHMENT.c.sha256,
            ATTACHMENT.c.size,
            ATTACHMENT.c.caption,
        )
        .where(
            ATTACHMENT.c.project_id == project_id,
            ATTACHMENT.c.record_table == record_table,
            ATTACHMENT.c.record_id.in_(record_ids),
            ATTACHMENT.c.archived_at.is_(None),
        )
        .order_by(ATTACHMENT.c.id)
    )
    found: dict[int, tuple[PhotoRow, ...]] = {}
    for row in session.execute(query):
        photo = PhotoRow(*row)
        found[photo.record_id] = (*found.get(photo.record_id, ()), photo)
    return found
