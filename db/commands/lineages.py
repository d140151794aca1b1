"""Where a line comes from, as people say: joined with one that was cut before, or new."""

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.draft_rows import open_plan
from db.commands.registry import command, get
from db.models import Draft, DraftLine, LineageOrigin, LineageRow
from db.queries.procurement import origins
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.life import relatives

WORKING_PLACE = 1_000_000
"""Where the working copy stands among drafts by number: after all of them."""


@command(Action.EDIT_PROCUREMENT)
def join_lineages(
    session: Session, *, actor: Actor, project_id: int, lineage_id: int, earlier_id: int
) -> None:
    """Say that a line is one that was cut before, under whatever name: both have one life from now on.

    One that comes from another line already was merged: it comes from both.

    Args:
        session: the unit of work.
        actor: who says so.
        project_id: the project.
        lineage_id: what came back.
        earlier_id: what was cut.

    Raises:
        Invalid: they are of different plans (`lineage_unknown`); they are joined already, in whatever way
            (`lineages_joined`); the earlier one still stands in a draft when the later one begins
            (`lineages_overlap`).
    """
    plan_id = _shared_plan(session, project_id, lineage_id, earlier_id)
    known = origins(session, project_id, plan_id)
    if earlier_id in relatives(lineage_id, known):
        raise Invalid("lineages_joined")
    if max(_places(session, project_id, earlier_id)) >= min(_places(session, project_id, lineage_id)):
        raise Invalid("lineages_overlap")
    take_back(session, project_id, lineage_id, [lineage_id])
    say(session, project_id, lineage_id, earlier_id)


@command(Action.EDIT_PROCUREMENT)
def refuse_return(session: Session, *, actor: Actor, project_id: int, lineage_id: int) -> None:
    """Say that a line is new, whatever it resembles: it is not proposed as a cut one come back any more.

    Raises:
        Invalid: it is known where the line comes from (`lineage_has_origin`).
    """
    lineage = get(session, LineageRow, project_id, lineage_id)
    open_plan(session, project_id, lineage.plan_id)
    known = origins(session, project_id, lineage.plan_id).get(lineage_id, frozenset())
    if known - {lineage_id}:
        raise Invalid("lineage_has_origin")
    say(session, project_id, lineage_id, lineage_id)


def _shared_plan(session: Session, project_id: int, lineage_id: int, earlier_id: int) -> int:
    """The plan of both lineages, which is open and locked until the transaction ends."""
    later, earlier = (get(session, LineageRow, project_id, each) for each in (lineage_id, earlier_id))
    if later.plan_id != earlier.plan_id:
        raise Invalid("lineage_unknown")
    open_plan(session, project_id, later.plan_id)
    return later.plan_id


def say(session: Session, project_id: int, lineage_id: int, parent_id: int) -> None:
    """Store that a lineage comes from another, or from none when it is its own parent; saying it again is nothing."""
    row = _rows(session, project_id, lineage_id).get(parent_id)
    if row is None:
        session.add(LineageOrigin(project_id=project_id, lineage_id=lineage_id, parent_id=parent_id))
    else:
        editing.restore(session, row)
    session.flush()


def take_back(session: Session, project_id: int, lineage_id: int, parent_ids: Collection[int]) -> None:
    """Put aside that a lineage comes from these, all at one instant, so that they can be brought back together."""
    now = dt.datetime.now(dt.UTC)
    for parent_id, row in _rows(session, project_id, lineage_id).items():
        if parent_id in parent_ids and row.archived_at is None:
            row.archived_at = now
            session.add(row)
    session.flush()


def taken_back(session: Session, project_id: int, lineage_id: int) -> list[int]:
    """The parents that were last taken back of a lineage, in the order they were stored; not itself."""
    aside = {
        parent: row.archived_at
        for parent, row in _rows(session, project_id, lineage_id).items()
        if row.archived_at is not None and parent != lineage_id
    }
    last = max(aside.values(), default=None)
    return [parent for parent, at in aside.items() if at == last]


def _rows(session: Session, project_id: int, lineage_id: int) -> dict[int, LineageOrigin]:
    """What was ever said of where a lineage comes from, by parent."""
    query = select(LineageOrigin).where(
        LineageOrigin.project_id == project_id, LineageOrigin.lineage_id == lineage_id
    )
    return {row.parent_id: row for row in session.exec(query.order_by(col(LineageOrigin.id)))}


def _places(session: Session, project_id: int, lineage_id: int) -> list[int]:
    """The numbers of the drafts that list the lineage; the working copy stands after all others.

    Raises:
        Invalid: no draft lists it (`lineage_unknown`).
    """
    query = (
        select(sa.func.coalesce(Draft.number, WORKING_PLACE))
        .join(
            DraftLine,
            sa.and_(
                col(DraftLine.project_id) == col(Draft.project_id), col(DraftLine.draft_id) == col(Draft.id)
            ),
        )
        .where(
            Draft.project_id == project_id,
            DraftLine.lineage_id == lineage_id,
            col(DraftLine.archived_at).is_(None),
            col(Draft.archived_at).is_(None),
        )
    )
    places = [int(place) for place in session.exec(query)]
    if not places:
        raise Invalid("lineage_unknown")
    return places
