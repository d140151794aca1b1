"""Warranties with their ends, and every day that an acceptance has set."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.acceptance import GateRow, gates, standings
from tracker.vocabulary import WarrantyItem
from tracker.warranties import Deadline, DeadlineKind, expires_on

GATE = metadata.tables["gate"]
ACCEPTANCE = metadata.tables["acceptance"]
CONDITION = metadata.tables["acceptance_condition"]
WARRANTY = metadata.tables["warranty"]


@dataclass(frozen=True, slots=True)
class WarrantyRow:
    """A warranty; it begins when its gate passes, and has no end before."""

    id: int
    version: int
    gate_id: int
    item: WarrantyItem
    months: int
    note: str
    starts_on: dt.date | None
    expires_on: dt.date | None
    archived: bool


def warranties(session: Session, project_id: int) -> list[WarrantyRow]:
    """The warranties of all gates that are not archived, archived warranties too. Three statements."""
    stands = standings(session, project_id)
    query = (
        sa.select(
            WARRANTY.c.id,
            WARRANTY.c.version,
            WARRANTY.c.gate_id,
            WARRANTY.c.item,
            WARRANTY.c.months,
            WARRANTY.c.note,
            WARRANTY.c.archived_at.is_not(None).label("archived"),
        )
        .join(GATE, GATE.c.id == WARRANTY.c.gate_id)
        .where(WARRANTY.c.project_id == project_id, GATE.c.archived_at.is_(None))
        .order_by(GATE.c.position, WARRANTY.c.id)
    )
    rows = []
    for row in session.execute(query):
        passed_on = stands[row.gate_id].passed_on if row.gate_id in stands else None
        rows.append(
            WarrantyRow(
                **row._mapping,
                starts_on=passed_on,
                expires_on=expires_on(passed_on, row.months),
            )
        )
    return rows


def deadlines(session: Session, project_id: int) -> list[Deadline]:
    """The days that acceptances have set: open conditions, the filing, ends of warranties. Ten statements."""
    rows = [gate for gate in gates(session, project_id) if not gate.archived]
    found = [
        Deadline(gate.due_on, DeadlineKind.FILING, gate.id)
        for gate in rows
        if gate.due_on is not None and not gate.standing.is_met
    ]
    found += [
        Deadline(row.expires_on, DeadlineKind.WARRANTY, row.gate_id, item=row.item)
        for row in warranties(session, project_id)
        if row.expires_on is not None and not row.archived
    ]
    return found + _open_conditions(session, project_id, {gate.id: gate for gate in rows})


def _open_conditions(session: Session, project_id: int, rows: Mapping[int, GateRow]) -> list[Deadline]:
    """The open conditions of each gate's last acceptance."""
    query = (
        sa.select(ACCEPTANCE.c.gate_id, ACCEPTANCE.c.held_on, CONDITION.c.text, CONDITION.c.due_on)
        .join(ACCEPTANCE, ACCEPTANCE.c.id == CONDITION.c.acceptance_id)
        .where(
            CONDITION.c.project_id == project_id,
            CONDITION.c.archived_at.is_(None),
            CONDITION.c.met_on.is_(None),
            CONDITION.c.due_on.is_not(None),
            ACCEPTANCE.c.archived_at.is_(None),
        )
    )
    return [
        Deadline(due_on, DeadlineKind.CONDITION, gate_id, text=text)
        for gate_id, held_on, text, due_on in session.execute(query)
        if gate_id in rows
        and rows[gate_id].standing.open_conditions
        and rows[gate_id].standing.held_on == held_on
    ]
