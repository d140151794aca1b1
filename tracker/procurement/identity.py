"""Lines that are the same by name, specification, unit and zone, whatever happened to quantity and price."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy  # its parts load when first used: a start must not pay for them

from tracker.procurement.features import Features


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
    """The best pairing of rows that share an identity."""
    if len(old) == len(new) == 1:
        unchanged = old[0].figures == new[0].figures
        known = unchanged or bool(old[0].name)  # a row without a name is told by its figures alone
        return [Pair(old[0], new[0], 1.0 if unchanged else 0.98 if known else 0.6, certain=known)]
    chosen = [(old[i], new[j]) for i, j in _cheapest(old, new)]
    changed = [(one, other) for one, other in chosen if one.figures != other.figures]
    all_clear = len(old) == len(new) and _interchangeable(changed)
    pairs = []
    for one, other in chosen:
        is_changed = one.figures != other.figures
        rivals = chosen if is_changed else changed
        sure = (all_clear or not is_changed) and not any(_cross((one, other), rival) for rival in rivals)
        pairs.append(Pair(one, other, 0.95 if sure else 0.6, certain=sure))
    return pairs


def _interchangeable(changed: Sequence[tuple[Features, Features]]) -> bool:
    """Whether any other pairing of the changed rows would state the same facts."""
    return min(len({pair[side].figures for pair in changed}) for side in (0, 1)) <= 1


def _cross(one: tuple[Features, Features], other: tuple[Features, Features]) -> bool:
    """Whether two pairs put their rows in opposite orders."""
    return (one[0].row - other[0].row) * (one[1].row - other[1].row) < 0


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
