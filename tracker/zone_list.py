"""The building's room list as a flat list: floor, room, element, area; and what importing one would change.

A zone is named by its path alone, so that the same list imported twice changes nothing the second time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tracker.vocabulary import ZoneKind


class ZonePath(NamedTuple):
    """Where a zone lies, by names; what it does not lie in is empty. The last name is its own."""

    floor: str = ""
    room: str = ""
    element: str = ""

    @property
    def kind(self) -> ZoneKind:
        """What the zone is."""
        if self.element:
            return ZoneKind.ELEMENT
        return ZoneKind.ROOM if self.room else ZoneKind.FLOOR

    @property
    def name(self) -> str:
        """The zone's own name."""
        return self.element or self.room or self.floor

    @property
    def parent(self) -> "ZonePath | None":
        """What it lies in; None for a floor, and for what lies in the building as a whole."""
        above = ZonePath(self.floor, self.room if self.element else "")
        return above if above != self and above.name else None


@dataclass(frozen=True, slots=True)
class ListedZone:
    """A line of the list; the area in square metres × 1000, None where the list says nothing."""

    path: ZonePath
    area_milli: int | None = None


@dataclass(frozen=True, slots=True)
class KnownZone:
    """A zone that is stored."""

    id: int
    path: ZonePath
    area_milli: int | None
    archived: bool


class ZoneStep(StrEnum):
    """What importing a line does."""

    ADD = "add"
    RESTORE = "restore"
    CHANGE_AREA = "change_area"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """What becomes of one zone; `id` is None for a new one, `area_before` what is stored now."""

    step: ZoneStep
    path: ZonePath
    area_milli: int | None
    id: int | None = None
    area_before: int | None = None


def zone_changes(known: Iterable[KnownZone], listed: Iterable[ListedZone]) -> list[ZoneChange]:
    """What importing `listed` does, zone by zone, what a zone lies in before the zone itself.

    A floor or room that the list only names as the place of another zone is added too. An area that the list leaves
    open stays as it is; what the list does not name is not touched.
    """
    stored = {zone.path: zone for zone in known}
    areas: dict[ZonePath, int | None] = {}
    for zone in listed:
        for path in _with_parents(zone.path):
            areas.setdefault(path, None)
        if zone.area_milli is not None:
            areas[zone.path] = zone.area_milli
    return [_change(stored.get(path), path, area) for path, area in areas.items()]


def _with_parents(path: ZonePath) -> list[ZonePath]:
    parent = path.parent
    return [*(_with_parents(parent) if parent else ()), path]


def _change(zone: KnownZone | None, path: ZonePath, area: int | None) -> ZoneChange:
    if zone is None:
        return ZoneChange(ZoneStep.ADD, path, area)
    wanted = zone.area_milli if area is None else area
    if zone.archived:
        step = ZoneStep.RESTORE
    elif wanted != zone.area_milli:
        step = ZoneStep.CHANGE_AREA
    else:
        step = ZoneStep.NOTHING
    return ZoneChange(step, path, wanted, zone.id, zone.area_milli)
