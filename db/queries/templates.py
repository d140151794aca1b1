"""Templates that projects keep, to choose them again."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.models import Attachment

PROJECT, TEMPLATE = "project", "template"
"""Table and purpose of an attachment that is a kept template."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A kept template: its name, and where its TOML text is (`sha256`, see `db.files`)."""

    id: int
    project_id: int
    name: str
    sha256: str
    added_at: dt.datetime | None
    archived: bool


def kept_templates(session: Session, project_ids: Collection[int]) -> list[TemplateRow]:
    """The templates of some projects, archived ones too, the newest first; one statement."""
    query = (
        select(Attachment)
        .where(
            col(Attachment.project_id).in_(project_ids),
            Attachment.record_table == PROJECT,
            Attachment.purpose == TEMPLATE,
        )
        .order_by(col(Attachment.id).desc())
    )
    return [
        TemplateRow(
            id=row.id,
            project_id=row.project_id,
            name=row.caption,
            sha256=row.sha256,
            added_at=row.added_at,
            archived=row.archived_at is not None,
        )
        for row in session.exec(query)
        if row.id is not None
    ]
