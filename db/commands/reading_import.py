"""A list of readings, stored as a whole or not at all."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from db.commands.readings import record_reading
from db.commands.registry import command
from db.models import Reading
from tracker.imports.record_steps import RecordStep
from tracker.permissions import Action, Actor


@command(Action.EDIT_WORK)
def import_readings(
    session: Session, *, actor: Actor, project_id: int, listed: Iterable[Mapping[str, Any]], today: dt.date
) -> Mapping[RecordStep, int]:
    """Write the readings of a list down; one that says the same as a stored one is left. Gives the steps taken.

    Each record has `indicator_id`, `on`, `value_milli` (thousandths), `qualifier`, `source` and `note`.

    Raises:
        Invalid: as `db.commands.readings.record_reading`.
    """
    columns: list[Any] = [
        Reading.indicator_id,
        Reading.on,
        Reading.value_milli,
        Reading.qualifier,
        Reading.source,
    ]
    present = select(*columns).where(Reading.project_id == project_id, col(Reading.archived_at).is_(None))
    stored = {tuple(row) for row in session.exec(present)}
    steps: Counter[RecordStep] = Counter()
    for record in listed:
        source = record["source"] or ""
        key = (record["indicator_id"], record["on"], record["value_milli"], record["qualifier"], source)
        if key in stored:
            steps[RecordStep.NOTHING] += 1
            continue
        stored.add(key)
        record_reading(
            session,
            actor=actor,
            project_id=project_id,
            indicator_id=record["indicator_id"],
            on=record["on"],
            value_milli=record["value_milli"],
            qualifier=record["qualifier"],
            source=source,
            note=record["note"] or "",
            today=today,
        )
        steps[RecordStep.ADD] += 1
    return steps
