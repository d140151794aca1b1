"""Which lines of two drafts descend from each other through splits and merges."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.procurement.lines import Line, Lineage

Origins = Mapping[Lineage, frozenset[Lineage]]
"""For a lineage born from a split or a merge: the lineages it came from, one step back."""


@dataclass(frozen=True, slots=True)
class Family:
    """Lines of two drafts that descend from each other; neither side is empty, each in its draft's order."""

    before: tuple[Line, ...]
    after: tuple[Line, ...]


def ancestors(lineage: Lineage, origins: Origins) -> set[Lineage]:
    """All lineages that `lineage` came from, over any number of drafts; not itself."""
    found: set[Lineage] = set()
    open_ends = list(origins.get(lineage, ()))
    while open_ends:
        parent = open_ends.pop()
        if parent not in found:
            found.add(parent)
            open_ends.extend(origins.get(parent, ()))
    found.discard(lineage)
    return found


def families(before: Sequence[Line], after: Sequence[Line], origins: Origins) -> list[Family]:
    """The groups of related lines, in the order of their first line in `after`.

    A line of one draft is related to a line of the other when either descends from the other, so a merge seen
    from the later draft to the earlier one is a split. Lines without a relative are in no family.
    """
    if not origins:
        return []
    befores = {line.lineage: line for line in before}
    afters = {line.lineage: line for line in after}
    links = [
        *((old, new) for new in afters for old in ancestors(new, origins) if old in befores),
        *((old, new) for old in befores for new in ancestors(old, origins) if new in afters),
    ]
    old_rank = {lineage: row for row, lineage in enumerate(befores)}
    new_rank = {lineage: row for row, lineage in enumerate(afters)}
    found = [
        Family(
            tuple(befores[lineage] for lineage in sorted(members["before"], key=old_rank.__getitem__)),
            tuple(afters[lineage] for lineage in sorted(members["after"], key=new_rank.__getitem__)),
        )
        for members in _components(links)
    ]
    return sorted(found, key=lambda family: new_rank[family.after[0].lineage])


def _components(links: Iterable[tuple[Lineage, Lineage]]) -> list[dict[str, list[Lineage]]]:
    """The connected parts of a graph between two drafts: lineages of each side, by side."""
    neighbours: dict[tuple[str, Lineage], list[tuple[str, Lineage]]] = defaultdict(list)
    for old, new in links:
        neighbours["before", old].append(("after", new))
        neighbours["after", new].append(("before", old))
    parts = []
    seen: set[tuple[str, Lineage]] = set()
    for start in list(neighbours):
        if start in seen:
            continue
        part: dict[str, list[Lineage]] = {"before": [], "after": []}
        open_ends = [start]
        seen.add(start)
        while open_ends:
            side, lineage = open_ends.pop()
            part[side].append(lineage)
            fresh = [node for node in neighbours[side, lineage] if node not in seen]
            # A node with two links to this one would be queued twice without this.
            seen.update(fresh)
            open_ends.extend(dict.fromkeys(fresh))
        parts.append(part)
    return parts
