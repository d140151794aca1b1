"""How Alembic runs our migrations: batch mode, no foreign keys on SQLite, triggers re-created, a check."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from db.engine import is_sqlite
from db.migrate import is_ours
from db.models import metadata
from db.models.base import UtcDateTime
from db.triggers import create_triggers

LOCK = 5_260_001
"""Key of the advisory lock under which PostgreSQL migrates: two servers that start together take turns."""


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own types, by the plain SQL type they stand on, so that a migration never imports the models."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run(connection: sa.Connection) -> None:
    """Upgrade inside one transaction; on SQLite leave no dangling reference behind."""
    if not is_sqlite(connection):
        _run_in_transaction(connection)
        return
    # Batch mode rebuilds tables; with foreign keys on, that would empty referring tables. The switch works
    # only outside a transaction.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        _run_in_transaction(connection)
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _run_in_transaction(connection: sa.Connection) -> None:
    with connection.begin():
        # Configured inside the transaction: otherwise Alembic would commit after each step on SQLite.
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
            include_name=is_ours,
        )
        if not is_sqlite(connection):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        context.run_migrations()
        create_triggers(connection)
        if is_sqlite(connection):
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if dangling:
                message = f"the migration leaves dangling references: {dangling[:5]}"
                raise RuntimeError(message)


run(context.config.attributes["connection"])
