"""What a gate stands on: findings in its scope with their photos, rounds that visited its zones, their checklists."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from db.evidence.findings import finding_parts
from db.evidence.parts import Gathering, Part, workbook_part
from db.evidence.rounds import round_parts
from db.models import metadata
from db.queries.acceptance import GateRow, parents_of
from db.queries.findings import FindingRow, findings
from db.queries.places import places, zones
from tracker.acceptance import BlockingFact, Scope, blocking_in, scope_of
from tracker.evidence import EvidenceSection
from tracker.exports.table import Column, Table
from tracker.i18n import Words
from tracker.vocabulary import CheckAnswer, InspectionStatus

CHECK_RESULT = metadata.tables["check_result"]
CHECKLIST_ITEM = metadata.tables["checklist_item"]
FINDING = metadata.tables["finding"]
FINDING_CHECK = metadata.tables["finding_check"]
INSPECTION = metadata.tables["inspection"]
INSPECTION_NOTE = metadata.tables["inspection_note"]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """An answer of a round's checklist; `place` is where it was asked."""

    round_id: int
    planned_on: dt.date
    held_on: dt.date | None
    place: str
    question: str
    answer: CheckAnswer


def gate_finding_parts(g: Gathering, gate: GateRow) -> list[Part]:
    """The findings in the scope of the gate, with their photos before and after."""
    return finding_parts(g, _in_scope(g, gate))


def gate_round_parts(g: Gathering, gate: GateRow) -> list[Part]:
    """The rounds that visited the gate's zones, and what their checklists say there."""
    w, scope = g.words, _scope(g, gate)
    answers = _answers(g, scope)
    return [
        *workbook_part(
            EvidenceSection.ROUNDS,
            w._("Checklists"),
            [Table(w._("Checklists"), _check_columns(w), answers)],
            day=g.scope.last,
        ),
        *round_parts(g, _visits(g, scope)),
    ]


def _scope(g: Gathering, gate: GateRow) -> Scope:
    parents = parents_of(zones(g.session, g.project_id))
    return scope_of(gate.zone_id, gate.organisation_id, parents)


def _in_scope(g: Gathering, gate: GateRow) -> list[FindingRow]:
    """The findings that count for the gate, settled ones too, by number; the rule is that of the blocking ones."""
    rows = [row for row in findings(g.session, g.project_id) if not row.archived]
    facts = [
        BlockingFact(row.id, row.number, row.severity, row.found_on, row.zone_id, row.organisation_id)
        for row in rows
    ]
    counted = {fact.id for fact in blocking_in(_scope(g, gate), facts)}
    return sorted((row for row in rows if row.id in counted), key=lambda row: row.number)


def _visits(g: Gathering, scope: Scope) -> set[int]:
    """The rounds that answered, wrote, raised or looked at something in the zones; all where the gate has no zone."""
    if scope.zones is None:
        return set(
            g.session.execute(
                sa.select(INSPECTION.c.id).where(INSPECTION.c.project_id == g.project_id)
            ).scalars()
        )
    visited: set[int] = set()
    for table in (CHECK_RESULT, INSPECTION_NOTE, FINDING):
        visited |= _rounds_of(g, sa.select(table.c.inspection_id), table, table.c.zone_id.in_(scope.zones))
    looked = sa.select(FINDING_CHECK.c.inspection_id).join(
        FINDING, FINDING.c.id == FINDING_CHECK.c.finding_id
    )
    return visited | _rounds_of(g, looked, FINDING_CHECK, FINDING.c.zone_id.in_(scope.zones))


def _rounds_of(
    g: Gathering, query: sa.Select[Any], table: sa.Table, there: sa.ColumnElement[bool]
) -> set[int]:
    """The rounds in a query of their ids, as far as their rows are `there` and were not taken back."""
    query = query.where(
        table.c.project_id == g.project_id,
        table.c.archived_at.is_(None),
        table.c.inspection_id.is_not(None),
        there,
    )
    return set(g.session.execute(query.distinct()).scalars())


def _answers(g: Gathering, scope: Scope) -> list[CheckRow]:
    """The answers given in the scope's zones, by round, place and question."""
    names = places(g.session, g.project_id)
    query = (
        sa.select(
            INSPECTION.c.id,
            INSPECTION.c.planned_on,
            INSPECTION.c.held_on,
            CHECK_RESULT.c.zone_id,
            CHECKLIST_ITEM.c.text,
            CHECK_RESULT.c.answer,
        )
        .join(INSPECTION, INSPECTION.c.id == CHECK_RESULT.c.inspection_id)
        .join(CHECKLIST_ITEM, CHECKLIST_ITEM.c.id == CHECK_RESULT.c.item_id)
        .where(
            CHECK_RESULT.c.project_id == g.project_id,
            CHECK_RESULT.c.archived_at.is_(None),
            INSPECTION.c.archived_at.is_(None),
            INSPECTION.c.status != InspectionStatus.EXCUSED,
        )
        .order_by(INSPECTION.c.planned_on, INSPECTION.c.id, CHECK_RESULT.c.zone_id, CHECKLIST_ITEM.c.position)
        .order_by(CHECK_RESULT.c.id)
    )
    if scope.zones is not None:
        query = query.where(CHECK_RESULT.c.zone_id.in_(scope.zones))
    return [
        CheckRow(round_id, planned_on, held_on, names.get(zone_id, ""), text, answer)
        for round_id, planned_on, held_on, zone_id, text, answer in g.session.execute(query)
    ]


def _check_columns(w: Words) -> list[Column[CheckRow]]:
    return [
        Column(w._("Held on"), lambda row: row.held_on or row.planned_on, 12),
        Column(w._("Place"), lambda row: row.place or w._("The building as a whole"), 28),
        Column(w._("Question"), lambda row: row.question, 48),
        Column(w._("Answer"), lambda row: w.label(row.answer), 14),
    ]
