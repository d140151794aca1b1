"""A reviewer's decisions on the lines of a submitted draft, and the working copy that takes the cuts over."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.draft_rows import previous_draft_id, working_draft
from db.commands.editing import merge_edit
from db.commands.lines import set_values
from db.commands.reasons import AFTER_ALL, give_reason
from db.commands.registry import command, get
from db.models import Draft, DraftLine, LineReview
from db.queries import procurement as queries
from db.queries import review
from tracker.errors import Conflict, Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.lines import Line
from tracker.procurement.review import Decision, accepted_fen, require_decision, taken_over
from tracker.vocabulary import Cause, DraftStatus, LineDecision

FIELDS = ("decision", "quantity_milli", "unit_price_fen", "amount_fen", "text")
CUTS = ("quantity_milli", "unit_price_fen", "amount_fen")
BY_VALUE = 0
"""A version that no row has: the edit is held against what is stored, value by value."""

UNDER_REVIEW = frozenset({DraftStatus.SUBMITTED, DraftStatus.IN_REVIEW})


@command(Action.REVIEW_DRAFTS)
def decide_lines(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    draft_id: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    expected_version: int = BY_VALUE,
) -> int:
    """Decide on lines of a draft under review, all of them or none; gives how many lines were touched.

    Args:
        session: the unit of work.
        actor: the reviewer.
        project_id: the project.
        draft_id: a submitted draft.
        original: what the reviewer saw, as `{"<lineage id>.<field>": value}` with the fields of `FIELDS`.
        changes: what the reviewer set, in the same form. A figure alone means `cut_to`; a decision of None takes
            the decision away; another decision than `cut_to` clears the figures.
        expected_version: not used: every cell is held against the stored value, which is stricter.

    Raises:
        Conflict: cells that somebody else changed too.
        Invalid: the draft is not under review (`draft_not_under_review`), has no such line
            (`line_not_in_draft`), a note stands alone (`decision_missing`), or a cut does not fit its line
            (see `tracker.procurement.review.require_decision`).
    """
    draft = under_review(session, project_id, draft_id)
    lines = {row.lineage_id: row.as_line() for row in queries.lines_of(session, project_id, draft_id)}
    stored = _stored(session, draft)
    edits: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for key, value in changes.items():
        lineage, _, field = key.partition(".")
        edits[int(lineage)][field] = value
    for lineage_id, cells in edits.items():
        if lineage_id not in lines:
            raise Invalid("line_not_in_draft")
        seen = {field: original.get(f"{lineage_id}.{field}") for field in cells}
        row = stored.get(lineage_id) or LineReview(
            project_id=project_id, draft_id=draft_id, lineage_id=lineage_id, decision=LineDecision.ACCEPT
        )
        _decide(session, actor, row, lines[lineage_id], seen, cells)
    return len(edits)


@command(Action.REVIEW_DRAFTS)
def accept_lines(
    session: Session, *, actor: Actor, project_id: int, draft_id: int, lineage_ids: Sequence[int]
) -> int:
    """Accept lines as submitted, but for those that are decided already; gives how many were accepted.

    Raises:
        Invalid: the draft is not under review.
    """
    decided = review.decisions(session, project_id, draft_id)
    open_ones = [lineage for lineage in lineage_ids if lineage not in decided]
    changes = {f"{lineage}.decision": LineDecision.ACCEPT for lineage in open_ones}
    return decide_lines(
        session, actor=actor, project_id=project_id, draft_id=draft_id, original={}, changes=changes
    )


@command(Action.EDIT_PROCUREMENT)
def take_over_decisions(session: Session, *, actor: Actor, project_id: int, draft_id: int) -> int:
    """Apply the cuts of the newest numbered draft to the working copy `draft_id`; gives how many were taken.

    A line is found by its lineage. Cut to nothing, it is put aside; already no dearer than the cut leaves it, it
    stays as it is; otherwise it takes the cut's quantity and price, or its amount as a lump sum, with "finance
    review" and the reviewer's words as the reason. A line that the working copy split or dropped is left to people.

    Raises:
        Invalid: the draft is no working copy, or no cut waits to be taken over (`no_cuts`).
    """
    draft = working_draft(session, project_id, draft_id)
    source_id = previous_draft_id(session, project_id, draft.plan_id, AFTER_ALL)
    source = None if source_id is None else session.get(Draft, source_id)
    waiting = [] if source is None else _cuts(session, source)
    if source_id is None or not waiting:
        raise Invalid("no_cuts")
    submitted = {row.lineage_id: row.as_line() for row in queries.lines_of(session, project_id, source_id)}
    present = {row.lineage_id: row for row in queries.lines_of(session, project_id, draft_id)}
    taken = 0
    for cut in waiting:
        found = present.get(cut.lineage_id)
        if found is None:
            continue
        left = accepted_fen(submitted[cut.lineage_id], _decision(cut))
        values = taken_over(found.as_line(), _decision(cut), left)
        if values:
            _apply(session, get(session, DraftLine, project_id, found.id), values, left)
            give_reason(session, draft, cut.lineage_id, Cause.FINANCE_REVIEW, cut.text)
        cut.taken_in_id = draft_id
        session.add(cut)
        taken += 1
    if not taken:
        raise Invalid("no_cuts")
    return taken


def under_review(session: Session, project_id: int, draft_id: int) -> Draft:
    """The draft, which must be under review.

    Raises:
        NotFound: it is not there, or belongs to another project.
        Invalid: it is a working copy, sent back, accepted or archived (`draft_not_under_review`).
    """
    draft = get(session, Draft, project_id, draft_id)
    if draft.status not in UNDER_REVIEW or draft.archived_at is not None:
        raise Invalid("draft_not_under_review", status=draft.status)
    return draft


def _stored(session: Session, draft: Draft) -> dict[int, LineReview]:
    """All decisions of a draft by lineage, those taken away too: one lineage has one row."""
    rows = session.exec(
        select(LineReview).where(LineReview.project_id == draft.project_id, LineReview.draft_id == draft.id)
    )
    return {row.lineage_id: row for row in rows}


def _decide(
    session: Session,
    actor: Actor,
    row: LineReview,
    line: Line,
    seen: Mapping[str, Any],
    cells: Mapping[str, Any],
) -> None:
    """Merge one line's cells into its decision."""
    is_new = row.id is None or row.archived_at is not None
    if is_new:
        _blank(row)
    elif clash := _clash(row, seen, cells):
        raise clash
    wanted = dict(cells)
    if "decision" in wanted and wanted["decision"] is None:
        if row.id is not None:
            editing.archive(session, row)
        return
    figures = any(wanted.get(name) is not None for name in CUTS)
    if figures:
        wanted.setdefault("decision", LineDecision.CUT_TO)
    if is_new and "decision" not in wanted:
        raise Invalid("decision_missing", name=line.name)
    merge_edit(row, expected_version=row.version, original={}, changes=wanted)
    if row.decision is not LineDecision.CUT_TO:
        row.quantity_milli = row.unit_price_fen = row.amount_fen = None
    row.text = row.text.strip()
    require_decision(line, _decision(row))
    row.archived_at, row.taken_in_id = None, None
    row.decided_at, row.account_id = dt.datetime.now(dt.UTC), actor.account_id
    session.add(row)


