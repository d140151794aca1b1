"""Evidence packs as their page shows them: what each covers, how far it is, and the file once it is built."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.vocabulary import JobStatus

PACK, BUILT = "evidence_pack", "pack"
"""Table and purpose of an attachment that is the built file of a pack."""

ATTACHMENT = metadata.tables["attachment"]
EVIDENCE_PACK = metadata.tables["evidence_pack"]
JOB = metadata.tables["background_job"]

OPEN = frozenset({JobStatus.WAITING, JobStatus.RUNNING})


@dataclass(frozen=True, slots=True)
class JobRow:
    """How far a pack is; `step` is the section that is being written, `error` the code of the last problem."""

    record_id: int
    status: JobStatus
    step: str
    done: int
    total: int
    error: str

    @property
    def open(self) -> bool:
        """Whether it waits or is being worked on."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class BuiltRow:
    """The file of a pack, at `sha256` in the file store; `size` in bytes."""

    pack_id: int
    id: int
    sha256: str
    size: int
    media_type: str
    file_name: str
    built_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack: of a gate, or of the days `first` to `last`."""

    id: int
    version: int
    gate_id: int | None
    first: dt.date | None
    last: dt.date | None
    language: str
    archived: bool
    built: BuiltRow | None = None


def packs(session: Session, project_id: int) -> list[PackRow]:
    """All packs, the newest first, archived ones too, each with the last file that was built. Two statements."""
    files = _built(session, project_id)
    query = (
        sa.select(
            EVIDENCE_PACK.c.id,
            EVIDENCE_PACK.c.version,
            EVIDENCE_PACK.c.gate_id,
            EVIDENCE_PACK.c.starts_on,
            EVIDENCE_PACK.c.ends_on,
            EVIDENCE_PACK.c.language,
            EVIDENCE_PACK.c.archived_at.is_not(None),
        )
        .where(EVIDENCE_PACK.c.project_id == project_id)
        .order_by(EVIDENCE_PACK.c.id.desc())
    )
    return [PackRow(*[*row, files.get(row[0])]) for row in session.execute(query)]


def pack_jobs(session: Session, project_id: int) -> dict[int, JobRow]:
    """How far each pack is, by pack. One statement, and not one to keep: it moves without a revision."""
    query = sa.select(JOB.c.record_id, JOB.c.status, JOB.c.step, JOB.c.done, JOB.c.total, JOB.c.error).where(
        JOB.c.project_id == project_id, JOB.c.record_table == PACK
    )
    return {row[0]: JobRow(*row) for row in session.execute(query)}


def built_pack(session: Session, project_id: int, pack_id: int) -> BuiltRow | None:
    """The file of one pack; None where the project has none of this id, it was put aside, or it is not built."""
    query = sa.select(EVIDENCE_PACK.c.id).where(
        EVIDENCE_PACK.c.project_id == project_id,
        EVIDENCE_PACK.c.id == pack_id,
        EVIDENCE_PACK.c.archived_at.is_(None),
    )
    if session.execute(query).first() is None:
        return None
    return _built(session, project_id).get(pack_id)


def _built(session: Session, project_id: int) -> dict[int, BuiltRow]:
    """The newest file of each pack."""
    query = (
        sa.select(
            ATTACHMENT.c.record_id,
            ATTACHMENT.c.id,
            ATTACHMENT.c.sha256,
            ATTACHMENT.c.size,
            ATTACHMENT.c.media_type,
            ATTACHMENT.c.file_name,
            ATTACHMENT.c.added_at,
        )
        .where(
            ATTACHMENT.c.project_id == project_id,
            ATTACHMENT.c.record_table == PACK,
            ATTACHMENT.c.purpose == BUILT,
            ATTACHMENT.c.archived_at.is_(None),
        )
        .order_by(ATTACHMENT.c.id)
    )
    return {row[0]: BuiltRow(*row) for row in session.execute(query)}
