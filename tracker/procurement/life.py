"""What became of a line over all drafts of a plan: listed, renamed, split, merged, cut, brought back.

Lines belong to one life where lineages are connected by origins: what was split, merged, or brought back under
another lineage is told as one story, so that its amounts add up draft by draft.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tracker.procurement.ancestry import Origins
from tracker.procurement.changes import Change, ChangeKind
from tracker.procurement.compare import compare
from tracker.procurement.lines import Line, Lineage


class LifeEvent(StrEnum):
    """What happened to a line in one draft, against the draft before it."""

    LISTED = "listed"
    UNCHANGED = "unchanged"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    CUT = "cut"
    ABSENT = "absent"
    BACK = "back"


_WEIGHT: Mapping[ChangeKind, LifeEvent] = {
    ChangeKind.MERGED: LifeEvent.MERGED,
    ChangeKind.SPLIT: LifeEvent.SPLIT,
    ChangeKind.CHANGED: LifeEvent.CHANGED,
    ChangeKind.ADDED: LifeEvent.CHANGED,
    ChangeKind.REMOVED: LifeEvent.CHANGED,
    ChangeKind.RENAMED: LifeEvent.RENAMED,
    ChangeKind.MOVED: LifeEvent.MOVED,
}
"""What a draft is remembered for when several parts of a line changed: the first of these that happened.

A part that came or went while another stayed changes the line; it does not begin or end it.
"""


@dataclass(frozen=True, slots=True)
class NumberedDraft:
    """A draft's number (None: the working copy) and its lines, in its order."""

    number: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A line in one draft.

    Attributes:
        number: of the draft; None for the working copy.
        event: what happened to it, against the draft before.
        lines: its lines in this draft; several after a split or before a merge, none where it is absent.
        changes: what differs from the draft before, in detail; empty in the first draft.
        difference_fen: amount in this draft less that in the one before; 0 in the first draft.
    """

    number: int | None
    event: LifeEvent
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    difference_fen: int

    @property
    def amount_fen(self) -> int:
        """What the line comes to in this draft; 0 where it is absent."""
        return sum(line.amount_fen for line in self.lines)


@dataclass(frozen=True, slots=True)
class Gap:
    """Drafts without a line that stood before and after: the first of them, and the one that brought it back.

    Both are draft numbers; the working copy, which can only bring back, is None.
    """

    cut_in: int | None
    back_in: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """A line over all drafts: its lineages, and one moment for each draft from the first that lists it."""

    lineages: frozenset[Lineage]
    moments: tuple[Moment, ...]

    @property
    def line(self) -> Line:
        """The line that stands for the life: the first one of the last draft that lists it."""
        return next(moment.lines[0] for moment in reversed(self.moments) if moment.lines)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where it was cut and came back, in order; empty for a life without a zig-zag."""
        places = [place for place, moment in enumerate(self.moments) if moment.lines]
        return _gaps([moment.number for moment in self.moments], places)

    @property
    def difference_fen(self) -> int:
        """Amount in the last draft less that in the draft that first listed it."""
        return self.moments[-1].amount_fen - self.moments[0].amount_fen


def relatives(lineage: Lineage, origins: Origins) -> frozenset[Lineage]:
    """The lineage and all that are connected with it by origins, in either direction."""
    return _families(origins).get(lineage, frozenset({lineage}))


def life_of(lineage: Lineage, drafts: Sequence[NumberedDraft], origins: Origins) -> Life | None:
    """The life of a lineage and its relatives; None where no draft lists them.

    Args:
        lineage: any lineage of the life.
        drafts: all drafts of the plan in their order, the working copy last.
        origins: for lineages born from others, the lineages they came from.
    """
    family = relatives(lineage, origins)
    moments: list[Moment] = []
    before: tuple[Line, ...] = ()
    for draft in drafts:
        lines = tuple(line for line in draft.lines if line.lineage in family)
        if moments:
            moments.append(_moment(draft.number, before, lines, origins))
        elif lines:
            moments.append(Moment(draft.number, LifeEvent.LISTED, lines, (), 0))
        before = lines
    return Life(family, tuple(moments)) if moments else None


def courses(drafts: Sequence[NumberedDraft], origins: Origins) -> dict[Lineage, tuple[int, ...]]:
    """For every lineage, what its life comes to in each draft, in fen; 0 where it is absent."""
    families = _families(origins)
    shared: defaultdict[Lineage | frozenset[Lineage], list[int]] = defaultdict(lambda: [0] * len(drafts))
    lives: dict[Lineage, list[int]] = {}
    for place, draft in enumerate(drafts):
        for line in draft.lines:
            amounts = shared[families.get(line.lineage, line.lineage)]
            amounts[place] += line.amount_fen
            lives[line.lineage] = amounts
    return {lineage: tuple(amounts) for lineage, amounts in lives.items()}


def zigzags(drafts: Sequence[NumberedDraft], origins: Origins) -> dict[Lineage, tuple[Gap, ...]]:
    """The lineages of lives that were cut and came back, and where."""
    families = _families(origins)
    places: defaultdict[frozenset[Lineage], set[int]] = defaultdict(set)
    for place, draft in enumerate(drafts):
        for line in draft.lines:
            places[families.get(line.lineage, frozenset({line.lineage}))].add(place)
    numbers = [draft.number for draft in drafts]
    return {
        lineage: gaps
        for family, seen in places.items()
        if (gaps := _gaps(numbers, sorted(seen)))
        for lineage in family
    }


def _gaps(numbers: Sequence[int | None], places: Sequence[int]) -> tuple[Gap, ...]:
    """The gaps of a line that stands at these places among drafts of these numbers."""
    return tuple(
        Gap(numbers[stood + 1], numbers[back]) for stood, back in pairwise(places) if back > stood + 1
    )


def _moment(number: int | None, before: Sequence[Line], lines: tuple[Line, ...], origins: Origins) -> Moment:
    """A draft after the one that first listed the line."""
    comparison = compare(before, lines, origins)
    if not lines:
        event = LifeEvent.CUT if before else LifeEvent.ABSENT
    elif not before:
        event = LifeEvent.BACK
    else:
        happened = {_WEIGHT[change.kind] for change in comparison.changes}
        event = next((each for each in _WEIGHT.values() if each in happened), LifeEvent.UNCHANGED)
    return Moment(number, event, lines, comparison.changes, comparison.difference_fen)


def _families(origins: Origins) -> dict[Lineage, frozenset[Lineage]]:
    """Every lineage that origins name, with all it is connected with."""
    neighbours: defaultdict[Lineage, set[Lineage]] = defaultdict(set)
    for lineage, parents in origins.items():
        for parent in parents - {lineage}:
            neighbours[lineage].add(parent)
            neighbours[parent].add(lineage)
    families: dict[Lineage, frozenset[Lineage]] = {}
    for start in neighbours:
        if start in families:
            continue
        found, open_ends = {start}, [start]
        while open_ends:
            fresh = neighbours[open_ends.pop()] - found
            found |= fresh
            open_ends.extend(fresh)
        families.update(dict.fromkeys(found, frozenset(found)))
    return families
