"""Whether a database is whole: its schema, its triggers, its references, its audit chains."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.engine import is_sqlite
from db.migrate import current, drift, head
from db.models import Project
from db.triggers import expected_names, trigger_names
from db.unit_of_work import broken_link, reading


def problems(engine: sa.Engine) -> list[str]:
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
