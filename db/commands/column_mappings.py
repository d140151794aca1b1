"""Mappings of columns kept by name, so that the next workbook of the same form is read the same way."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import ColumnMapping
from tracker.errors import Invalid
from tracker.imports.saved_mapping import SavedMapping
from tracker.permissions import Action, Actor

LONGEST_NAME = 120


@command(Action.DECIDE)
def save_column_mapping(
    session: Session, *, actor: Actor, project_id: int, name: str, mapping: SavedMapping
) -> int:
    """Keep a mapping under a name; gives its id. Under a name that is there it takes the place of the old one.

    Raises:
        Invalid: the name is missing or too long.
    """
    title = required_text("name", name, longest=LONGEST_NAME)
    row = _named(session, project_id, title) or ColumnMapping(project_id=project_id, name=title, mapping="")
    row.mapping, row.archived_at = mapping.to_json(), None
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.DECIDE)
def update_column_mapping(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    mapping_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Rename a mapping.

    Raises:
        Conflict: somebody else renamed it since.
        Invalid: the name is missing, too long or taken (`mapping_name_taken`).
    """
    row = get(session, ColumnMapping, project_id, mapping_id)
    wanted = {name: value for name, value in changes.items() if name == "name"}
    if "name" in wanted:
        wanted["name"] = required_text("name", wanted["name"], longest=LONGEST_NAME)
        other = _named(session, project_id, wanted["name"])
        if other is not None and other.id != mapping_id:
            raise Invalid("mapping_name_taken", name=wanted["name"])
    merge_edit(row, expected_version=expected_version, original=original, changes=wanted)
    session.add(row)


@command(Action.DECIDE)
def archive_column_mapping(session: Session, *, actor: Actor, project_id: int, mapping_id: int) -> None:
    """Put a mapping aside: it is no longer proposed."""
    editing.archive(session, get(session, ColumnMapping, project_id, mapping_id))


@command(Action.DECIDE)
def restore_column_mapping(session: Session, *, actor: Actor, project_id: int, mapping_id: int) -> None:
    """Bring a mapping back."""
    editing.restore(session, get(session, ColumnMapping, project_id, mapping_id))


def _named(session: Session, project_id: int, name: str) -> ColumnMapping | None:
    return session.exec(
        select(ColumnMapping).where(ColumnMapping.project_id == project_id, ColumnMapping.name == name)
    ).first()
