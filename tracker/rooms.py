"""Which rooms nobody has been to for a while: a round of the building that always takes the same way misses some."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.vocabulary import ZoneKind

DAYS_OF_WEEK = 7
ATTENTION_WEEKS = 4
"""From when on the overview speaks of it: a weekly round has then passed a room by four times."""


@dataclass(frozen=True, slots=True)
class Place:
    """A zone as this rule needs it; `name` tells it from every other, `parent_id` is the zone that it lies in."""

    id: int
    kind: ZoneKind
    name: str
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class RoomVisit:
    """A room, and the last day on which somebody noted, checked or found something in it; None for never."""

    zone_id: int
    name: str
    last_on: dt.date | None

    def weeks(self, today: dt.date) -> int | None:
        """Whole weeks since that day; None for never."""
        return None if self.last_on is None else (today - self.last_on).days // DAYS_OF_WEEK


def last_visits(places: Iterable[Place], seen: Mapping[int, dt.date]) -> list[RoomVisit]:
    """Every room with its last visit, in the order of `places`.

    `seen` has the last day by zone. What was seen of an element was seen in its room; what was noted of a floor as a
    whole says nothing about its rooms.
    """
    everything = list(places)
    parents = {place.id: place.parent_id for place in everything}
    rooms: dict[int, dt.date | None] = {place.id: None for place in everything if place.kind is ZoneKind.ROOM}
    for zone_id, day in seen.items():
        room_id = _room_of(zone_id, rooms.keys(), parents)
        if room_id is not None:
            rooms[room_id] = max(rooms[room_id] or day, day)
    names = {place.id: place.name for place in everything}
    return [RoomVisit(room_id, names[room_id], day) for room_id, day in rooms.items()]


def not_visited(visits: Iterable[RoomVisit], today: dt.date, weeks: int) -> list[RoomVisit]:
    """The rooms without a visit for `weeks` whole weeks or more: those never visited first, then the longest ago."""
    long_ago = [visit for visit in visits if (since := visit.weeks(today)) is None or since >= weeks]
    return sorted(long_ago, key=lambda visit: visit.last_on or dt.date.min)


def _room_of(zone_id: int, rooms: Iterable[int], parents: Mapping[int, int | None]) -> int | None:
    at: int | None = zone_id
    while at is not None and at not in rooms:
        at = parents.get(at)
    return at
