"""Photos by the record that they hang on."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.photos import PhotoPurpose

ATTACHMENT = metadata.tables["attachment"]


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo: where its bytes are (`sha256`, see `db.files`) and what is said about it; size in bytes.

    `purpose` is empty for a photo of anything but a finding.
    """

    id: int
    record_id: int
    sha256: str
    size: int
    caption: str
    purpose: PhotoPurpose = PhotoPurpose.NONE
    archived: bool = False


def photos_of(
    session: Session,
    project_id: int,
    record_table: str,
    record_ids: Collection[int],
    *,
    archived: bool = False,
) -> dict[int, tuple[PhotoRow, ...]]:
    """The photos of some records of a table, oldest first, by record; archived ones only if asked. One statement."""
    query = (
        sa.select(
            ATTACHMENT.c.id,
            ATTACHMENT.c.record_id,
            ATTACHMENT.c.sha256,
            ATTACHMENT.c.size,
            ATTACHMENT.c.caption,
            ATTACHMENT.c.purpose,
            ATTACHMENT.c.archived_at.is_not(None).label("archived"),
        )
        .where(
            ATTACHMENT.c.project_id == project_id,
            ATTACHMENT.c.record_table == record_table,
            ATTACHMENT.c.record_id.in_(record_ids),
        )
        .order_by(ATTACHMENT.c.id)
    )
    if not archived:
        query = query.where(ATTACHMENT.c.archived_at.is_(None))
    found: dict[int, tuple[PhotoRow, ...]] = {}
    for row in session.execute(query):
        photo = PhotoRow(
            id=row.id,
            record_id=row.record_id,
            sha256=row.sha256,
            size=row.size,
            caption=row.caption,
            purpose=_purpose(record_table, row.purpose),
            archived=row.archived,
        )
        found[photo.record_id] = (*found.get(photo.record_id, ()), photo)
    return found


def _purpose(record_table: str, stored: str) -> PhotoPurpose:
    """What a photo shows; one of a finding that was hung before photos had a purpose shows what was wrong."""
    if record_table == "finding" and not stored:
        return PhotoPurpose.BEFORE
    return PhotoPurpose(stored)
