"""What every table shares: ids, project scope, version, archiving, column types.

Each table of a project has `UNIQUE (project_id, id)`, and every foreign key starts with `project_id`, so that
a row of another project cannot be linked even by a wrong command (design rule 11).
"""

import datetime as dt
import enum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""BIGINT on PostgreSQL; INTEGER on SQLite, where only that spelling is the row id (64 bits there too)."""


class UtcDateTime(sa.TypeDecorator[dt.datetime]):
    """An instant: stored and returned in UTC; a naive value is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Into the database, in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs a time zone"
            raise ValueError(message)
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Out of the database, aware; SQLite keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def enum_type(kind: type[enum.StrEnum], name: str = "") -> sa.Enum:
    """A text column that holds the values of `kind`, with a CHECK that says so on both databases.

    `name` tells apart the CHECKs of two such columns in one table; PostgreSQL refuses one name twice.
    """
    return sa.Enum(
        kind,
        name=name or kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        length=40,
        create_constraint=True,
    )


def choice(
    kind: type[enum.StrEnum], default: enum.StrEnum | None = None, *, nullable: bool = False, name: str = ""
) -> Any:
    """A field that holds one value of `kind`; `name` as in `enum_type`."""
    if default is None and not nullable:
        return Field(sa_type=enum_type(kind, name))
    return Field(default=default, sa_type=enum_type(kind, name), nullable=nullable)


def big(default: int | None = None, *, nullable: bool = False, **extra: Any) -> Any:
    """A BIGINT field: money in fen, quantities in thousandths, foreign ids."""
    if default is None and not nullable:
        return Field(sa_type=sa.BigInteger, **extra)
    return Field(default=default, sa_type=sa.BigInteger, nullable=nullable, **extra)


def instant(*, nullable: bool = True) -> Any:
    """A field that holds an instant in UTC."""
    if nullable:
        return Field(default=None, sa_type=UtcDateTime)
    return Field(sa_type=UtcDateTime)


def link(column: str, table: str) -> tuple[sa.ForeignKeyConstraint, sa.Index]:
    """`(project_id, column)` refers to `(project_id, id)` of `table`, with the index that look-ups need."""
    return (
        sa.ForeignKeyConstraint(["project_id", column], [f"{table}.project_id", f"{table}.id"]),
        sa.Index(None, "project_id", column),
    )


def constraints(*parts: Any) -> tuple[Any, ...]:
    """`__table_args__` of a project's table: its scope key, and `parts` (results of `link` are unpacked)."""
    flat: list[Any] = [sa.UniqueConstraint("project_id", "id")]
    for part in parts:
        flat.extend(part) if isinstance(part, tuple) else flat.append(part)
    return tuple(flat)


class ProjectRow(SQLModel):
    """A row that belongs to one project.

    Attributes:
        area: whose revision a write to this table bumps (see `db.unit_of_work`).
        private: columns that hold a person's name, contact or free text about a person; the audit says only
            "changed" of them (design rule 3).
    """

    area: ClassVar[str] = "project"
    private: ClassVar[frozenset[str]] = frozenset()

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    project_id: int = Field(sa_type=sa.BigInteger, foreign_key="project.id")


class Versioned(SQLModel):
    """Guards overlapping transactions: an UPDATE names the version it read, and fails if it has moved."""

    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (SQLAlchemy calls it on the class)
        """The version column of this table."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]  # set by SQLAlchemy


class Archivable(SQLModel):
    """Deleting is archiving: the row stays, and can be restored."""

    archived_at: dt.datetime | None = instant()
