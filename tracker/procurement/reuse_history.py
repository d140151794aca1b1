"""What drafts took out of lines for reuse, followed through splits and merges: heirs share what their parents had."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.procurement.ancestry import Origins, ancestors


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What the drafts took out of a line for reuse, in thousandths, and the lines whose share of it this one has."""

    quantity_milli: int = 0
    inherits: frozenset[int] = frozenset()


def taken_out(
    drafts: Sequence[tuple[int, Mapping[int, int]]],
    for_reuse: Collection[tuple[int, int]],
    origins: Origins,
) -> dict[int, TakenOut]:
    """What was taken out of each line; what a draft puts back counts against it.

    A line that was split or merged is not listed itself: the lines born from it have its share, by their quantities,
    so that their net needs sum to what its own was.

    Args:
        drafts: by order, the draft's id and the quantity of each of its lineages, in thousandths.
        for_reuse: (lineage, draft id) of the changes that were made for reuse.
        origins: for lineages born from others, the lineages they came from.
    """
    found: dict[int, TakenOut] = {}
    before: Mapping[int, int] = {}
    for place, (draft_id, after) in enumerate(drafts):
        touched = {lineage for lineage, draft in for_reuse if draft == draft_id and place > 0}
        for givers, heirs in _births(found, after, origins):
            had = [found.pop(giver) for giver in givers]
            quantity = sum(each.quantity_milli for each in had)
            if touched & {*givers, *heirs}:
                quantity += sum(before.get(giver, 0) for giver in givers) - sum(after[heir] for heir in heirs)
            inherits = frozenset(givers).union(*(each.inherits for each in had))
            shares = shared(quantity, [after[heir] for heir in heirs])
            found |= {heir: TakenOut(share, inherits) for heir, share in zip(heirs, shares, strict=True)}
            touched -= {*givers, *heirs}
        for lineage in {*after, *found}:
            old = found.get(lineage, TakenOut())
            step = before.get(lineage, 0) - after.get(lineage, 0) if lineage in touched else 0
            found[lineage] = TakenOut(old.quantity_milli + step, old.inherits)
        before = after
    return found


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts by the weights (equal ones where all are 0); the parts sum to it.

    What rounding leaves goes to the parts that lost most of it, the first of equal ones.
    """
    whole = sum(weights)
    parts = [(total * weight, whole) if whole else (total, len(weights)) for weight in weights]
    floors = [above // below for above, below in parts]
    lost = sorted(range(len(parts)), key=lambda place: -(parts[place][0] % parts[place][1]))
    for place in lost[: total - sum(floors)]:
        floors[place] += 1
    return floors


def _births(
    known: Mapping[int, TakenOut], after: Mapping[int, int], origins: Origins
) -> list[tuple[list[int], list[int]]]:
    """The splits and merges of a draft: lines that ended, and those born from them, related ones together."""
    groups: list[tuple[set[int], set[int]]] = []
    for heir in (lineage for lineage in after if lineage not in known):
        givers = _ended(heir, known, after, origins)
        if not givers:
            continue
        heirs = {heir}
        for group in [each for each in groups if each[0] & givers]:
            groups.remove(group)
            givers, heirs = givers | group[0], heirs | group[1]
        groups.append((givers, heirs))
    return [(sorted(givers), sorted(heirs)) for givers, heirs in groups]


def _ended(heir: int, known: Mapping[int, TakenOut], after: Mapping[int, int], origins: Origins) -> set[int]:
    earlier: Iterable[object] = ancestors(heir, origins)
    return {lineage for lineage in known if lineage in set(earlier) and lineage not in after}
