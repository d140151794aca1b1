"""Recording that a gate was held, and what became of its conditions. A wrong record is put aside and made anew."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.editing import required_text
from db.commands.links import driving
from db.commands.registry import command, get, require
from db.models import Acceptance, AcceptanceCondition, Gate, Project
from db.queries.acceptance import GateRow, gates
from db.unit_of_work import about
from tracker.acceptance import check_held_on
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import AcceptanceOutcome

LONGEST_TEXT = 4_000
LONGEST_DOCUMENT = 200
LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class NewCondition:
    """Something that a gate passes on condition of."""

    text: str
    due_on: dt.date | None = None


@command(Action.HOLD_ROUNDS)
def record_acceptance(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    gate_id: int,
    held_on: dt.date,
    outcome: AcceptanceOutcome,
    today: dt.date,
    parties: str = "",
    document: str = "",
    remarks: str = "",
    conditions: Sequence[NewCondition] = (),
    waiver_reason: str = "",
    confirmed_reason: str = "",
) -> int:
    """Record that a gate was held; gives the id. A gate that is met finishes the task it is linked to.

    `remarks` is what was said, or found wanting. `waiver_reason` passes it over findings that block, which the lead
    alone may do. `confirmed_reason` confirms a day that is unlikely, and goes into the audit.

    Raises:
        Invalid: a code of `tracker.acceptance.DOUBTS` for an unlikely day that is not confirmed; `gate_blocked`,
            when a critical or major finding of its scope that was found by then is open and not waived;
            `conditions_missing`, `conditions_elsewhere`, `condition_due_before_held`; `gate_archived`; a text is
            too long.
        NotAllowed: somebody else than the lead waives.
    """
    gate = get(session, Gate, project_id, gate_id)
    if gate.archived_at is not None:
        raise Invalid("gate_archived")
    row = _row(session, gate)
    _check_day(session, actor, row, project_id, held_on, today, confirmed_reason)
    _check_conditions(outcome, held_on, conditions)
    waived = _settle_blocking(actor, row, project_id, held_on, outcome, waiver_reason)
    acceptance = Acceptance(
        project_id=project_id,
        gate_id=gate_id,
        held_on=held_on,
        outcome=outcome,
        parties=_text("parties", parties, LONGEST_TEXT),
        document=_text("document", document, LONGEST_DOCUMENT),
        conditions=_text("remarks", remarks, LONGEST_TEXT),
        waiver_reason=waived,
        waived_by_id=actor.account_id if waived else None,
    )
    with driving(session, project_id, gate.task_id):
        session.add(acceptance)
        session.flush()
        assert acceptance.id is not None  # noqa: S101 (flushed)
        for each in conditions:
            session.add(
                AcceptanceCondition(
                    project_id=project_id,
                    acceptance_id=acceptance.id,
                    text=required_text("condition", each.text, longest=LONGEST_TEXT),
                    due_on=each.due_on,
                )
            )
    return acceptance.id


@command(Action.HOLD_ROUNDS)
def mark_condition_met(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    condition_id: int,
    met_on: dt.date | None,
    today: dt.date,
) -> None:
    """Say on which day a condition was met; None takes it back. With the last one met, the gate is.

    Raises:
        Invalid: `condition_met_out_of_range`, before the gate was held or after `today`.
    """
    condition = get(session, AcceptanceCondition, project_id, condition_id)
    acceptance = get(session, Acceptance, project_id, condition.acceptance_id)
    if met_on is not None and not acceptance.held_on <= met_on <= max(today, acceptance.held_on):
        raise Invalid("condition_met_out_of_range", held_on=acceptance.held_on, today=today)
    with driving(session, project_id, _task_id(session, acceptance)):
        condition.met_on = met_on
        session.add(condition)


@command(Action.HOLD_ROUNDS)
def archive_acceptance(session: Session, *, actor: Actor, project_id: int, acceptance_id: int) -> None:
    """Put a record aside that was made by mistake; what it did to the linked task is taken back."""
    acceptance = get(session, Acceptance, project_id, acceptance_id)
    with driving(session, project_id, _task_id(session, acceptance)):
        editing.archive(session, acceptance)


@command(Action.HOLD_ROUNDS)
def restore_acceptance(session: Session, *, actor: Actor, project_id: int, acceptance_id: int) -> None:
    """Bring a record back, with what it does to the linked task.

    Raises:
        Invalid: `gate_blocked`, as for `record_acceptance`, unless it was waived then.
    """
    acceptance = get(session, Acceptance, project_id, acceptance_id)
    row = _row(session, get(session, Gate, project_id, acceptance.gate_id))
    if not acceptance.waiver_reason and acceptance.outcome is not AcceptanceOutcome.FAILED:
        _refuse_blocked(row, acceptance.held_on)
    with driving(session, project_id, row.task_id):
        editing.restore(session, acceptance)


@command(Action.HOLD_ROUNDS)
def archive_condition(session: Session, *, actor: Actor, project_id: int, condition_id: int) -> None:
    """Put a condition aside that was recorded by mistake; it holds the gate up no longer."""
    condition = get(session, AcceptanceCondition, project_id, condition_id)
    with driving(session, project_id, _task_id_of(session, condition)):
        editing.archive(session, condition)


@command(Action.HOLD_ROUNDS)
def restore_condition(session: Session, *, actor: Actor, project_id: int, condition_id: int) -> None:
    """Bring a condition back; while it is open, the gate is not met."""
    condition = get(session, AcceptanceCondition, project_id, condition_id)
    with driving(session, project_id, _task_id_of(session, condition)):
        editing.restore(session, condition)


def _row(session: Session, gate: Gate) -> GateRow:
    """The gate with what blocks it and from when it may be held."""
    session.flush()
    return next(row for row in gates(session, gate.project_id) if row.id == gate.id)


def _check_day(
    session: Session,
    actor: Actor,
    row: GateRow,
    project_id: int,
    held_on: dt.date,
    today: dt.date,
    confirmed_reason: str,
) -> None:
    """Refuse an unlikely day; with a reason it is taken, and the audit keeps the reason."""
    starts_on = session.exec(select(col(Project.starts_on)).where(Project.id == project_id)).one()
    try:
        check_held_on(held_on, starts_on=starts_on, today=today, not_before=row.not_before)
    except Invalid:
        reason = _text("reason", confirmed_reason, LONGEST_REASON)
        if not reason:
            raise
        about(session, actor=actor, command=session.info["write"].command, reason=reason)


def _check_conditions(
    outcome: AcceptanceOutcome, held_on: dt.date, conditions: Sequence[NewCondition]
) -> None:
    if outcome is AcceptanceOutcome.CONDITIONAL and not conditions:
        raise Invalid("conditions_missing")
    if outcome is not AcceptanceOutcome.CONDITIONAL and conditions:
        raise Invalid("conditions_elsewhere")
    for each in conditions:
        if each.due_on is not None and each.due_on < held_on:
            raise Invalid("condition_due_before_held", due_on=each.due_on, held_on=held_on)


def _settle_blocking(
    actor: Actor,
    row: GateRow,
    project_id: int,
    held_on: dt.date,
    outcome: AcceptanceOutcome,
    waiver_reason: str,
) -> str:
    """The waiver to keep: the lead's reason where findings block, empty where none does or the gate failed."""
    if outcome is AcceptanceOutcome.FAILED or not _blocking(row, held_on):
        return ""
    reason = _text("reason", waiver_reason, LONGEST_REASON)
    if not reason:
        _refuse_blocked(row, held_on)
    require(actor, Action.DECIDE, project_id)
    return reason


def _refuse_blocked(row: GateRow, held_on: dt.date) -> None:
    numbers = _blocking(row, held_on)
    if numbers:
        raise Invalid("gate_blocked", n=len(numbers), numbers=numbers)


def _blocking(row: GateRow, held_on: dt.date) -> list[int]:
    """Numbers of the open findings that the acceptance of that day had before it."""
    return [finding.number for finding in row.blocking if finding.found_on <= held_on]


def _task_id(session: Session, acceptance: Acceptance) -> int | None:
    return get(session, Gate, acceptance.project_id, acceptance.gate_id).task_id


def _task_id_of(session: Session, condition: AcceptanceCondition) -> int | None:
    return _task_id(session, get(session, Acceptance, condition.project_id, condition.acceptance_id))


def _text(field: str, value: str, longest: int) -> str:
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
