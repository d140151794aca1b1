"""Acceptance gates with where each stands and what blocks it, and each one's history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.places import ZoneRow, zones
from tracker.acceptance import (
    WORKS,
    BlockingFact,
    ConditionFact,
    GateNeed,
    HeldFact,
    Standing,
    blocking_in,
    completed_on,
    earliest_air_test,
    filing_due,
    scope_of,
    standing,
)
from tracker.findings import BLOCKING, SETTLED
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage, FireProcedure

GATE = metadata.tables["gate"]
ACCEPTANCE = metadata.tables["acceptance"]
CONDITION = metadata.tables["acceptance_condition"]
FINDING = metadata.tables["finding"]
TASK = metadata.tables["task"]
DEPENDENCY = metadata.tables["dependency"]
ORGANISATION = metadata.tables["organisation"]
ACCOUNT = metadata.tables["account"]


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate; `place`, `organisation` and `task_title` are empty where there is none.

    Attributes:
        standing: where it stands.
        blocking: the open critical and major findings in its scope, by number.
        due_on: the last day for the completion filing, once completion has passed; None for other stages.
        not_before: the first day on which a test of indoor air counts; None for other stages.
        furniture_on: for the repeated air test, when the furniture was in: the day the linked task's predecessors
            were finished; None while they are not.
    """

    id: int
    version: int
    stage: AcceptanceStage
    contract: str
    zone_id: int | None
    place: str
    organisation_id: int | None
    organisation: str
    task_id: int | None
    task_title: str
    fire_procedure: FireProcedure | None
    after_furniture: bool
    planned_on: dt.date | None
    position: int
    archived: bool
    standing: Standing
    blocking: tuple[BlockingFact, ...] = ()
    due_on: dt.date | None = None
    not_before: dt.date | None = None
    furniture_on: dt.date | None = None

    @property
    def held_up_by(self) -> tuple[BlockingFact, ...]:
        """The findings that it waits for; none once it has passed, over those that were waived too."""
        return self.blocking if self.standing.passed_on is None else ()

    @property
    def need(self) -> GateNeed:
        """What readiness for furniture asks of it."""
        return GateNeed(self.id, self.zone_id, self.standing.is_met, self.after_furniture)


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition of an acceptance."""

    id: int
    version: int
    text: str
    due_on: dt.date | None
    met_on: dt.date | None
    archived: bool

    def overdue(self, today: dt.date) -> bool:
        """Whether its due day has passed and it is not met."""
        return self.met_on is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """One time that a gate was held; `waived_by` is an account's name, empty in local mode and for the sample."""

    id: int
    version: int
    gate_id: int
    held_on: dt.date
    outcome: AcceptanceOutcome
    parties: str
    document: str
    remarks: str
    waiver_reason: str
    waived_by: str
    archived: bool
    conditions: tuple[ConditionRow, ...] = field(default=())


def gates(session: Session, project_id: int, *, with_blocking: bool = True) -> list[GateRow]:
    """All gates in their order, archived ones too. Six statements, five without the findings that block."""
    rooms = zones(session, project_id)
    places = {zone.id: zone.place for zone in rooms}
    parents = parents_of(rooms)
    stands = standings(session, project_id)
    findings = _blocking_findings(session, project_id) if with_blocking else []
    rows = session.execute(_gate_query(project_id)).all()
    furniture = _furniture(session, project_id)
    completed = completed_on(
        stands.get(row.id, standing(())) for row in rows if row.stage in WORKS and not row.archived
    )
    found = []
    for row in rows:
        furniture_on = furniture.get(row.task_id) if row.after_furniture else None
        scope = scope_of(row.zone_id, row.organisation_id, parents)
        found.append(
            GateRow(
                **row._mapping,
                place=places.get(row.zone_id, ""),
                standing=stands.get(row.id, standing(())),
                blocking=tuple(blocking_in(scope, findings)),
                due_on=filing_due(completed) if row.stage is AcceptanceStage.COMPLETION_FILING else None,
                not_before=_not_before(row.stage, completed, furniture_on),
                furniture_on=furniture_on,
            )
        )
    return found


def standings(session: Session, project_id: int) -> dict[int, Standing]:
    """Where each gate stands that was ever held, by gate. Two statements."""
    conditions: dict[int, list[ConditionFact]] = defaultdict(list)
    query = (
        sa.select(CONDITION.c.acceptance_id, CONDITION.c.due_on, CONDITION.c.met_on)
        .where(CONDITION.c.project_id == project_id, CONDITION.c.archived_at.is_(None))
        .order_by(CONDITION.c.id)
    )
    for acceptance_id, due_on, met_on in session.execute(query):
        conditions[acceptance_id].append(ConditionFact(due_on, met_on))
    held: dict[int, list[HeldFact]] = defaultdict(list)
    for row in session.execute(
        sa.select(ACCEPTANCE.c.id, ACCEPTANCE.c.gate_id, ACCEPTANCE.c.held_on, ACCEPTANCE.c.outcome).where(
            ACCEPTANCE.c.project_id == project_id, ACCEPTANCE.c.archived_at.is_(None)
        )
    ):
        held[row.gate_id].append(HeldFact(row.id, row.held_on, row.outcome, tuple(conditions[row.id])))
    return {gate_id: standing(facts) for gate_id, facts in held.items()}


