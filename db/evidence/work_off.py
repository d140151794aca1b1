"""A worker's turn at evidence packs: claim one, build it into a temporary file, keep it with its record."""

import datetime as dt
import errno
import logging
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, select

from db import jobs
from db.commands.editing import archive
from db.documents import StoredDocument, hang_document
from db.evidence.build import BuiltPack, build
from db.evidence.parts import Order
from db.files import FileStore
from db.models import Attachment, EvidencePack
from db.queries.evidence import BUILT, PACK
from db.unit_of_work import about, reading, unit_of_work
from tracker.errors import NotFound, TrackerError
from tracker.permissions import SYSTEM

log = logging.getLogger("kaiguan")

FAILED = "evidence_failed"
"""The error of a job that broke in a way that nobody foresaw; the log says how."""

DISK_FULL = "evidence_disk_full"

BETWEEN_RENEWALS = 1.0
"""Seconds; a file takes far less, and a page asks no faster."""

MEDIA_TYPE = "application/zip"


def work_off(engine: sa.Engine, files: FileStore) -> bool:
    """Take the pack that has waited longest, and build it; whether there was one to take."""
    held = jobs.claim(engine, PACK)
    if held is None:
        return False
    try:
        _build(engine, files, held)
    except jobs.Superseded:
        log.info("pack %s: another worker has it, or nobody wants it any more", held.record_id)
    except Exception as error:  # a worker outlives whatever is in the data; the job says that it failed
        log.exception("pack %s: attempt %s failed", held.record_id, held.attempt)
        with suppress(jobs.Superseded):
            jobs.fail(engine, held, _code_of(error))
    return True


def _code_of(error: Exception) -> str:
    """How the job says what went wrong."""
    if isinstance(error, TrackerError):
        return error.code
    return DISK_FULL if isinstance(error, OSError) and error.errno == errno.ENOSPC else FAILED


@dataclass(slots=True)
class _Renewal:
    """Tells the database how far a pack is: at the first file, at the last, and in between once in a while."""

    engine: sa.Engine
    held: jobs.Claim
    told_at: float = 0.0
    total: int = 0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if 0 < done < total and now - self.told_at < BETWEEN_RENEWALS:
            return
        self.told_at, self.total = now, total
        jobs.renew(self.engine, self.held, step=step, done=done, total=total)

    def again(self) -> None:
        """All files are written, and the pack is being kept."""
        if time.monotonic() - self.told_at >= BETWEEN_RENEWALS:
            self("", self.total, self.total)


def _build(engine: sa.Engine, files: FileStore, held: jobs.Claim) -> None:
    order = _order(engine, held)
    with tempfile.TemporaryDirectory(prefix="kaiguan-pack-") as folder:
        path = Path(folder) / "pack.zip"
        now = dt.datetime.now(dt.UTC)
        told = _Renewal(engine, held)
        pack = build(engine, files, path, order, built_at=now, progress=told)
        # A slow store takes longer than a lease: it is renewed between the parts.
        sha256 = files.put_file(path, told.again)
        size = path.stat().st_size
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="build_evidence_pack")
        _keep(session, held, pack, sha256, size)


def _order(engine: sa.Engine, held: jobs.Claim) -> Order:
    with reading(engine) as session:
        pack = session.get(EvidencePack, held.record_id)
        if pack is None or pack.archived_at is not None:
            raise NotFound(record=PACK, id=held.record_id)
        return Order(held.project_id, pack.language, pack.gate_id, pack.starts_on, pack.ends_on)


def _keep(session: Session, held: jobs.Claim, pack: BuiltPack, sha256: str, size: int) -> None:
    """Hang the file on its record in place of the one before, and end the job: all or nothing."""
    jobs.finish(session, held)
    before = select(Attachment).where(
        Attachment.project_id == held.project_id,
        Attachment.record_table == PACK,
        Attachment.record_id == held.record_id,
        Attachment.purpose == BUILT,
    )
    for row in session.exec(before):
        archive(session, row)
    document = StoredDocument(sha256, size, MEDIA_TYPE, pack.name)
    hang_document(session, held.project_id, PACK, held.record_id, document, purpose=BUILT)
