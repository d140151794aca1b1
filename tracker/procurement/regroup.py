"""Splits and merges: one line of some goods became several, or several became one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from tracker.procurement.features import Features
from tracker.procurement.identity import Pair

_MOST_SEARCHED = 12
"""With more candidates only all of them together are tried: 2 ** 12 sums take a few milliseconds."""

_WHOLE_HOUSE = ("全馆", "全楼", "整体", "各层", "各区", "各楼层")


@dataclass(frozen=True, slots=True)
class Group:
    """One line before and several after, or the reverse; `exact` where the quantities add up."""

    before: tuple[Features, ...]
    after: tuple[Features, ...]
    exact: bool


@dataclass
class _Goods:
    """What is known about one kind of goods at one price: paired lines, and lines left alone on each side."""

    pairs: list[Pair]
    before: list[Features]
    after: list[Features]


def regrouped(pairs: Sequence[Pair], before: Sequence[Features], after: Sequence[Features]) -> list[Group]:
    """The splits and merges among lines of the same goods and unit price.

    Args:
        pairs: lines already paired by identity; one of them may turn out to be a part of a group.
        before: earlier lines without a pair.
        after: later lines without a pair.
    """
    kinds: defaultdict[tuple[object, ...], _Goods] = defaultdict(lambda: _Goods([], [], []))
    for pair in pairs:
        if _priced_goods(pair.before) == _priced_goods(pair.after):
            kinds[_priced_goods(pair.before)].pairs.append(pair)
    for one in before:
        kinds[_priced_goods(one)].before.append(one)
    for one in after:
        kinds[_priced_goods(one)].after.append(one)
    return [group for goods in kinds.values() if goods.before or goods.after for group in _groups(goods)]


def _priced_goods(one: Features) -> tuple[object, ...]:
    """Goods and unit price: what the parts of a split have in common."""
    return (*one.goods, one.line.unit_price_fen)


def _groups(goods: _Goods) -> list[Group]:
    """The groups of one kind of goods; lines that enter one are taken out of what is left."""
    found = []
    for pair in goods.pairs:
        grown = pair.after.measure - pair.before.measure
        parts = _adding_up(goods.after, -grown) if grown < 0 else _adding_up(goods.before, grown)
        if grown < 0 and parts:
            found.append(Group((pair.before,), _in_order(pair.after, *parts), exact=True))
            _take(goods.after, parts)
        elif grown > 0 and parts:
            found.append(Group(_in_order(pair.before, *parts), (pair.after,), exact=True))
            _take(goods.before, parts)
    found += [Group((whole,), parts, exact) for whole, parts, exact in _wholes(goods.before, goods.after)]
    found += [Group(parts, (whole,), exact) for whole, parts, exact in _wholes(goods.after, goods.before)]
    return found


def _wholes(
    wholes: list[Features], parts: list[Features]
) -> list[tuple[Features, tuple[Features, ...], bool]]:
    """Unpaired lines that stand for several unpaired ones of the other draft; both lists lose those used."""
    found = []
    for whole in tuple(wholes):
        if any(part.measure == whole.measure for part in parts):
            continue  # simpler: the line moved
        used = _adding_up(parts, whole.measure, least=2)
        exact = bool(used)
        if not used and len(wholes) == 1 and len(parts) >= 2 and _holds_all(whole, parts):
            used = tuple(parts)
        if used:
            found.append((whole, used, exact))
            _take(parts, used)
            wholes.remove(whole)
    return found


def _holds_all(whole: Features, parts: Sequence[Features]) -> bool:
    """Whether a line plausibly stands for all parts though its quantity changed as well.

    More than the largest part can only come from several; a line for the whole house replaces its zones'.
    """
    total, largest = sum(part.measure for part in parts), max(part.measure for part in parts)
    if not total // 2 <= whole.measure <= total * 2:
        return False
    return whole.measure > largest or any(word in (whole.line.zone or "") for word in _WHOLE_HOUSE)


def _adding_up(candidates: Sequence[Features], wanted: int, least: int = 1) -> tuple[Features, ...]:
    """The fewest candidates whose quantities sum to `wanted`, the first such in order; empty if none do."""
    if len(candidates) < least or wanted <= 0:
        return ()
    sizes = range(least, len(candidates) + 1) if len(candidates) <= _MOST_SEARCHED else [len(candidates)]
    return next(
        (
            chosen
            for size in sizes
            for chosen in combinations(candidates, size)
            if sum(one.measure for one in chosen) == wanted
        ),
        (),
    )


def _in_order(*members: Features) -> tuple[Features, ...]:
    """The lines by row."""
    return tuple(sorted(members, key=lambda one: one.row))


def _take(remaining: list[Features], used: Sequence[Features]) -> None:
    """Removes the used lines."""
    rows = {one.row for one in used}
    remaining[:] = [one for one in remaining if one.row not in rows]
