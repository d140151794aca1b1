"""Photos from an upload to a record: prepared, kept in the file store, then hung on a row.

Decoding a photo takes long compared with a transaction, and on SQLite a writer keeps others waiting; so pages
call `store_photo` before they run a command. A file whose command fails stays unreferenced, which harms
nothing: it is addressed by its content.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from db.files import FileStore
from db.models import Attachment
from tracker import photos

LONGEST_CAPTION = 300


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo whose bytes are kept: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


def store_photo(files: FileStore, data: bytes) -> StoredPhoto:
    """Prepare an uploaded picture and keep it with its thumbnail.

    Raises:
        Invalid: as `tracker.photos.prepare`; then nothing is kept.
    """
    photo = photos.prepare(data)
    sha256 = files.put(photo.image)
    files.put_thumbnail(sha256, photo.thumbnail)
    return StoredPhoto(sha256, len(photo.image))


def hang(
    session: Session,
    project_id: int,
    record_table: str,
    record_id: int,
    stored: Iterable[StoredPhoto],
    caption: str = "",
) -> list[int]:
    """Attach kept photos to a row; gives the attachments' ids. Whether the row takes photos is the caller's."""
    rows = [
        Attachment(
            project_id=project_id,
            record_table=record_table,
            record_id=record_id,
            sha256=photo.sha256,
            size=photo.size,
            media_type=photos.MEDIA_TYPE,
            caption=caption.strip()[:LONGEST_CAPTION],
        )
        for photo in stored
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows if row.id is not None]
