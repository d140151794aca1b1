"""Saving an edit over a row that somebody else changed meanwhile: merge what fits, refuse the rest."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from tracker.errors import Conflict, Invalid


def merge_edit(
    row: Any,
    *,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    fields: frozenset[str] | None = None,
) -> list[str]:
    """Apply `changes` to `row`, and give the names of the fields that moved.

    `original` holds the values the person saw when the form opened, for at least the changed fields. Where
    the row is still at `expected_version`, the changes apply as they are. Where it is not, a field that only
    this person changed is taken, one that both set to the same value is left, and one that both set
    differently is a conflict: then nothing is touched. `fields` are those that may be changed at all; None where
    the caller has chosen them itself.

    Raises:
        Conflict: some field was changed by both; it carries base, mine and theirs of those fields.
        Invalid: `field_not_editable`.
    """
    if fields is not None:
        only_fields(changes, fields)
    wanted = {
        name: value for name, value in changes.items() if name not in original or value != original[name]
    }
    if row.version != expected_version:
        clashing = [
            name
            for name, mine in wanted.items()
            if getattr(row, name) != original.get(name) and getattr(row, name) != mine
        ]
        if clashing:
            raise Conflict(
                base={name: original.get(name) for name in clashing},
                mine={name: wanted[name] for name in clashing},
                theirs={name: getattr(row, name) for name in clashing},
                version=row.version,
                record_id=row.id,
            )
    moved = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in moved:
        setattr(row, name, wanted[name])
    return moved


def only_fields(values: Mapping[str, Any], fields: frozenset[str]) -> None:
    """See that a person writes none but these fields.

    Raises:
        Invalid: `field_not_editable`; it names the others.
    """
    unknown = values.keys() - fields
    if unknown:
        raise Invalid("field_not_editable", fields=sorted(unknown))


def archive(session: Session, row: Any) -> None:
    """Put a row aside; it stays in the database and can be restored. Archiving twice changes nothing."""
    if row.archived_at is None:
        row.archived_at = dt.datetime.now(dt.UTC)
        session.add(row)


def restore(session: Session, row: Any) -> None:
    """Bring an archived row back."""
    if row.archived_at is not None:
        row.archived_at = None
        session.add(row)


def required_text(field: str, value: str, *, longest: int) -> str:
    """`value` without outer space.

    Raises:
        Invalid: it is empty (`text_missing`) or longer than `longest` (`text_too_long`); `field` names the
            input.
    """
    text = value.strip()
    if not text:
        raise Invalid("text_missing", field=field)
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
