"""Suppliers' quotations that support the price of a line; they stay with the line over all drafts."""

from sqlmodel import Session, select

from db.commands import editing
from db.commands.registry import command, get
from db.documents import StoredDocument, hang_document
from db.models import Attachment, LineageRow
from db.queries.review import LINEAGE, QUOTATION
from tracker.documents import KINDS
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor

ENDINGS = ("pdf", "jpg", "jpeg", "png", "webp", "xlsx")
"""What a quotation may be: a paper, a picture of one, or a workbook."""


@command(Action.EDIT_PROCUREMENT)
def add_quotation(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    lineage_id: int,
    document: StoredDocument,
    caption: str = "",
) -> int:
    """Attach a kept file to a line; gives the attachment's id.

    Raises:
        Invalid: it is of another kind (`document_kind`), or the line has these very bytes (`quotation_known`).
    """
    get(session, LineageRow, project_id, lineage_id)
    if document.media_type not in {KINDS[ending][0] for ending in ENDINGS}:
        raise Invalid("document_kind", file=document.file_name, kinds=list(ENDINGS))
    known = session.exec(
        select(Attachment.id).where(
            Attachment.project_id == project_id,
            Attachment.record_table == LINEAGE,
            Attachment.record_id == lineage_id,
            Attachment.purpose == QUOTATION,
            Attachment.sha256 == document.sha256,
        )
    ).first()
    if known is not None:
        raise Invalid("quotation_known", file=document.file_name)
    return hang_document(
        session, project_id, LINEAGE, lineage_id, document, caption=caption, purpose=QUOTATION
    )


@command(Action.EDIT_PROCUREMENT)
def archive_quotation(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Put a quotation aside."""
    editing.archive(session, _quotation(session, project_id, attachment_id))


@command(Action.EDIT_PROCUREMENT)
def restore_quotation(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Bring a quotation back."""
    editing.restore(session, _quotation(session, project_id, attachment_id))


def _quotation(session: Session, project_id: int, attachment_id: int) -> Attachment:
    attachment = get(session, Attachment, project_id, attachment_id)
    if (attachment.record_table, attachment.purpose) != (LINEAGE, QUOTATION):
        raise NotFound(record="attachment", id=attachment_id)
    return attachment
