"""The files of plan documents as numbered versions, and which of them a submission sent."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.models import Attachment

PLAN, VERSION = "plan", "version"
"""Table and purpose of an attachment that is a version of a plan."""

SUBMISSION, SENT = "submission", "sent"
"""Table and purpose of an attachment that is what a submission sent."""


@dataclass(frozen=True, slots=True)
class PlanVersionRow:
    """A version of a plan: where its bytes are (`sha256`, see `db.files`), and what changed in it.

    Attributes:
        number: 1 for the plan's first file; an archived version keeps its number.
        added_at: the instant, in UTC.
    """

    id: int
    plan_id: int
    number: int
    sha256: str
    size: int
    media_type: str
    file_name: str
    caption: str
    added_at: dt.datetime | None
    archived: bool


def plan_versions(session: Session, project_id: int) -> dict[int, list[PlanVersionRow]]:
    """All versions by plan, archived ones too, the newest first; one statement."""
    found: dict[int, list[PlanVersionRow]] = {}
    for row in _attached(session, project_id, PLAN, VERSION):
        versions = found.setdefault(row.record_id, [])
        versions.insert(
            0,
            PlanVersionRow(
                id=_number(row),
                plan_id=row.record_id,
                number=len(versions) + 1,
                sha256=row.sha256,
                size=row.size,
                media_type=row.media_type,
                file_name=row.file_name,
                caption=row.caption,
                added_at=row.added_at,
                archived=row.archived_at is not None,
            ),
        )
    return found


def sent_files(session: Session, project_id: int) -> dict[int, str]:
    """The SHA-256 of the file that each submission sent, by submission; one statement."""
    return {row.record_id: row.sha256 for row in _attached(session, project_id, SUBMISSION, SENT)}


def _attached(session: Session, project_id: int, table: str, purpose: str) -> list[Attachment]:
    query = (
        select(Attachment)
        .where(
            Attachment.project_id == project_id,
            Attachment.record_table == table,
            Attachment.purpose == purpose,
        )
        .order_by(col(Attachment.id))
    )
    return list(session.exec(query))


def _number(row: Attachment) -> int:
    assert row.id is not None  # noqa: S101 (read from the database)
    return row.id
