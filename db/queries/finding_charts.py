"""What the charts of the findings show, counted by the database."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.finding_groups import read_through, unsettled
from db.queries.places import ZoneRow, zones
from tracker.finding_flow import WeekFlow, weekly_flow
from tracker.finding_views import AgeBucket, bucket_of
from tracker.findings import SETTLED
from tracker.vocabulary import Severity, ZoneKind

FINDING = metadata.tables["finding"]


@dataclass(frozen=True, slots=True)
class AgeCount:
    """How many open findings are this old and this bad."""

    bucket: AgeBucket
    severity: Severity
    n: int


@dataclass(frozen=True, slots=True)
class RoomHeat:
    """How many open findings lie in a room of a floor, in its elements too.

    `room_id` is that of the floor itself where they lie on the floor as a whole; both are None, and the names
    empty, for findings without a place.
    """

    floor_id: int | None
    floor: str
    room_id: int | None
    room: str
    n: int


def ages(session: Session, project_id: int, today: dt.date) -> list[AgeCount]:
    """Open findings by age and severity. One statement."""
    query = (
        sa.select(FINDING.c.found_on, FINDING.c.severity, sa.func.count())
        .where(*unsettled(project_id))
        .group_by(FINDING.c.found_on, FINDING.c.severity)
    )
    counted: Counter[tuple[AgeBucket, Severity]] = Counter()
    for found_on, severity, n in session.execute(query):
        counted[bucket_of(found_on, today), severity] += n
    return [AgeCount(bucket, severity, n) for (bucket, severity), n in sorted(counted.items(), key=str)]


def flow(session: Session, project_id: int, today: dt.date, *, most: int = 26) -> list[WeekFlow]:
    """Found, settled and left, week by week, the last `most` weeks. Two statements."""
    mine = [read_through(project_id), FINDING.c.archived_at.is_(None)]
    found = sa.select(FINDING.c.found_on, sa.func.count()).where(*mine).group_by(FINDING.c.found_on)
    # A settled finding without its day, from an older list, counts as settled when it was found.
    day = sa.func.coalesce(FINDING.c.closed_on, FINDING.c.found_on)
    settled = sa.select(day, sa.func.count()).where(*mine, FINDING.c.status.in_(SETTLED)).group_by(day)
    return weekly_flow(
        dict(session.execute(found).all()),
        dict(session.execute(settled).all()),
        today,
        most=most,
    )


def heat(session: Session, project_id: int) -> list[RoomHeat]:
    """Open findings by floor and room, floors in the order of the room list. Two statements."""
    query = (
        sa.select(FINDING.c.zone_id, sa.func.count())
        .where(*unsettled(project_id))
        .group_by(FINDING.c.zone_id)
    )
    known = {zone.id: zone for zone in zones(session, project_id)}
    counted: Counter[tuple[int | None, int | None]] = Counter()
    for zone_id, n in session.execute(query):
        counted[_room_of(known, zone_id)] += n
    order = {zone_id: index for index, zone_id in enumerate(known)}
    rows = [
        RoomHeat(floor_id, _name(known, floor_id), room_id, _name(known, room_id), n)
        for (floor_id, room_id), n in counted.items()
    ]
    return sorted(rows, key=lambda row: (order.get(row.floor_id or 0, len(order)), -row.n, row.room))


def _room_of(known: dict[int, ZoneRow], zone_id: int | None) -> tuple[int | None, int | None]:
    """The floor and the room that a zone lies in; a room without a floor is its own floor."""
    zone = known.get(zone_id) if zone_id is not None else None
    if zone is None:
        return None, None
    while zone.kind is ZoneKind.ELEMENT and zone.parent_id is not None:
        zone = known[zone.parent_id]
    return zone.parent_id or zone.id, zone.id


def _name(known: dict[int, ZoneRow], zone_id: int | None) -> str:
    return known[zone_id].name if zone_id is not None else ""
