"""What the review opinion on a draft says, read in one go."""

from sqlmodel import Session

from db.models import Draft, ProcurementPlan, Project
from db.queries import procurement, review
from tracker.exports.review_opinion import OpinionComment, OpinionLine, ReviewOpinion


def review_opinion(session: Session, project_id: int, draft_id: int) -> ReviewOpinion | None:
    """The opinion on a submitted draft; None where the project has no such draft."""
    draft = session.get(Draft, draft_id)
    if draft is None or draft.project_id != project_id or draft.number is None:
        return None
    plan, project = session.get(ProcurementPlan, draft.plan_id), session.get(Project, project_id)
    decided = review.decisions(session, project_id, draft_id)
    lines = [row.as_line() for row in procurement.lines_of(session, project_id, draft_id)]
    return ReviewOpinion(
        project=project.name if project else "",
        plan=plan.title if plan else "",
        draft_id=draft_id,
        number=draft.number,
        submitted_on=draft.submitted_on,
        answer_by=draft.answer_by,
        opinion=draft.opinion,
        lines=tuple(
            OpinionLine(line, row.as_decision(), row.text) if row else OpinionLine(line)
            for line in lines
            for row in [decided.get(line.lineage)]
        ),
        comments=tuple(
            OpinionComment(row.line_name or row.category, row.text, row.answer, row.status)
            for row in reversed(review.comments(session, project_id, draft.plan_id))
            if row.draft_id == draft_id and not row.archived
        ),
    )
