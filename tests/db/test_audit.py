"""The audit cannot be changed by any statement, and shows when somebody went behind its back."""

import hashlib
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from db.models import AuditEntry, Project
from db.triggers import APPEND_ONLY, create_triggers, trigger_names
from db.unit_of_work import GENESIS, broken_link, reading, unit_of_work
from tests.factories import make, make_project


@pytest.fixture
def project_id(engine):
    """A project with three audit entries: it was made, and renamed twice."""
    with unit_of_work(engine) as session:
        project_id = make_project(session, name="一").id
    for name in ("二", "三"):
        with unit_of_work(engine) as session:
            session.get(Project, project_id).name = name
    return project_id


def chain(engine):
    """Each entry's predecessor and own hash, oldest first."""
    with reading(engine) as session:
        return list(session.exec(select(AuditEntry.prev_hash, AuditEntry.hash).order_by(AuditEntry.id)))


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET project_id = project_id", "DELETE FROM {}"])
def test_no_statement_changes_or_removes_a_row_of_an_append_only_table(engine, table, statement):
    with unit_of_work(engine) as session:
        make("baseline_task", session)
        make("finding_event", session)
    with engine.connect() as connection, pytest.raises(DBAPIError, match=f"{table} is append-only"):
        connection.execute(sa.text(statement.format(table)))


def test_postgresql_refuses_to_empty_the_audit(postgresql_engine):
    with postgresql_engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(sa.text("TRUNCATE audit_entry"))


def test_sqlite_refuses_to_replace_an_entry(sqlite_engine):
    with unit_of_work(sqlite_engine) as session:
        make_project(session)
    copy = sa.text("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry")
    with sqlite_engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(copy)


def test_each_entry_carries_the_hash_of_the_one_before(engine, project_id):
    first, second, third = chain(engine)
    assert first[0] == GENESIS == "0" * 64
    assert second[0] == first[1]
    assert third[0] == second[1]


def test_the_hash_is_the_sha_256_of_the_columns_in_a_fixed_order(sqlite_engine):
    with unit_of_work(sqlite_engine) as session:
        project_id = make_project(session).id
    with reading(sqlite_engine) as session:
        entry = session.exec(select(AuditEntry)).one()
    at = entry.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    columns = ["0" * 64, project_id, at, None, "system", "system", "project", project_id, entry.changes, ""]
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    assert entry.hash == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_each_project_has_a_chain_of_its_own(engine, project_id):
    with unit_of_work(engine) as session:
        other = make_project(session).id
    with reading(engine) as session:
        query = select(AuditEntry.prev_hash).where(AuditEntry.project_id == other)
        assert session.exec(query).all() == [GENESIS]
        assert broken_link(session, project_id) is None
        assert broken_link(session, other) is None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_entry SET changes = '{}' WHERE id = :id",
        "UPDATE audit_entry SET actor_id = 1 WHERE id = :id",
        "UPDATE audit_entry SET reason = 'x' WHERE id = :id",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE id = :id",
    ],
)
def test_a_row_altered_behind_the_triggers_breaks_the_chain_there(engine, project_id, tampering):
    second = _ids(engine)[1]
    _behind_the_triggers(engine, tampering, second)
    with reading(engine) as session:
        assert broken_link(session, project_id) == second


def test_a_row_removed_behind_the_triggers_breaks_the_chain_at_the_next(engine, project_id):
    _, second, third = _ids(engine)
    _behind_the_triggers(engine, "DELETE FROM audit_entry WHERE id = :id", second)
    with reading(engine) as session:
        assert broken_link(session, project_id) == third


def test_an_untouched_chain_is_whole(engine, project_id):
    with Session(engine) as session:
        assert broken_link(session, project_id) is None


def _ids(engine):
    with reading(engine) as session:
        return session.exec(select(AuditEntry.id).order_by(AuditEntry.id)).all()


def _behind_the_triggers(engine, statement, entry_id):
    """Do what only somebody with full power over the database can do."""
    with engine.begin() as connection:
        for name in trigger_names(connection):
            table = name.rsplit("_no_", 1)[0]
            on = "" if engine.dialect.name == "sqlite" else f" ON {table}"
            connection.execute(sa.text(f"DROP TRIGGER {name}{on}"))
        connection.execute(sa.text(statement), {"id": entry_id})
        create_triggers(connection)
