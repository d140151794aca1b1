"""Evaluation standards with their items, assessments and evidence: one snapshot that page and export share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Attachment, EvaluationItem, EvaluationStandard, SelfAssessment
from tracker.evaluation import Assessment, Item, Standing, is_met, reached, standing
from tracker.vocabulary import IndicatorDirection

ITEM, EVIDENCE = "evaluation_item", "evidence"
"""Table and purpose of an attachment that is evidence for an item."""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """A stored assessment, thousandths; an archived one counts for nothing."""

    id: int
    on: dt.date
    archived: bool
    evidence: str
    found: Assessment


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of a standard with its assessments, newest first; figures are thousandths."""

    id: int
    version: int
    standard_id: int
    section: str
    code: str
    name: str
    unit: str
    direction: IndicatorDirection
    target_milli: int | None
    points_milli: int
    is_prerequisite: bool
    indicator_id: int | None
    archived: bool
    assessments: tuple[AssessmentRow, ...]

    @property
    def newest(self) -> AssessmentRow | None:
        """The assessment that counts."""
        return next((row for row in self.assessments if not row.archived), None)

    @property
    def value_milli(self) -> int | None:
        """The newest value; None where there is none."""
        return None if self.newest is None else self.newest.found.value_milli

    @property
    def reached_milli(self) -> int | None:
        """The points that count; None where nobody has assessed it."""
        return None if self.newest is None else reached(self.item, self.newest.found)

    @property
    def is_met(self) -> bool | None:
        """Whether it is met today; None where nobody has assessed it."""
        return None if self.newest is None else is_met(self.item, self.newest.found)

    @property
    def assessed_on(self) -> dt.date | None:
        """The day of the assessment that counts."""
        return None if self.newest is None else self.newest.on

    @property
    def evidence(self) -> str:
        """What shows it, as the assessment that counts says."""
        return "" if self.newest is None else self.newest.evidence

    @property
    def item(self) -> Item:
        """The line as the rules take it."""
        return Item(
            self.id,
            self.section,
            self.points_milli,
            self.target_milli,
            self.direction,
            self.is_prerequisite,
        )


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard with its lines in their order, archived ones too."""

    id: int
    version: int
    title: str
    edition: str
    level: str
    band: str
    source: str
    goal_id: int | None
    archived: bool
    items: tuple[ItemRow, ...]

    @property
    def current(self) -> list[ItemRow]:
        """The lines that are not put aside."""
        return [row for row in self.items if not row.archived]

    def standing(self) -> Standing:
        """How the library stands to it."""
        newest = {row.id: row.newest.found for row in self.current if row.newest is not None}
        return standing([row.item for row in self.current], newest)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A file of evidence; its bytes are at `sha256` in the file store, `size` is in bytes."""

    id: int
    sha256: str
    size: int
    media_type: str
    file_name: str
    caption: str
    archived: bool


def standards(session: Session, project_id: int) -> list[StandardRow]:
    """The standards of a project with items and assessments, archived ones too; three statements."""
    items = _items(session, project_id, _assessments(session, project_id))
    columns: list[Any] = [
        EvaluationStandard.id,
        EvaluationStandard.version,
        EvaluationStandard.title,
        EvaluationStandard.edition,
        EvaluationStandard.level,
        EvaluationStandard.band,
        EvaluationStandard.source,
        EvaluationStandard.goal_id,
        EvaluationStandard.archived_at,
    ]
    query = (
        select(*columns)
        .where(EvaluationStandard.project_id == project_id)
        .order_by(col(EvaluationStandard.id))
    )
    return [
        StandardRow(*[*row[:8], row[8] is not None, tuple(items.get(row[0], ()))])
        for row in session.exec(query)
    ]


def standard_items(session: Session, project_id: int, standard_id: int) -> list[ItemRow]:
    """The lines of a standard in their order, archived ones too; two statements."""
    return _items(session, project_id, _assessments(session, project_id)).get(standard_id, [])


def evidence(session: Session, project_id: int, item_id: int) -> list[EvidenceRow]:
    """The files of an item in the order they came, archived ones too; one statement."""
    columns: list[Any] = [
        Attachment.id,
        Attachment.sha256,
        Attachment.size,
        Attachment.media_type,
        Attachment.file_name,
        Attachment.caption,
        Attachment.archived_at,
    ]
    query = (
        select(*columns)
        .where(
            Attachment.project_id == project_id,
            Attachment.record_table == ITEM,
            Attachment.record_id == item_id,
            Attachment.purpose == EVIDENCE,
        )
        .order_by(col(Attachment.id))
    )
    return [EvidenceRow(*[*row[:6], row[6] is not None]) for row in session.exec(query)]


def _items(
    session: Session, project_id: int, assessments: Mapping[int, Sequence[AssessmentRow]]
) -> dict[int, list[ItemRow]]:
    columns: list[Any] = [
        EvaluationItem.id,
        EvaluationItem.version,
        EvaluationItem.standard_id,
        EvaluationItem.section,
        EvaluationItem.code,
        EvaluationItem.name,
        EvaluationItem.unit,
        EvaluationItem.direction,
        EvaluationItem.target_milli,
        EvaluationItem.points_milli,
        EvaluationItem.is_prerequisite,
        EvaluationItem.indicator_id,
        EvaluationItem.archived_at,
    ]
    query = (
        select(*columns)
        .where(EvaluationItem.project_id == project_id)
        .order_by(EvaluationItem.position, EvaluationItem.id)
    )
    found: dict[int, list[ItemRow]] = {}
    for row in session.exec(query):
        item = ItemRow(*[*row[:12], row[12] is not None, tuple(assessments.get(row[0], ()))])
        found.setdefault(item.standard_id, []).append(item)
    return found


def _assessments(session: Session, project_id: int) -> dict[int, list[AssessmentRow]]:
    columns: list[Any] = [
        SelfAssessment.item_id,
        SelfAssessment.id,
        SelfAssessment.assessed_on,
        SelfAssessment.archived_at,
        SelfAssessment.evidence,
        SelfAssessment.is_met,
        SelfAssessment.points_milli,
        SelfAssessment.value_milli,
    ]
    query = (
        select(*columns)
        .where(SelfAssessment.project_id == project_id)
        .order_by(col(SelfAssessment.assessed_on).desc(), col(SelfAssessment.id).desc())
    )
    found: dict[int, list[AssessmentRow]] = {}
    for row in session.exec(query):
        item_id, id_, on, archived_at, evidence_text, *facts = row
        stored = AssessmentRow(id_, on, archived_at is not None, evidence_text, Assessment(*facts))
        found.setdefault(item_id, []).append(stored)
    return found
