"""Photos from an upload to a record: prepared, kept in the file store, then hung on a row.

Decoding a photo takes long compared with a transaction, and on SQLite a writer keeps others waiting; so pages
call `store_photo` before they run a command. A file whose command fails stays unreferenced, which harms
nothing: it is addressed by its content.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, select

from db.files import FileStore
from db.models import Attachment
from tracker import photos
from tracker.errors import Invalid
from tracker.photos import PhotoPurpose

LONGEST_CAPTION = 300


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo whose bytes are kept: its SHA-256, its size in bytes, and what its uploader called it."""

    sha256: str
    size: int
    file_name: str = ""


def store_photo(files: FileStore, data: bytes, file_name: str = "") -> StoredPhoto:
    """Prepare an uploaded picture and keep it with its thumbnail.

    Nothing is stored under `file_name`; it is cleaned, and only ever shown.

    Raises:
        Invalid: as `tracker.photos.prepare`; then nothing is kept.
    """
    photo = photos.prepare(data)
    sha256 = files.put(photo.image)
    files.put_thumbnail(sha256, photo.thumbnail)
    return StoredPhoto(sha256, len(photo.image), photos.clean_name(file_name))


def hang(
    session: Session,
    project_id: int,
    record_table: str,
    record_id: int,
    stored: Iterable[StoredPhoto],
    caption: str = "",
    *,
    purpose: PhotoPurpose | None = None,
    client_id: str | None = None,
) -> list[int]:
    """Attach kept photos to a row; gives the attachments' ids. Whether the row takes photos is the caller's.

    Without a `purpose`, a photo of a finding shows it "before". A `client_id` names one photo on the device that
    sends it: sent again, nothing is added and the same id is given.

    Raises:
        Invalid: `photo_of_another_record`, when the `client_id` was used for a photo of another record.
    """
    if client_id is not None and (known := sent_before(session, project_id, client_id)) is not None:
        if (known.record_table, known.record_id) != (record_table, record_id):
            raise Invalid("photo_of_another_record", client_id=client_id)
        return [known.id] if known.id is not None else []
    if purpose is None:
        purpose = PhotoPurpose.BEFORE if record_table == "finding" else PhotoPurpose.NONE
    rows = [
        Attachment(
            project_id=project_id,
            record_table=record_table,
            record_id=record_id,
            sha256=photo.sha256,
            size=photo.size,
            media_type=photos.MEDIA_TYPE,
            caption=caption.strip()[:LONGEST_CAPTION],
            file_name=photo.file_name,
            purpose=purpose.value,
            added_at=dt.datetime.now(dt.UTC),
            client_id=client_id,
        )
        for photo in stored
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows if row.id is not None]


def sent_before(session: Session, project_id: int, client_id: str) -> Attachment | None:
    """The photo of a project that was hung under a `client_id` already, archived or not; None without one."""
    query = select(Attachment).where(Attachment.project_id == project_id, Attachment.client_id == client_id)
    return session.exec(query).first()
