"""The review of procurement drafts as pages read it: comments, decisions, what was seen, reasons, quotations."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db.models import (
    Attachment,
    Draft,
    DraftLine,
    DraftSeen,
    LineageRow,
    LineReason,
    LineReview,
    ProcurementPlan,
    ReviewComment,
)
from tracker.procurement.lines import Lineage
from tracker.procurement.review import Decision
from tracker.vocabulary import Cause, CommentStatus, DraftStatus, LineDecision

LINEAGE, QUOTATION = "lineage", "quotation"
"""Table and purpose of an attachment that is a supplier's quotation for a line."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A reviewer's comment and what came of it.

    Attributes:
        draft_number: of the draft it was written on.
        lineage_id: the line it is about; None for a category (`category`) or the whole draft (neither).
        line_name: the name of that line in the newest draft that has it, or empty.
        answered_in_number: of the draft that answers it; None where it is not answered, or answered in the
            working copy (then `answered_in_id` is set all the same).
        cause: the cause of the change that answered it, or None.
        change_text: what was said of that change.
    """

    id: int
    version: int
    draft_id: int
    draft_number: int | None
    lineage_id: int | None
    category: str
    text: str
    answer: str
    status: CommentStatus
    answered_in_id: int | None
    answered_in_number: int | None
    written_at: dt.datetime
    archived: bool
    cause: Cause | None
    change_text: str
    line_name: str = ""

    def is_unanswered_in(self, number: int) -> bool:
        """Whether draft `number` came after the comment and does not answer it."""
        return self.status is CommentStatus.OPEN and (self.draft_number or 0) < number


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided on a line of a draft.

    `taken_in_id` is the draft that took a cut over; None where none did, or only a working copy that was put aside.
    """

    id: int
    version: int
    lineage_id: int
    decision: LineDecision
    quantity_milli: int | None
    unit_price_fen: int | None
    amount_fen: int | None
    text: str
    taken_in_id: int | None

    def as_decision(self) -> Decision:
        """The decision as computations see it."""
        return Decision(self.decision, self.quantity_milli, self.unit_price_fen, self.amount_fen)


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Where a draft stands in its review."""

    version: int
    number: int | None
    status: DraftStatus
    opinion: str
    answer_by: dt.date | None
    unexplained_reason: str
    over_ceiling_reason: str


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A supplier's quotation attached to a line; its bytes are at `sha256` in the file store."""

    id: int
    lineage_id: int
    sha256: str
    size: int
    media_type: str
    file_name: str
    caption: str
    added_at: dt.datetime | None
    archived: bool


@dataclass(frozen=True, slots=True)
class ReturnedDraft:
    """The newest draft of a plan, sent back and not answered by a later one."""

    draft_id: int
    number: int
    answer_by: dt.date | None


def comments(session: Session, project_id: int, plan_id: int) -> list[CommentRow]:
    """All comments of a plan, the newest first, archived ones last."""
    written, answered = aliased(Draft), aliased(Draft)
    archived = col(ReviewComment.archived_at).is_not(None)
    query = (
        sa.select(
            col(ReviewComment.id),
            col(ReviewComment.version),
            col(ReviewComment.draft_id),
            col(written.number),
            col(ReviewComment.lineage_id),
            col(ReviewComment.category),
            col(ReviewComment.text),
            col(ReviewComment.answer),
            col(ReviewComment.status),
            col(ReviewComment.answered_in_id),
            col(answered.number),
            col(ReviewComment.written_at),
            archived,
            col(LineReason.cause),
            sa.func.coalesce(col(LineReason.text), ""),
        )
        .join(written, col(written.id) == col(ReviewComment.draft_id))
        .outerjoin(answered, col(answered.id) == col(ReviewComment.answered_in_id))
        .outerjoin(
            LineReason,
            sa.and_(
                col(LineReason.project_id) == col(ReviewComment.project_id),
                col(LineReason.draft_id) == col(ReviewComment.answered_in_id),
                col(LineReason.lineage_id) == col(ReviewComment.lineage_id),
                col(LineReason.archived_at).is_(None),
            ),
        )
        .where(col(ReviewComment.project_id) == project_id, col(written.plan_id) == plan_id)
        .order_by(archived, col(ReviewComment.id).desc())
    )
    names = _names(session, project_id, plan_id)
    return [CommentRow(*[*cells, names.get(cells[4], "")]) for cells in _cells(session, query)]


def decisions(session: Session, project_id: int, draft_id: int) -> dict[Lineage, DecisionRow]:
    """What was decided on the lines of a draft, by lineage."""
    query = (
        sa.select(
            col(LineReview.id),
            col(LineReview.version),
            col(LineReview.lineage_id),
            col(LineReview.decision),
            col(LineReview.quantity_milli),
            col(LineReview.unit_price_fen),
            col(LineReview.amount_fen),
            col(LineReview.text),
            col(Draft.id),
        )
        .outerjoin(
            Draft,
            sa.and_(
                col(Draft.project_id) == col(LineReview.project_id),
                col(Draft.id) == col(LineReview.taken_in_id),
                col(Draft.archived_at).is_(None),
            ),
        )
        .where(
            col(LineReview.project_id) == project_id,
            col(LineReview.draft_id) == draft_id,
            col(LineReview.archived_at).is_(None),
        )
    )
    return {cells[2]: DecisionRow(*cells) for cells in _cells(session, query)}


