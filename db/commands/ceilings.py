"""What a plan may cost: as a whole, in a category, from a source of funds, or both. The lead sets it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.registry import command, get
from db.models import Ceiling, ProcurementPlan
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

FIELDS = frozenset({"amount_fen", "source"})
LONGEST = {"category": 120, "funding": 120, "source": 300}


@command(Action.DECIDE)
def create_ceiling(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    amount_fen: int,
    category: str = "",
    funding: str = "",
    source: str = "",
) -> int:
    """Set a ceiling in fen; without category and source of funds it holds for the whole plan. Gives its id.

    One that was put aside for the same category and source is brought back with the new amount.

    Raises:
        Invalid: `ceiling_there`, where one stands; `ceiling_amount_negative`, `text_too_long`.
    """
    get(session, ProcurementPlan, project_id, plan_id)
    category, funding = category.strip(), funding.strip()
    ceiling = _stored(session, project_id, plan_id, category, funding)
    if ceiling is not None and ceiling.archived_at is None:
        raise Invalid("ceiling_there")
    if ceiling is None:
        ceiling = Ceiling(
            project_id=project_id, plan_id=plan_id, category=category, funding=funding, amount_fen=0
        )
    ceiling.amount_fen, ceiling.source, ceiling.archived_at = amount_fen, source, None
    _check(ceiling)
    session.add(ceiling)
    session.flush()
    assert ceiling.id is not None  # noqa: S101 (flushed)
    return ceiling.id


@command(Action.DECIDE)
def update_ceiling(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    ceiling_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the amount of a ceiling, or the document that sets it.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: `ceiling_amount_negative`, `text_too_long`.
    """
    ceiling = get(session, Ceiling, project_id, ceiling_id)
    merge_edit(ceiling, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(ceiling)
    session.add(ceiling)


@command(Action.DECIDE)
def archive_ceiling(session: Session, *, actor: Actor, project_id: int, ceiling_id: int) -> None:
    """Put a ceiling aside; it holds nothing any more."""
    editing.archive(session, get(session, Ceiling, project_id, ceiling_id))


@command(Action.DECIDE)
def restore_ceiling(session: Session, *, actor: Actor, project_id: int, ceiling_id: int) -> None:
    """Let a ceiling hold again."""
    editing.restore(session, get(session, Ceiling, project_id, ceiling_id))


def _stored(session: Session, project_id: int, plan_id: int, category: str, funding: str) -> Ceiling | None:
    return session.exec(
        select(Ceiling).where(
            Ceiling.project_id == project_id,
            Ceiling.plan_id == plan_id,
            Ceiling.category == category,
            Ceiling.funding == funding,
        )
    ).first()


def _check(ceiling: Ceiling) -> None:
    if ceiling.amount_fen < 0:
        raise Invalid("ceiling_amount_negative")
    for field, longest in LONGEST.items():
        text = getattr(ceiling, field).strip()
        if len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
        setattr(ceiling, field, text)
