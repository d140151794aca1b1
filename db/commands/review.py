"""The review of a submitted draft as a whole: begun, sent back with a deadline, or accepted; and what was seen."""

import datetime as dt

from sqlmodel import Session, select

from db.commands.decisions import under_review
from db.commands.editing import required_text
from db.commands.registry import command, get
from db.models import Draft, DraftSeen
from db.queries import procurement as queries
from db.queries import review
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.drafts import MOST_NAMED
from tracker.vocabulary import DraftStatus, LineDecision

LONGEST_OPINION = 8000


@command(Action.REVIEW_DRAFTS)
def start_review(session: Session, *, actor: Actor, project_id: int, draft_id: int) -> None:
    """Say that a submitted draft is being reviewed.

    Raises:
        Invalid: it is not freshly submitted (`draft_not_under_review`).
    """
    draft = get(session, Draft, project_id, draft_id)
    if draft.status is not DraftStatus.SUBMITTED or draft.archived_at is not None:
        raise Invalid("draft_not_under_review", status=draft.status)
    draft.status = DraftStatus.IN_REVIEW
    session.add(draft)


@command(Action.REVIEW_DRAFTS)
def return_draft(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    draft_id: int,
    opinion: str,
    answer_by: dt.date,
    returned_on: dt.date,
) -> None:
    """Send a draft back to its authors with an opinion and the day by which they answer.

    Raises:
        Invalid: it is not under review, the opinion is missing, or the deadline has passed (`deadline_passed`).
    """
    draft = under_review(session, project_id, draft_id)
    if answer_by < returned_on:
        raise Invalid("deadline_passed", answer_by=answer_by)
    draft.opinion = required_text("opinion", opinion, longest=LONGEST_OPINION)
    draft.answer_by = answer_by
    draft.status = DraftStatus.RETURNED
    session.add(draft)


@command(Action.REVIEW_DRAFTS)
def accept_draft(
    session: Session, *, actor: Actor, project_id: int, draft_id: int, opinion: str = ""
) -> None:
    """Accept a draft with the cuts decided on its lines.

    Raises:
        Invalid: it is not under review, or lines are still questioned (`lines_questioned`, with `count`, `names`).
    """
    draft = under_review(session, project_id, draft_id)
    decided = review.decisions(session, project_id, draft_id)
    questioned = [
        row.name
        for row in queries.lines_of(session, project_id, draft_id)
        if row.lineage_id in decided and decided[row.lineage_id].decision is LineDecision.QUESTION
    ]
    if questioned:
        raise Invalid("lines_questioned", count=len(questioned), names=questioned[:MOST_NAMED])
    draft.opinion = opinion.strip()[:LONGEST_OPINION]
    draft.answer_by = None
    draft.status = DraftStatus.ACCEPTED
    session.add(draft)


@command(Action.REVIEW_DRAFTS)
def mark_seen(session: Session, *, actor: Actor, project_id: int, plan_id: int, draft_id: int) -> None:
    """Note that the actor has looked at a draft; the next time only what changed since is shown.

    Raises:
        Invalid: the draft is of another plan (`draft_of_another_plan`) or a working copy (`draft_not_submitted`).
    """
    draft = get(session, Draft, project_id, draft_id)
    if draft.plan_id != plan_id:
        raise Invalid("draft_of_another_plan")
    if draft.number is None:
        raise Invalid("draft_not_submitted")
    now = dt.datetime.now(dt.UTC)
    seen = session.exec(
        select(DraftSeen).where(
            DraftSeen.project_id == project_id,
            DraftSeen.plan_id == plan_id,
            DraftSeen.actor_key == actor.key,
        )
    ).first() or DraftSeen(
        project_id=project_id, plan_id=plan_id, draft_id=draft_id, actor_key=actor.key, seen_at=now
    )
    seen.draft_id, seen.seen_at = draft_id, now
    session.add(seen)
