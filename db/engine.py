"""One engine per database URL, with the switches that make SQLite safe (design rule 11)."""

import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

IMMEDIATE = "tracker_immediate"
"""Execution option: this connection will write, so take SQLite's write lock at BEGIN, not at the first write.

A lock asked for in the middle is refused at once when somebody wrote in between; asked for at BEGIN it waits.
"""

BUSY_TIMEOUT_MS = 10_000


def normal_url(url: str) -> str:
    """`postgres://` and `postgresql://` become the psycopg 3 dialect; everything else stays."""
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url[len(plain) :]
    return url


@cache
def engine_for(url: str) -> sa.Engine:
    """The engine of a database, the same object for the same URL; a SQLite file gets its folder.

    Its errors do not repeat the values of a statement: a log is no place for people's names and addresses.
    """
    made = sa.make_url(normal_url(url))
    if made.get_backend_name() != "sqlite":
        return sa.create_engine(made, pool_pre_ping=True, hide_parameters=True)
    if made.database and made.database != ":memory:":
        Path(made.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(made, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def shown(engine: sa.Engine) -> str:
    """The database as a line may show it: without a password."""
    return engine.url.render_as_string(hide_password=True)


def _configure_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling is switched off: it leaks SAVEPOINTs and begins too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # Without it INSERT OR REPLACE removes a row past the triggers that keep the audit append-only.
        "recursive_triggers = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


STATISTICS_ROWS = 400
"""How many rows of each index SQLite reads for its statistics, so that a large database starts as fast."""


def refresh_statistics(engine: sa.Engine) -> None:
    """Let SQLite count its tables; without it, a large one is read by a wrong index. PostgreSQL counts by itself."""
    if is_sqlite(engine):
        with engine.connect() as connection:
            # Past SQLAlchemy's transactions: statistics are no part of anybody's work.
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA analysis_limit = {STATISTICS_ROWS}")
            driver.execute("ANALYZE")


def is_sqlite(engine: sa.Engine | sa.Connection) -> bool:
    """Whether this is the embedded database."""
    return engine.dialect.name == "sqlite"
