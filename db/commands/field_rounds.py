"""A phone begins or joins a round, hangs a photo on what it said, and signs: each time once, however often sent."""

import datetime as dt

from sqlmodel import Session, select

from db.commands import field_receipts
from db.commands.editing import required_text
from db.commands.field_receipts import Receipt
from db.commands.photos import attach_photo
from db.commands.registry import command, get
from db.commands.rounds import sign_round, start_round
from db.models import Inspection
from db.photos import StoredPhoto
from tracker.errors import Invalid
from tracker.field import NewRound, Signature
from tracker.permissions import Action, Actor
from tracker.photos import PhotoPurpose

LONGEST_NAME = 120

ROUND_ITSELF = "round"
"""What a photo names instead of an item when it shows the building as a whole."""

PHOTO_OWNERS = {"note": "inspection_note", "finding": "finding", "observation": "finding"}
"""Kind of an item → table on which its photos hang; what was seen of a finding hangs on the finding."""


@command(Action.HOLD_ROUNDS)
def join_round(session: Session, *, actor: Actor, project_id: int, wanted: NewRound) -> tuple[int, str]:
    """Begin a round, or join the one that stands in its slot; gives its id and the `client_id` that it has.

    Raises:
        Invalid: `not_a_slot`; `client_id_taken`, when the name stands for the round of another slot.
    """
    row = session.exec(
        select(Inspection).where(
            Inspection.project_id == project_id, Inspection.client_id == wanted.client_id
        )
    ).first()
    if row is not None:
        if (row.series_id, row.planned_on) != (wanted.series_id, wanted.planned_on):
            raise Invalid("client_id_taken")
        return _named(row, wanted.client_id)
    round_id = start_round(
        session,
        actor=actor,
        project_id=project_id,
        planned_on=wanted.planned_on,
        held_on=wanted.held_on,
        series_id=wanted.series_id,
    )
    row = get(session, Inspection, project_id, round_id)
    named = _named(row, wanted.client_id)
    session.add(row)
    return named


@command(Action.HOLD_ROUNDS)
def sign_from_phone(
    session: Session, *, actor: Actor, project_id: int, round_id: int, signature: Signature, today: dt.date
) -> dt.datetime:
    """Sign a round with a name; gives the instant. Sent again under the same `client_id`, it answers the same.

    Raises:
        Invalid: as for `sign_round`; `text_missing`, `text_too_long`, `client_id_taken`.
    """
    row = get(session, Inspection, project_id, round_id)
    known = field_receipts.find(session, project_id, signature.client_id)
    if known is not None:
        if (known.kind, known.round_id) != ("sign", round_id):
            raise Invalid("client_id_taken")
        return known.at
    name = required_text("name", signature.name, longest=LONGEST_NAME)
    sign_round(session, actor=actor, project_id=project_id, round_id=round_id, today=today)
    row.signed_name = name
    assert row.signed_at is not None  # noqa: S101 (signed just now)
    receipt = Receipt("sign", round_id, "", row.signed_at, round_id)
    field_receipts.keep(session, project_id, signature.client_id, receipt)
    return row.signed_at


@command(Action.HOLD_ROUNDS)
def photo_from_phone(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    on: str,
    photo: StoredPhoto,
    client_id: str,
    purpose: PhotoPurpose = PhotoPurpose.NONE,
) -> int:
    """Hang a stored photo on the item `on` of a round, or on the round itself; gives the attachment's id.

    Raises:
        Invalid: as for `attach_photo` and `photo_owner`.
        NotFound: no such item was stored.
    """
    table, record_id = photo_owner(session, project_id, round_id, on)
    return attach_photo(
        session,
        actor=actor,
        project_id=project_id,
        record_table=table,
        record_id=record_id,
        photo=photo,
        purpose=(purpose or None) if table == "finding" else None,
        client_id=client_id,
    )


def photo_owner(session: Session, project_id: int, round_id: int, on: str) -> tuple[str, int]:
    """Table and id of the record on which a photo of a round hangs.

    Args:
        session: any session of the database.
        project_id: the project.
        round_id: the round.
        on: `client_id` of a note, a finding or an observation of the round, or "round".

    Raises:
        Invalid: `not_of_this_round`; `field_malformed`, for an item that takes no photos.
        NotFound: the round is not the project's, or no such item was stored.
    """
    get(session, Inspection, project_id, round_id)
    if on == ROUND_ITSELF:
        return "inspection", round_id
    receipt = field_receipts.of_round(session, project_id, round_id, on)
    table = PHOTO_OWNERS.get(receipt.kind)
    record_id = receipt.said.get("finding_id", receipt.record_id)
    if table is None:
        raise Invalid("field_malformed", name="on")
    return table, int(record_id)


def _named(row: Inspection, client_id: str) -> tuple[int, str]:
    """A round begun at the desk has no name yet and takes the phone's."""
    row.client_id = row.client_id or client_id
    assert row.id is not None  # noqa: S101 (stored)
    return row.id, row.client_id
