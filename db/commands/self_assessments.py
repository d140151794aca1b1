"""What the library finds of itself on an evaluation item, and the files that show it; a new finding is a new row."""

import datetime as dt

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.days import check_day
from db.commands.evaluation import current_standard, short_text
from db.commands.registry import command, get
from db.commands.workstreams import check_value
from db.documents import StoredDocument, hang_document
from db.models import Attachment, EvaluationItem, Indicator, Reading, SelfAssessment
from db.queries.evaluation import EVIDENCE, ITEM
from tracker import indicators
from tracker.documents import KINDS
from tracker.errors import Invalid, NotFound
from tracker.evaluation import Assessment
from tracker.imports.evaluation_list import LONGEST_EVIDENCE
from tracker.indicators import progress
from tracker.permissions import Action, Actor

ENDINGS = ("pdf", "ofd", "docx", "xlsx", "jpg", "jpeg", "png", "webp")
"""What evidence may be: a document (OFD is that of official papers), a workbook, or a picture of one."""


@command(Action.EDIT_WORK)
def record_self_assessment(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    evaluation_item_id: int,
    on: dt.date,
    points_milli: int,
    is_met: bool,
    today: dt.date,
    value_milli: int | None = None,
    evidence: str = "",
) -> int:
    """Write down how an item stands on a day; gives the id of the new row, earlier ones stay.

    Args:
        session: the unit of work.
        actor: who asks.
        project_id: the project.
        evaluation_item_id: what is assessed.
        on: the day it is true of.
        points_milli: the points claimed, thousandths.
        is_met: whether the item is met; where value and target tell, they decide.
        today: no assessment is of a later day.
        value_milli: thousandths of the item's unit; of an item tied to an indicator it comes from the readings up to
            the day (of the month, quarter or year that its target is of), and what is given here is not looked at.
        evidence: what shows it.

    Raises:
        Invalid: `evaluation_item_archived`, `evaluation_standard_archived`, `date_out_of_range`,
            `assessment_in_future`, `points_beyond_item`, `value_out_of_range`, `text_too_long`.
    """
    item = _current_item(session, project_id, evaluation_item_id)
    return assess(
        session, item, on, Assessment(is_met, points_milli, value_milli), evidence=evidence, today=today
    )


def assess(
    session: Session, item: EvaluationItem, on: dt.date, found: Assessment, *, evidence: str, today: dt.date
) -> int:
    """Store what was found of an item on a day; gives the new row's id.

    Raises:
        Invalid: as `record_self_assessment`.
    """
    check_day(on)
    if on > today:
        raise Invalid("assessment_in_future", on=on)
    if not 0 <= found.points_milli <= item.points_milli:
        raise Invalid("points_beyond_item", item=item.code)
    assert item.id is not None  # noqa: S101 (stored)
    value, is_met = found.value_milli, found.is_met
    if item.indicator_id is not None:
        value = _read(session, item.project_id, item.indicator_id, on)
    if value is not None:
        check_value(value)
        if item.target_milli is not None:
            is_met = progress(value, item.target_milli, item.direction).is_reached
    row = SelfAssessment(
        project_id=item.project_id,
        item_id=item.id,
        assessed_on=on,
        value_milli=value,
        is_met=is_met,
        points_milli=found.points_milli,
        evidence=short_text("evidence", evidence, longest=LONGEST_EVIDENCE),
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.EDIT_WORK)
def archive_self_assessment(
    session: Session, *, actor: Actor, project_id: int, self_assessment_id: int
) -> None:
    """Put an assessment aside; the one before it counts again."""
    editing.archive(session, get(session, SelfAssessment, project_id, self_assessment_id))


@command(Action.EDIT_WORK)
def restore_self_assessment(
    session: Session, *, actor: Actor, project_id: int, self_assessment_id: int
) -> None:
    """Bring an assessment back."""
    editing.restore(session, get(session, SelfAssessment, project_id, self_assessment_id))


@command(Action.EDIT_WORK)
def add_evaluation_evidence(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    evaluation_item_id: int,
    document: StoredDocument,
    caption: str = "",
) -> int:
    """Attach a kept file to an item as evidence; gives the attachment's id.

    Raises:
        Invalid: the item or its standard is archived, or the file is of another kind (`document_kind`).
    """
    _current_item(session, project_id, evaluation_item_id)
    if document.media_type not in {KINDS[ending][0] for ending in ENDINGS}:
        raise Invalid("document_kind", file=document.file_name, kinds=list(ENDINGS))
    return hang_document(
        session, project_id, ITEM, evaluation_item_id, document, caption=caption, purpose=EVIDENCE
    )


@command(Action.EDIT_WORK)
def archive_evaluation_evidence(
    session: Session, *, actor: Actor, project_id: int, attachment_id: int
) -> None:
    """Put a file of evidence aside."""
    editing.archive(session, _evidence(session, project_id, attachment_id))


@command(Action.EDIT_WORK)
def restore_evaluation_evidence(
    session: Session, *, actor: Actor, project_id: int, attachment_id: int
) -> None:
    """Bring a file of evidence back."""
    editing.restore(session, _evidence(session, project_id, attachment_id))


def _current_item(session: Session, project_id: int, item_id: int) -> EvaluationItem:
    item = get(session, EvaluationItem, project_id, item_id)
    current_standard(session, project_id, item.standard_id)
    if item.archived_at is not None:
        raise Invalid("evaluation_item_archived", item=item.code)
    return item


def _read(session: Session, project_id: int, indicator_id: int, by: dt.date) -> int | None:
    """What stands against an indicator's target on a day, in thousandths; None when nothing was read for it.

    That is the state by then, or of a per-period indicator what the month, quarter or year of its target came to.
    """
    indicator = get(session, Indicator, project_id, indicator_id)
    query = select(Reading).where(
        Reading.project_id == project_id,
        Reading.indicator_id == indicator_id,
        col(Reading.archived_at).is_(None),
    )
    readings = [
        indicators.Reading(
            row.id or 0, row.on, row.value_milli, row.recorded_at, row.qualifier, row.corrects_id, row.source
        )
        for row in session.exec(query)
    ]
    first, last = indicators.counting_period(indicator.mode, indicator.counted_over, by)
    found = indicators.figure(readings, indicator.mode, first, last)
    return None if found is None else found.value_milli


def _evidence(session: Session, project_id: int, attachment_id: int) -> Attachment:
    attachment = get(session, Attachment, project_id, attachment_id)
    if (attachment.record_table, attachment.purpose) != (ITEM, EVIDENCE):
        raise NotFound(record="attachment", id=attachment_id)
    return attachment
