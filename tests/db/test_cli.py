"""`python -m db`: what it prints, and its exit codes."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.cli import main
from db.files import file_store
from db.models import metadata
from db.photos import StoredPhoto, hang
from db.schema_version import current, head
from db.unit_of_work import unit_of_work
from tests.factories import make_project
from tests.support.rows import Rows
from tests.support.s3_server import CREDENTIALS, serving


@pytest.fixture
def env(engine, tmp_path):
    """The settings of an installation whose database is `engine`."""
    url = engine.url.render_as_string(hide_password=False)
    return {"DATABASE_URL": url, "TRACKER_FILES": str(tmp_path / "files"), "TRACKER_TODAY": "2026-03-02"}


def test_upgrade_says_from_where_to_where(bare_engine, capsys):
    env = {"DATABASE_URL": bare_engine.url.render_as_string(hide_password=False)}
    assert main(["upgrade"], env) == 0
    assert capsys.readouterr().out.endswith(f": schema none -> {head()}\n")
    assert current(bare_engine) == head()
    assert main(["upgrade"], env) == 0
    assert capsys.readouterr().out.endswith(f": already at schema {head()}\n")


def test_check_of_a_whole_database_says_so(engine, env, capsys):
    with unit_of_work(engine) as session:
        make_project(session)
    assert main(["check"], env) == 0
    assert capsys.readouterr().out.endswith("triggers, references, audit chains and files are whole\n")


def test_check_of_an_empty_database_tells_to_upgrade(bare_engine, capsys):
    assert main(["check"], {"DATABASE_URL": bare_engine.url.render_as_string(hide_password=False)}) == 1
    line = f"schema: at revision none, the newest is {head()}; run `python -m db upgrade`\n"
    assert capsys.readouterr().out == line


def test_check_names_a_column_that_the_models_do_not_have(engine, env, capsys):
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE plan ADD COLUMN surplus INTEGER"))
    assert main(["check"], env) == 1
    out = capsys.readouterr().out
    assert out.startswith("schema: differs from the models: ")
    assert "surplus" in out


def test_check_names_a_missing_trigger_and_the_altered_entry(engine, env, capsys):
    with unit_of_work(engine) as session:
        make_project(session)
    on = "" if engine.dialect.name == "sqlite" else " ON audit_entry"
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP TRIGGER audit_entry_no_update{on}"))
        connection.execute(sa.text("UPDATE audit_entry SET command = 'innocent'"))
    assert main(["check"], env) == 1
    assert capsys.readouterr().out.splitlines() == [
        "triggers: audit_entry_no_update is missing",
        "audit: the chain of project 1 breaks at entry 1",
    ]


def test_check_names_a_row_that_refers_to_nothing(sqlite_engine, capsys):
    with sqlite_engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.execute(
                sa.text("INSERT INTO area_revision (project_id, area, revision) VALUES (9, 'plan', 1)")
            )
    assert main(["check"], {"DATABASE_URL": str(sqlite_engine.url)}) == 1
    assert "of area_revision refers to no row of project" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["folder", "bucket"])
def test_check_and_export_look_for_the_file_of_every_attachment(
    sqlite_engine, tmp_path, monkeypatch, capsys, place
):
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    out = tmp_path / "copy.zip"
    with serving() as s3:
        files = str(tmp_path / "files") if place == "folder" else s3.address("photos")
        env = {"DATABASE_URL": str(sqlite_engine.url), "TRACKER_FILES": files}
        kept = file_store(files).put(b"kept")
        with unit_of_work(sqlite_engine) as session:
            project_id = make_project(session).id
            hang(session, project_id, "finding", 7, [StoredPhoto(kept, 4), StoredPhoto("ab" * 32, 5)])

        assert main(["check"], env) == 1
        missing = f"files: attachment 2 of finding 7 has no file {'ab' * 32}\n"
        assert capsys.readouterr().out == missing
        assert main(["export", "--files", "--out", str(out)], env) == 0

    with zipfile.ZipFile(out) as archive:
        assert archive.read(f"files/{kept[:2]}/{kept[2:4]}/{kept}") == b"kept"
        assert json.loads(archive.read("manifest.json"))["files"] == {"count": 1, "missing": ["ab" * 32]}


def test_check_says_that_the_bucket_does_not_answer(sqlite_engine, monkeypatch, capsys):
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with serving() as s3:
        files = s3.address().replace("//library", "//other")
        with unit_of_work(sqlite_engine) as session:
            hang(session, make_project(session).id, "finding", 7, [StoredPhoto("ab" * 32, 5)])
        s3.failures = 100
        assert main(["check"], {"DATABASE_URL": str(sqlite_engine.url), "TRACKER_FILES": files}) == 1
    assert capsys.readouterr().out == "files: the store does not answer\n"


def test_export_holds_every_row_with_counts_and_checksums(engine, env, tmp_path, capsys):
    with engine.begin() as connection:
        rows = Rows(connection)
        for table in rows.names():
            rows.add(table)
        counts = rows.count()
    out = tmp_path / "deep" / "copy.zip"
    assert main(["export", "--out", str(out)], env) == 0
    assert capsys.readouterr().out == f"{out}: {sum(counts.values())} rows of {len(counts)} tables\n"
    with zipfile.ZipFile(out) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["schema"] == head()
        assert manifest["database"] == engine.dialect.name
        assert {name: facts["rows"] for name, facts in manifest["tables"].items()} == counts
        for name, facts in manifest["tables"].items():
            content = archive.read(f"tables/{name}.jsonl")
            assert hashlib.sha256(content).hexdigest() == facts["sha256"]
            lines = [json.loads(line) for line in content.splitlines()]
            assert len(lines) == counts[name]
            assert all(set(line) == set(metadata.tables[name].c.keys()) for line in lines)
        project = json.loads(archive.read("tables/project.jsonl").splitlines()[0])
    assert (project["name"], project["opening_on"]) == ("城东图书馆", "2026-12-28")
    assert sorted(path.name for path in out.parent.iterdir()) == ["copy.zip"]


def test_an_export_that_fails_leaves_the_last_one_and_no_half_file(bare_engine, tmp_path):
    out = tmp_path / "copy.zip"
    out.write_bytes(b"the last one")
    env = {"DATABASE_URL": bare_engine.url.render_as_string(hide_password=False)}
    with pytest.raises(sa.exc.DBAPIError):
        main(["export", "--out", str(out)], env)
    assert out.read_bytes() == b"the last one"
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.zip"]


def test_sample_if_empty_adds_nothing_beside_a_project(engine, env, capsys):
    with unit_of_work(engine) as session:
        make_project(session)
    assert main(["sample", "--if-empty"], env) == 0
    assert capsys.readouterr().out.endswith(": has 1 project(s); no sample added\n")


def test_a_bad_setting_is_refused_by_name(capsys):
    assert main(["upgrade"], {"TRACKER_TODAY": "tomorrow"}) == 2
    assert capsys.readouterr().err == "refused: bad_setting (setting=TRACKER_TODAY, text=tomorrow)\n"


@pytest.mark.parametrize("arguments", [[], ["repair"], ["sample", "--as-of", "soon"]])
def test_words_it_does_not_know_end_with_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments, {})
    assert caught.value.code == 2
    assert "usage: python -m db" in capsys.readouterr().err


def test_a_database_with_a_project_needs_no_more_than_a_look_before_each_start(sqlite_engine, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        make_project(session)
    url = str(sqlite_engine.url)
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "db", "sample", "--if-empty"],
        cwd=Path(__file__).resolve().parents[2],
        env={"DATABASE_URL": url, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"{url}: has 1 project(s); no sample added\n"
    imported = set(re.findall(r"\| +(\w+)$", run.stderr, re.MULTILINE))
    assert "sqlalchemy" in imported
    assert imported.isdisjoint({"alembic", "numpy", "sqlmodel"})


def test_the_folder_of_a_new_database_is_made_with_it(tmp_path, capsys):
    url = f"sqlite:///{tmp_path}/new/tracker.sqlite3"
    assert main(["upgrade"], {"DATABASE_URL": url}) == 0
    assert capsys.readouterr().out == f"{url}: schema none -> {head()}\n"
    assert (tmp_path / "new/tracker.sqlite3").exists()
