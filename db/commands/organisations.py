"""Organisations that take part: contractors, supervisors, designers, bureaus, suppliers."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Organisation
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import OrganisationRole

LONGEST_NAME = 160


@command(Action.HOLD_ROUNDS)
def create_organisation(
    session: Session, *, actor: Actor, project_id: int, name: str, role: OrganisationRole
) -> int:
    """Add an organisation; gives its id. One that was archived under the same name is brought back.

    Raises:
        Invalid: `organisation_name_taken`, or the name is missing or too long.
    """
    name = required_text("name", name, longest=LONGEST_NAME)
    known = session.exec(
        select(Organisation).where(Organisation.project_id == project_id, Organisation.name == name)
    ).first()
    if known is None:
        known = Organisation(project_id=project_id, name=name, role=role)
        session.add(known)
    elif known.archived_at is None:
        raise Invalid("organisation_name_taken", name=name)
    known.role = role
    editing.restore(session, known)
    session.flush()
    assert known.id is not None  # noqa: S101 (flushed)
    return known.id


@command(Action.HOLD_ROUNDS)
def update_organisation(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    organisation_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change name or role.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: `organisation_name_taken`, or the name is missing or too long.
    """
    row = get(session, Organisation, project_id, organisation_id)
    changes = dict(changes)
    if "name" in changes:
        changes["name"] = required_text("name", changes["name"], longest=LONGEST_NAME)
        same = select(Organisation.id).where(
            Organisation.project_id == project_id, Organisation.name == changes["name"]
        )
        if any(found != organisation_id for found in session.exec(same)):
            raise Invalid("organisation_name_taken", name=changes["name"])
    merge_edit(row, expected_version=expected_version, original=original, changes=changes)
    session.add(row)


@command(Action.HOLD_ROUNDS)
def archive_organisation(session: Session, *, actor: Actor, project_id: int, organisation_id: int) -> None:
    """Put an organisation aside; what was assigned to it stays assigned."""
    editing.archive(session, get(session, Organisation, project_id, organisation_id))


@command(Action.HOLD_ROUNDS)
def restore_organisation(session: Session, *, actor: Actor, project_id: int, organisation_id: int) -> None:
    """Bring an archived organisation back."""
    editing.restore(session, get(session, Organisation, project_id, organisation_id))
