"""The one-to-one pairing of two drafts' lines with the highest sum of scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy  # its parts load when first used: a start must not pay for them

from tracker.procurement.features import Features
from tracker.procurement.similarity import score_blocks

Progress = Callable[[float], None]
Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of an earlier (row) and a later (column) line that score at least the floor."""

    rows: Indices
    columns: Indices
    scores: Floats
    shape: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A pair of the best assignment, and the best score that either line has with any other (0: none)."""

    row: int
    column: int
    score: float
    rival: float


def candidates(
    before: Sequence[Features], after: Sequence[Features], floor: float, progress: Progress
) -> Candidates:
    """All pairs that score at least `floor`; `progress` hears of each block, from 0 to 1."""
    empty = np.array([], np.intp)
    rows, columns, scores = [empty], [empty], [np.array([])]
    if before and after:
        for block in score_blocks(before, after):
            found = np.nonzero(block.scores >= floor)
            rows.append(found[0] + block.start)
            columns.append(found[1])
            scores.append(block.scores[found].astype(float))
            progress(min(1.0, (block.start + len(block.scores)) / len(before)))
    return Candidates(
        np.concatenate(rows), np.concatenate(columns), np.concatenate(scores), (len(before), len(after))
    )


def best_assignment(found: Candidates) -> list[Assigned]:
    """The one-to-one choice of candidates with the highest sum of scores, by row.

    Lines that no chain of candidates connects cannot influence each other: each connected part is solved on
    its own, which keeps the matrices small. Among equal sums, lines at like places in the drafts are paired.
    """
    n, m = found.shape
    if not len(found.rows):
        return []
    links = scipy.sparse.coo_array(
        (np.ones(len(found.rows)), (found.rows, found.columns + n)), shape=(n + m, n + m)
    )
    _, part_of = scipy.sparse.csgraph.connected_components(links, directed=False)
    by_part = np.argsort(part_of[found.rows], kind="stable")
    cuts = np.flatnonzero(np.diff(part_of[found.rows][by_part])) + 1
    chosen: list[Assigned] = []
    for members in np.split(by_part, cuts):
        chosen += _solve(found, members)
    return sorted(chosen, key=lambda pair: pair.row)


def _solve(found: Candidates, members: Indices) -> list[Assigned]:
    """The best assignment of one connected part, given the indices of its candidates."""
    rows, row_index = np.unique(found.rows[members], return_inverse=True)
    columns, column_index = np.unique(found.columns[members], return_inverse=True)
    scores = np.zeros((len(rows), len(columns)))
    scores[row_index, column_index] = found.scores[members]
    n, m = found.shape
    nearness = 1 - np.abs(rows[:, None] / n - columns / m)
    # Scores come in float32: a hundred-thousandth breaks ties and outweighs no real difference.
    picked = scipy.optimize.linear_sum_assignment(scores + 1e-5 * nearness * (scores > 0), maximize=True)
    chosen = [(i, j) for i, j in zip(*picked, strict=True) if scores[i, j] > 0]
    own = scores.copy()
    for i, j in chosen:
        own[i, j] = 0
    best_in_row, best_in_column = own.max(axis=1), own.max(axis=0)
    return [
        Assigned(
            int(rows[i]), int(columns[j]), float(scores[i, j]), float(max(best_in_row[i], best_in_column[j]))
        )
        for i, j in chosen
    ]
