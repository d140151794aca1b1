"""Plan documents: writing them, sending them upward, recording the answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.plan_versions import hang_sent, sendable_version
from db.commands.registry import command, get
from db.commands.tasks import check_schedule
from db.models import Plan, Submission
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.plans import MOVES
from tracker.submissions import LONGEST_ANSWER_DAYS, USUAL_ANSWER_DAYS
from tracker.vocabulary import PlanKind, PlanStatus, SubmissionOutcome

LONGEST_TITLE = 160

EDITABLE = frozenset({"title", "kind", "summary", "position"})
ANSWER_FIELDS = frozenset({"answer_days"})
"""Columns of a plan that an edit may change; its status moves by submission and decision."""


@command(Action.EDIT_PLANS)
def create_plan(
    session: Session, *, actor: Actor, project_id: int, kind: PlanKind, title: str, summary: str = ""
) -> int:
    """Add a plan document as a draft; gives its id."""
    last = session.exec(select(func.max(Plan.position)).where(Plan.project_id == project_id)).one()
    plan = Plan(
        project_id=project_id,
        kind=kind,
        title=required_text("title", title, longest=LONGEST_TITLE),
        summary=summary.strip(),
        position=(last or 0) + 1,
    )
    session.add(plan)
    session.flush()
    assert plan.id is not None  # noqa: S101 (flushed)
    return plan.id


@command(Action.EDIT_PLANS)
def update_plan(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the title, kind or summary of a plan.

    Raises:
        Conflict: somebody else changed the same field since.
    """
    plan = get(session, Plan, project_id, plan_id)
    changes = dict(changes)
    if "title" in changes:
        changes["title"] = required_text("title", changes["title"], longest=LONGEST_TITLE)
    merge_edit(plan, expected_version=expected_version, original=original, changes=changes, fields=EDITABLE)
    session.add(plan)


@command(Action.EDIT_PLANS)
def archive_plan(session: Session, *, actor: Actor, project_id: int, plan_id: int) -> None:
    """Put a plan aside; its tasks leave the schedule with it."""
    editing.archive(session, get(session, Plan, project_id, plan_id))


@command(Action.EDIT_PLANS)
def restore_plan(session: Session, *, actor: Actor, project_id: int, plan_id: int) -> None:
    """Bring a plan back with its tasks.

    Raises:
        Invalid: with its tasks back, there would be no schedule.
    """
    editing.restore(session, get(session, Plan, project_id, plan_id))
    check_schedule(session, project_id)


@command(Action.DECIDE)
def submit_plan(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    recipient: str,
    submitted_on: dt.date,
    answer_days: int = USUAL_ANSWER_DAYS,
    version_id: int | None = None,
) -> int:
    """Send a draft or returned plan to a recipient; gives the submission's id.

    Args:
        session: the unit of work.
        actor: who submits.
        project_id: the project.
        plan_id: the plan.
        recipient: to whom it goes.
        submitted_on: the day.
        answer_days: working days within which an answer is expected.
        version_id: attachment of the plan's version that is sent; None when it went another way.

    Raises:
        Invalid: the plan is not in a state from which it can be submitted, or `answer_days_out_of_range`.
        NotFound: the version is archived, or another plan's.
    """
    plan = get(session, Plan, project_id, plan_id)
    _move(plan, PlanStatus.SUBMITTED)
    session.add(plan)
    submission = Submission(
        project_id=project_id,
        plan_id=plan_id,
        recipient=required_text("recipient", recipient, longest=LONGEST_TITLE),
        submitted_on=submitted_on,
        answer_days=_checked_days(answer_days),
    )
    session.add(submission)
    session.flush()
    assert submission.id is not None  # noqa: S101 (flushed)
    if version_id is not None:
        sent = sendable_version(session, project_id, plan_id, version_id)
        hang_sent(session, project_id, submission.id, sent)
    return submission.id


@command(Action.DECIDE)
def update_submission(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    submission_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change within how many working days an answer to an open submission is expected.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: `field_not_editable`; `submission_answered`; `answer_days_out_of_range`.
    """
    submission = get(session, Submission, project_id, submission_id)
    if submission.outcome is not None:
        raise Invalid("submission_answered", recipient=submission.recipient)
    merge_edit(
        submission,
        expected_version=expected_version,
        original=original,
        changes=changes,
        fields=ANSWER_FIELDS,
    )
    _checked_days(submission.answer_days)
    session.add(submission)


@command(Action.DECIDE)
def record_answer(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    outcome: SubmissionOutcome,
    decided_on: dt.date,
    remarks: str = "",
) -> None:
    """Record what the recipient of the open submission answered.

    Raises:
        Invalid: nothing is open, or the answer is dated before the submission.
    """
    plan = get(session, Plan, project_id, plan_id)
    open_one = session.exec(
        select(Submission)
        .where(
            Submission.project_id == project_id,
            Submission.plan_id == plan_id,
            col(Submission.outcome).is_(None),
        )
        .order_by(col(Submission.id).desc())
    ).first()
    if open_one is None:
        raise Invalid("nothing_submitted", title=plan.title)
    if decided_on < open_one.submitted_on:
        raise Invalid("answer_before_submission", submitted_on=open_one.submitted_on, decided_on=decided_on)
    _move(plan, PlanStatus(outcome.value))
    open_one.outcome, open_one.decided_on, open_one.remarks = outcome, decided_on, remarks.strip()
    session.add(plan)
    session.add(open_one)


@command(Action.DECIDE)
def advance_plan(
    session: Session, *, actor: Actor, project_id: int, plan_id: int, status: PlanStatus
) -> None:
    """Put an approved plan in force, or close one that is.

    Raises:
        Invalid: the plan cannot go there from where it is.
    """
    plan = get(session, Plan, project_id, plan_id)
    if status not in {PlanStatus.IN_FORCE, PlanStatus.CLOSED}:
        raise Invalid("plan_cannot_move", title=plan.title, status=plan.status, wanted=status)
    _move(plan, status)
    session.add(plan)


def _move(plan: Plan, status: PlanStatus) -> None:
    if status not in MOVES[plan.status]:
        raise Invalid("plan_cannot_move", title=plan.title, status=plan.status, wanted=status)
    plan.status = status


def _checked_days(answer_days: int) -> int:
    if not 1 <= answer_days <= LONGEST_ANSWER_DAYS:
        raise Invalid("answer_days_out_of_range", longest=LONGEST_ANSWER_DAYS)
    return answer_days
