"""One click, one transaction: what a command changed, its audit entries and the area revisions land together.

    with unit_of_work(engine) as session:
        commands.update_task(session, actor=actor, …)

Commands only touch rows. At the end of the block the unit of work flushes, writes one audit entry per touched
record (old → new, chained by hash), bumps the revision of each area touched and brings the search up to date, then
commits. Anything raised inside leaves the database as it was.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, col, select

from db.engine import IMMEDIATE, is_sqlite
from db.models import AreaRevision, AuditEntry, Project, ProjectRow
from db.search.index import refresh
from tracker.permissions import SYSTEM, Actor

GENESIS = "0" * 64
"""`prev_hash` of a project's first audit entry."""

_UNAUDITED = (AuditEntry,)


@dataclass(slots=True)
class Change:
    """A touched record, as the audit will say it."""

    row: Any
    columns: dict[str, list[Any]]


@dataclass(slots=True)
class Write:
    """What one unit of work is about; kept in `session.info["write"]`."""

    actor: Actor = SYSTEM
    command: str = "system"
    reason: str = ""
    changes: list[Change] = field(default_factory=list)
    touched: set[tuple[int, str]] = field(default_factory=set)


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session for queries: one consistent view from the first query on, nothing is written."""
    if not is_sqlite(engine):  # on SQLite every transaction has one view
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(engine) as session:
        yield session


@contextmanager
def unit_of_work(engine: sa.Engine) -> Iterator[Session]:
    """A session for commands; commits at the end of the block, or leaves no trace when it raises."""
    with Session(engine.execution_options(**{IMMEDIATE: True})) as session:
        write = session.info["write"] = Write()
        event.listen(session, "before_flush", _collect)
        try:
            yield session
            session.flush()
        finally:
            event.remove(session, "before_flush", _collect)
        _write_audit(session, write)
        _bump(session, write.touched)
        refresh(session, [(change.row, change.columns) for change in write.changes])
        session.commit()


def about(session: Session, *, actor: Actor, command: str, reason: str = "") -> None:
    """Say who does what and why in this unit of work; the audit repeats it."""
    write: Write = session.info["write"]
    write.actor, write.command = actor, command
    write.reason = reason or write.reason


def note_bulk(session: Session, row: ProjectRow, facts: dict[str, Any]) -> None:
    """Audit rows that were inserted in bulk below the ORM as one fact on their parent (`row`)."""
    write: Write = session.info["write"]
    columns = {name: [None, value] for name, value in facts.items()}
    write.changes.append(Change(row, columns))
    write.touched.add((row.project_id, row.area))


def _collect(session: Session, _flush: UOWTransaction, _instances: Any) -> None:
    write: Write = session.info["write"]
    for row in session.deleted:
        if isinstance(row, ProjectRow | Project):
            message = f"{type(row).__name__} rows are archived, never deleted"
            raise RuntimeError(message)  # noqa: TRY004 (not about a type: no row of any project may go)
    for row in [*session.new, *session.dirty]:
        if not isinstance(row, ProjectRow | Project) or isinstance(row, _UNAUDITED):
            continue
        columns = _changed_columns(row)
        if columns:
            write.changes.append(Change(row, columns))


def _changed_columns(row: ProjectRow | Project) -> dict[str, list[Any]]:
    state = sa.inspect(row)
    changed: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in {"id", "version", "project_id"}:
            continue
        history = state.attrs[name].history
        if not history.has_changes():
            continue
        old = history.deleted[0] if history.deleted else None
        new = history.added[0] if history.added else None
        if old == new:  # a new row's empty column, or a value that was set to itself
            continue
        changed[name] = ["changed"] if name in row.private else [_plain(old), _plain(new)]
    return changed


def _plain(value: Any) -> Any:
    """A column's value as JSON has it."""
    if isinstance(value, dt.date | dt.time | dt.datetime):
        return value.isoformat()
    return value


def canonical(entry: AuditEntry) -> str:
    """The text whose SHA-256 is the entry's hash: every column but the id and the hash, in a fixed order."""
    return json.dumps(
        [
            entry.prev_hash,
            entry.project_id,
            entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            entry.actor_id,
            entry.actor_kind,
            entry.command,
            entry.record_table,
            entry.record_id,
            entry.changes,
            entry.reason,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _write_audit(session: Session, write: Write) -> None:
    by_project: dict[int, list[Change]] = {}
    for change in write.changes:
        row = change.row
        project_id = _project_of(row)
        by_project.setdefault(project_id, []).append(change)
        write.touched.add((project_id, row.area))
    now = dt.datetime.now(dt.UTC)
    for project_id, changes in by_project.items():
        prev = _last_hash(session, project_id)
        for change in changes:
            entry = AuditEntry(
                project_id=project_id,
                at=now,
                actor_id=write.actor.account_id,
                actor_kind=write.actor.kind,
                command=write.command,
                record_table=change.row.__tablename__,
                record_id=change.row.id,
                changes=json.dumps(change.columns, ensure_ascii=False, sort_keys=True),
                reason=write.reason,
                prev_hash=prev,
                hash="",
            )
            prev = entry.hash = hashlib.sha256(canonical(entry).encode()).hexdigest()
            session.add(entry)
    session.flush()


def _project_of(row: ProjectRow | Project) -> int:
    """The project a flushed row belongs to."""
    project_id = row.id if isinstance(row, Project) else row.project_id
    assert project_id is not None  # noqa: S101 (the flush gave it its id)
    return project_id


def _last_hash(session: Session, project_id: int) -> str:
    """The end of the project's chain; on PostgreSQL other writers of the project wait here for our commit."""
    if not is_sqlite(session.get_bind()):
        session.connection().execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": project_id})
    query = (
        select(AuditEntry.hash)
        .where(AuditEntry.project_id == project_id)
        .order_by(col(AuditEntry.id).desc())
        .limit(1)
    )
    return session.exec(query).first() or GENESIS


def _bump(session: Session, touched: set[tuple[int, str]]) -> None:
    # Sorted, so that two writers lock the same areas in the same order.
    for project_id, area in sorted(touched):
        updated = session.connection().execute(
            sa.update(AreaRevision)
            .where(col(AreaRevision.project_id) == project_id, col(AreaRevision.area) == area)
            .values(revision=AreaRevision.revision + 1)
        )
        if updated.rowcount == 0:
            session.add(AreaRevision(project_id=project_id, area=area, revision=1))
    session.flush()


def broken_link(session: Session, project_id: int) -> int | None:
    """The id of the first audit entry whose hash or predecessor does not fit; None when all do."""
    prev = GENESIS
    query = select(AuditEntry).where(AuditEntry.project_id == project_id).order_by(col(AuditEntry.id))
    for entry in session.exec(query):
        if entry.prev_hash != prev or entry.hash != hashlib.sha256(canonical(entry).encode()).hexdigest():
            return entry.id
        prev = entry.hash
    return None
