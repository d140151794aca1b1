"""The building's room list: floors, rooms, elements."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Zone
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import ZoneKind

LONGEST_NAME = 120

PARENTS: Mapping[ZoneKind, frozenset[ZoneKind]] = {
    ZoneKind.FLOOR: frozenset(),
    ZoneKind.ROOM: frozenset({ZoneKind.FLOOR}),
    ZoneKind.ELEMENT: frozenset({ZoneKind.FLOOR, ZoneKind.ROOM}),
}
"""What may lie in what; a floor lies in nothing, and nothing need lie in anything."""


@command(Action.HOLD_ROUNDS)
def create_zone(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    kind: ZoneKind,
    name: str,
    parent_id: int | None = None,
    area_milli: int | None = None,
) -> int:
    """Add a zone after those that lie in the same place; gives its id. Area in square metres × 1000.

    Raises:
        Invalid: as `_check`.
    """
    last = session.exec(select(func.max(Zone.position)).where(Zone.project_id == project_id)).one()
    zone = Zone(
        project_id=project_id,
        kind=kind,
        name=required_text("name", name, longest=LONGEST_NAME),
        parent_id=parent_id,
        area_milli=area_milli,
        position=(last or 0) + 1,
    )
    _check(session, zone)
    session.add(zone)
    session.flush()
    assert zone.id is not None  # noqa: S101 (flushed)
    return zone.id


@command(Action.HOLD_ROUNDS)
def update_zone(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    zone_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change name, place (`parent_id`) or area of a zone.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`.
    """
    zone = get(session, Zone, project_id, zone_id)
    changes = dict(changes)
    if "name" in changes:
        changes["name"] = required_text("name", changes["name"], longest=LONGEST_NAME)
    with session.no_autoflush:  # a refused place must not reach the database
        merge_edit(zone, expected_version=expected_version, original=original, changes=changes)
        _check(session, zone)
    session.add(zone)


@command(Action.HOLD_ROUNDS)
def archive_zone(session: Session, *, actor: Actor, project_id: int, zone_id: int) -> None:
    """Put a zone aside; what was noted there keeps its place.

    Raises:
        Invalid: `zone_not_empty`, while other zones lie in it.
    """
    zone = get(session, Zone, project_id, zone_id)
    inside = session.exec(
        select(func.count()).where(
            Zone.project_id == project_id, Zone.parent_id == zone_id, col(Zone.archived_at).is_(None)
        )
    ).one()
    if inside:
        raise Invalid("zone_not_empty", name=zone.name, n=inside)
    editing.archive(session, zone)


@command(Action.HOLD_ROUNDS)
def restore_zone(session: Session, *, actor: Actor, project_id: int, zone_id: int) -> None:
    """Bring an archived zone back, and the zones it lies in."""
    zone: Zone | None = get(session, Zone, project_id, zone_id)
    while zone is not None:
        editing.restore(session, zone)
        zone = get(session, Zone, project_id, zone.parent_id) if zone.parent_id is not None else None


def _check(session: Session, zone: Zone) -> None:
    """Refuse a zone that lies in the wrong place, or has a name twice.

    Raises:
        Invalid: `zone_parent_wrong` (a room lies in a floor, an element in a room or a floor),
            `zone_name_taken` (archived zones count: their names come back with them), `area_not_positive`.
        NotFound: the parent is no zone of the project.
    """
    if zone.parent_id is not None:
        parent = get(session, Zone, zone.project_id, zone.parent_id)
        if parent.kind not in PARENTS[zone.kind]:
            raise Invalid("zone_parent_wrong", kind=zone.kind, parent=parent.name)
    if zone.area_milli is not None and zone.area_milli <= 0:
        raise Invalid("area_not_positive")
    beside = Zone.parent_id == zone.parent_id if zone.parent_id is not None else col(Zone.parent_id).is_(None)
    same = select(Zone.id).where(Zone.project_id == zone.project_id, Zone.name == zone.name, beside)
    if any(found != zone.id for found in session.exec(same)):
        raise Invalid("zone_name_taken", name=zone.name)
