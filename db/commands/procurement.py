"""Procurement plans, and the life of their drafts: working copy, submission, review, archive."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands import editing
from db.commands.comments import answer_in
from db.commands.draft_rows import (
    copy_lines,
    has_lines,
    highest_number,
    open_plan,
    working_copy,
    working_draft,
)
from db.commands.editing import merge_edit, required_text
from db.commands.reasons import explained_changes
from db.commands.registry import command, get
from db.commands.submission_checks import require_within_ceilings
from db.models import Draft, ProcurementPlan
from db.queries.procurement import lines_of
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.drafts import require_submittable
from tracker.procurement.reasons import require_explained, unexplained
from tracker.vocabulary import DraftStatus

LONGEST_TITLE = 160


@command(Action.EDIT_PROCUREMENT)
def create_procurement_plan(session: Session, *, actor: Actor, project_id: int, title: str) -> int:
    """Start a procurement plan with an empty working copy; gives its id.

    Raises:
        Invalid: the title is missing or too long.
    """
    plan = ProcurementPlan(project_id=project_id, title=required_text("title", title, longest=LONGEST_TITLE))
    session.add(plan)
    session.flush()
    assert plan.id is not None  # noqa: S101 (flushed)
    session.add(Draft(project_id=project_id, plan_id=plan.id))
    return plan.id


@command(Action.EDIT_PROCUREMENT)
def update_procurement_plan(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the title of a plan.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: the title is missing or too long.
    """
    plan = get(session, ProcurementPlan, project_id, plan_id)
    merge_edit(plan, expected_version=expected_version, original=original, changes=changes)
    plan.title = required_text("title", plan.title, longest=LONGEST_TITLE)
    session.add(plan)


@command(Action.EDIT_PROCUREMENT)
def archive_procurement_plan(session: Session, *, actor: Actor, project_id: int, plan_id: int) -> None:
    """Put a plan aside with all its drafts."""
    editing.archive(session, get(session, ProcurementPlan, project_id, plan_id))


@command(Action.EDIT_PROCUREMENT)
def restore_procurement_plan(session: Session, *, actor: Actor, project_id: int, plan_id: int) -> None:
    """Bring a plan back."""
    editing.restore(session, get(session, ProcurementPlan, project_id, plan_id))


@command(Action.EDIT_PROCUREMENT)
def open_working_copy(
    session: Session, *, actor: Actor, project_id: int, plan_id: int, from_draft_id: int | None = None
) -> int:
    """Open a fresh working copy, empty or with the lines of a draft; gives its id.

    The working copy that was open is archived, so that it can be brought back; an empty one is filled. Comments that
    were answered in it are answered in the fresh one: what people wrote stands until the next draft is submitted.

    Raises:
        Invalid: the draft belongs to another plan (`draft_of_another_plan`), or the plan is archived.
    """
    open_plan(session, project_id, plan_id)
    if from_draft_id is not None and get(session, Draft, project_id, from_draft_id).plan_id != plan_id:
        raise Invalid("draft_of_another_plan")
    before = working_copy(session, project_id, plan_id)
    if before is not None and before.id is not None:
        if not has_lines(session, project_id, before.id):
            return _filled(session, before, from_draft_id)
        editing.archive(session, before)
    fresh = _fresh_copy(session, project_id, plan_id, from_draft_id)
    if before is not None and before.id is not None:
        answer_in(session, project_id, before.id, fresh)
    return fresh


@command(Action.DECIDE)
def submit_draft(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    draft_id: int,
    submitted_on: dt.date,
    unexplained_reason: str = "",
    over_ceiling: str = "",
) -> int:
    """Freeze the working copy under the next number and open a fresh one with the same lineages.

    Gives the number. From now on the lines of the submitted draft cannot be edited. `unexplained_reason` says why
    it is submitted although changes above the plan's threshold lack a reason; it stays with the draft.

    Raises:
        Invalid: it is no working copy, has no line, has lines without quantity or price, or changes above the
            threshold lack a reason and none is said for them all (`changes_unexplained`); or it costs more than a
            ceiling allows, and `over_ceiling` does not say why it is submitted all the same (`over_ceiling`).
    """
    draft = working_draft(session, project_id, draft_id)
    plan = open_plan(session, project_id, draft.plan_id)
    require_submittable([row.as_line() for row in lines_of(session, project_id, draft_id)])
    require_within_ceilings(session, draft, over_ceiling)
    changes = explained_changes(session, draft)
    if unexplained(changes, plan.reason_threshold_fen):
        draft.unexplained_reason = unexplained_reason.strip()
        if not draft.unexplained_reason:
            require_explained(changes, plan.reason_threshold_fen)
    number = highest_number(session, project_id, draft.plan_id) + 1
    draft.number = number
    draft.status = DraftStatus.SUBMITTED
    draft.submitted_on = submitted_on
    draft.drawn_up_on = draft.drawn_up_on or submitted_on
    session.add(draft)
    session.flush()
    _fresh_copy(session, project_id, draft.plan_id, draft_id)
    return number


@command(Action.DECIDE)
def update_draft(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    draft_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change dates or status of a numbered draft; a status other than working copy.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: the draft has no number (`draft_not_submitted`), or would become a working copy again
            (`draft_frozen`).
    """
    draft = get(session, Draft, project_id, draft_id)
    if draft.number is None:
        raise Invalid("draft_not_submitted")
    known = {"status", "drawn_up_on", "submitted_on"}
    wanted = {name: value for name, value in changes.items() if name in known}
    if wanted.get("status") == DraftStatus.WORKING:
        raise Invalid("draft_frozen", number=draft.number)
    merge_edit(draft, expected_version=expected_version, original=original, changes=wanted)
    session.add(draft)


@command(Action.DECIDE)
def archive_draft(session: Session, *, actor: Actor, project_id: int, draft_id: int) -> None:
    """Put a draft aside; it keeps its number."""
    editing.archive(session, get(session, Draft, project_id, draft_id))


@command(Action.DECIDE)
def restore_draft(session: Session, *, actor: Actor, project_id: int, draft_id: int) -> None:
    """Bring a draft back.

    Raises:
        Invalid: it is a working copy, and another one is open (`working_copy_open`).
    """
    draft = get(session, Draft, project_id, draft_id)
    open_plan(session, project_id, draft.plan_id)
    other = working_copy(session, project_id, draft.plan_id)
    if draft.number is None and other is not None and other.id != draft.id:
        raise Invalid("working_copy_open")
    editing.restore(session, draft)


def _fresh_copy(session: Session, project_id: int, plan_id: int, from_draft_id: int | None) -> int:
    """A new working copy with the lines of a draft, or empty; gives its id."""
    copy = Draft(project_id=project_id, plan_id=plan_id)
    session.add(copy)
    session.flush()
    return _filled(session, copy, from_draft_id)


def _filled(session: Session, copy: Draft, from_draft_id: int | None) -> int:
    """The id of an empty working copy, after the lines of a draft, if one is given, went into it."""
    assert copy.id is not None  # noqa: S101 (flushed)
    if from_draft_id is not None:
        copy_lines(session, from_draft_id, copy)
    return copy.id
