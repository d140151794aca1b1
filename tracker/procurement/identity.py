"""Lines that are the same by name, specification, unit and zone, whatever happened to quantity and price."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import scipy  # its parts load when first used: a start must not pay for them

from tracker.procurement.features import Features

MOST_COSTED = 1_000_000
"""Cells of a matrix of costs: the least cost of 1,000 × 1,000 rows is found in about half a second."""

CROWD = 30
"""From so many rows on that only figures tell apart, a row's place says little: files are sorted differently."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines thought to be one; `certain` where no other pairing of their rows is as plausible."""

    before: Features
    after: Features
    confidence: float
    certain: bool


def identical_pairs(before: Sequence[Features], after: Sequence[Features]) -> list[Pair]:
    """Pairs of lines with the same name, specification, unit and zone.

    A line that is unique on both sides is certain. Repeated lines are paired so that as few figures as
    possible change and rows keep their order: of two rows of 10 that became 6 and 10, the first was cut.
    """
    sides: defaultdict[tuple[str, ...], tuple[list[Features], list[Features]]] = defaultdict(lambda: ([], []))
    for one in before:
        sides[one.identity][0].append(one)
    for one in after:
        sides[one.identity][1].append(one)
    return [pair for old, new in sides.values() if old and new for pair in _pair_up(old, new)]


def _pair_up(old: list[Features], new: list[Features]) -> list[Pair]:
    """The best pairing of rows that share an identity.

    Rows under the same code are paired first, in big groups those under the same category as well.
    """
    if len(old) == len(new) == 1:
        unchanged = old[0].figures == new[0].figures
        known = unchanged or bool(old[0].name)  # a row without a name is told by its figures alone
        return [Pair(old[0], new[0], 1.0 if unchanged else 0.98 if known else 0.6, certain=known)]
    found: list[Pair] = []
    for key in [_code] if len(old) * len(new) <= MOST_COSTED else [_code_and_category, _code, _category]:
        for pool_old, pool_new in _pools(old, new, key):
            found += _judged(pool_old, pool_new)
        used_old, used_new = {pair.before.row for pair in found}, {pair.after.row for pair in found}
        old = [one for one in old if one.row not in used_old]
        new = [one for one in new if one.row not in used_new]
    return sorted([*found, *_judged(old, new)], key=lambda pair: pair.before.row)


def _judged(old: list[Features], new: list[Features]) -> list[Pair]:
    """The best pairing of the rows of one pool, each pair with how sure it is."""
    chosen = _matched(old, new)
    changed = [(one, other) for one, other in chosen if one.figures != other.figures]
    all_clear = len(old) == len(new) and _interchangeable(changed)
    past_all, past_changed = Crossings(chosen), Crossings(changed)
    alone = _told_by_figures(old, new)
    pairs = []
    for one, other in chosen:
        is_changed = one.figures != other.figures
        rivals = past_all if is_changed else past_changed
        in_place = (all_clear or not is_changed) and not rivals.cross(one.row, other.row)
        sure = in_place or (not is_changed and one.figures in alone)
        pairs.append(Pair(one, other, 0.95 if sure else 0.6, certain=sure))
    return pairs


def _told_by_figures(old: Sequence[Features], new: Sequence[Features]) -> set[tuple[int | None, ...]]:
    """In a crowd of rows, figures that one row of each side has: they tell it better than its place does."""
    if min(len(old), len(new)) < CROWD:
        return set()
    counts = [Counter(one.figures for one in side) for side in (old, new)]
    return {figures for figures, count in counts[0].items() if count == 1 == counts[1][figures]}


def _pools(
    old: Sequence[Features], new: Sequence[Features], key: Callable[[Features], object]
) -> list[tuple[list[Features], list[Features]]]:
    """The rows of each key on both sides; those whose key is None are in no pool."""
    pools: defaultdict[object, tuple[list[Features], list[Features]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((old, new)):
        for one in rows:
            pools[key(one)][side].append(one)
    return [pool for known, pool in pools.items() if known is not None and pool[0] and pool[1]]


def _code(one: Features) -> object:
    return one.code or None


def _category(one: Features) -> object:
    return one.category or None


def _code_and_category(one: Features) -> object:
    return (one.code, one.category) if one.code and one.category else None


def _matched(old: list[Features], new: list[Features]) -> list[tuple[Features, Features]]:
    """Rows of one pool: at the least cost, or, where the matrix of costs would be too large, by figures."""
    if not old or not new:
        return []
    if len(old) * len(new) <= MOST_COSTED:
        return [(old[i], new[j]) for i, j in _cheapest(old, new)]
    same: defaultdict[tuple[int | None, ...], list[Features]] = defaultdict(list)
    for one in reversed(new):
        same[one.figures].append(one)
    pairs = [(one, same[one.figures].pop()) for one in old if same[one.figures]]
    used = ({one.row for one, _ in pairs}, {other.row for _, other in pairs})
    rest = [[one for one in side if one.row not in rows] for side, rows in zip((old, new), used, strict=True)]
    by_amount = [sorted(side, key=lambda one: (one.line.amount_fen, one.row)) for side in rest]
    return [*pairs, *zip(*by_amount, strict=False)]


class Crossings:
    """Some pairs of rows, asked whether another pair goes past any of them in the opposite order."""

    def __init__(self, pairs: Sequence[tuple[Features, Features]]) -> None:
        ordered = sorted((one.row, other.row) for one, other in pairs)
        self._rows = [row for row, _ in ordered]
        self._highest = list(accumulate((row for _, row in ordered), max))
        self._lowest = list(accumulate((row for _, row in reversed(ordered)), min))[::-1]

    def cross(self, row: int, column: int) -> bool:
        """Whether a pair has an earlier row and a later column than this one, or the reverse."""
        below = bisect_left(self._rows, row)
        above = bisect_right(self._rows, row)
        before = below > 0 and self._highest[below - 1] > column
        return before or (above < len(self._rows) and self._lowest[above] < column)


def _interchangeable(changed: Sequence[tuple[Features, Features]]) -> bool:
    """Whether any other pairing of the changed rows would state the same facts."""
    return min(len({pair[side].figures for pair in changed}) for side in (0, 1)) <= 1


def _cheapest(old: list[Features], new: list[Features]) -> list[tuple[int, int]]:
    """Indices of the pairing with fewest changed figures, then category, nearest quantity, order of rows."""
    if [(one.figures, one.category) for one in old] == [(one.figures, one.category) for one in new]:
        return [(i, i) for i in range(len(old))]  # thousands of identical rows need no cost matrix
    q0, q1 = (np.array([one.measure for one in side], float) for side in (old, new))
    a0, a1 = (np.array([one.line.amount_fen for one in side], float) for side in (old, new))
    p0, p1 = (np.array([one.line.unit_price_fen or 0 for one in side], float) for side in (old, new))
    c0, c1 = (np.array([one.category for one in side]) for side in (old, new))
    differs = [x[:, None] != y for x, y in ((q0, q1), (a0, a1), (p0, p1))]
    larger = np.maximum(np.maximum(np.abs(q0)[:, None], np.abs(q1)), 1.0)
    distance = np.abs(q0[:, None] - q1) / larger
    ranks = np.abs(np.arange(len(old))[:, None] - np.arange(len(new))) / (len(old) + len(new)) ** 2
    # An unchanged row is not given up for cheaper changes elsewhere: any difference at all weighs most.
    cost = 40.0 * np.any(differs, axis=0) + 10.0 * np.sum(differs, axis=0)
    cost += 2.0 * (c0[:, None] != c1) + distance + ranks
    rows, columns = scipy.optimize.linear_sum_assignment(cost)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
