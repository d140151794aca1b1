"""What the procurement pages read, kept until somebody writes to procurement."""

from collections import Counter
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from db.queries import procurement as queries
from pages._kit.cached import Key, by_revision
from tracker.charts.procurement import totals_by_draft, waterfall
from tracker.procurement.changes import Comparison
from tracker.procurement.compare import compare
from tracker.procurement.explained import ExplainedChange, between, explain
from tracker.procurement.lines import Line
from tracker.vocabulary import Cause


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
def asset_rows(session: Session, key: Key) -> list[queries.AssetRow]:
    """The fixed-asset register."""
    return queries.assets(session, key.project_id)


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
def moved_by_cause(
    session: Session, key: Key, plan_id: int, before_id: int, after_id: int
) -> dict[Cause | None, int]:
    """Difference between two drafts in fen by cause, added up draft by draft from one to the other.

    Each step counts for the reason given in it. None stands for changes without a reason, or with several.
    """
    drafts = [row for row in queries.drafts(session, key.project_id, plan_id) if not row.archived]
    ids = [row.id for row in drafts]
    first, last = ids.index(before_id), ids.index(after_id)
    sign = 1 if first <= last else -1
    way = drafts[min(first, last) : max(first, last) + 1]
    lines = {
        row.id: [each.as_line() for each in queries.lines_of(session, key.project_id, row.id)] for row in way
    }
    origins = queries.origins(session, key.project_id, plan_id)
    given = queries.reasons(session, key.project_id, plan_id)
    sums: Counter[Cause | None] = Counter()
    for earlier, later in pairwise(way):
        step = compare(lines[earlier.id], lines[later.id], origins)
        for row in explain(step, between(given, earlier.number, later.number)):
            causes = {reason.cause for reason in row.reasons}
            sums[causes.pop() if len(causes) == 1 else None] += sign * row.change.difference_fen
    return dict(sums)


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


@by_revision("procurement")
def waterfall_chart(
    _session: Session,
    key: Key,
    ends: tuple[tuple[int | None, int], tuple[int | None, int]],
    by_category: tuple[tuple[str | None, int], ...],
    appearance: str,
) -> dict[str, Any]:
    """The chart of what each category did to the total between two drafts."""
    return waterfall(ends, dict(by_category), key.words, appearance)
