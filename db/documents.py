"""Documents from an upload to a record: looked at, kept in the file store, then hung on a row by a command.

As for photos (`db.photos`), pages keep the bytes before they run a command: a file whose command fails stays
unreferenced, which harms nothing.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from db.files import FileStore
from db.models import Attachment
from tracker.documents import media_type_of
from tracker.photos import clean_name

LONGEST_CAPTION = 300


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A file whose bytes are kept: its SHA-256, size in bytes, media type, and what its uploader called it."""

    sha256: str
    size: int
    media_type: str
    file_name: str


def store_document(files: FileStore, data: bytes, file_name: str) -> StoredDocument:
    """Keep an uploaded document as it is.

    Raises:
        Invalid: as `tracker.documents.media_type_of`; then nothing is kept.
    """
    name = clean_name(file_name)
    media_type = media_type_of(name, data)
    return StoredDocument(files.put(data), len(data), media_type, name)


def store_template(files: FileStore, text: str, name: str) -> StoredDocument:
    """Keep the text of a plan template; `name` becomes its file name."""
    data = text.encode()
    return StoredDocument(files.put(data), len(data), "application/toml", clean_name(f"{name}.toml"))


def hang_document(
    session: Session,
    project_id: int,
    record_table: str,
    record_id: int,
    document: StoredDocument,
    *,
    caption: str = "",
    purpose: str,
) -> int:
    """Attach a kept document to a row; gives the attachment's id. Whether the row takes it is the caller's."""
    row = Attachment(
        project_id=project_id,
        record_table=record_table,
        record_id=record_id,
        sha256=document.sha256,
        size=document.size,
        media_type=document.media_type,
        caption=caption.strip()[:LONGEST_CAPTION],
        file_name=document.file_name,
        purpose=purpose,
        added_at=dt.datetime.now(dt.UTC),
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id
