"""Whether an installation is whole: the database's schema, triggers, references and audit chains, and its files."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.engine import is_sqlite
from db.files import FileStore, FilesUnavailable
from db.migrate import drift
from db.models import Attachment, Project
from db.schema_version import current, head
from db.triggers import expected_names, trigger_names
from db.unit_of_work import broken_link, reading

ASKED_AT_ONCE = 16
"""A bucket answers in tens of milliseconds; one question after the other would take minutes."""


def problems(engine: sa.Engine, files: FileStore) -> list[str]:
    """What is wrong, one line each, in English; empty when all is well.

    A database that is not at the newest schema gets that one line: the rest could not be judged.
    """
    found, newest = current(engine), head()
    if found != newest:
        return [f"schema: at revision {found or 'none'}, the newest is {newest}; run `python -m db upgrade`"]
    lines = [f"schema: differs from the models: {difference}" for difference in drift(engine)]
    with engine.connect() as connection:
        missing = sorted(expected_names(engine.dialect.name) - trigger_names(connection))
        lines += [f"triggers: {name} is missing" for name in missing]
        lines += _dangling(connection)
    with reading(engine) as session:
        lines += _broken_chains(session)
    lines += _missing_files(engine, files)
    return lines


def _dangling(connection: sa.Connection) -> list[str]:
    """Rows that refer to nothing. PostgreSQL holds its foreign keys always; SQLite only where asked to."""
    if not is_sqlite(connection):
        return []
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [f"references: row {row[1]} of {row[0]} refers to no row of {row[2]}" for row in rows]


def _broken_chains(session: Session) -> list[str]:
    lines = []
    for project_id in session.exec(select(Project.id).order_by(col(Project.id))).all():
        assert project_id is not None  # noqa: S101 (stored rows have ids)
        entry = broken_link(session, project_id)
        if entry is not None:
            lines.append(f"audit: the chain of project {project_id} breaks at entry {entry}")
    return lines


def _missing_files(engine: sa.Engine, files: FileStore) -> list[str]:
    """Attachments whose file is not kept, archived ones too: they can be restored."""
    query = select(Attachment.id, Attachment.sha256, Attachment.record_table, Attachment.record_id).order_by(
        col(Attachment.id)
    )
    with reading(engine) as session:
        rows = session.exec(query).all()
    try:
        with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
            kept = list(pool.map(files.has, [sha256 for _id, sha256, _table, _record in rows]))
    except FilesUnavailable:
        return ["files: the store does not answer"]
    return [
        f"files: attachment {attachment_id} of {table} {record_id} has no file {sha256}"
        for (attachment_id, sha256, table, record_id), is_kept in zip(rows, kept, strict=True)
        if not is_kept
    ]
