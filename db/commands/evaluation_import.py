"""The items of an evaluation standard from a list, stored as a whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.evaluation import check_item, current_standard, next_position
from db.commands.registry import command
from db.models import EvaluationItem
from tracker.imports.record_steps import RecordStep, record_step
from tracker.permissions import Action, Actor


@command(Action.EDIT_WORK)
def import_evaluation_items(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    evaluation_standard_id: int,
    listed: Iterable[Mapping[str, Any]],
) -> Mapping[RecordStep, int]:
    """Bring a standard up to a list of items in its order; gives how many each step was taken for.

    An item is known by its code: importing the same list again changes nothing. A blank cell leaves what is stored (a
    new item has no points then), and what the list does not name stays.

    Raises:
        Invalid: as `db.commands.evaluation.create_evaluation_item`.
    """
    current_standard(session, project_id, evaluation_standard_id)
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
        item = known.get(given["code"])
        steps[record_step(item, given)] += 1
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
        for name, value in given.items():
            setattr(item, name, value)
        with session.no_autoflush:
            check_item(session, item)
        editing.restore(session, item)
        session.add(item)
    return steps
