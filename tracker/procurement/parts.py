"""A comparison's difference in parts, by cause, category, zone or source of funds: they sum to it, to the fen."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tracker.procurement.ancestry import Origins
from tracker.procurement.changes import Comparison
from tracker.procurement.compare import compare
from tracker.procurement.explained import ExplainedChange, GivenReason, between, explain
from tracker.procurement.life import NumberedDraft
from tracker.procurement.lines import Line
from tracker.vocabulary import Cause


class Dimension(StrEnum):
    """What the difference is parted by."""

    CAUSE = "cause"
    CATEGORY = "category"
    ZONE = "zone"
    FUNDING = "funding"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the difference between two drafts, in fen.

    Attributes:
        key: category, zone, source of funds, or the value of a cause; empty where lines name none, or where
            no single cause is given.
        before_fen: what the part comes to in the earlier draft; None for causes, which no draft consists of.
        after_fen: the same in the later draft.
        difference_fen: what it contributes to the difference.
    """

    key: str
    before_fen: int | None
    after_fen: int | None
    difference_fen: int


_FIELD: Mapping[Dimension, Callable[[Line], str | None]] = {
    Dimension.CATEGORY: lambda line: line.category,
    Dimension.ZONE: lambda line: line.zone,
    Dimension.FUNDING: lambda line: line.funding,
}


def parts_by_field(comparison: Comparison, dimension: Dimension) -> list[Part]:
    """Totals of both drafts by a property of their lines, in order of appearance; changed or not.

    A line that went from one category to another counts in the old one before, in the new one after.
    """
    field = _FIELD[dimension]
    before, after = Counter[str](), Counter[str]()
    for old, new in comparison.unchanged:
        before[field(old) or ""] += old.amount_fen
        after[field(new) or ""] += new.amount_fen
    for change in comparison.changes:
        for line in change.before:
            before[field(line) or ""] += line.amount_fen
        for line in change.after:
            after[field(line) or ""] += line.amount_fen
    return [Part(key, before[key], after[key], after[key] - before[key]) for key in {**after, **before}]


def parts_by_cause(
    way: Sequence[NumberedDraft], origins: Origins, given: Iterable[GivenReason], *, backwards: bool = False
) -> list[Part]:
    """The difference between the ends of `way` by cause, added up draft by draft.

    Each step counts for the one cause given for it. Changes without a cause, or with several at once, are the
    part with the empty key: unexplained, to the fen. The largest part comes first, the unexplained one last.

    Args:
        way: the drafts from the earlier to the later, in order.
        origins: for lineages born from others, the lineages they came from.
        given: all reasons of the plan.
        backwards: whether the comparison goes from the later draft to the earlier one.
    """
    reasons = list(given)
    sums: Counter[Cause | None] = Counter()
    for earlier, later in pairwise(way):
        step = compare(earlier.lines, later.lines, origins)
        for row in explain(step, between(reasons, earlier.number, later.number)):
            sums[_one_cause(row)] += row.change.difference_fen
    sign = -1 if backwards else 1
    parts = [
        Part("" if cause is None else cause.value, None, None, sign * fen)
        for cause, fen in sums.items()
        if fen or cause is not None
    ]
    return sorted(parts, key=lambda part: (not part.key, -abs(part.difference_fen)))


def concerns(row: ExplainedChange, dimension: Dimension, key: str) -> bool:
    """Whether a change has to do with a part: one of its lines stands in it, or its cause is given for it."""
    if dimension is Dimension.CAUSE:
        causes = {reason.cause for reason in row.reasons}
        return key in causes if key else not causes
    field = _FIELD[dimension]
    return any((field(line) or "") == key for line in (*row.change.before, *row.change.after))


def _one_cause(row: ExplainedChange) -> Cause | None:
    causes = {reason.cause for reason in row.reasons}
    return causes.pop() if len(causes) == 1 else None


def sums_by_draft(
    drafts: Sequence[NumberedDraft], dimension: Dimension
) -> list[tuple[int | None, dict[str, int]]]:
    """Each draft's number and what its lines come to by a property of theirs, in fen; not by cause."""
    field = _FIELD[dimension]
    sums: list[tuple[int | None, dict[str, int]]] = []
    for draft in drafts:
        parted = Counter[str]()
        for line in draft.lines:
            parted[field(line) or ""] += line.amount_fen
        sums.append((draft.number, dict(parted)))
    return sums
