"""The gates that the building must pass: a starting set, and the project's own."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.links import driving
from db.commands.registry import command, get
from db.models import Gate, Organisation, Task, Warranty, Zone
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.schedule.model import TaskKind
from tracker.standard_gates import STANDARD_GATES, months_of
from tracker.vocabulary import AcceptanceStage, FireProcedure

LONGEST_CONTRACT = 160

FIELDS = frozenset(
    {
        "contract",
        "zone_id",
        "organisation_id",
        "task_id",
        "fire_procedure",
        "after_furniture",
        "planned_on",
        "position",
    }
)
"""What may be edited; a gate of another stage is another gate."""


@command(Action.HOLD_ROUNDS)
def add_standard_gates(
    session: Session, *, actor: Actor, project_id: int, include_optional: bool = True
) -> int:
    """Add the usual gates that the project does not have yet, with their statutory warranties; gives how many."""
    present = {
        (gate.stage, gate.after_furniture)
        for gate in session.exec(
            select(Gate).where(Gate.project_id == project_id, col(Gate.archived_at).is_(None))
        )
    }
    missing = [
        each
        for each in STANDARD_GATES
        if (each.stage, each.after_furniture) not in present and (include_optional or not each.optional)
    ]
    for each in missing:
        gate = Gate(
            project_id=project_id,
            stage=each.stage,
            fire_procedure=each.fire_procedure,
            after_furniture=each.after_furniture,
            position=_next_position(session, project_id),
        )
        session.add(gate)
        session.flush()
        assert gate.id is not None  # noqa: S101 (flushed)
        for item, months in months_of(each).items():
            session.add(Warranty(project_id=project_id, gate_id=gate.id, item=item, months=months))
    return len(missing)


@command(Action.HOLD_ROUNDS)
def create_gate(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    stage: AcceptanceStage,
    contract: str = "",
    zone_id: int | None = None,
    organisation_id: int | None = None,
    task_id: int | None = None,
    fire_procedure: FireProcedure | None = None,
    after_furniture: bool = False,
    planned_on: dt.date | None = None,
) -> int:
    """Add a gate after the others; gives its id. A fire gate without a procedure asks for fire acceptance.

    Raises:
        Invalid: as `_check`.
    """
    if stage is AcceptanceStage.FIRE and fire_procedure is None:
        fire_procedure = FireProcedure.ACCEPTANCE
    gate = Gate(
        project_id=project_id,
        stage=stage,
        contract=contract,
        zone_id=zone_id,
        organisation_id=organisation_id,
        task_id=task_id,
        fire_procedure=fire_procedure,
        after_furniture=after_furniture,
        planned_on=planned_on,
        position=_next_position(session, project_id),
    )
    _check(session, gate)
    with driving(session, project_id, task_id):
        session.add(gate)
        session.flush()
    assert gate.id is not None  # noqa: S101 (flushed)
    return gate.id


@command(Action.HOLD_ROUNDS)
def update_gate(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    gate_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the fields of `FIELDS`; a gate that is met finishes the task it is newly linked to.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`.
    """
    gate = get(session, Gate, project_id, gate_id)
    if changes.get("task_id") is not None:
        get(session, Task, project_id, changes["task_id"])
    with driving(session, project_id, gate.task_id, changes.get("task_id")), session.no_autoflush:
        merge_edit(gate, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
        _check(session, gate)
        session.add(gate)


@command(Action.HOLD_ROUNDS)
def archive_gate(session: Session, *, actor: Actor, project_id: int, gate_id: int) -> None:
    """Put a gate aside with its history; it neither finishes nor holds its task any more."""
    gate = get(session, Gate, project_id, gate_id)
    with driving(session, project_id, gate.task_id):
        editing.archive(session, gate)


@command(Action.HOLD_ROUNDS)
def restore_gate(session: Session, *, actor: Actor, project_id: int, gate_id: int) -> None:
    """Bring an archived gate back, with what it does to its task.

    Raises:
        Invalid: `gate_exists`, when its like was added meanwhile.
    """
    gate = get(session, Gate, project_id, gate_id)
    _check(session, gate)
    with driving(session, project_id, gate.task_id):
        editing.restore(session, gate)


def _next_position(session: Session, project_id: int) -> int:
    last = session.exec(select(func.max(Gate.position)).where(Gate.project_id == project_id)).one()
    return (last or 0) + 1


def _check(session: Session, gate: Gate) -> None:
    """Refuse a gate that makes no sense.

    Raises:
        Invalid: `text_too_long`; `fire_procedure_elsewhere` and `after_furniture_elsewhere`, on a gate of another
            stage; `gate_on_summary`, linked to a heading of the plan; `gate_exists`, when there is one of the same
            stage, contract, zone and time.
        NotFound: zone, organisation or task are not of this project.
    """
    gate.contract = gate.contract.strip()
    if len(gate.contract) > LONGEST_CONTRACT:
        raise Invalid("text_too_long", field="contract", longest=LONGEST_CONTRACT, length=len(gate.contract))
    if gate.fire_procedure is not None and gate.stage is not AcceptanceStage.FIRE:
        raise Invalid("fire_procedure_elsewhere")
    if gate.after_furniture and gate.stage is not AcceptanceStage.AIR_QUALITY:
        raise Invalid("after_furniture_elsewhere")
    if gate.zone_id is not None:
        get(session, Zone, gate.project_id, gate.zone_id)
    if gate.organisation_id is not None:
        get(session, Organisation, gate.project_id, gate.organisation_id)
    if gate.task_id is not None:
        task = get(session, Task, gate.project_id, gate.task_id)
        if task.kind is TaskKind.SUMMARY:
            raise Invalid("gate_on_summary", title=task.title)
    _check_alone(session, gate)


def _check_alone(session: Session, gate: Gate) -> None:
    place = Gate.zone_id == gate.zone_id if gate.zone_id is not None else col(Gate.zone_id).is_(None)
    alike = select(Gate.id).where(
        Gate.project_id == gate.project_id,
        Gate.stage == gate.stage,
        Gate.contract == gate.contract,
        Gate.after_furniture == gate.after_furniture,
        col(Gate.archived_at).is_(None),
        place,
    )
    if any(found != gate.id for found in session.exec(alike)):
        raise Invalid("gate_exists", stage=gate.stage)
