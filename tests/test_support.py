"""What the tests stand on must itself hold: nothing is left behind, and two workers make a thing once."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tests.support import postgresql
from tests.support.once import once


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
