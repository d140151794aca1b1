"""Lines that people took for one are parted again: a split or a merge undone, a rename said to be another line."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.draft_rows import open_plan
from db.commands.lineages import say, take_back, taken_back
from db.commands.registry import command, get
from db.models import (
    AssetMatch,
    Attachment,
    Delivery,
    Draft,
    DraftLine,
    LineageOrigin,
    LineageRow,
    LineReason,
    LineReview,
    PackageLine,
    ReviewComment,
    StandardExemption,
)
from db.queries.procurement import origins
from db.queries.review import LINEAGE
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

_BY_DRAFT: tuple[Any, ...] = (DraftLine, LineReason, LineReview, ReviewComment)
"""Rows of a line in one draft: those from the parting on go with the later line."""

_STANDING: tuple[Any, ...] = (PackageLine, AssetMatch, StandardExemption, Delivery)
"""Rows of a line as it stands now: they go with the later line, which is the one that is bought."""


@command(Action.EDIT_PROCUREMENT)
def part_lines(session: Session, *, actor: Actor, project_id: int, lineage_id: int) -> None:
    """Take back that a line was split off, merged, or brought back: it is new in the draft that first lists it.

    Nothing is deleted, and the line is its own origin from now on, so that nobody is asked about it again.

    Raises:
        Invalid: it comes from no other line (`lineages_not_joined`), or the plan is archived.
    """
    plan_id = _open(session, project_id, lineage_id)
    parents = origins(session, project_id, plan_id).get(lineage_id, frozenset()) - {lineage_id}
    if not parents:
        raise Invalid("lineages_not_joined")
    take_back(session, project_id, lineage_id, [int(parent) for parent in parents])
    say(session, project_id, lineage_id, lineage_id)


@command(Action.DECIDE)
def part_line_at(session: Session, *, actor: Actor, project_id: int, lineage_id: int, draft_id: int) -> int:
    """Say that a line of a draft is not the line of the drafts before; gives the lineage of the later line.

    From that draft on all that was said of the line (reasons, decisions, comments) goes with the later line, and so
    does what concerns the line as it stands: its package, reused assets, exemptions, deliveries and quotations.

    Raises:
        Invalid: the draft does not list the line, or no draft before does (`line_not_before`).
    """
    plan_id = _open(session, project_id, lineage_id)
    later = _drafts_from(session, project_id, plan_id, draft_id)
    rows = session.exec(
        select(DraftLine.draft_id).where(
            DraftLine.project_id == project_id, DraftLine.lineage_id == lineage_id
        )
    ).all()
    if draft_id not in rows or set(rows) <= later:
        raise Invalid("line_not_before")
    lineage = LineageRow(project_id=project_id, plan_id=plan_id)
    session.add(lineage)
    session.flush()
    assert lineage.id is not None  # noqa: S101 (flushed)
    _move(session, project_id, lineage_id, lineage.id, later)
    say(session, project_id, lineage.id, lineage_id)
    take_back(session, project_id, lineage.id, [lineage_id])
    say(session, project_id, lineage.id, lineage.id)
    return lineage.id


@command(Action.EDIT_PROCUREMENT)
def rejoin_lines(session: Session, *, actor: Actor, project_id: int, lineage_id: int) -> None:
    """Bring back what was last parted: the line comes from those lines again.

    Raises:
        Invalid: it was not parted (`lineages_not_parted`); it comes from others by now (`lineage_has_origin`).
    """
    plan_id = _open(session, project_id, lineage_id)
    parents = taken_back(session, project_id, lineage_id)
    if not parents:
        raise Invalid("lineages_not_parted")
    if origins(session, project_id, plan_id).get(lineage_id, frozenset()) - {lineage_id}:
        raise Invalid("lineage_has_origin")
    take_back(session, project_id, lineage_id, [lineage_id])
    for parent in parents:
        say(session, project_id, lineage_id, parent)


def _open(session: Session, project_id: int, lineage_id: int) -> int:
    """The line's plan, which is open and locked until the transaction ends."""
    plan_id = get(session, LineageRow, project_id, lineage_id).plan_id
    open_plan(session, project_id, plan_id)
    return plan_id


def _drafts_from(session: Session, project_id: int, plan_id: int, draft_id: int) -> set[int]:
    """The ids of a draft and of those after it; the working copies come after all numbered ones."""
    number = get(session, Draft, project_id, draft_id).number
    after = sa.false() if number is None else col(Draft.number) >= number
    query = select(Draft.id).where(
        Draft.project_id == project_id,
        Draft.plan_id == plan_id,
        sa.or_(col(Draft.number).is_(None), after),
    )
    return {draft for draft in session.exec(query) if draft is not None}


def _move(session: Session, project_id: int, old: int, new: int, drafts: set[int]) -> None:
    """Give the later line what is said of the drafts from the parting on, and of the line as it stands."""
    for model in _BY_DRAFT:
        query = select(model).where(
            model.project_id == project_id, model.lineage_id == old, col(model.draft_id).in_(drafts)
        )
        _give(session, session.exec(query).all(), "lineage_id", new)
    for model in _STANDING:
        query = select(model).where(model.project_id == project_id, model.lineage_id == old)
        _give(session, session.exec(query).all(), "lineage_id", new)
    papers = select(Attachment).where(
        Attachment.project_id == project_id, Attachment.record_table == LINEAGE, Attachment.record_id == old
    )
    _give(session, session.exec(papers).all(), "record_id", new)
    _give(session, _children_born_in(session, project_id, old, drafts), "parent_id", new)
    session.flush()


def _children_born_in(session: Session, project_id: int, old: int, drafts: set[int]) -> list[LineageOrigin]:
    """What says that lines come from this one, of lines that no earlier draft lists."""
    query = select(LineageOrigin).where(
        LineageOrigin.project_id == project_id,
        LineageOrigin.parent_id == old,
        col(LineageOrigin.lineage_id) != old,
    )
    found = session.exec(query).all()
    listed = select(DraftLine.lineage_id).where(
        DraftLine.project_id == project_id,
        col(DraftLine.lineage_id).in_([row.lineage_id for row in found]),
        col(DraftLine.draft_id).not_in(drafts),
    )
    earlier = set(session.exec(listed))
    return [row for row in found if row.lineage_id not in earlier]


def _give(session: Session, rows: Any, field: str, lineage_id: int) -> None:
    for row in rows:
        setattr(row, field, lineage_id)
        session.add(row)
