"""Warranties of the works that begin when a gate passes."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.registry import command, get
from db.models import Gate, Warranty
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import WarrantyItem
from tracker.warranties import check_months

LONGEST_NOTE = 300
FIELDS = frozenset({"item", "months", "note"})
"""What may be edited; a warranty stays with its gate."""


@command(Action.HOLD_ROUNDS)
def create_warranty(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    gate_id: int,
    item: WarrantyItem,
    months: int,
    note: str = "",
) -> int:
    """Add a warranty to a gate; gives its id.

    Raises:
        Invalid: as `_check`.
    """
    get(session, Gate, project_id, gate_id)
    warranty = Warranty(project_id=project_id, gate_id=gate_id, item=item, months=months, note=note)
    _check(warranty)
    session.add(warranty)
    session.flush()
    assert warranty.id is not None  # noqa: S101 (flushed)
    return warranty.id


@command(Action.HOLD_ROUNDS)
def update_warranty(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    warranty_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the part, the months or the note of a warranty.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`.
    """
    warranty = get(session, Warranty, project_id, warranty_id)
    merge_edit(warranty, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(warranty)
    session.add(warranty)


@command(Action.HOLD_ROUNDS)
def archive_warranty(session: Session, *, actor: Actor, project_id: int, warranty_id: int) -> None:
    """Put a warranty aside."""
    editing.archive(session, get(session, Warranty, project_id, warranty_id))


@command(Action.HOLD_ROUNDS)
def restore_warranty(session: Session, *, actor: Actor, project_id: int, warranty_id: int) -> None:
    """Bring an archived warranty back."""
    editing.restore(session, get(session, Warranty, project_id, warranty_id))


def _check(warranty: Warranty) -> None:
    """Refuse months that the law or reason forbid, and a note that does not fit.

    Raises:
        Invalid: `warranty_too_short`, `warranty_out_of_range`, `text_too_long`.
    """
    check_months(warranty.item, warranty.months)
    warranty.note = warranty.note.strip()
    if len(warranty.note) > LONGEST_NOTE:
        raise Invalid("text_too_long", field="note", longest=LONGEST_NOTE, length=len(warranty.note))
