"""The library's own Word templates: kept, replaced, taken out."""

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.registry import command
from db.documents import StoredDocument, hang_document
from db.models import Attachment, Project
from db.queries.word_templates import PROJECT, purpose_of
from tracker.errors import Invalid, NotFound
from tracker.languages import LANGUAGES
from tracker.permissions import Action, Actor
from tracker.word_templates import TemplateKind


@command(Action.MANAGE_PROJECT)
def set_word_template(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    kind: TemplateKind,
    language: str,
    document: StoredDocument,
) -> int:
    """Lay the papers of a kind in a language out with a kept Word file from now on; gives the attachment's id.

    The one before is put aside. Whether the file can be a template is looked at before it is kept
    (`db.word_templates`).

    Raises:
        Invalid: there is no such language (`language_unknown`).
    """
    if session.get(Project, project_id) is None:
        raise NotFound(record="project", id=project_id)
    _put_aside(session, project_id, kind, language)
    purpose = purpose_of(kind, language)
    return hang_document(session, project_id, PROJECT, project_id, document, purpose=purpose)


@command(Action.MANAGE_PROJECT)
def remove_word_template(
    session: Session, *, actor: Actor, project_id: int, kind: TemplateKind, language: str
) -> None:
    """Lay the papers of a kind in a language out with the standard template again.

    Raises:
        Invalid: there is no such language (`language_unknown`).
    """
    _put_aside(session, project_id, kind, language)


def _put_aside(session: Session, project_id: int, kind: TemplateKind, language: str) -> None:
    if language not in LANGUAGES:
        raise Invalid("language_unknown", language=language)
    query = select(Attachment).where(
        Attachment.project_id == project_id,
        Attachment.record_table == PROJECT,
        Attachment.record_id == project_id,
        Attachment.purpose == purpose_of(kind, language),
        col(Attachment.archived_at).is_(None),
    )
    for row in session.exec(query):
        editing.archive(session, row)
