"""Rows below the ORM, for databases that are not at the newest schema."""

from typing import Any

import sqlalchemy as sa

from db.models import metadata
from db.search.words import TABLE as SEARCH_WORDS
from tests.factories import row_values

ONCE_REQUIRED: dict[str, dict[str, Any]] = {
    "acceptance": {"stage": "fire"},
    "attendance": {"mark": "present"},
    "standard": {"quantity_rule": "每岗 1 台"},
}
"""Values of columns that older revisions require and today's models do not have, or do not require, by table."""


class Rows:
    """Fills the tables that a database has by now, whichever revision it is at."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.present = sa.MetaData()
        # The words of the search stand in tables of each database's own kind, which no model fills.
        self.present.reflect(connection, only=lambda name, _: not name.startswith(SEARCH_WORDS))

    def names(self) -> list[str]:
        """The tables, Alembic's own left out, parents first."""
        return [table.name for table in self.present.sorted_tables if table.name != "alembic_version"]

    def add(self, name: str, **given: Any) -> int:
        """Insert a row, with the rows it needs; gives its id (0 for a table without one)."""
        here = self.present.tables[name]
        known = metadata.tables.get(name, here)
        once = {column: value for column, value in ONCE_REQUIRED.get(name, {}).items() if column in here.c}
        values = {**row_values(known, given, self.add, columns=set(here.c.keys())), **once}
        # Without the models' defaults, which may name columns that this revision has not got.
        table = sa.table(name, *(sa.column(key, known.c[key].type) for key in values if key in known.c))
        for key in once.keys() - known.c.keys():
            table.append_column(sa.column(key))
        insert = sa.insert(table).values(**values)
        if "id" not in here.c:
            self.connection.execute(insert)
            return 0
        return int(self.connection.execute(insert.returning(sa.column("id"))).scalar_one())

    def count(self) -> dict[str, int]:
        """How many rows each table has."""
        return {
            name: self.connection.scalar(sa.select(sa.func.count()).select_from(self.present.tables[name]))
            for name in self.names()
        }
