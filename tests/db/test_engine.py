"""The switches of the two databases (design rule 11)."""

import threading
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from db.engine import BUSY_TIMEOUT_MS, IMMEDIATE, engine_for, normal_url, refresh_statistics
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project


def test_a_row_that_refers_to_nothing_is_refused(engine):
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(
            sa.text(
                "INSERT INTO area_revision (project_id, area, revision) VALUES (999, 'plan', 1)",
            )
        )


def test_rolling_back_to_a_savepoint_leaves_what_came_before_it(engine):
    insert = sa.text("INSERT INTO account (name, email, is_administrator) VALUES ('a', :email, false)")
    with engine.begin() as connection:
        connection.execute(insert, {"email": "kept@example.org"})
        savepoint = connection.begin_nested()
        connection.execute(insert, {"email": "undone@example.org"})
        savepoint.rollback()
    with engine.connect() as connection:
        assert connection.scalars(sa.text("SELECT email FROM account")).all() == ["kept@example.org"]


def test_sqlite_waits_for_the_disk_and_keeps_a_log_beside_the_file(tmp_path):
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": BUSY_TIMEOUT_MS}
    engine = engine_for(f"sqlite:///{tmp_path}/careful.sqlite3")
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    engine.dispose()
    assert found == expected


def test_a_second_writer_waits_for_the_first_and_then_sees_its_rows(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session, name="before").id
    first_holds_its_lock = threading.Event()
    seen: list[str] = []

    def second() -> None:
        first_holds_its_lock.wait(10)
        with unit_of_work(engine) as session:
            row = session.connection().execute(
                sa.text("SELECT name FROM project WHERE id = :id" + _locking(engine)), {"id": project_id}
            )
            seen.append(row.scalar_one())

    other = threading.Thread(target=second)
    other.start()
    with unit_of_work(engine) as session:
        update = sa.text("UPDATE project SET name = 'after' WHERE id = :id")
        session.connection().execute(update, {"id": project_id})
        first_holds_its_lock.set()
        time.sleep(0.3)
        assert seen == []
    other.join(10)
    assert seen == ["after"]


def _locking(engine):
    return "" if engine.dialect.name == "sqlite" else " FOR UPDATE"


def test_a_writer_on_sqlite_takes_the_lock_at_begin(sqlite_engine):
    impatient = sqlite_engine.execution_options(**{IMMEDIATE: True})
    with impatient.connect() as holder:
        holder.begin()
        with sqlite_engine.connect() as other:
            other.connection.driver_connection.execute("PRAGMA busy_timeout = 0")
            other.execution_options(**{IMMEDIATE: True})
            with pytest.raises(OperationalError, match="database is locked"):
                other.begin()


def test_a_reader_keeps_its_view_while_others_write(engine):
    with unit_of_work(engine) as session:
        make_project(session)
    count = sa.text("SELECT count(*) FROM project")
    with reading(engine) as reader:
        before = reader.connection().execute(count).scalar()
        with unit_of_work(engine) as writer:
            make_project(writer)
        assert reader.connection().execute(count).scalar() == before == 1
    with reading(engine) as reader:
        assert reader.connection().execute(count).scalar() == 2


def test_the_ids_of_both_databases_hold_more_than_32_bits(engine):
    large = 2**40
    with unit_of_work(engine) as session:
        project = make_project(session, id=large)
        task = make("task", session, id=large + 1, project_id=project.id)
        assert (project.id, task.id) == (1_099_511_627_776, 1_099_511_627_777)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql+psycopg://host/name", "postgresql+psycopg://host/name"),
        ("sqlite:///x.db", "sqlite:///x.db"),
    ],
)
def test_a_url_as_hosts_hand_it_out_names_our_driver(given, expected):
    assert normal_url(given) == expected


def test_the_folder_of_a_sqlite_file_is_made_and_the_engine_is_shared(tmp_path):
    url = f"sqlite:///{tmp_path}/a/b/c.sqlite3"
    engine = engine_for(url)
    assert (tmp_path / "a/b").is_dir()
    assert engine_for(url) is engine
    engine.dispose()


def test_sqlite_knows_how_large_its_tables_are_once_asked_to_count(sqlite_engine):
    with Session(sqlite_engine) as session:
        make("zone", session)
        session.commit()
    refresh_statistics(sqlite_engine)
    with sqlite_engine.connect() as connection:
        counted = connection.exec_driver_sql("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'zone'").scalar()
    assert counted > 0


def test_counting_leaves_other_databases_alone(engine):
    refresh_statistics(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
