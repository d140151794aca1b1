"""What the review of drafts reads, kept until somebody writes to procurement."""

from collections.abc import Sequence

from sqlmodel import Session

from db.queries import review as queries
from db.queries.procurement import DraftRow
from pages._kit.cached import Key, by_revision
from pages._kit.head import plain
from pages.procurement._changes import cut_and_back, with_icon
from pages.procurement._data import compared
from pages.procurement._life_reads import history
from tracker.i18n import Words
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.lines import Lineage
from tracker.procurement.reasons import unexplained


@by_revision("procurement")
def comment_rows(session: Session, key: Key, plan_id: int) -> list[queries.CommentRow]:
    """The comments of a plan, the newest first."""
    return queries.comments(session, key.project_id, plan_id)


@by_revision("procurement")
def decision_rows(session: Session, key: Key, draft_id: int) -> dict[Lineage, queries.DecisionRow]:
    """What was decided on the lines of a draft."""
    return queries.decisions(session, key.project_id, draft_id)


@by_revision("procurement")
def seen_draft_id(session: Session, key: Key, plan_id: int, actor_key: str) -> int | None:
    """The last draft that somebody marked as seen."""
    return queries.seen_draft(session, key.project_id, plan_id, actor_key)


@by_revision("procurement")
def review_state(session: Session, key: Key, draft_id: int) -> queries.ReviewState | None:
    """Where a draft stands in its review."""
    return queries.review_state(session, key.project_id, draft_id)


@by_revision("procurement")
def reason_threshold(session: Session, key: Key, plan_id: int) -> tuple[int, int]:
    """The plan's version, and the amount in fen above which a change needs a reason."""
    return queries.reason_threshold(session, key.project_id, plan_id)


@by_revision("procurement", "project")
def quotation_rows(session: Session, key: Key, plan_id: int) -> dict[Lineage, list[queries.QuotationRow]]:
    """The quotations of a plan's lines; attachments belong to the project's area."""
    return queries.quotations(session, key.project_id, plan_id)


@by_revision("procurement")
def line_notes(_session: Session, key: Key, plan_id: int) -> dict[Lineage, list[str]]:
    """What the row of a change says below it, as Markdown: that the line was cut and came back; its comments."""
    notes = {
        lineage: [f":small[{with_icon('undo', cut_and_back(gaps, key.words))}]"]
        for lineage, gaps in history(plan_id).zigzags.items()
    }
    for row in reversed(comment_rows(plan_id)):
        if row.lineage_id is not None and not row.archived:
            notes.setdefault(row.lineage_id, []).append(f":small[{comment_note(row, key.words)}]")
    return notes


def comment_note(row: queries.CommentRow, w: Words) -> str:
    """A comment with its status in one line of Markdown."""
    return with_icon("chat", f"**{w.label(row.status)}** {plain(row.text)}")


def before_of(draft: DraftRow, rows: Sequence[DraftRow]) -> DraftRow | None:
    """The numbered draft just before a draft; for the working copy the newest one."""
    earlier = [
        row
        for row in rows
        if row.number is not None and not row.archived and (draft.number is None or row.number < draft.number)
    ]
    return max(earlier, key=lambda row: row.number or 0, default=None)


def lacking_reasons(plan_id: int, before: DraftRow | None, draft: DraftRow) -> list[ExplainedChange]:
    """The changes of a draft against the one before it that need a reason and have none."""
    if before is None:
        return []
    _, threshold_fen = reason_threshold(plan_id)
    return unexplained(compared(plan_id, before.id, draft.id)[1], threshold_fen)


def place_name(w: Words, lineage_id: int | None, line_name: str, category: str) -> str:
    """What a comment is about: a line, a category, or the draft as a whole."""
    if lineage_id is not None:
        return line_name
    return w._("Category: {category}", category=category) if category else w._("the whole draft")
