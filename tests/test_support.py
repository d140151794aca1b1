"""What the tests stand on must itself hold: nothing is left behind, and two workers make a thing once."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import sqlalchemy as sa

from db.models import metadata
from db.unit_of_work import about, unit_of_work
from tests.factories import make_project
from tests.support import postgresql
from tests.support.nursery import HAS_FORK, fork_streamlit
from tests.support.once import once
from tests.support.server import free_port
from tracker.permissions import SYSTEM


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder for sockets, whose path may be about 100 bytes long."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-") as folder:
        yield Path(folder)


def test_a_server_ends_with_its_owner_and_leaves_no_files():
    owner = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    url = postgresql.start(owner.pid)
    home = Path(url.split("host=")[1])
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert home.is_dir()
    owner.communicate(b"\n")
    deadline = time.monotonic() + 20
    while home.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not home.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.skipif(not HAS_FORK, reason="this system cannot fork")
def test_a_forked_server_has_its_own_environment_and_output_and_ends_with_its_owner(short_path):
    owner = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    log = short_path / "server.log"
    arguments = ["run", "streamlit_app.py", "--server.port", str(free_port()), "--server.headless", "true"]
    environment = {**os.environ, "DATABASE_URL": "nonsense://"}
    failing = fork_streamlit(short_path, owner.pid, arguments, environment, log)
    failing.wait(30)
    assert "nonsense" in log.read_text(encoding="utf-8")
    environment["DATABASE_URL"] = f"sqlite:///{short_path}/own.sqlite3"
    running = fork_streamlit(short_path, owner.pid, arguments, environment, log)
    assert running.is_running()
    nursery = running.parent()
    owner.communicate(b"\n")
    assert psutil.wait_procs([running, nursery], timeout=20)[1] == []


def test_a_machine_without_postgresql_fails_with_a_line_that_says_what_to_do(monkeypatch):
    monkeypatch.setattr(postgresql, "_candidates", list)
    with pytest.raises(
        RuntimeError, match="No PostgreSQL server found: put `postgres` and `initdb` on the PATH"
    ):
        postgresql.programs()


def test_the_package_brings_a_server_for_machines_that_have_none():
    assert [folder for folder in postgresql._candidates() if folder.parent.name.startswith("pginstall")]


def test_what_many_ask_for_at_once_is_made_once(tmp_path):
    made: list[int] = []
    seen: list[str] = []

    def make() -> str:
        made.append(1)
        time.sleep(0.1)
        return "made"

    askers = [threading.Thread(target=lambda: seen.append(once(tmp_path, "it", make))) for _ in range(5)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert made == [1]
    assert seen == ["made"] * 5


def test_what_could_not_be_made_fails_for_everybody_with_the_reason(tmp_path):
    def make() -> str:
        message = "no disk"
        raise OSError(message)

    with pytest.raises(OSError, match="no disk"):
        once(tmp_path, "it", make)
    with pytest.raises(RuntimeError, match="OSError: no disk"):
        once(tmp_path, "it", lambda: "never asked")


def rows_of_all_tables(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return sum(
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in metadata.sorted_tables
        )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_that_a_test_gave_back_is_as_new_for_the_next(databases, tmp_path, kind):
    with databases.database(kind, tmp_path) as engine:
        first = engine.url
        with unit_of_work(engine) as session:
            about(session, actor=SYSTEM, command="test")
            assert make_project(session).id == 1
        left_open = engine.connect()
        left_open.execute(sa.select(sa.func.count()).select_from(metadata.tables["project"]))
        assert rows_of_all_tables(engine) > 1

    with databases.database(kind, tmp_path) as engine:
        assert engine.url == first
        assert rows_of_all_tables(engine) == 0
        with unit_of_work(engine) as session:
            assert make_project(session).id == 1
    left_open.invalidate()
    left_open.close()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE plan ADD COLUMN surplus INTEGER",
        "DROP TRIGGER audit_entry_no_update ON audit_entry",
        "ALTER TABLE task DISABLE TRIGGER ALL",
        "CREATE FUNCTION surplus() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_a_postgresql_database_whose_shape_was_changed_is_not_used_again(databases, tmp_path, change):
    with databases.postgresql() as engine:
        first = engine.url
        with engine.begin() as connection:
            connection.exec_driver_sql(change)

    with databases.postgresql() as engine:
        assert engine.url != first