def _blank(row: LineReview) -> None:
    row.decision, row.text = LineDecision.ACCEPT, ""
    row.quantity_milli = row.unit_price_fen = row.amount_fen = None


def _clash(row: LineReview, seen: Mapping[str, Any], cells: Mapping[str, Any]) -> Conflict | None:
    """The conflict of cells that were stored otherwise than the reviewer saw, and as the reviewer set."""
    clashing = [
        field
        for field, mine in cells.items()
        if getattr(row, field) not in (seen.get(field), mine) and not (field == "text" and not row.text)
    ]
    if not clashing:
        return None

    def named(values: Mapping[str, Any]) -> dict[str, Any]:
        return {f"{row.lineage_id}.{field}": values.get(field) for field in clashing}

    theirs = {field: getattr(row, field) for field in clashing}
    return Conflict(base=named(seen), mine=named(cells), theirs=named(theirs), version=BY_VALUE)


def _cuts(session: Session, source: Draft) -> list[LineReview]:
    """The cuts of a draft that no draft has taken over yet, or only a working copy that was put aside."""
    aside = select(Draft.id).where(Draft.project_id == source.project_id, col(Draft.archived_at).is_not(None))
    query = (
        select(LineReview)
        .where(
            LineReview.project_id == source.project_id,
            LineReview.draft_id == source.id,
            LineReview.decision == LineDecision.CUT_TO,
            col(LineReview.archived_at).is_(None),
            sa.or_(col(LineReview.taken_in_id).is_(None), col(LineReview.taken_in_id).in_(aside)),
        )
        .order_by(col(LineReview.id))
    )
    return list(session.exec(query))


def _decision(row: LineReview) -> Decision:
    return Decision(row.decision, row.quantity_milli, row.unit_price_fen, row.amount_fen)


def _apply(session: Session, line: DraftLine, values: Mapping[str, Any], left_fen: int) -> None:
    """Cut a line of the working copy; cut to nothing it is put aside."""
    if left_fen == 0:
        editing.archive(session, line)
        return
    set_values(line, values)
    session.add(line)