def seen_draft(session: Session, project_id: int, plan_id: int, actor_key: str) -> int | None:
    """The id of the last draft of a plan that somebody marked as seen, or None."""
    return session.exec(
        select(DraftSeen.draft_id).where(
            DraftSeen.project_id == project_id,
            DraftSeen.plan_id == plan_id,
            DraftSeen.actor_key == actor_key,
        )
    ).first()


def review_state(session: Session, project_id: int, draft_id: int) -> ReviewState | None:
    """Where a draft stands in its review; None where the project has no such draft."""
    query = sa.select(
        col(Draft.version),
        col(Draft.number),
        col(Draft.status),
        col(Draft.opinion),
        col(Draft.answer_by),
        col(Draft.unexplained_reason),
        col(Draft.over_ceiling_reason),
    ).where(col(Draft.project_id) == project_id, col(Draft.id) == draft_id)
    return next((ReviewState(*cells) for cells in _cells(session, query)), None)


def reason_threshold(session: Session, project_id: int, plan_id: int) -> tuple[int, int]:
    """The plan's version, and the amount in fen above which a change needs a reason."""
    query = select(ProcurementPlan.version, ProcurementPlan.reason_threshold_fen).where(
        ProcurementPlan.project_id == project_id, ProcurementPlan.id == plan_id
    )
    version, threshold_fen = session.exec(query).one()
    return version, threshold_fen


def quotations(session: Session, project_id: int, plan_id: int) -> dict[Lineage, list[QuotationRow]]:
    """The quotations of a plan's lines by lineage, archived ones too, in the order they came."""
    query = (
        sa.select(
            col(Attachment.id),
            col(Attachment.record_id),
            col(Attachment.sha256),
            col(Attachment.size),
            col(Attachment.media_type),
            col(Attachment.file_name),
            col(Attachment.caption),
            col(Attachment.added_at),
            col(Attachment.archived_at).is_not(None),
        )
        .join(
            LineageRow,
            sa.and_(
                col(LineageRow.project_id) == col(Attachment.project_id),
                col(LineageRow.id) == col(Attachment.record_id),
            ),
        )
        .where(
            col(Attachment.project_id) == project_id,
            col(Attachment.record_table) == LINEAGE,
            col(Attachment.purpose) == QUOTATION,
            col(LineageRow.plan_id) == plan_id,
        )
        .order_by(col(Attachment.id))
    )
    found: dict[Lineage, list[QuotationRow]] = {}
    for cells in _cells(session, query):
        found.setdefault(cells[1], []).append(QuotationRow(*cells))
    return found


def returned_drafts(session: Session, project_id: int) -> list[ReturnedDraft]:
    """The newest numbered draft of each open plan, where it was sent back and waits for the authors."""
    each = aliased(Draft)
    newest = (
        sa.select(sa.func.max(col(each.number)))
        .where(
            col(each.project_id) == project_id,
            col(each.plan_id) == col(ProcurementPlan.id),
            col(each.archived_at).is_(None),
        )
        .scalar_subquery()
    )
    query = (
        sa.select(col(Draft.id), col(Draft.number), col(Draft.answer_by))
        .join(
            ProcurementPlan,
            sa.and_(
                col(ProcurementPlan.project_id) == col(Draft.project_id),
                col(ProcurementPlan.id) == col(Draft.plan_id),
            ),
        )
        .where(
            col(Draft.project_id) == project_id,
            col(Draft.number) == newest,
            col(Draft.status) == DraftStatus.RETURNED,
            col(Draft.archived_at).is_(None),
            col(ProcurementPlan.archived_at).is_(None),
        )
        .order_by(col(Draft.id))
    )
    return [ReturnedDraft(*cells) for cells in _cells(session, query)]


def _names(session: Session, project_id: int, plan_id: int) -> dict[int, str]:
    """The name and zone of each lineage that a comment is about, as the newest draft that has it says."""
    commented = (
        sa.select(col(ReviewComment.lineage_id))
        .where(col(ReviewComment.project_id) == project_id, col(ReviewComment.lineage_id).is_not(None))
        .distinct()
    )
    query = (
        sa.select(col(DraftLine.lineage_id), col(DraftLine.name), col(DraftLine.zone))
        .join(
            Draft,
            sa.and_(
                col(Draft.project_id) == col(DraftLine.project_id), col(Draft.id) == col(DraftLine.draft_id)
            ),
        )
        .where(
            col(DraftLine.project_id) == project_id,
            col(Draft.plan_id) == plan_id,
            col(Draft.archived_at).is_(None),
            col(DraftLine.lineage_id).in_(commented),
        )
        .order_by(sa.func.coalesce(col(Draft.number), 1_000_000))
    )
    return {lineage: f"{name} · {zone}" if zone else name for lineage, name, zone in _cells(session, query)}


def _cells(session: Session, query: sa.Executable) -> Iterator[list[Any]]:
    """The rows of a query as plain lists; many columns are more than the type checker can follow."""
    return (list(row) for row in session.connection().execute(query))
