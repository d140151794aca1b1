"""The questions of the checklist: added one by one or from a list, changed, moved and put aside."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import ChecklistItem, CheckResult, Inspection, Zone
from tracker.checklist import LONGEST_QUESTION, pasted_questions
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import InspectionStatus

FIELDS = frozenset({"text", "zone_id"})
FROZEN = (InspectionStatus.SIGNED, InspectionStatus.SUBMITTED)


@command(Action.HOLD_ROUNDS)
def create_checklist_item(
    session: Session, *, actor: Actor, project_id: int, text: str, zone_id: int | None = None
) -> int:
    """Ask a question from now on, after the others; gives its id. Where it is asked, says `tracker.checklist.walk`.

    Raises:
        Invalid: the text is missing or too long; `question_asked_already` in the same place.
        NotFound: the zone is not the project's.
    """
    item = ChecklistItem(
        project_id=project_id,
        zone_id=_zone(session, project_id, zone_id),
        text=required_text("text", text, longest=LONGEST_QUESTION),
        position=_last_position(session, project_id) + 1,
    )
    _refuse_twice(session, item)
    return _stored(session, item)


@command(Action.HOLD_ROUNDS)
def import_checklist(
    session: Session, *, actor: Actor, project_id: int, text: str, zone_id: int | None = None
) -> int:
    """Ask every question of a pasted list, one a line; gives how many were added. What is asked there already stays.

    Raises:
        Invalid: as for `tracker.checklist.pasted_questions`; `nothing_to_add`.
        NotFound: the zone is not the project's.
    """
    asked = {item.text for item in _beside(session, project_id, _zone(session, project_id, zone_id))}
    fresh = [question for question in pasted_questions(text) if question not in asked]
    if not fresh:
        raise Invalid("nothing_to_add")
    last = _last_position(session, project_id)
    session.add_all(
        ChecklistItem(project_id=project_id, zone_id=zone_id, text=question, position=last + place)
        for place, question in enumerate(fresh, start=1)
    )
    return len(fresh)


@command(Action.HOLD_ROUNDS)
def update_checklist_item(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    item_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the words of a question or its zone, while no signed round has answered it.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: the text is missing or too long; `question_asked_already`; `question_signed`.
    """
    item = get(session, ChecklistItem, project_id, item_id)
    changes = dict(changes)
    unknown = set(changes) - FIELDS
    if unknown:
        raise Invalid("invalid", field=min(unknown))
    if "text" in changes:
        changes["text"] = required_text("text", changes["text"], longest=LONGEST_QUESTION)
    _zone(session, project_id, changes.get("zone_id"))
    signed = _is_signed(session, item)
    with session.no_autoflush:  # a refused change must not reach the database
        moved = merge_edit(item, expected_version=expected_version, original=original, changes=changes)
        if moved and signed:
            raise Invalid("question_signed")
        _refuse_twice(session, item)
    session.add(item)


@command(Action.HOLD_ROUNDS)
def replace_checklist_item(
    session: Session, *, actor: Actor, project_id: int, item_id: int, text: str, zone_id: int | None = None
) -> int:
    """Ask a new question in the place of one that signed rounds have answered; gives the new one's id.

    Raises:
        Invalid: as for `create_checklist_item`.
    """
    old = get(session, ChecklistItem, project_id, item_id)
    editing.archive(session, old)
    session.flush()
    new = ChecklistItem(
        project_id=project_id,
        zone_id=_zone(session, project_id, zone_id),
        text=required_text("text", text, longest=LONGEST_QUESTION),
        position=old.position,
    )
    _refuse_twice(session, new)
    return _stored(session, new)


@command(Action.HOLD_ROUNDS)
def move_checklist_item(session: Session, *, actor: Actor, project_id: int, item_id: int, by: int) -> None:
    """Ask a question `by` places later (negative: earlier) among those of the same zone; it stops at the ends."""
    item = get(session, ChecklistItem, project_id, item_id)
    order = _beside(session, project_id, item.zone_id)
    if item not in order:  # archived: its place does not matter
        return
    at = order.index(item)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    for place, each in enumerate(order, start=1):
        each.position = place
        session.add(each)


@command(Action.HOLD_ROUNDS)
def archive_checklist_item(session: Session, *, actor: Actor, project_id: int, item_id: int) -> None:
    """Ask a question no more; what was answered stays."""
    editing.archive(session, get(session, ChecklistItem, project_id, item_id))


@command(Action.HOLD_ROUNDS)
def restore_checklist_item(session: Session, *, actor: Actor, project_id: int, item_id: int) -> None:
    """Ask an archived question again.

    Raises:
        Invalid: `question_asked_already`, when the same one was added meanwhile.
    """
    item = get(session, ChecklistItem, project_id, item_id)
    _refuse_twice(session, item)
    editing.restore(session, item)


def _zone(session: Session, project_id: int, zone_id: int | None) -> int | None:
    if zone_id is not None:
        get(session, Zone, project_id, zone_id)
    return zone_id


def _beside(session: Session, project_id: int, zone_id: int | None) -> list[ChecklistItem]:
    """The questions asked in one place (None: the general ones), in their order."""
    same = ChecklistItem.zone_id == zone_id if zone_id is not None else col(ChecklistItem.zone_id).is_(None)
    query = (
        select(ChecklistItem)
        .where(ChecklistItem.project_id == project_id, same, col(ChecklistItem.archived_at).is_(None))
        .order_by(col(ChecklistItem.position), col(ChecklistItem.id))
    )
    return list(session.exec(query))


def _refuse_twice(session: Session, item: ChecklistItem) -> None:
    with session.no_autoflush:
        beside = _beside(session, item.project_id, item.zone_id)
    if any(other.text == item.text and other.id != item.id for other in beside):
        raise Invalid("question_asked_already", text=item.text)


def _is_signed(session: Session, item: ChecklistItem) -> bool:
    """Whether a signed round has an answer to the question."""
    query = (
        select(CheckResult.id)
        .join(Inspection, col(Inspection.id) == CheckResult.inspection_id)
        .where(
            CheckResult.project_id == item.project_id,
            CheckResult.item_id == item.id,
            col(CheckResult.archived_at).is_(None),
            col(Inspection.status).in_(FROZEN),
        )
    )
    return session.exec(query.limit(1)).first() is not None


def _last_position(session: Session, project_id: int) -> int:
    query = select(func.max(ChecklistItem.position)).where(ChecklistItem.project_id == project_id)
    return session.exec(query).one() or 0


def _stored(session: Session, item: ChecklistItem) -> int:
    session.add(item)
    session.flush()
    assert item.id is not None  # noqa: S101 (flushed)
    return item.id
