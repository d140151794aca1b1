"""Photos of rounds, notes and findings, added and taken away after the record itself was written."""

from sqlmodel import Session

from db.commands import editing
from db.commands.registry import command, get
from db.commands.rounds import writable_round
from db.models import Attachment, Finding, Inspection, InspectionNote
from db.photos import StoredPhoto, hang
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

OWNERS: dict[str, type[Inspection | InspectionNote | Finding]] = {
    "inspection": Inspection,
    "inspection_note": InspectionNote,
    "finding": Finding,
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
) -> int:
    """Hang a stored photo on a round, a note or a finding; gives the attachment's id.

    Raises:
        Invalid: `round_signed`, for a round or a note that is frozen (an addendum takes photos).
    """
    check_owner(session, project_id, record_table, record_id)
    [attachment_id] = hang(session, project_id, record_table, record_id, [photo], caption)
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
    if record_table not in OWNERS:
        raise Invalid("invalid", field="record_table")
    owner = get(session, OWNERS[record_table], project_id, record_id)
    if isinstance(owner, Inspection):
        writable_round(session, project_id, record_id)
    if isinstance(owner, InspectionNote) and not owner.is_addendum:
        writable_round(session, project_id, owner.inspection_id)
