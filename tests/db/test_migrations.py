"""One chain of migrations, right on both databases, that loses nothing on the way (design rule 11)."""

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from db.migrate import HERE, config, drift, upgrade
from db.models import metadata
from db.schema_version import current, head
from db.triggers import create_triggers, expected_names, trigger_names
from tests.support.rows import Rows

REVISIONS = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()][::-1]


def test_an_empty_database_is_brought_to_the_newest_schema(bare_engine):
    assert current(bare_engine) is None
    upgrade(bare_engine)
    assert current(bare_engine) == head() == REVISIONS[-1]


def test_upgrading_twice_changes_nothing(engine):
    with engine.connect() as connection:
        before = _checks(connection), trigger_names(connection)
    upgrade(engine)
    with engine.connect() as connection:
        assert (_checks(connection), trigger_names(connection)) == before


def test_a_migrated_database_has_what_the_models_have(engine):
    assert drift(engine) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_checks_and_triggers_of_a_migrated_and_a_fresh_database_are_the_same(databases, kind, tmp_path):
    with (
        databases.database(kind, tmp_path) as migrated,
        databases.database(kind, tmp_path, migrated=False) as fresh,
    ):
        with fresh.begin() as connection:
            metadata.create_all(connection)
            create_triggers(connection)
        with migrated.connect() as one, fresh.connect() as other:
            assert _checks(one) == _checks(other)
            assert trigger_names(one) == trigger_names(other) == expected_names(kind)
            # The comparison compares something.
            assert "ck_line_amount" in _checks(one)["line"]


def _checks(connection):
    """CHECK constraints by table and name, as the database words them."""
    inspector = sa.inspect(connection)
    return {
        table: {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table)}
        for table in metadata.tables
    }


def test_rows_of_every_table_written_at_each_revision_are_carried_to_the_newest(bare_engine):
    before: dict[str, int] = {}
    for revision in REVISIONS:
        upgrade(bare_engine, revision)
        with bare_engine.begin() as connection:
            rows = Rows(connection)
            after = rows.count()
            assert {table: after.get(table) for table in before} == before, revision
            for table in rows.names():
                rows.add(table)
            before = rows.count()
        assert min(before.values()) >= 1
    assert len(before) >= 46


REBUILD = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", {head!r}, None, None


def upgrade():
    for table in {tables!r}:
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("added", sa.Integer()))
"""

BROKEN = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", {head!r}, None, None


def upgrade():
    op.create_table("halfway", sa.Column("id", sa.Integer(), primary_key=True))
    raise RuntimeError("power cut")
"""

DANGLING = """
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", {head!r}, None, None


def upgrade():
    op.execute("INSERT INTO area_revision (project_id, area, revision) VALUES (999, 'plan', 1)")
"""


def _with_a_further_migration(folder, text, **facts):
    """Configuration of our chain and one more migration."""
    (folder / "further.py").write_text(text.format(head=head(), **facts), encoding="utf-8")
    made = config()
    made.set_main_option("path_separator", "newline")
    made.set_main_option("version_locations", f"{HERE / 'migrations' / 'versions'}\n{folder}")
    return made


def test_a_migration_that_rebuilds_all_tables_on_sqlite_loses_no_row_and_no_trigger(sqlite_engine, tmp_path):
    with sqlite_engine.begin() as connection:
        rows = Rows(connection)
        for table in rows.names():
            rows.add(table)
        before = rows.count()
    upgrade(sqlite_engine, using=_with_a_further_migration(tmp_path, REBUILD, tables=sorted(before)))
    with sqlite_engine.connect() as connection:
        after = Rows(connection)
        assert all("added" in after.present.tables[table].c for table in before)
        assert after.count() == before
        assert trigger_names(connection) == expected_names("sqlite")
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_migration_that_fails_leaves_the_database_as_it_was(engine, tmp_path):
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade(engine, using=_with_a_further_migration(tmp_path, BROKEN))
    assert current(engine) == head()
    with engine.connect() as connection:
        assert "halfway" not in sa.inspect(connection).get_table_names()
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_migration_that_leaves_a_dangling_reference_on_sqlite_is_undone(sqlite_engine, tmp_path):
    with pytest.raises(RuntimeError, match="dangling references"):
        upgrade(sqlite_engine, using=_with_a_further_migration(tmp_path, DANGLING))
    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM area_revision").scalar() == 0
