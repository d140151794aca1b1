"""The items of an evaluation standard and what was found of them, from a list: stored as a whole or not at all."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.evaluation import check_item, current_standard, next_position
from db.commands.registry import command
from db.commands.self_assessments import assess
from db.models import EvaluationItem
from db.queries.evaluation import ItemRow, standard_items
from tracker.evaluation import Assessment
from tracker.imports.record_steps import RecordStep, record_step
from tracker.permissions import Action, Actor

FOUND = frozenset({"value_milli", "reached_milli", "is_met", "assessed_on", "evidence"})
"""The fields of a record that are of the assessment, not of the item."""


@command(Action.EDIT_WORK)
def import_evaluation_items(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    evaluation_standard_id: int,
    listed: Iterable[Mapping[str, Any]],
    today: dt.date,
) -> Mapping[RecordStep, int]:
    """Bring a standard up to a list of items in its order; gives how many each step was taken for.

    An item is known by its code: importing the same list again changes nothing. A blank cell leaves what is stored (a
    new item has no points then), and what the list does not name stays. A record with points reached that says
    something else than the newest assessment becomes a new one, of `today` where it names no day.

    Raises:
        Invalid: as `db.commands.evaluation.create_evaluation_item` and
            `db.commands.self_assessments.record_self_assessment`.
    """
    current_standard(session, project_id, evaluation_standard_id)
    seen = {row.code: row for row in standard_items(session, project_id, evaluation_standard_id)}
    stored = session.exec(
        select(EvaluationItem).where(
            EvaluationItem.project_id == project_id, EvaluationItem.standard_id == evaluation_standard_id
        )
    )
    known = {row.code: row for row in stored}
    position = next_position(session, project_id, evaluation_standard_id)
    steps: Counter[RecordStep] = Counter()
    for record in listed:
        given = {name: value for name, value in record.items() if value is not None}
        before = seen.get(given["code"])
        steps[record_step(before, given)] += 1
        item = known.get(given["code"])
        if item is None:
            item = known[given["code"]] = EvaluationItem(
                project_id=project_id,
                standard_id=evaluation_standard_id,
                code=given["code"],
                name=given["name"],
                points_milli=0,
                position=position,
            )
            position += 1
        for name in given.keys() - FOUND:
            setattr(item, name, given[name])
        with session.no_autoflush:
            check_item(session, item)
        editing.restore(session, item)
        session.add(item)
        session.flush()
        _assess(session, item, before, {name: given[name] for name in given.keys() & FOUND}, today)
    return steps


def _assess(
    session: Session, item: EvaluationItem, before: ItemRow | None, given: Mapping[str, Any], today: dt.date
) -> None:
    """Write a new assessment where the list says something else than the one that counts.

    What is not the person's to say tells nothing there: the value of an item that follows an indicator, and whether a
    value meets a target.
    """
    follows = item.indicator_id is not None
    decided = item.target_milli is not None and (follows or "value_milli" in given)
    computed = ({"value_milli"} if follows else set()) | ({"is_met"} if decided else set())
    told = {name: value for name, value in given.items() if name not in computed}
    if "reached_milli" not in told:
        return
    if before is not None and all(getattr(before, name) == value for name, value in told.items()):
        return
    found = Assessment(told.get("is_met", False), told["reached_milli"], told.get("value_milli"))
    assess(
        session,
        item,
        told.get("assessed_on", today),
        found,
        evidence=told.get("evidence", ""),
        today=today,
    )
