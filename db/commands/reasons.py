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
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor
from tracker.procurement.compare import compare
from tracker.procurement.explained import ExplainedChange, explain
from tracker.vocabulary import Cause

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
    text: str = "",
    comment_id: int | None = None,
) -> int:
    """Give one cause and text for the changes of one line, or of several; gives how many.

    A reason that was there is replaced (the audit keeps it). `comment_id` names the comment that a change answers.

    Raises:
        Invalid: no line is named (`no_line_chosen`), or the draft is archived.
        NotAllowed: the draft is submitted, and the actor may not decide.
        NotFound: a line is of another plan.
    """
    draft = _explainable(session, actor, project_id, draft_id)
    if not lineage_ids:
        raise Invalid("no_line_chosen")
    given = _given(session, draft)
    for lineage_id in dict.fromkeys(lineage_ids):
        lineage = get(session, LineageRow, project_id, lineage_id)
        if lineage.plan_id != draft.plan_id:
            raise NotFound(record="lineage", id=lineage_id)
        row = given.get(lineage_id) or LineReason(
            project_id=project_id, draft_id=draft_id, lineage_id=lineage_id, cause=cause
        )
        row.cause, row.text, row.archived_at = cause, text.strip(), None
        if comment_id is not None:
            row.comment_id = comment_id
        session.add(row)
    return len(set(lineage_ids))


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
