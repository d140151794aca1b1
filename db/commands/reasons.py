"""Why lines changed: a cause and a text for the changes of a draft against the numbered one before it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.draft_rows import open_plan, previous_draft_id
from db.commands.editing import merge_edit
from db.commands.registry import command, get, require
from db.models import Draft, LineageRow, LineReason, ProcurementPlan
from db.queries import procurement as queries
from tracker.errors import Conflict, Invalid, NotFound
from tracker.permissions import Action, Actor
from tracker.procurement.compare import compare
from tracker.procurement.explained import ExplainedChange, explain
from tracker.vocabulary import Cause

BY_VALUE = 0
"""A version that no row has: the edit is held against what is stored, value by value."""

AFTER_ALL = 1_000_000_000
"""A number above that of every draft: the working copy comes after them."""


@command(Action.EDIT_PROCUREMENT)
def set_reason(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    draft_id: int,
    lineage_ids: Sequence[int],
    cause: Cause,
    original: Mapping[str, Any],
    text: str = "",
    comment_id: int | None = None,
    expected_version: int = BY_VALUE,
) -> int:
    """Give one cause and text for the changes of one line, or of several; gives how many.

    A reason that was there is replaced (the audit keeps it).

    Args:
        session: the unit of work.
        actor: who gives it.
        project_id: the project.
        draft_id: the draft in which the lines changed.
        lineage_ids: the lines.
        cause: why.
        original: what the person saw, as `{"<lineage>.cause": cause, "<lineage>.text": text}`; None and empty, or
            left out, where a line had no reason.
        text: the same in their words.
        comment_id: the comment that the change answers.
        expected_version: not used: a reason is held against what is stored, as cause and text together.

    Raises:
        Conflict: a reason that somebody else gave or changed meanwhile, under the keys of `original`.
        Invalid: no line is named (`no_line_chosen`), or the draft is archived.
        NotAllowed: the draft is submitted, and the actor may not decide.
        NotFound: a line is of another plan.
    """
    draft = _explainable(session, actor, project_id, draft_id)
    if not lineage_ids:
        raise Invalid("no_line_chosen")
    chosen = list(dict.fromkeys(lineage_ids))
    given = _given(session, draft)
    _refuse_clashes(given, chosen, original, {"cause": cause, "text": text.strip()})
    for lineage_id in chosen:
        row = _write(session, draft, given, lineage_id, cause, text)
        if comment_id is not None:
            row.comment_id = comment_id
    return len(chosen)


def give_reason(session: Session, draft: Draft, lineage_id: int, cause: Cause, text: str) -> None:
    """Store why a line changed in a draft, over whatever is stored; other commands give reasons by this.

    Raises:
        NotFound: the line is of another plan.
    """
    _write(session, draft, _given(session, draft), lineage_id, cause, text)


def _write(
    session: Session, draft: Draft, given: Mapping[int, LineReason], lineage_id: int, cause: Cause, text: str
) -> LineReason:
    lineage = get(session, LineageRow, draft.project_id, lineage_id)
    if lineage.plan_id != draft.plan_id:
        raise NotFound(record="lineage", id=lineage_id)
    assert draft.id is not None  # noqa: S101 (stored)
    row = given.get(lineage_id) or LineReason(
        project_id=draft.project_id, draft_id=draft.id, lineage_id=lineage_id, cause=cause
    )
    row.cause, row.text, row.archived_at = cause, text.strip(), None
    session.add(row)
    return row


def _refuse_clashes(
    given: Mapping[int, LineReason],
    lineage_ids: Sequence[int],
    original: Mapping[str, Any],
    mine: Mapping[str, Any],
) -> None:
    """Refuse to write over a reason that the person has not seen; equal ones do not clash.

    Raises:
        Conflict: with what was seen, what is wanted and what is stored of every such line.
    """
    sides: tuple[dict[str, Any], ...] = ({}, {}, {})
    for lineage_id in lineage_ids:
        row = given.get(lineage_id)
        live = row if row is not None and row.archived_at is None else None
        stored = {"cause": live.cause if live else None, "text": live.text if live else ""}
        seen = {
            "cause": original.get(f"{lineage_id}.cause"),
            "text": original.get(f"{lineage_id}.text", ""),
        }
        if stored in (seen, mine):
            continue
        for side, values in zip(sides, (seen, mine, stored), strict=True):
            side.update({f"{lineage_id}.{field}": value for field, value in values.items()})
    base, wanted, theirs = sides
    if theirs:
        raise Conflict(base=base, mine=wanted, theirs=theirs, version=BY_VALUE)


@command(Action.EDIT_PROCUREMENT)
def clear_reason(
    session: Session, *, actor: Actor, project_id: int, draft_id: int, lineage_ids: Sequence[int]
) -> int:
    """Take the reasons of lines of a draft away; gives how many there were.

    Raises:
        Invalid: the draft is archived.
        NotAllowed: the draft is submitted, and the actor may not decide.
    """
    given = _given(session, _explainable(session, actor, project_id, draft_id))
    found = [given[lineage] for lineage in lineage_ids if lineage in given]
    present = [row for row in found if row.archived_at is None]
    for row in present:
        editing.archive(session, row)
    return len(present)


@command(Action.DECIDE)
def set_reason_threshold(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Say above which amount (`reason_threshold_fen`) a change needs a reason before a draft is submitted.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: the amount is negative (`threshold_negative`), or the plan is archived.
    """
    plan: ProcurementPlan = open_plan(session, project_id, plan_id)
    wanted = {name: value for name, value in changes.items() if name == "reason_threshold_fen"}
    if any(value < 0 for value in wanted.values()):
        raise Invalid("threshold_negative")
    merge_edit(plan, expected_version=expected_version, original=original, changes=wanted)
    session.add(plan)


def explained_changes(session: Session, draft: Draft) -> tuple[ExplainedChange, ...]:
    """The changes of a draft against the numbered one before it, each with the reasons given in this draft.

    Empty for the first draft of a plan.
    """
    project_id = draft.project_id
    before_id = previous_draft_id(session, project_id, draft.plan_id, draft.number or AFTER_ALL)
    if before_id is None or draft.id is None:
        return ()
    before, after = (
        [row.as_line() for row in queries.lines_of(session, project_id, each)]
        for each in (before_id, draft.id)
    )
    comparison = compare(before, after, queries.origins(session, project_id, draft.plan_id))
    given = queries.reasons(session, project_id, draft.plan_id)
    return explain(comparison, [reason for reason in given if reason.draft_number == draft.number])


def _explainable(session: Session, actor: Actor, project_id: int, draft_id: int) -> Draft:
    """The draft whose reasons may be written: a working copy, or for who decides also a submitted draft."""
    draft = get(session, Draft, project_id, draft_id)
    if draft.archived_at is not None:
        raise Invalid("draft_archived")
    if draft.number is not None:
        require(actor, Action.DECIDE, project_id)
    return draft


def _given(session: Session, draft: Draft) -> dict[int, LineReason]:
    """The reasons of a draft by lineage, those taken away too: one lineage has one row."""
    rows = session.exec(
        select(LineReason).where(
            col(LineReason.project_id) == draft.project_id, col(LineReason.draft_id) == draft.id
        )
    )
    return {row.lineage_id: row for row in rows}
