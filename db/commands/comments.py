"""What a reviewer asks of a draft, a category or a line, and what the authors answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.draft_rows import working_copy
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Draft, LineageRow, LineReason, ReviewComment
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor
from tracker.procurement.drafts import LONGEST
from tracker.procurement.review import require_step
from tracker.vocabulary import CommentStatus

LONGEST_TEXT = 4000


@command(Action.REVIEW_DRAFTS)
def add_comment(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    draft_id: int,
    text: str,
    lineage_id: int | None = None,
    category: str = "",
) -> int:
    """Comment on a line of a numbered draft, on a category, or (with neither) on the draft; gives the id.

    Raises:
        Invalid: the draft is a working copy (`draft_not_submitted`) or archived, both a line and a category are
            named (`comment_place`), or the text is missing or too long.
        NotFound: the line is of another plan.
    """
    draft = _numbered(session, project_id, draft_id)
    if lineage_id is not None:
        if category:
            raise Invalid("comment_place")
        if get(session, LineageRow, project_id, lineage_id).plan_id != draft.plan_id:
            raise NotFound(record="lineage", id=lineage_id)
    comment = ReviewComment(
        project_id=project_id,
        draft_id=draft_id,
        lineage_id=lineage_id,
        category=category.strip()[: LONGEST["category"]],
        text=required_text("text", text, longest=LONGEST_TEXT),
        written_at=dt.datetime.now(dt.UTC),
        account_id=actor.account_id,
    )
    session.add(comment)
    session.flush()
    assert comment.id is not None  # noqa: S101 (flushed)
    return comment.id


@command(Action.REVIEW_DRAFTS)
def update_comment(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    comment_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the text of a comment that nobody answered yet.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: it is no longer open (`comment_step`), or the text is missing or too long.
    """
    comment = get(session, ReviewComment, project_id, comment_id)
    if comment.status is not CommentStatus.OPEN:
        raise Invalid("comment_step", status=comment.status, to=CommentStatus.OPEN)
    wanted = {name: value for name, value in changes.items() if name == "text"}
    merge_edit(comment, expected_version=expected_version, original=original, changes=wanted)
    comment.text = required_text("text", comment.text, longest=LONGEST_TEXT)
    session.add(comment)


@command(Action.ANSWER_COMMENTS)
def answer_comment(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    comment_id: int,
    answer: str,
    answered_in_id: int | None = None,
) -> None:
    """Answer a comment in the working copy (or the draft named): that draft, once submitted, is the answer.

    A reason that the draft gives for the commented line is marked as the change that answers the comment.

    Raises:
        Invalid: the comment is closed or answered already (`comment_step`), there is no working copy
            (`no_working_copy`), the draft is of another plan, or the answer is missing or too long.
    """
    comment = get(session, ReviewComment, project_id, comment_id)
    require_step(comment.status, CommentStatus.ANSWERED)
    asked_in = get(session, Draft, project_id, comment.draft_id)
    if answered_in_id is None:
        copy = working_copy(session, project_id, asked_in.plan_id)
        if copy is None:
            raise Invalid("no_working_copy")
        answered_in_id = copy.id
    elif get(session, Draft, project_id, answered_in_id).plan_id != asked_in.plan_id:
        raise Invalid("draft_of_another_plan")
    comment.answer = required_text("answer", answer, longest=LONGEST_TEXT)
    comment.answered_in_id = answered_in_id
    comment.status = CommentStatus.ANSWERED
    session.add(comment)
    reason = _reason(session, comment)
    if reason is not None:
        reason.comment_id = comment.id
        session.add(reason)


@command(Action.ANSWER_COMMENTS)
def refuse_comment(session: Session, *, actor: Actor, project_id: int, comment_id: int, answer: str) -> None:
    """Say why a comment is not followed.

    Raises:
        Invalid: it is not open (`comment_step`), or the text is missing or too long.
    """
    comment = get(session, ReviewComment, project_id, comment_id)
    require_step(comment.status, CommentStatus.REFUSED)
    comment.answer = required_text("answer", answer, longest=LONGEST_TEXT)
    comment.status = CommentStatus.REFUSED
    session.add(comment)


@command(Action.REVIEW_DRAFTS)
def close_comment(session: Session, *, actor: Actor, project_id: int, comment_id: int) -> None:
    """Close a comment: its answer will do, or it has no object any more.

    Raises:
        Invalid: it is closed already (`comment_step`).
    """
    _step(session, project_id, comment_id, CommentStatus.CLOSED)


@command(Action.REVIEW_DRAFTS)
def reopen_comment(session: Session, *, actor: Actor, project_id: int, comment_id: int) -> None:
    """Ask again; the answer so far stays, the draft that gave it no longer counts as the answer.

    Raises:
        Invalid: it is open (`comment_step`).
    """
    _step(session, project_id, comment_id, CommentStatus.OPEN).answered_in_id = None


@command(Action.REVIEW_DRAFTS)
def archive_comment(session: Session, *, actor: Actor, project_id: int, comment_id: int) -> None:
    """Put a comment aside."""
    editing.archive(session, get(session, ReviewComment, project_id, comment_id))


@command(Action.REVIEW_DRAFTS)
def restore_comment(session: Session, *, actor: Actor, project_id: int, comment_id: int) -> None:
    """Bring a comment back."""
    editing.restore(session, get(session, ReviewComment, project_id, comment_id))


def answer_in(session: Session, project_id: int, draft_id: int, other_id: int) -> None:
    """Let the comments that one working copy answers be answered in another one, which takes its place."""
    query = select(ReviewComment).where(
        ReviewComment.project_id == project_id, ReviewComment.answered_in_id == draft_id
    )
    for comment in session.exec(query).all():
        comment.answered_in_id = other_id
        session.add(comment)


def _step(session: Session, project_id: int, comment_id: int, to: CommentStatus) -> ReviewComment:
    comment = get(session, ReviewComment, project_id, comment_id)
    require_step(comment.status, to)
    comment.status = to
    session.add(comment)
    return comment


def _numbered(session: Session, project_id: int, draft_id: int) -> Draft:
    draft = get(session, Draft, project_id, draft_id)
    if draft.number is None:
        raise Invalid("draft_not_submitted")
    if draft.archived_at is not None:
        raise Invalid("draft_archived")
    return draft


def _reason(session: Session, comment: ReviewComment) -> LineReason | None:
    """The reason for the commented line in the draft that answers."""
    return session.exec(
        select(LineReason).where(
            LineReason.project_id == comment.project_id,
            LineReason.draft_id == comment.answered_in_id,
            LineReason.lineage_id == comment.lineage_id,
            col(LineReason.archived_at).is_(None),
        )
    ).first()
