"""Papers of a package's stage (the notice, the award letter, the contract) as files that are kept with it."""

from sqlmodel import Session, select

from db.commands import editing
from db.commands.package_stages import stage_row
from db.commands.registry import command, get
from db.documents import StoredDocument, hang_document
from db.models import Attachment, Package
from db.queries.stage_documents import STAGE, STAGE_DOCUMENT
from tracker.documents import KINDS
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor
from tracker.procurement.process import Stage

ENDINGS = ("pdf", "ofd", "docx", "xlsx", "jpg", "jpeg", "png", "webp")
"""What a paper may be: a document (OFD is that of official papers), a workbook, or a picture of one."""


@command(Action.EDIT_PROCUREMENT)
def add_stage_document(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    package_id: int,
    stage: Stage,
    document: StoredDocument,
    caption: str = "",
) -> int:
    """Attach a kept file to a stage of a package; gives the attachment's id.

    Raises:
        Invalid: the package is archived (`package_archived`), the file is of another kind (`document_kind`), or the
            stage has these very bytes (`stage_document_known`).
    """
    package = get(session, Package, project_id, package_id)
    if package.archived_at is not None:
        raise Invalid("package_archived", title=package.title)
    if document.media_type not in {KINDS[ending][0] for ending in ENDINGS}:
        raise Invalid("document_kind", file=document.file_name, kinds=list(ENDINGS))
    row = stage_row(session, project_id, package_id, stage)
    editing.restore(session, row)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    known = session.exec(
        select(Attachment.id).where(
            Attachment.project_id == project_id,
            Attachment.record_table == STAGE,
            Attachment.record_id == row.id,
            Attachment.purpose == STAGE_DOCUMENT,
            Attachment.sha256 == document.sha256,
        )
    ).first()
    if known is not None:
        raise Invalid("stage_document_known", file=document.file_name)
    return hang_document(
        session, project_id, STAGE, row.id, document, caption=caption, purpose=STAGE_DOCUMENT
    )


@command(Action.EDIT_PROCUREMENT)
def archive_stage_document(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Put a paper aside."""
    editing.archive(session, _document(session, project_id, attachment_id))


@command(Action.EDIT_PROCUREMENT)
def restore_stage_document(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Bring a paper back."""
    editing.restore(session, _document(session, project_id, attachment_id))


def _document(session: Session, project_id: int, attachment_id: int) -> Attachment:
    attachment = get(session, Attachment, project_id, attachment_id)
    if (attachment.record_table, attachment.purpose) != (STAGE, STAGE_DOCUMENT):
        raise NotFound(record="attachment", id=attachment_id)
    return attachment
