"""Databases for tests: one migrated template of each kind per run, copied for each test."""

import datetime as dt
import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import sqlalchemy as sa

from db.engine import engine_for
from db.migrate import upgrade
from db.seeds import sample
from tests.support import postgresql
from tests.support.once import once

TEMPLATE = "kaiguan_template"

_counter = itertools.count(1)


SAMPLE_DAY = dt.date(2026, 4, 1)
"""The Wednesday on which the sample of the tests is laid out."""


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
        """The sample in a SQLite database of the test's own, in `folder`, with its `files` beside it."""
        template = self.sample_template()
        path = folder / f"sample-{next(_counter)}.sqlite3"
        shutil.copyfile(template / "sample.sqlite3", path)
        if (template / "files").exists():
            shutil.copytree(template / "files", folder / "files", dirs_exist_ok=True)
        engine = engine_for(f"sqlite:///{path}")
        try:
            yield engine
        finally:
            engine.dispose()

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
        """A SQLite database of the test's own, in `folder`."""
        path = folder / f"test-{next(_counter)}.sqlite3"
        if migrated:
            shutil.copyfile(self.sqlite_template(), path)
        engine = engine_for(f"sqlite:///{path}")
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def postgresql(self, *, migrated: bool = True) -> Iterator[sa.Engine]:
        """A PostgreSQL database of the test's own; dropped afterwards."""
        name = f"kaiguan_{os.getpid()}_{next(_counter)}"
        template = self.postgresql_template() if migrated else "template0"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        engine = engine_for(self._url(name))
        try:
            yield engine
        finally:
            engine.dispose()
            self._administer(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, database: str) -> str:
        return self.server().set(database=database).render_as_string(hide_password=False)

    def _administer(self, statement: str) -> None:
        engine = engine_for(self._url("postgres")).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()
