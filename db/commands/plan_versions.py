"""Files of a plan document, kept as numbered versions."""

from sqlmodel import Session

from db.commands import editing
from db.commands.registry import command, get
from db.documents import StoredDocument, hang_document
from db.models import Attachment, Plan
from db.queries.plan_versions import PLAN, SENT, SUBMISSION, VERSION, PlanVersionRow, plan_versions
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor


@command(Action.EDIT_PLANS)
def add_plan_version(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    document: StoredDocument,
    caption: str = "",
) -> int:
    """Add a kept file as the plan's next version; gives the attachment's id. `caption` says what changed.

    Raises:
        Invalid: `version_known`, when the plan has these very bytes already, archived or not.
    """
    get(session, Plan, project_id, plan_id)
    for version in plan_versions(session, project_id).get(plan_id, []):
        if version.sha256 == document.sha256:
            raise Invalid("version_known", file=document.file_name, number=version.number)
    return hang_document(session, project_id, PLAN, plan_id, document, caption=caption, purpose=VERSION)


@command(Action.EDIT_PLANS)
def archive_plan_version(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Put a version aside; the others keep their numbers, and a submission that sent it still has it."""
    editing.archive(session, _version(session, project_id, attachment_id))


@command(Action.EDIT_PLANS)
def restore_plan_version(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Bring an archived version back."""
    editing.restore(session, _version(session, project_id, attachment_id))


def sendable_version(session: Session, project_id: int, plan_id: int, attachment_id: int) -> PlanVersionRow:
    """A version of a plan that a submission may name.

    Raises:
        NotFound: it is archived, or another plan's.
    """
    for version in plan_versions(session, project_id).get(plan_id, []):
        if version.id == attachment_id and not version.archived:
            return version
    raise NotFound(record="attachment", id=attachment_id)


def hang_sent(session: Session, project_id: int, submission_id: int, version: PlanVersionRow) -> None:
    """Attach the bytes of a version to the submission that sends it."""
    document = StoredDocument(version.sha256, version.size, version.media_type, version.file_name)
    hang_document(
        session, project_id, SUBMISSION, submission_id, document, caption=version.caption, purpose=SENT
    )


def _version(session: Session, project_id: int, attachment_id: int) -> Attachment:
    attachment = get(session, Attachment, project_id, attachment_id)
    if (attachment.record_table, attachment.purpose) != (PLAN, VERSION):
        raise NotFound(record="attachment", id=attachment_id)
    return attachment
