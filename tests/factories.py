"""Valid rows for tests: `make("task", session, project_id=1, title="…")` fills in whatever was left out.

A required value is made up from the column's type and a counter; a required link gets a row of its own in the
same project. Rules that a type cannot say stand in `RULES`.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from db.models import Project, metadata

MODELS: dict[str, type[SQLModel]] = {
    mapper.local_table.name: mapper.class_ for mapper in SQLModel._sa_registry.mappers
}
"""Every table's model, by table name."""

DAY = dt.date(2026, 3, 2)
INSTANT = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)

_counter = itertools.count(1)


RULES: dict[str, Callable[[], dict[str, Any]]] = {
    "project": lambda: {
        "name": "城东图书馆",
        "district": "城东区",
        "opening_on": dt.date(2026, 12, 28),
        "starts_on": dt.date(2025, 9, 1),
    },
    # 3 × 120.50 yuan = 361.50 yuan
    "line": lambda: {"quantity_milli": 3_000, "unit_price_fen": 12_050, "amount_fen": 36_150},
    "audit_entry": lambda: {"changes": "{}", "record_id": 1},
    "subscription": lambda: {"digest_weekday": 0, "digest_minute": 480, "reminder_minute": 480},
    "report": lambda: {"starts_on": DAY, "ends_on": dt.date(2026, 3, 31)},
    "evidence_pack": lambda: {"starts_on": DAY, "ends_on": dt.date(2026, 3, 31)},
    "background_job": lambda: {"done": 1, "total": 4},
    "working_copy": lambda: {"content": "{}"},
}
"""Values that go together, or that a column's type does not tell."""


def make(table: str, session: Session, **given: Any) -> Any:
    """A stored row of `table` with the given columns; flushed, so that it has its id."""
    model = MODELS[table]
    values = row_values(metadata.tables[table], given, lambda name, **own: make(name, session, **own).id)
    row = model(**values)
    session.add(row)
    session.flush()
    return row


def make_project(session: Session, **given: Any) -> Project:
    """A stored project; flushed, so that it has its id."""
    project: Project = make("project", session, **given)
    return project


def row_values(
    table: sa.Table,
    given: Mapping[str, Any],
    make_parent: Callable[..., int],
    columns: set[str] | None = None,
) -> dict[str, Any]:
    """Values for a row: the given ones, the rule's, and something valid for each other required column.

    Args:
        table: the table as the models have it.
        given: columns that the caller chose.
        make_parent: makes a row of a named table (with `project_id` where it has one) and gives its id.
        columns: names of the columns to fill where a database has others than the models; all by default.
    """
    rule = RULES.get(table.name, dict)()
    values = {**{name: value for name, value in rule.items() if name in table.c}, **given}
    if "project_id" in table.c and "project_id" not in values:
        values["project_id"] = make_parent("project")
    for column in table.c:
        if column.name in values or column.nullable or (column.name == "id" and column.primary_key):
            continue
        if columns is not None and column.name not in columns:
            continue
        parent = parent_of(column)
        if parent == "account":
            values[column.name] = make_parent("account")
        elif parent:
            values[column.name] = make_parent(parent, project_id=values["project_id"])
        elif columns is not None or not _has_model_default(table.name, column.name):
            values[column.name] = value_for(column)
    return {name: value for name, value in values.items() if columns is None or name in columns}


def parent_of(column: sa.Column[Any]) -> str | None:
    """The table that a column refers to, leaving out the project of a compound link."""
    for key in column.foreign_keys:
        if key.column.name == "id":
            return str(key.column.table.name)
    return None


def value_for(column: sa.Column[Any]) -> Any:
    """Something valid for a column, different at each call where the type allows it."""
    kind = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    number = next(_counter)
    if isinstance(kind, sa.Enum):
        return kind.python_type(kind.enums[0]) if kind.enum_class else kind.enums[0]
    if isinstance(kind, sa.String):
        text = f"{column.name}-{number}"
        return text[-kind.length :] if kind.length else text
    by_type: list[tuple[type, Any]] = [
        (sa.Boolean, False),
        (sa.Integer, 1 if column.name != "number" else number),
        (sa.DateTime, INSTANT),
        (sa.Date, DAY + dt.timedelta(days=number % 700)),
        (sa.Time, dt.time(14, 30)),
    ]
    for type_, value in by_type:
        if isinstance(kind, type_):
            return value
    message = f"no value known for {column.table.name}.{column.name} {kind!r}"
    raise LookupError(message)


def _has_model_default(table: str, column: str) -> bool:
    field = MODELS[table].model_fields.get(column)
    return field is not None and not field.is_required()