def acceptances(session: Session, project_id: int, gate_id: int) -> list[AcceptanceRow]:
    """Every time that a gate was held, the latest first, archived ones too. Two statements."""
    conditions: dict[int, list[ConditionRow]] = defaultdict(list)
    query = (
        sa.select(
            CONDITION.c.acceptance_id,
            CONDITION.c.id,
            CONDITION.c.version,
            CONDITION.c.text,
            CONDITION.c.due_on,
            CONDITION.c.met_on,
            CONDITION.c.archived_at.is_not(None).label("archived"),
        )
        .join(ACCEPTANCE, ACCEPTANCE.c.id == CONDITION.c.acceptance_id)
        .where(CONDITION.c.project_id == project_id, ACCEPTANCE.c.gate_id == gate_id)
        .order_by(CONDITION.c.id)
    )
    for acceptance_id, *values in session.execute(query):
        conditions[acceptance_id].append(ConditionRow(*values))
    held = (
        sa.select(
            ACCEPTANCE.c.id,
            ACCEPTANCE.c.version,
            ACCEPTANCE.c.gate_id,
            ACCEPTANCE.c.held_on,
            ACCEPTANCE.c.outcome,
            ACCEPTANCE.c.parties,
            ACCEPTANCE.c.document,
            ACCEPTANCE.c.conditions.label("remarks"),
            ACCEPTANCE.c.waiver_reason,
            sa.func.coalesce(ACCOUNT.c.name, "").label("waived_by"),
            ACCEPTANCE.c.archived_at.is_not(None).label("archived"),
        )
        .join(ACCOUNT, ACCOUNT.c.id == ACCEPTANCE.c.waived_by_id, isouter=True)
        .where(ACCEPTANCE.c.project_id == project_id, ACCEPTANCE.c.gate_id == gate_id)
        .order_by(ACCEPTANCE.c.held_on.desc(), ACCEPTANCE.c.id.desc())
    )
    return [
        AcceptanceRow(**row._mapping, conditions=tuple(conditions[row.id])) for row in session.execute(held)
    ]


def parents_of(rows: Iterable[ZoneRow]) -> dict[int, int | None]:
    """Which zone each zone lies in."""
    return {zone.id: zone.parent_id for zone in rows}


def _gate_query(project_id: int) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(
            GATE.c.id,
            GATE.c.version,
            GATE.c.stage,
            GATE.c.contract,
            GATE.c.zone_id,
            GATE.c.organisation_id,
            sa.func.coalesce(ORGANISATION.c.name, "").label("organisation"),
            GATE.c.task_id,
            sa.func.coalesce(TASK.c.title, "").label("task_title"),
            GATE.c.fire_procedure,
            GATE.c.after_furniture,
            GATE.c.planned_on,
            GATE.c.position,
            GATE.c.archived_at.is_not(None).label("archived"),
        )
        .join(ORGANISATION, ORGANISATION.c.id == GATE.c.organisation_id, isouter=True)
        .join(TASK, TASK.c.id == GATE.c.task_id, isouter=True)
        .where(GATE.c.project_id == project_id)
        .order_by(GATE.c.position, GATE.c.id)
    )


def _not_before(
    stage: AcceptanceStage, completed: dt.date | None, furniture_on: dt.date | None
) -> dt.date | None:
    if stage is not AcceptanceStage.AIR_QUALITY:
        return None
    return earliest_air_test(completed, furniture_on)


def _blocking_findings(session: Session, project_id: int) -> list[BlockingFact]:
    query = (
        sa.select(
            FINDING.c.id,
            FINDING.c.number,
            FINDING.c.severity,
            FINDING.c.found_on,
            FINDING.c.zone_id,
            FINDING.c.organisation_id,
        )
        .where(
            FINDING.c.project_id == project_id,
            FINDING.c.archived_at.is_(None),
            FINDING.c.severity.in_(BLOCKING),
            FINDING.c.status.not_in(SETTLED),
        )
        .order_by(FINDING.c.number)
    )
    return [BlockingFact(*row) for row in session.execute(query)]


def _furniture(session: Session, project_id: int) -> dict[int | None, dt.date]:
    """By task: the day all its predecessors were finished; left out while one is not, or there is none."""
    ahead = TASK.alias("ahead")
    query = (
        sa.select(DEPENDENCY.c.successor_id, ahead.c.actual_finish)
        .join(ahead, ahead.c.id == DEPENDENCY.c.predecessor_id)
        .join(GATE, GATE.c.task_id == DEPENDENCY.c.successor_id)
        .where(
            GATE.c.project_id == project_id,
            GATE.c.after_furniture.is_(True),
            DEPENDENCY.c.archived_at.is_(None),
            ahead.c.archived_at.is_(None),
        )
    )
    finished: dict[int | None, list[dt.date | None]] = defaultdict(list)
    for task_id, day in session.execute(query):
        finished[task_id].append(day)
    return {
        task_id: max(day for day in days if day is not None)
        for task_id, days in finished.items()
        if None not in days
    }
