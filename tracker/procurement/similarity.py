"""How alike two lines are, for all pairs at once: words, place, price and quantity in one score of 0 to 1."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from tracker.procurement.features import Features
from tracker.procurement.wording import marks

Matrix = npt.NDArray[np.float32]
Text = Callable[[Features], str]

_WEIGHTS = {
    "name": 0.40,
    "specification": 0.20,
    "zone": 0.15,
    "price": 0.10,
    "quantity": 0.05,
    "unit": 0.05,
    "category": 0.05,
}
_NAME_CAP, _SPECIFICATION_CAP = 0.5, 0.5
"""Highest similarity of texts whose figures, model letters or words of contrast differ (六人位, 四人位)."""

_ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Block:
    """Scores of some earlier lines (rows, from `start` on) against all later lines (columns)."""

    start: int
    scores: Matrix


def score_blocks(before: Sequence[Features], after: Sequence[Features]) -> Iterator[Block]:
    """Scores of every earlier line against every later one, a block of rows at a time to bound memory.

    A field that both lines lack is left out of their score; one that only one of them lacks counts half.
    """
    for start in range(0, len(before), _ROWS_AT_ONCE):
        yield Block(start, _scores(before[start : start + _ROWS_AT_ONCE], after))


def name_similarity(one: str, other: str) -> float:
    """Similarity of two normalised names, 0 to 1; the order of their words is not looked at here."""
    return float(_text_scores([one], [other], _NAME_CAP)[0, 0])


def specification_similarity(one: str, other: str) -> float:
    """Similarity of two normalised specifications, 0 to 1."""
    return float(_text_scores([one], [other], _SPECIFICATION_CAP)[0, 0])


def _scores(before: Sequence[Features], after: Sequence[Features]) -> Matrix:
    """The weighted mean of all similarities."""
    parts = {
        "name": _names(before, after),
        "specification": _texts(before, after, lambda one: one.specification, _SPECIFICATION_CAP),
        "zone": _texts(before, after, lambda one: one.zone, 0.0),
        "unit": _equal(before, after, lambda one: one.unit),
        "category": _equal(before, after, lambda one: one.category),
        "price": _figures(before, after, lambda one: one.line.unit_price_fen or one.line.amount_fen),
        "quantity": _figures(before, after, lambda one: one.measure),
    }
    total = np.zeros((len(before), len(after)), np.float32)
    weight = np.zeros_like(total)
    for name, values in parts.items():
        known = ~np.isnan(values)
        total += _WEIGHTS[name] * np.where(known, values, 0)
        weight += _WEIGHTS[name] * known
    scores: Matrix = total / weight
    return scores


def _names(before: Sequence[Features], after: Sequence[Features]) -> Matrix:
    """Similarity of the names: 1 where both consist of the same words, in whatever order."""
    scores = _texts(before, after, lambda one: one.name, _NAME_CAP)
    same = _equal(before, after, lambda one: one.words)
    named: Matrix = np.where((same == 1) & ~np.isnan(scores), np.float32(1), scores)
    return named


def _texts(before: Sequence[Features], after: Sequence[Features], text: Text, cap: float) -> Matrix:
    """Similarity of one text field; each distinct text is scored once."""
    old, old_index = _distinct(before, text)
    new, new_index = _distinct(after, text)
    return _missing(old, new, _text_scores(old, new, cap))[np.ix_(old_index, new_index)]


def _text_scores(old: Sequence[str], new: Sequence[str], cap: float) -> Matrix:
    """Indel similarity of texts; at most `cap` where what tells goods apart differs."""
    percent: Matrix = process.cdist(old, new, scorer=fuzz.ratio, dtype=np.float32)
    scores = percent / np.float32(100)
    codes: dict[tuple[str, ...], int] = {}
    old_marks, new_marks = (
        np.array([codes.setdefault(marks(text), len(codes)) for text in texts]) for texts in (old, new)
    )
    capped: Matrix = np.where(old_marks[:, None] != new_marks, np.minimum(scores, np.float32(cap)), scores)
    return capped


def _equal(before: Sequence[Features], after: Sequence[Features], text: Text) -> Matrix:
    """1 where a text field is the same, else 0."""
    old, old_index = _distinct(before, text)
    new, new_index = _distinct(after, text)
    same = np.array([[float(one == other) for other in new] for one in old], np.float32)
    return _missing(old, new, same)[np.ix_(old_index, new_index)]


def _distinct(side: Sequence[Features], text: Text) -> tuple[list[str], npt.NDArray[np.intp]]:
    """The distinct texts of a side, and for each line the index of its own."""
    index: dict[str, int] = {}
    places = [index.setdefault(text(one), len(index)) for one in side]
    return list(index), np.array(places, np.intp)


def _missing(old: Sequence[str], new: Sequence[str], scores: Matrix) -> Matrix:
    """The scores with empty texts told: unknown (NaN) where both lack it, a half where one does."""
    lacks_old = np.array([not text for text in old])[:, None]
    lacks_new = np.array([not text for text in new])[None, :]
    told: Matrix = np.where(lacks_old | lacks_new, np.float32(0.5), scores)
    told[lacks_old & lacks_new] = np.nan
    return told


def _figures(
    before: Sequence[Features], after: Sequence[Features], figure: Callable[[Features], int]
) -> Matrix:
    """The smaller figure as a share of the larger, 0 to 1; 0 where the signs differ."""
    old = np.array([figure(one) for one in before], np.float32)[:, None]
    new = np.array([figure(one) for one in after], np.float32)[None, :]
    smaller = np.minimum(np.abs(old), np.abs(new))
    larger = np.maximum(np.abs(old), np.abs(new))
    share: Matrix = np.where(larger > 0, smaller / np.maximum(larger, 1), np.float32(1))
    share[(old < 0) != (new < 0)] = 0
    return share
