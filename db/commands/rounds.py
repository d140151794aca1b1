"""Rounds: begun, written while walking the building, signed; a signed round takes addenda alone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.inspections import round_of_slot, slot_on
from db.commands.registry import command, get
from db.models import CheckResult, Finding, FindingCheck, Inspection, InspectionNote, Zone
from db.photos import StoredPhoto, hang
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import InspectionStatus

LONGEST_TEXT = 20_000
LONGEST_WEATHER = 60
FIELDS = frozenset({"held_on", "weather", "attendees", "progress", "decisions", "next_week"})
"""What a person writes at the head of a round."""

Content = InspectionNote | Finding | CheckResult | FindingCheck
CONTENT: tuple[type[Content], ...] = (InspectionNote, Finding, CheckResult, FindingCheck)
"""What makes a round worth signing, beside its head."""


@command(Action.HOLD_ROUNDS)
def start_round(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    planned_on: dt.date,
    held_on: dt.date,
    series_id: int | None = None,
) -> int:
    """Begin the round of a slot, or an extra one (`series_id` None); gives its id.

    A slot has one round: where somebody began it already, theirs is given, so that two people share it. An
    excused or archived one is taken up again.

    Raises:
        Invalid: `not_a_slot`, when the series plans nothing on `planned_on`.
    """
    row = None
    if series_id is not None:
        slot_on(session, project_id, series_id, planned_on)
        row = round_of_slot(session, project_id, series_id, planned_on)
    if row is None:
        row = Inspection(project_id=project_id, series_id=series_id, planned_on=planned_on, held_on=held_on)
    elif row.status is InspectionStatus.EXCUSED or row.archived_at is not None:
        row.status, row.excuse, row.archived_at = InspectionStatus.WORKING, "", None
        row.held_on = row.held_on or held_on
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.HOLD_ROUNDS)
def update_round(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the head of a round that is not signed: the fields of `FIELDS`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: `round_signed`, `round_excused`, or a text is too long.
    """
    row = writable_round(session, project_id, round_id)
    unknown = set(changes) - FIELDS
    if unknown:
        raise Invalid("invalid", field=min(unknown))
    merge_edit(row, expected_version=expected_version, original=original, changes=_texts(changes))
    session.add(row)


@command(Action.HOLD_ROUNDS)
def sign_round(session: Session, *, actor: Actor, project_id: int, round_id: int, today: dt.date) -> None:
    """Sign a round: from now on it is frozen, and takes addenda alone.

    Raises:
        Invalid: `round_signed` or `round_excused` already; `round_without_day`; `round_in_future`, when it
            says it was held after `today`; `round_empty`, when nothing was written, noted, answered or found.
    """
    row = writable_round(session, project_id, round_id)
    if row.held_on is None:
        raise Invalid("round_without_day")
    if row.held_on > today:
        raise Invalid("round_in_future", held_on=row.held_on, today=today)
    if not (row.progress.strip() or any(_count(session, model, row) for model in CONTENT)):
        raise Invalid("round_empty")
    row.status = InspectionStatus.SIGNED
    row.signed_at = dt.datetime.now(dt.UTC)
    row.signed_by_id = actor.account_id
    session.add(row)


@command(Action.HOLD_ROUNDS)
def archive_round(session: Session, *, actor: Actor, project_id: int, round_id: int) -> None:
    """Put a round aside that is not signed; its slot is free again.

    Raises:
        Invalid: `round_signed`.
    """
    row = get(session, Inspection, project_id, round_id)
    if row.status in {InspectionStatus.SIGNED, InspectionStatus.SUBMITTED}:
        raise Invalid("round_signed")
    editing.archive(session, row)


@command(Action.HOLD_ROUNDS)
def restore_round(session: Session, *, actor: Actor, project_id: int, round_id: int) -> None:
    """Bring an archived round back."""
    editing.restore(session, get(session, Inspection, project_id, round_id))


@command(Action.HOLD_ROUNDS)
def add_note(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    text: str,
    zone_id: int | None = None,
    photos: Sequence[StoredPhoto] = (),
    device: str = "",
    client_id: str | None = None,
) -> int:
    """Note what was seen in a zone (None: the building as a whole), with its photos; gives the note's id.

    On a signed round the note is an addendum. `device` and `client_id` are those of a phone that wrote it.

    Raises:
        Invalid: the text is missing or too long; `round_excused`.
    """
    row = get(session, Inspection, project_id, round_id)
    if row.status is InspectionStatus.EXCUSED:
        raise Invalid("round_excused")
    if zone_id is not None:
        get(session, Zone, project_id, zone_id)
    note = InspectionNote(
        project_id=project_id,
        inspection_id=round_id,
        zone_id=zone_id,
        text=required_text("text", text, longest=LONGEST_TEXT),
        is_addendum=row.status in {InspectionStatus.SIGNED, InspectionStatus.SUBMITTED},
        device=device,
        client_id=client_id,
    )
    session.add(note)
    session.flush()
    assert note.id is not None  # noqa: S101 (flushed)
    hang(session, project_id, "inspection_note", note.id, photos)
    return note.id


@command(Action.HOLD_ROUNDS)
def update_note(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    note_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change text or zone of a note, while its round is not signed.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: `round_signed`, or the text is missing or too long.
    """
    note = _writable_note(session, project_id, note_id)
    changes = dict(changes)
    if "text" in changes:
        changes["text"] = required_text("text", changes["text"], longest=LONGEST_TEXT)
    if changes.get("zone_id") is not None:
        get(session, Zone, project_id, changes["zone_id"])
    merge_edit(note, expected_version=expected_version, original=original, changes=changes)
    session.add(note)


@command(Action.HOLD_ROUNDS)
def archive_note(session: Session, *, actor: Actor, project_id: int, note_id: int) -> None:
    """Put a note aside, while its round is not signed.

    Raises:
        Invalid: `round_signed`.
    """
    editing.archive(session, _writable_note(session, project_id, note_id))


@command(Action.HOLD_ROUNDS)
def restore_note(session: Session, *, actor: Actor, project_id: int, note_id: int) -> None:
    """Bring an archived note back, while its round is not signed.

    Raises:
        Invalid: `round_signed`.
    """
    editing.restore(session, _writable_note(session, project_id, note_id))


def writable_round(session: Session, project_id: int, round_id: int) -> Inspection:
    """The round, which must not be frozen.

    Raises:
        Invalid: `round_signed`, or `round_excused`.
    """
    row = get(session, Inspection, project_id, round_id)
    if row.status is InspectionStatus.EXCUSED:
        raise Invalid("round_excused")
    if row.status is not InspectionStatus.WORKING:
        raise Invalid("round_signed")
    return row


def _writable_note(session: Session, project_id: int, note_id: int) -> InspectionNote:
    note = get(session, InspectionNote, project_id, note_id)
    writable_round(session, project_id, note.inspection_id)
    return note


def _texts(changes: Mapping[str, Any]) -> dict[str, Any]:
    clean = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    for name, value in clean.items():
        longest = LONGEST_WEATHER if name == "weather" else LONGEST_TEXT
        if isinstance(value, str) and len(value) > longest:
            raise Invalid("text_too_long", field=name, longest=longest, length=len(value))
    return clean


def _count(session: Session, model: type[Content], row: Inspection) -> int:
    query = select(func.count()).where(
        col(model.project_id) == row.project_id,
        col(model.inspection_id) == row.id,
        col(model.archived_at).is_(None),
    )
    return session.exec(query).one()
