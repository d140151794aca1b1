"""Photos of rounds, notes, findings and events, added and taken away after the record itself was written."""

from sqlmodel import Session

from db.commands import editing
from db.commands.registry import command, get
from db.commands.rounds import writable_round
from db.models import Attachment, Event, Finding, Inspection, InspectionNote
from db.photos import StoredPhoto, hang, sent_before
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.photos import PhotoPurpose, purpose_at

LONGEST_CLIENT_ID = 36
"""A UUID as text."""

Owner = Inspection | InspectionNote | Finding | Event

OWNERS: dict[str, type[Owner]] = {
    "inspection": Inspection,
    "inspection_note": InspectionNote,
    "finding": Finding,
    "event": Event,
}
"""What a photo may hang on, by table."""


@command(Action.HOLD_ROUNDS)
def attach_photo(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    record_table: str,
    record_id: int,
    photo: StoredPhoto,
    caption: str = "",
    purpose: PhotoPurpose | None = None,
    client_id: str | None = None,
) -> int:
    """Hang a stored photo on a round, a note, a finding or an event; gives the attachment's id.

    Of a finding it shows what is wrong or what was done about it: without a `purpose`, that follows from where
    the finding stands. A photo that a device sends again under the same `client_id` (at most 36 characters) is
    hung once, and its id is given again, even when the round was signed in between.

    Raises:
        Invalid: `round_signed`, for a round or a note that is frozen (an addendum takes photos); `invalid`, for
            a purpose of what is no finding, or a `client_id` that is too long; `photo_of_another_record`.
    """
    _check_client_id(client_id)
    owner = _owner(session, project_id, record_table, record_id)
    if isinstance(owner, Finding):
        purpose = purpose or purpose_at(owner.status)
    elif purpose:
        raise Invalid("invalid", field="purpose")
    if client_id is None or sent_before(session, project_id, client_id) is None:
        check_owner(session, project_id, record_table, record_id)
    [attachment_id] = hang(
        session, project_id, record_table, record_id, [photo], caption, purpose=purpose, client_id=client_id
    )
    return attachment_id


@command(Action.HOLD_ROUNDS)
def archive_photo(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Put a photo aside.

    Raises:
        Invalid: `round_signed`, when it belongs to what is frozen.
    """
    attachment = get(session, Attachment, project_id, attachment_id)
    check_owner(session, project_id, attachment.record_table, attachment.record_id)
    editing.archive(session, attachment)


@command(Action.HOLD_ROUNDS)
def restore_photo(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Bring an archived photo back.

    Raises:
        Invalid: as for `archive_photo`.
    """
    attachment = get(session, Attachment, project_id, attachment_id)
    check_owner(session, project_id, attachment.record_table, attachment.record_id)
    editing.restore(session, attachment)


def check_owner(session: Session, project_id: int, record_table: str, record_id: int) -> None:
    """Refuse a record that takes no photos now.

    Raises:
        Invalid: `invalid`, for a table that has no photos; `round_signed`, for what is frozen.
        NotFound: the record is not the project's.
    """
    owner = _owner(session, project_id, record_table, record_id)
    if isinstance(owner, Inspection):
        writable_round(session, project_id, record_id)
    if isinstance(owner, InspectionNote) and not owner.is_addendum:
        writable_round(session, project_id, owner.inspection_id)


def _owner(session: Session, project_id: int, record_table: str, record_id: int) -> Owner:
    if record_table not in OWNERS:
        raise Invalid("invalid", field="record_table")
    return get(session, OWNERS[record_table], project_id, record_id)


def _check_client_id(client_id: str | None) -> None:
    if client_id is not None and not 0 < len(client_id) <= LONGEST_CLIENT_ID:
        raise Invalid("invalid", field="client_id")
