"""What a post was granted: its first number, and the changes that came later."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from db.models import PostApproval
from tracker.staffing import Grant


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A later change of a post's approved number."""

    id: int
    version: int
    post_id: int
    on: dt.date
    approved: int
    document: str
    reason: str
    archived: bool

    @property
    def grant(self) -> Grant:
        """As the rules take it."""
        return Grant(self.on, self.approved, self.document)


def approvals(session: Session, project_id: int, post_id: int | None = None) -> list[ApprovalRow]:
    """The later approvals of a project, or of one post, by post and day; archived ones too. One statement."""
    columns: list[Any] = [
        PostApproval.id,
        PostApproval.version,
        PostApproval.post_id,
        PostApproval.on,
        PostApproval.approved,
        PostApproval.document,
        PostApproval.reason,
        PostApproval.archived_at,
    ]
    query = (
        select(*columns)
        .where(PostApproval.project_id == project_id)
        .order_by(PostApproval.post_id, PostApproval.on)
    )
    if post_id is not None:
        query = query.where(PostApproval.post_id == post_id)
    return [ApprovalRow(*[*row[:7], row[7] is not None]) for row in session.exec(query)]


def later_grants(rows: Iterable[ApprovalRow]) -> dict[int, list[Grant]]:
    """The approvals that are not archived, by post, in the order given."""
    found: dict[int, list[Grant]] = {}
    for row in rows:
        if not row.archived:
            found.setdefault(row.post_id, []).append(row.grant)
    return found
