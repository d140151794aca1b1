"""The mappings of columns that imports of a project may use again."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import ColumnMapping
from tracker.imports.saved_mapping import SavedMapping


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A mapping kept by name."""

    id: int
    version: int
    name: str
    mapping: SavedMapping
    archived: bool


def column_mappings(session: Session, project_id: int) -> list[MappingRow]:
    """All mappings by name, archived ones last."""
    archived = col(ColumnMapping.archived_at).is_not(None)
    query = (
        sa.select(
            col(ColumnMapping.id),
            col(ColumnMapping.version),
            col(ColumnMapping.name),
            col(ColumnMapping.mapping),
            archived,
        )
        .where(col(ColumnMapping.project_id) == project_id)
        .order_by(archived, col(ColumnMapping.name))
    )
    rows: list[list[Any]] = [list(row) for row in session.connection().execute(query)]
    return [
        MappingRow(mapping_id, version, name, SavedMapping.from_json(text), aside)
        for mapping_id, version, name, text, aside in rows
    ]
