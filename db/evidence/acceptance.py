"""Acceptance in a pack: each record with its conditions and files; for a gate its warranties too."""

from functools import partial

from sqlmodel import Session

from db.evidence.parts import Gathering, Part, iso, kept_files, kept_part, workbook_part
from db.queries.acceptance import AcceptanceRow, GateRow, acceptances, gates
from db.queries.warranties import WarrantyRow, warranties
from tracker.errors import NotFound
from tracker.evidence import EvidenceSection
from tracker.exports.evidence_paper import RecordPaper, TableBlock, TextBlock, record_docx
from tracker.exports.table import Column, Table
from tracker.i18n import Words
from tracker.i18n.gate_names import gate_name

SECTION = EvidenceSection.ACCEPTANCE


def the_gate(session: Session, project_id: int, gate_id: int) -> GateRow:
    """The gate of a pack.

    Raises:
        NotFound: the project has none of this id.
    """
    for gate in gates(session, project_id, with_blocking=False):
        if gate.id == gate_id:
            return gate
    raise NotFound(record="gate", id=gate_id)


def period_acceptance_parts(g: Gathering) -> list[Part]:
    """Every acceptance held in the period, in the order of the gates."""
    return [
        part
        for gate in gates(g.session, g.project_id, with_blocking=False)
        if not gate.archived
        for row in reversed(acceptances(g.session, g.project_id, gate.id))
        if not row.archived and g.scope.covers(row.held_on)
        for part in _record(g, gate, row)
    ]


def gate_acceptance_parts(g: Gathering, gate: GateRow) -> list[Part]:
    """Every time the gate was held, its warranties, and its own files."""
    w = g.words
    held = [row for row in reversed(acceptances(g.session, g.project_id, gate.id)) if not row.archived]
    runs = [row for row in warranties(g.session, g.project_id) if row.gate_id == gate.id and not row.archived]
    return [
        *(part for row in held for part in _record(g, gate, row)),
        *workbook_part(
            SECTION,
            w._("Warranties"),
            [Table(w._("Warranties"), _warranty_columns(w), runs)],
            day=g.scope.last,
        ),
        *(
            kept_part(
                SECTION,
                (w._("Attached files"), w._("File of the gate")),
                row,
                title=gate_name(w, gate),
                day=None,
            )
            for rows in kept_files(g, "gate", [gate.id]).values()
            for row in rows
        ),
    ]


def _record(g: Gathering, gate: GateRow, row: AcceptanceRow) -> list[Part]:
    """One acceptance: its record, and the files that hang on it."""
    w = g.words
    name = " ".join((w._("Acceptance record"), iso(row.held_on), w.label(gate.stage)))
    title = gate_name(w, gate)
    return [
        Part(SECTION, (name,), "docx", title, row.held_on, partial(_paper, g, gate, row)),
        *(
            kept_part(SECTION, (w._("Attached files"), iso(row.held_on)), kept, title=title, day=row.held_on)
            for rows in kept_files(g, "acceptance", [row.id]).values()
            for kept in rows
        ),
    ]


def _paper(g: Gathering, gate: GateRow, row: AcceptanceRow) -> bytes:
    w = g.words
    conditions = [
        (
            each.text,
            w.date(each.due_on) if each.due_on else "",
            w.date(each.met_on) if each.met_on else w._("not met"),
        )
        for each in row.conditions
        if not each.archived
    ]
    record = RecordPaper(
        w._("Acceptance record"),
        [
            (w._("Project"), g.project),
            (w._("Gate"), gate_name(w, gate)),
            (w._("Organisation"), gate.organisation),
            (w._("Held on"), w.date(row.held_on)),
            (w._("Outcome"), w.label(row.outcome)),
            (w._("Document"), row.document),
        ],
        [
            TextBlock(w._("Parties"), row.parties),
            TextBlock(w._("Remarks"), row.remarks),
            TextBlock(w._("Passed over open findings because"), row.waiver_reason),
            TableBlock(
                w._("Conditions"),
                [w._("Condition"), w._("Due"), w._("Met on")],
                (6, 2, 2),
                conditions,
            ),
        ],
    )
    return record_docx(record, w.language)


def _warranty_columns(w: Words) -> list[Column[WarrantyRow]]:
    return [
        Column(w._("Part of the works"), lambda row: w.label(row.item), 26),
        Column(w._("Months"), lambda row: row.months, 10),
        Column(w._("From"), lambda row: row.starts_on, 12),
        Column(w._("To"), lambda row: row.expires_on, 12),
        Column(w._("Note"), lambda row: row.note, 40),
    ]
