"""Databases for tests: one migrated template of each kind per run; each test has one to itself, as new.

A test worker uses its databases again. A SQLite file is copied from its template anew; in PostgreSQL, where a copy
takes many times as long, all rows are removed, and a database whose tables or triggers were changed is not used
again. The engine stays, and with it the statements that it has compiled.
"""

import datetime as dt
import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event

from db.engine import engine_for
from db.migrate import upgrade
from db.seeds import sample
from tests.support import postgresql
from tests.support.once import once

TEMPLATE = "kaiguan_template"

_counter = itertools.count(1)


SAMPLE_DAY = dt.date(2026, 4, 1)
"""The Wednesday on which the sample of the tests is laid out."""


EMPTIED = """
DO $$
DECLARE name text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;  -- without triggers: they guard the audit, and follow links
    FOR name IN SELECT quote_ident(relname) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
    LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
    PERFORM setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""
"""Makes a PostgreSQL database as empty as its template."""

SHAPE = """
SELECT md5(string_agg(known, ' ' ORDER BY known)) FROM (
    SELECT 'class ' || oid || ' ' || xmin AS known FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger ' || oid || ' ' || xmin FROM pg_trigger
    UNION ALL SELECT 'constraint ' || oid || ' ' || xmin FROM pg_constraint
    UNION ALL SELECT 'function ' || oid || ' ' || xmin FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS everything
"""
"""A text that changes with every change of tables, columns, triggers, rules or functions."""


def _careless(engine: sa.Engine) -> sa.Engine:
    """The engine of a SQLite file that need not survive a power cut, so that no write waits for the disk."""

    def configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    event.listen(engine, "connect", configure)
    return engine


def _into_one_file(engine: sa.Engine) -> None:
    """Move what SQLite still holds in its log into the file that will be copied, and close it."""
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


class Databases:
    """Gives databases to the tests of one process.

    Args:
        shared: the folder that all processes of the run share.
        owner: the process whose end is the end of the run.
    """

    def __init__(self, shared: Path, owner: int) -> None:
        self.shared = shared
        self.owner = owner
        self._free_files: list[tuple[Path, sa.Engine]] = []
        self._free_databases: list[tuple[sa.Engine, str]] = []

    def close(self) -> None:
        """Close all connections; the databases go with the run."""
        for engine in [
            *(engine for _, engine in self._free_files),
            *(engine for engine, _ in self._free_databases),
        ]:
            engine.dispose()

    def sqlite_template(self) -> Path:
        """A migrated, empty SQLite file; not to be written to."""
        return Path(once(self.shared, "sqlite-template", self._make_sqlite_template))

    def _make_sqlite_template(self) -> str:
        path = self.shared / "template.sqlite3"
        engine = engine_for(f"sqlite:///{path}")
        upgrade(engine)
        _into_one_file(engine)
        return str(path)

    def sample_template(self) -> Path:
        """The sample as of `SAMPLE_DAY`: a folder of `sample.sqlite3` and `files/`; not to be written to."""
        return Path(once(self.shared, "sample-template", self._make_sample_template))

    def _make_sample_template(self) -> str:
        folder = self.shared / "sample"
        folder.mkdir()
        path = folder / "sample.sqlite3"
        shutil.copyfile(self.sqlite_template(), path)
        engine = engine_for(f"sqlite:///{path}")
        sample.load(engine, as_of=SAMPLE_DAY, files=folder / "files")
        _into_one_file(engine)
        return str(folder)

    @contextmanager
    def sample(self, folder: Path) -> Iterator[sa.Engine]:
        """The sample in a SQLite database of the test's own; its `files` lie in `folder`."""
        template = self.sample_template()
        if (template / "files").exists():
            shutil.copytree(template / "files", folder / "files", dirs_exist_ok=True)
        with self._file(template / "sample.sqlite3") as engine:
            yield engine

    @contextmanager
    def _file(self, template: Path) -> Iterator[sa.Engine]:
        """A copy of a SQLite file; the engine is the test's own, so that what listens to it ends with the test."""
        if not self._free_files:
            path = self.shared / f"{os.getpid()}-{next(_counter)}.sqlite3"
            self._free_files.append((path, _careless(engine_for(f"sqlite:///{path}"))))
        path, engine = self._free_files.pop()
        for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            old.unlink(missing_ok=True)
        shutil.copyfile(template, path)
        try:
            yield engine.execution_options()
        finally:
            engine.dispose()
            self._free_files.append((path, engine))

    def server(self) -> sa.URL:
        """The PostgreSQL server of this run, started by whoever asks first.

        Raises:
            RuntimeError: there is none, or it does not start.
        """
        return sa.make_url(once(self.shared, "postgresql", lambda: postgresql.start(self.owner)))

    def postgresql_template(self) -> str:
        """The name of a migrated, empty database on the server."""
        return once(self.shared, "postgresql-template", self._make_postgresql_template)

    def _make_postgresql_template(self) -> str:
        self._administer(f"CREATE DATABASE {TEMPLATE}")
        engine = engine_for(self._url(TEMPLATE))
        upgrade(engine)
        engine.dispose()  # a template must have no visitors
        return TEMPLATE

    def database(
        self, kind: str, folder: Path, *, migrated: bool = True
    ) -> AbstractContextManager[sa.Engine]:
        """A database of the test's own, of kind "sqlite" (in `folder`) or "postgresql"."""
        return (
            self.sqlite(folder, migrated=migrated) if kind == "sqlite" else self.postgresql(migrated=migrated)
        )

    @contextmanager
    def sqlite(self, folder: Path, *, migrated: bool = True) -> Iterator[sa.Engine]:
        """A SQLite database of the test's own; in `folder` where it is bare."""
        if migrated:
            with self._file(self.sqlite_template()) as engine:
                yield engine
            return
        engine = _careless(engine_for(f"sqlite:///{folder / f'test-{next(_counter)}.sqlite3'}"))
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def postgresql(self, *, migrated: bool = True) -> Iterator[sa.Engine]:
        """A PostgreSQL database of the test's own."""
        if not migrated:
            with self._new_database("template0") as engine:
                yield engine
            return
        if not self._free_databases:
            engine = engine_for(self._url(self._create(self.postgresql_template())))
            self._free_databases.append((engine, _shape(engine)))
        engine, shape = self._free_databases.pop()
        try:
            yield engine.execution_options()
        finally:
            if _shape(engine) == shape:
                with engine.begin() as connection:
                    connection.exec_driver_sql(EMPTIED)
                self._free_databases.append((engine, shape))
            else:
                self._drop(engine)

    @contextmanager
    def _new_database(self, template: str) -> Iterator[sa.Engine]:
        engine = engine_for(self._url(self._create(template)))
        try:
            yield engine
        finally:
            self._drop(engine)

    def _create(self, template: str) -> str:
        name = f"kaiguan_{os.getpid()}_{next(_counter)}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def _drop(self, engine: sa.Engine) -> None:
        engine.dispose()
        self._administer(f"DROP DATABASE {engine.url.database} WITH (FORCE)")

    def _url(self, database: str) -> str:
        return self.server().set(database=database).render_as_string(hide_password=False)

    def _administer(self, statement: str) -> None:
        engine = engine_for(self._url("postgres")).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


def _shape(engine: sa.Engine) -> str:
    with engine.connect() as connection:
        return str(connection.exec_driver_sql(SHAPE).scalar_one())
