"""A review opinion that a reviewer filled in as a workbook, taken into the tracker."""

from dataclasses import dataclass

from sqlmodel import Session, select

from db.commands.comments import add_comment
from db.commands.decisions import decide_lines
from db.commands.registry import command
from db.models import ReviewComment
from db.queries import review
from tracker.errors import Invalid
from tracker.imports.review_sheet import FilledSheet
from tracker.permissions import Action, Actor


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """How many lines were decided anew, and how many comments were written."""

    decisions: int
    comments: int


@command(Action.REVIEW_DRAFTS)
def import_review_sheet(
    session: Session, *, actor: Actor, project_id: int, draft_id: int, sheet: FilledSheet
) -> TakenSheet:
    """Take the decisions and comments of a filled-in workbook, all or none.

    Taken twice, the second time changes nothing: a decision that is stored already is left alone, and so is a comment
    whose words stand at the line.

    Raises:
        Conflict: a decision changed in the tracker since the workbook was made.
        Invalid: the workbook is of another draft (`review_sheet_of_another_draft`) or has a cell that cannot be taken
            (`review_sheet_problems`), or what `decide_lines` and `add_comment` refuse.
    """
    if sheet.draft_id != draft_id:
        raise Invalid("review_sheet_of_another_draft")
    if sheet.problems:
        raise Invalid("review_sheet_problems", count=len(sheet.problems))
    stored = review.decisions(session, project_id, draft_id)
    original, changes = {}, {}
    for filled in sheet.lines:
        row = stored.get(filled.lineage_id)
        for field, value in filled.changes.items():
            if (getattr(row, field) if row else None) in ({value, None} if value == "" else {value}):
                continue
            original[f"{filled.lineage_id}.{field}"] = filled.original[field]
            changes[f"{filled.lineage_id}.{field}"] = value
    decided = 0
    if changes:
        decided = decide_lines(
            session,
            actor=actor,
            project_id=project_id,
            draft_id=draft_id,
            original=original,
            changes=changes,
        )
    return TakenSheet(decided, _comment(session, actor, project_id, draft_id, sheet))


def _comment(session: Session, actor: Actor, project_id: int, draft_id: int, sheet: FilledSheet) -> int:
    """Write the comments that are not there yet; gives how many."""
    query = select(ReviewComment.lineage_id, ReviewComment.text).where(
        ReviewComment.project_id == project_id, ReviewComment.draft_id == draft_id
    )
    present = set(session.exec(query).all())
    written = 0
    for filled in sheet.lines:
        if not filled.comment or (filled.lineage_id, filled.comment.strip()) in present:
            continue
        add_comment(
            session,
            actor=actor,
            project_id=project_id,
            draft_id=draft_id,
            text=filled.comment,
            lineage_id=filled.lineage_id,
        )
        written += 1
    return written
