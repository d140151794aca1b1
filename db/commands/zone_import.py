"""A whole room list at once: what is new is added, what is known is updated, nothing is doubled."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.registry import command, get
from db.models import Zone
from db.queries.places import known_zones
from tracker.permissions import Action, Actor
from tracker.zone_list import ListedZone, ZoneChange, ZonePath, ZoneStep, zone_changes


@command(Action.HOLD_ROUNDS)
def import_zones(
    session: Session, *, actor: Actor, project_id: int, zones: Iterable[ListedZone]
) -> Mapping[ZoneStep, int]:
    """Bring the room list up to a list that was read; gives how many zones each step was taken for.

    A zone is known by its path of names: importing the same list again changes nothing. An archived zone that the
    list names is brought back.
    """
    known = known_zones(session, project_id)
    changes = zone_changes(known, zones)
    ids = {zone.path: zone.id for zone in known}
    last = session.exec(select(func.max(col(Zone.position))).where(Zone.project_id == project_id)).one()
    position = last or 0
    for change in changes:
        if change.step is ZoneStep.ADD:
            position += 1
            ids[change.path] = _added(session, project_id, change, ids, position)
        elif change.step is not ZoneStep.NOTHING:
            row = get(session, Zone, project_id, change.id)
            row.area_milli = change.area_milli
            if change.step is ZoneStep.RESTORE:
                editing.restore(session, row)
            session.add(row)
    return Counter(change.step for change in changes)


def _added(
    session: Session, project_id: int, change: ZoneChange, ids: Mapping[ZonePath, int], position: int
) -> int:
    parent = change.path.parent
    zone = Zone(
        project_id=project_id,
        kind=change.path.kind,
        name=change.path.name,
        parent_id=ids[parent] if parent else None,
        area_milli=change.area_milli,
        position=position,
    )
    session.add(zone)
    session.flush()
    assert zone.id is not None  # noqa: S101 (flushed)
    return zone.id
