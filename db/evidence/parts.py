"""What a pack is put together from: the scope that was asked for, and its parts before they are written."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from db.files import FileStore
from db.models import metadata
from tracker.evidence import EvidenceSection, ending_of
from tracker.exports.table import Table, to_workbook
from tracker.i18n import Words
from tracker.permissions import ALLOWED, Action, Role

ATTACHMENT = metadata.tables["attachment"]


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asked for: the pack of a gate, or of the days `first` to `last`."""

    project_id: int
    language: str
    gate_id: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a pack covers: a period (`first` to `last`), or a gate whose last day was `last`."""

    last: dt.date
    first: dt.date | None = None
    gate_id: int | None = None

    def covers(self, first: dt.date | None, last: dt.date | None = None) -> bool:
        """Whether something of a day, or of the days to `last`, falls into the period."""
        if first is None or self.first is None:
            return False
        return first <= self.last and (last or first) >= self.first


@dataclass(frozen=True, slots=True)
class Part:
    """A file that goes into a pack.

    Attributes:
        section: its section.
        place: names of the folders below the section's, and its own without the ending.
        ending: without the dot.
        title: what the index calls it.
        day: the day it speaks of, or None.
        make: gives its bytes; for what the tracker writes now.
        sha256: where its bytes are in the file store; for what is kept.
    """

    section: EvidenceSection
    place: tuple[str, ...]
    ending: str
    title: str
    day: dt.date | None = None
    make: Callable[[], bytes] | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Gathering:
    """What every gathering needs. The session stays open while the parts are made: they show one moment."""

    session: Session
    files: FileStore
    project_id: int
    project: str
    library: str
    scope: Scope
    words: Words
    readers: frozenset[Role]
    time_zone: str

    @property
    def names(self) -> bool:
        """Whether all readers may see people's names."""
        return self.readers <= ALLOWED[Action.SEE_NAMES]

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The day of an instant where the project is."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A file that hangs on a record."""

    record_id: int
    sha256: str
    media_type: str
    caption: str
    file_name: str
    purpose: str
    added_at: dt.datetime | None = None


def kept_files(
    g: Gathering, record_table: str, record_ids: Collection[int], purpose: str | None = None
) -> dict[int, list[KeptRow]]:
    """The files of records that are not archived, by record, in the order they came; one statement."""
    columns = ("record_id", "sha256", "media_type", "caption", "file_name", "purpose", "added_at")
    query = (
        sa.select(*(ATTACHMENT.c[name] for name in columns))
        .where(
            ATTACHMENT.c.project_id == g.project_id,
            ATTACHMENT.c.record_table == record_table,
            ATTACHMENT.c.record_id.in_(record_ids),
            ATTACHMENT.c.archived_at.is_(None),
        )
        .order_by(ATTACHMENT.c.id)
    )
    if purpose is not None:
        query = query.where(ATTACHMENT.c.purpose == purpose)
    found: dict[int, list[KeptRow]] = {}
    for row in g.session.execute(query):
        found.setdefault(row.record_id, []).append(KeptRow(*row))
    return found


def kept_part(
    section: EvidenceSection, place: tuple[str, ...], row: KeptRow, *, title: str, day: dt.date | None
) -> Part:
    """A kept file as a part; what its uploader called it and said of it stands in the index alone."""
    said = " · ".join(text for text in (title, row.caption, row.file_name) if text)
    return Part(section, place, ending_of(row.media_type), said, day, sha256=row.sha256)


def workbook_part(
    section: EvidenceSection, name: str, tables: Iterable[Table[Any]], *, day: dt.date | None, title: str = ""
) -> list[Part]:
    """A workbook of the tables that have rows; no part where none has."""
    filled = [table for table in tables if table.rows]
    if not filled:
        return []
    return [Part(section, (name,), "xlsx", title or name, day, make=lambda: to_workbook(filled))]


def once_each(parts: Iterable[Part]) -> list[Part]:
    """The parts without a second copy of a kept file in the same section: a photo is seen in many rounds."""
    seen: set[tuple[EvidenceSection, str]] = set()
    found = []
    for part in parts:
        key = (part.section, part.sha256)
        if part.sha256 and key in seen:
            continue
        seen.add(key)
        found.append(part)
    return found


def iso(day: dt.date) -> str:
    """A day as it stands in file names: they sort by it."""
    return f"{day:%Y-%m-%d}"
