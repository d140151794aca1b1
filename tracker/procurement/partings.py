"""Where a life could be parted again: a line that carries another name, or that comes from other lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.procurement.ancestry import Origins
from tracker.procurement.life import Life
from tracker.procurement.lines import Line

_IDENTITY = ("name", "specification", "unit", "zone")
"""What a line is known by: where these are the same nobody was asked whether it is the same line."""


@dataclass(frozen=True, slots=True)
class Parting:
    """A line that people took for an earlier one, or for the child of several.

    Attributes:
        before: the earlier lines as they last stood before.
        after: the line as it first stood.
        number: of the draft that first lists it so; None for the working copy.
        place: of that draft among the moments of the life.
        same: whether both are one lineage (a rename), rather than one born from others.
    """

    before: tuple[Line, ...]
    after: Line
    number: int | None
    place: int
    same: bool


def partings(life: Life, origins: Origins) -> list[Parting]:
    """Every place where a life may be parted, by draft; a line that stood unchanged is not asked about."""
    found: list[Parting] = []
    last: dict[object, Line] = {}
    for place, moment in enumerate(life.moments):
        for line in moment.lines:
            before = _before(line, last, origins)
            if before:
                same = line.lineage in last
                found.append(Parting(before, line, moment.number, place, same))
        last.update({line.lineage: line for line in moment.lines})
    return found


def _before(line: Line, last: dict[object, Line], origins: Origins) -> tuple[Line, ...]:
    """The lines that this one may be parted from; none where it only goes on."""
    old = last.get(line.lineage)
    if old is not None:
        return () if _known_by(old) == _known_by(line) else (old,)
    parents: Sequence[object] = sorted(origins.get(line.lineage, ()), key=str)
    return tuple(last[parent] for parent in parents if parent in last)


def _known_by(line: Line) -> tuple[object, ...]:
    return tuple(getattr(line, field) for field in _IDENTITY)
