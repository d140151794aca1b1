"""The building's zones with their place, and the organisations that take part."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.vocabulary import OrganisationRole, ZoneKind
from tracker.zone_list import KnownZone, ZonePath

ORGANISATION = metadata.tables["organisation"]
ZONE = metadata.tables["zone"]


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone.

    Attributes:
        place: its name after the names of the zones it lies in; a floor's name is left out where the room's
            own begins with it.
        area_milli: square metres × 1000.
    """

    id: int
    version: int
    kind: ZoneKind
    name: str
    place: str
    parent_id: int | None
    area_milli: int | None
    archived: bool


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation and what it is to the project."""

    id: int
    version: int
    name: str
    role: OrganisationRole
    archived: bool


def zones(session: Session, project_id: int) -> list[ZoneRow]:
    """All zones, archived ones too: each floor followed by what lies in it. One statement."""
    query = (
        sa.select(
            ZONE.c.id,
            ZONE.c.version,
            ZONE.c.kind,
            ZONE.c.name,
            ZONE.c.parent_id,
            ZONE.c.area_milli,
            ZONE.c.archived_at.is_not(None).label("archived"),
        )
        .where(ZONE.c.project_id == project_id)
        .order_by(ZONE.c.position, ZONE.c.id)
    )
    found = session.execute(query).all()
    names = {row.id: (row.name, row.parent_id) for row in found}
    rows = [
        ZoneRow(
            id=row.id,
            version=row.version,
            kind=row.kind,
            name=row.name,
            place=_place(names, row.id),
            parent_id=row.parent_id,
            area_milli=row.area_milli,
            archived=row.archived,
        )
        for row in found
    ]
    return _in_tree_order(rows)


def places(session: Session, project_id: int) -> dict[int, str]:
    """The place of every zone, by id. One statement."""
    return {zone.id: zone.place for zone in zones(session, project_id)}


def known_zones(session: Session, project_id: int) -> list[KnownZone]:
    """All zones by their path of names, archived ones too, in the order of the room list. One statement."""
    rows = zones(session, project_id)
    by_id = {row.id: row for row in rows}
    return [KnownZone(row.id, _path(by_id, row), row.area_milli, row.archived) for row in rows]


def zone_ids_by_name(session: Session, project_id: int) -> dict[str, int]:
    """The zones that are not archived by place and, where no other zone has it, by their own name. One statement."""
    active = [zone for zone in zones(session, project_id) if not zone.archived]
    by_name: dict[str, list[int]] = {}
    for zone in active:
        by_name.setdefault(zone.name, []).append(zone.id)
    alone = {name: ids[0] for name, ids in by_name.items() if len(ids) == 1}
    return {**alone, **{zone.place: zone.id for zone in active}}


def organisations(session: Session, project_id: int) -> list[OrganisationRow]:
    """All organisations by name, archived ones too. One statement."""
    query = (
        sa.select(
            ORGANISATION.c.id,
            ORGANISATION.c.version,
            ORGANISATION.c.name,
            ORGANISATION.c.role,
            ORGANISATION.c.archived_at.is_not(None).label("archived"),
        )
        .where(ORGANISATION.c.project_id == project_id)
        .order_by(ORGANISATION.c.name)
    )
    return [OrganisationRow(*row) for row in session.execute(query)]


def _path(by_id: dict[int, ZoneRow], row: ZoneRow) -> ZonePath:
    path = ZonePath()
    above: ZoneRow | None = row
    while above is not None:
        path = path._replace(**{above.kind.value: above.name})
        above = by_id[above.parent_id] if above.parent_id is not None else None
    return path


def _place(names: dict[int, tuple[str, int | None]], zone_id: int) -> str:
    name, parent_id = names[zone_id]
    while parent_id is not None:
        above, parent_id = names[parent_id]
        if not name.startswith(above):
            name = f"{above} · {name}"
    return name


def _in_tree_order(rows: list[ZoneRow]) -> list[ZoneRow]:
    inside: dict[int | None, list[ZoneRow]] = {}
    for row in rows:
        inside.setdefault(row.parent_id, []).append(row)

    def branch(parent_id: int | None) -> list[ZoneRow]:
        return [each for row in inside.get(parent_id, []) for each in (row, *branch(row.id))]

    return branch(None)
