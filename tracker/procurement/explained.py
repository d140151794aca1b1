"""The changes between two drafts with the reasons that people gave for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.procurement.changes import Change, Comparison
from tracker.procurement.lines import Lineage
from tracker.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class GivenReason:
    """Why a lineage changed in a draft; `draft_number` None stands for the working copy."""

    draft_number: int | None
    lineage: Lineage
    cause: Cause
    text: str


@dataclass(frozen=True, slots=True)
class ExplainedChange:
    """A change, and the reasons given for any of its lines, in the order of the drafts."""

    change: Change
    reasons: tuple[GivenReason, ...]


def explain(comparison: Comparison, given: Iterable[GivenReason]) -> tuple[ExplainedChange, ...]:
    """Each change of the comparison with those of the `given` reasons that speak of its lines."""
    by_lineage: defaultdict[Lineage, list[GivenReason]] = defaultdict(list)
    for reason in given:
        by_lineage[reason.lineage].append(reason)
    return tuple(
        ExplainedChange(
            change,
            tuple(
                reason
                for lineage in dict.fromkeys(line.lineage for line in (*change.before, *change.after))
                for reason in by_lineage[lineage]
            ),
        )
        for change in comparison.changes
    )


def between(given: Iterable[GivenReason], first: int | None, second: int | None) -> list[GivenReason]:
    """The reasons for changes made after one of two drafts and up to the other; None is the working copy."""
    low, high = sorted((_order(first), _order(second)))
    return [reason for reason in given if low < _order(reason.draft_number) <= high]


def category_totals(comparison: Comparison) -> dict[str | None, tuple[int, int]]:
    """Each category's total before and after, in fen, in order of appearance."""
    totals: dict[str | None, tuple[int, int]] = {}
    sides = [((old,), (new,)) for old, new in comparison.unchanged]
    for olds, news in (*sides, *((change.before, change.after) for change in comparison.changes)):
        for line in news:
            before, after = totals.get(line.category, (0, 0))
            totals[line.category] = (before, after + line.amount_fen)
        for line in olds:
            before, after = totals.get(line.category, (0, 0))
            totals[line.category] = (before + line.amount_fen, after)
    return totals


def _order(number: int | None) -> float:
    """Where a draft stands; the working copy comes last."""
    return float("inf") if number is None else number
