"""Rows below the ORM, for databases that are not at the newest schema."""

from typing import Any

import sqlalchemy as sa

from db.models import metadata
from tests.factories import row_values


class Rows:
    """Fills the tables that a database has by now, whichever revision it is at."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.present = sa.MetaData()
        self.present.reflect(connection)

    def names(self) -> list[str]:
        """The tables, Alembic's own left out, parents first."""
        return [table.name for table in self.present.sorted_tables if table.name != "alembic_version"]

    def add(self, name: str, **given: Any) -> int:
        """Insert a row, with the rows it needs; gives its id (0 for a table without one)."""
        here = self.present.tables[name]
        table = metadata.tables.get(name, here)
        values = row_values(table, given, self.add, columns=set(here.c.keys()))
        inserted = self.connection.execute(sa.insert(table).values(**values))
        key = inserted.inserted_primary_key
        return int(key[0]) if key and "id" in here.c else 0

    def count(self) -> dict[str, int]:
        """How many rows each table has."""
        return {
            name: self.connection.scalar(sa.select(sa.func.count()).select_from(self.present.tables[name]))
            for name in self.names()
        }
