"""Changes of a post's approved number over time: from which day, to how many, by which document."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.days import check_day_of_project
from db.commands.editing import merge_edit
from db.commands.posts import LONGEST_DOCUMENT, LONGEST_TEXT, check_approved
from db.commands.registry import command, get
from db.models import Post, PostApproval
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

FIELDS = frozenset({"approved", "document", "reason"})
"""What an approval may be corrected in; for another day, archive it and set a new one."""


@command(Action.EDIT_PEOPLE)
def set_approval(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    post_id: int,
    on: dt.date,
    approved: int,
    document: str = "",
    reason: str = "",
) -> int:
    """Grant a post another number from a day on, which may lie ahead; gives the approval's id.

    Fewer posts than people leave a surplus, which the page shows. An archived approval of the same day is taken up
    again with the new number.

    Raises:
        Invalid: the post is archived, the number or a text is out of bounds, the day cannot be meant or is not after
            the first grant (`approval_before_first`), or it has an approval already (`approval_exists`).
    """
    post = get(session, Post, project_id, post_id)
    if post.archived_at is not None:
        raise Invalid("post_put_aside", title=post.title)
    approval = session.exec(
        select(PostApproval).where(
            PostApproval.project_id == project_id, PostApproval.post_id == post_id, PostApproval.on == on
        )
    ).first()
    if approval is not None and approval.archived_at is None:
        raise Invalid("approval_exists", title=post.title, on=on)
    if approval is None:
        approval = PostApproval(project_id=project_id, post_id=post_id, on=on, approved=approved)
    approval.approved, approval.document, approval.reason = approved, document.strip(), reason.strip()
    _check(session, approval, post)
    editing.restore(session, approval)
    session.add(approval)
    session.flush()
    assert approval.id is not None  # noqa: S101 (flushed)
    return approval.id


@command(Action.EDIT_PEOPLE)
def update_approval(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    approval_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Correct an approval's number, document or reason.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `set_approval`.
    """
    approval = get(session, PostApproval, project_id, approval_id)
    merge_edit(approval, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    with session.no_autoflush:
        _check(session, approval, get(session, Post, project_id, approval.post_id))
    session.add(approval)


@command(Action.EDIT_PEOPLE)
def archive_approval(session: Session, *, actor: Actor, project_id: int, approval_id: int) -> None:
    """Take back an approval entered by mistake; the one before it holds again."""
    editing.archive(session, get(session, PostApproval, project_id, approval_id))


@command(Action.EDIT_PEOPLE)
def restore_approval(session: Session, *, actor: Actor, project_id: int, approval_id: int) -> None:
    """Bring an approval back.

    Raises:
        Invalid: the first grant has been moved after it (`approval_before_first`).
    """
    approval = get(session, PostApproval, project_id, approval_id)
    _check(session, approval, get(session, Post, project_id, approval.post_id))
    editing.restore(session, approval)


def _check(session: Session, approval: PostApproval, post: Post) -> None:
    check_day_of_project(session, approval.project_id, approval.on, may_be_older=True)
    check_approved(approval.approved)
    for field, longest in (("document", LONGEST_DOCUMENT), ("reason", LONGEST_TEXT)):
        text = getattr(approval, field)
        if len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    if post.approved_on is not None and approval.on <= post.approved_on:
        raise Invalid("approval_before_first", title=post.title, on=approval.on, first=post.approved_on)
