"""Procurement thresholds, as the library found them in a source; none is built in."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Threshold
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.thresholds import ProcurementObject
from tracker.vocabulary import ProcurementMethod

LONGEST_JURISDICTION = 120
LONGEST_LEVEL = 60
LONGEST_SOURCE = 500

FIELDS = frozenset(
    {"jurisdiction", "level", "object", "method", "amount_fen", "valid_from", "valid_to", "source"}
)
"""What may be edited: all of it."""


@command(Action.EDIT_PROCUREMENT)
def create_threshold(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    jurisdiction: str,
    amount_fen: int,
    source: str,
    level: str = "",
    object: str = "",  # noqa: A002 (the field's own name)
    method: ProcurementMethod = ProcurementMethod.OPEN_TENDER,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> int:
    """Record from which amount a method is prescribed, and where that is written; gives the threshold's id.

    Raises:
        Invalid: as `_check`.
    """
    row = Threshold(
        project_id=project_id,
        jurisdiction=jurisdiction,
        level=level,
        object=object,
        method=method,
        amount_fen=amount_fen,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
    )
    _check(row)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.EDIT_PROCUREMENT)
def update_threshold(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    threshold_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a threshold.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`, and "field_not_editable".
    """
    row = get(session, Threshold, project_id, threshold_id)
    merge_edit(row, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(row)
    session.add(row)


@command(Action.EDIT_PROCUREMENT)
def archive_threshold(session: Session, *, actor: Actor, project_id: int, threshold_id: int) -> None:
    """Put a threshold aside; it no longer counts."""
    editing.archive(session, get(session, Threshold, project_id, threshold_id))


@command(Action.EDIT_PROCUREMENT)
def restore_threshold(session: Session, *, actor: Actor, project_id: int, threshold_id: int) -> None:
    """Bring an archived threshold back."""
    editing.restore(session, get(session, Threshold, project_id, threshold_id))


def _check(row: Threshold) -> None:
    """Refuse a threshold without place, source or sense.

    Raises:
        Invalid: "text_missing", "text_too_long", "object_unknown", "amount_not_positive", or
            "ends_before_it_begins".
    """
    row.jurisdiction = required_text("jurisdiction", row.jurisdiction, longest=LONGEST_JURISDICTION)
    row.source = required_text("source", row.source, longest=LONGEST_SOURCE)
    row.level = row.level.strip()
    if len(row.level) > LONGEST_LEVEL:
        raise Invalid("text_too_long", field="level", longest=LONGEST_LEVEL, length=len(row.level))
    if row.object not in {"", *ProcurementObject}:
        raise Invalid("object_unknown", asked=row.object)
    if row.amount_fen <= 0:
        raise Invalid("amount_not_positive")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise Invalid("ends_before_it_begins", valid_from=row.valid_from, valid_to=row.valid_to)
