"""The Word templates that a project keeps: one of each kind for each language."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.models import Attachment
from tracker.word_templates import TemplateKind

PROJECT = "project"
"""Table of the record that a template is attached to."""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A kept template: what it was called, and where its bytes are (`sha256`, see `db.files`)."""

    id: int
    sha256: str
    size: int
    file_name: str
    added_at: dt.datetime | None


def purpose_of(kind: TemplateKind, language: str) -> str:
    """The purpose of the attachment that is the template of a kind for a language."""
    return f"{kind.value}_{language}"


def word_template(
    session: Session, project_id: int, kind: TemplateKind, language: str
) -> TemplateFile | None:
    """The template that papers of a kind in a language are laid out with; None where it is the standard one."""
    row = session.exec(
        select(Attachment)
        .where(
            Attachment.project_id == project_id,
            Attachment.record_table == PROJECT,
            Attachment.record_id == project_id,
            Attachment.purpose == purpose_of(kind, language),
            col(Attachment.archived_at).is_(None),
        )
        .order_by(col(Attachment.id).desc())
    ).first()
    if row is None or row.id is None:
        return None
    return TemplateFile(row.id, row.sha256, row.size, row.file_name, row.added_at)
