"""Where a line comes from, as people say: joined with one that was cut before, parted from it, or new."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

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
    """Say that a line is one that was cut before, come back: both have one life from now on.

    Args:
        session: the unit of work.
        actor: who says so.
        project_id: the project.
        lineage_id: what came back.
        earlier_id: what was cut.

    Raises:
        Invalid: they are of different plans (`lineage_unknown`); they are joined already, in whatever way
            (`lineages_joined`); the line comes from others (`lineage_has_origin`); the earlier one still
            stands in a draft when the later one begins (`lineages_overlap`).
    """
    plan_id = _shared_plan(session, project_id, lineage_id, earlier_id)
    known = origins(session, project_id, plan_id)
    if earlier_id in relatives(lineage_id, known):
        raise Invalid("lineages_joined")
    if known.get(lineage_id, frozenset()) - {lineage_id}:
        raise Invalid("lineage_has_origin")
    if max(_places(session, project_id, earlier_id)) >= min(_places(session, project_id, lineage_id)):
        raise Invalid("lineages_overlap")
    own = _origin(session, project_id, lineage_id, lineage_id)
    if own is None:
        own = LineageOrigin(project_id=project_id, lineage_id=lineage_id, parent_id=earlier_id)
    own.parent_id = earlier_id
    session.add(own)
    session.flush()


@command(Action.EDIT_PROCUREMENT)
def part_lineages(
    session: Session, *, actor: Actor, project_id: int, lineage_id: int, earlier_id: int
) -> None:
    """Take back that a line comes from an earlier one: it is new where it begins.

    Nothing is deleted: the line becomes its own origin, so that it is not proposed again.

    Raises:
        Invalid: they are of different plans (`lineage_unknown`); it does not come from that line
            (`lineages_not_joined`); it was merged from several (`lineage_merged`).
    """
    plan_id = _shared_plan(session, project_id, lineage_id, earlier_id)
    origin = _origin(session, project_id, lineage_id, earlier_id)
    if origin is None or lineage_id == earlier_id:
        raise Invalid("lineages_not_joined")
    if len(origins(session, project_id, plan_id)[lineage_id]) > 1:
        raise Invalid("lineage_merged")
    origin.parent_id = lineage_id
    session.add(origin)
    session.flush()


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
    if not known:
        session.add(LineageOrigin(project_id=project_id, lineage_id=lineage_id, parent_id=lineage_id))
        session.flush()


def _shared_plan(session: Session, project_id: int, lineage_id: int, earlier_id: int) -> int:
    """The plan of both lineages, which is open and locked until the transaction ends."""
    later, earlier = (get(session, LineageRow, project_id, each) for each in (lineage_id, earlier_id))
    if later.plan_id != earlier.plan_id:
        raise Invalid("lineage_unknown")
    open_plan(session, project_id, later.plan_id)
    return later.plan_id


def _origin(session: Session, project_id: int, lineage_id: int, parent_id: int) -> LineageOrigin | None:
    return session.exec(
        select(LineageOrigin).where(
            LineageOrigin.project_id == project_id,
            LineageOrigin.lineage_id == lineage_id,
            LineageOrigin.parent_id == parent_id,
        )
    ).first()


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
