"""The self-assessment of a period against evaluation standards, and the files that show it."""

from dataclasses import dataclass
from decimal import Decimal

from db.evidence.parts import Gathering, Part, kept_files, kept_part, workbook_part
from db.queries.evaluation import EVIDENCE, ITEM, AssessmentRow, ItemRow, standards
from tracker.evaluation import is_met, reached
from tracker.evidence import EvidenceSection
from tracker.exports.table import Column, Table
from tracker.i18n import Words
from tracker.money import quantity_of

SECTION = EvidenceSection.EVALUATION


@dataclass(frozen=True, slots=True)
class Assessed:
    """An item of a standard as it was assessed on a day of the period."""

    standard: str
    item: ItemRow
    assessment: AssessmentRow


def evaluation_parts(g: Gathering) -> list[Part]:
    """The assessments of the period, and the files of the items that were assessed."""
    w = g.words
    rows = [
        Assessed(standard.title, item, each)
        for standard in standards(g.session, g.project_id)
        if not standard.archived
        for item in standard.current
        for each in reversed(item.assessments)
        if not each.archived and g.scope.covers(each.on)
    ]
    newest = {row.item.id: row for row in rows}
    files = kept_files(g, ITEM, list(newest), EVIDENCE)
    return [
        *workbook_part(
            SECTION,
            w._("Self-assessment"),
            [Table(w._("Self-assessment"), _columns(w), rows)],
            day=g.scope.last,
        ),
        *(
            kept_part(
                SECTION,
                (w._("Attached files"), w._("Evidence of item {number}", number=f"{number:03d}")),
                kept,
                title=" ".join(text for text in (row.item.code, row.item.name) if text),
                day=row.assessment.on,
            )
            for number, row in enumerate(newest.values(), 1)
            for kept in files.get(row.item.id, ())
        ),
    ]


def _columns(w: Words) -> list[Column[Assessed]]:
    return [
        Column(w._("Standard"), lambda row: row.standard, 32),
        Column(w._("Section"), lambda row: row.item.section, 20),
        Column(w._("Code"), lambda row: row.item.code, 10),
        Column(w._("Item"), lambda row: row.item.name, 40),
        Column(w._("Unit"), lambda row: row.item.unit, 10),
        Column(w._("Target"), lambda row: _figure(row.item.target_milli), 12),
        Column(w._("Value"), lambda row: _figure(row.assessment.found.value_milli), 12),
        Column(w._("Points"), lambda row: _figure(row.item.points_milli), 10),
        Column(w._("Points reached"), lambda row: _figure(reached(row.item.item, row.assessment.found)), 12),
        Column(w._("Met"), lambda row: _met(w, row), 10),
        Column(w._("Assessed on"), lambda row: row.assessment.on, 14),
        Column(w._("What shows it"), lambda row: row.assessment.evidence, 40),
    ]


def _met(w: Words, row: Assessed) -> str:
    return w._("Yes") if is_met(row.item.item, row.assessment.found) else w._("No")


def _figure(milli: int | None) -> Decimal | int | None:
    return None if milli is None else quantity_of(milli)
