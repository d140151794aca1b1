"""The triggers that keep the audit append-only, written once for both databases.

SQLite's batch migrations rebuild tables and drop their triggers without an error, so every migration ends by
calling `create_triggers` (design rule 11).
"""

import sqlalchemy as sa

APPEND_ONLY = ("audit_entry", "finding_event", "baseline", "baseline_task")
"""Tables whose rows are never changed or removed."""

_VERBS = {
    "sqlite": (("update", "ROW"), ("delete", "ROW")),
    "postgresql": (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")),
}


def create_triggers(connection: sa.Connection) -> None:
    """(Re)create the triggers that refuse a change on those append-only tables that exist by now."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
        )
    present = set(sa.inspect(connection).get_table_names())
    for table in APPEND_ONLY:
        if table not in present:
            continue
        for verb, level in _VERBS[dialect]:
            _create(connection, table, verb, level)


def _create(connection: sa.Connection, table: str, verb: str, level: str) -> None:
    name = f"{table}_no_{verb}"
    when = f"BEFORE {verb.upper()} ON {table} FOR EACH {level}"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    else:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_change()")


def expected_names(dialect: str) -> set[str]:
    """The names of the triggers that a database of this dialect ("sqlite" or "postgresql") must have."""
    return {f"{table}_no_{verb}" for table in APPEND_ONLY for verb, _ in _VERBS[dialect]}


def trigger_names(connection: sa.Connection) -> set[str]:
    """The names of all triggers of ours that the database has."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return {row[0] for row in connection.exec_driver_sql(query)}
