"""Who was at a round, and for which organisation: noted, corrected and put aside while the round is not signed."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.commands.rounds import writable_round
from db.models import Attendee, Organisation
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

LONGEST_NAME = 120
FIELDS = frozenset({"name", "organisation_id"})


@command(Action.HOLD_ROUNDS)
def add_attendee(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    name: str,
    organisation_id: int | None = None,
    client_id: str | None = None,
) -> int:
    """Note who walks along; gives the row's id. `client_id` is that of a phone that noted it.

    Raises:
        Invalid: `round_signed`, `round_excused`; the name is missing or too long.
        NotFound: round or organisation are not the project's.
    """
    writable_round(session, project_id, round_id)
    _organisation(session, project_id, organisation_id)
    row = Attendee(
        project_id=project_id,
        inspection_id=round_id,
        name=required_text("name", name, longest=LONGEST_NAME),
        organisation_id=organisation_id,
        client_id=client_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.HOLD_ROUNDS)
def update_attendee(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    attendee_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change name or organisation of somebody who was at a round.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: `round_signed`, `round_excused`; the name is missing or too long.
        NotFound: the organisation is not the project's.
    """
    row = _writable(session, project_id, attendee_id)
    changes = dict(changes)
    unknown = set(changes) - FIELDS
    if unknown:
        raise Invalid("invalid", field=min(unknown))
    if "name" in changes:
        changes["name"] = required_text("name", changes["name"], longest=LONGEST_NAME)
    _organisation(session, project_id, changes.get("organisation_id"))
    merge_edit(row, expected_version=expected_version, original=original, changes=changes)
    session.add(row)


@command(Action.HOLD_ROUNDS)
def archive_attendee(session: Session, *, actor: Actor, project_id: int, attendee_id: int) -> None:
    """Put somebody aside who was not at the round after all.

    Raises:
        Invalid: `round_signed`, `round_excused`.
    """
    editing.archive(session, _writable(session, project_id, attendee_id))


@command(Action.HOLD_ROUNDS)
def restore_attendee(session: Session, *, actor: Actor, project_id: int, attendee_id: int) -> None:
    """Bring an archived attendee back.

    Raises:
        Invalid: `round_signed`, `round_excused`.
    """
    editing.restore(session, _writable(session, project_id, attendee_id))


def _writable(session: Session, project_id: int, attendee_id: int) -> Attendee:
    row = get(session, Attendee, project_id, attendee_id)
    writable_round(session, project_id, row.inspection_id)
    return row


def _organisation(session: Session, project_id: int, organisation_id: int | None) -> None:
    if organisation_id is not None:
        get(session, Organisation, project_id, organisation_id)
