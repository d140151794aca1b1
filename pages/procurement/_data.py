"""What the procurement pages read, kept until somebody writes to procurement."""

from typing import Any

from sqlmodel import Session

from db.queries import procurement as queries
from pages._kit.cached import Key, by_revision
from tracker.charts.procurement import totals_by_draft
from tracker.procurement.changes import Comparison
from tracker.procurement.compare import compare
from tracker.procurement.explained import ExplainedChange, between, explain
from tracker.procurement.lines import Line


@by_revision("procurement")
def plan_rows(session: Session, key: Key) -> list[queries.PlanRow]:
    """The procurement plans."""
    return queries.plans(session, key.project_id)


@by_revision("procurement")
def draft_rows(session: Session, key: Key, plan_id: int) -> list[queries.DraftRow]:
    """The drafts of a plan."""
    return queries.drafts(session, key.project_id, plan_id)


@by_revision("procurement")
def line_rows(session: Session, key: Key, draft_id: int, *, archived: bool = False) -> list[queries.LineRow]:
    """The lines of a draft that count, or those put aside."""
    return queries.lines_of(session, key.project_id, draft_id, archived=archived)


@by_revision("procurement")
def compared(
    session: Session, key: Key, plan_id: int, before_id: int, after_id: int
) -> tuple[Comparison, tuple[ExplainedChange, ...]]:
    """Two drafts of a plan compared, and the changes with the reasons given after one and up to the other."""
    before, after = (
        [row.as_line() for row in queries.lines_of(session, key.project_id, draft_id)]
        for draft_id in (before_id, after_id)
    )
    comparison = compare(before, after, queries.origins(session, key.project_id, plan_id))
    numbers = {row.id: row.number for row in queries.drafts(session, key.project_id, plan_id)}
    given = queries.reasons(session, key.project_id, plan_id)
    return comparison, explain(comparison, between(given, numbers[before_id], numbers[after_id]))


@by_revision("procurement")
def match_rows(session: Session, key: Key, draft_id: int) -> list[Line]:
    """The lines of a draft as a new one is matched with them."""
    return [row.as_line() for row in queries.lines_of(session, key.project_id, draft_id)]


@by_revision("procurement")
def totals_chart(
    _session: Session,
    key: Key,
    totals: tuple[tuple[int | None, int], ...],
    ceiling_fen: int | None,
    appearance: str,
) -> dict[str, Any]:
    """The chart of the drafts' totals against the ceiling."""
    return totals_by_draft(totals, ceiling_fen, key.words, appearance)
