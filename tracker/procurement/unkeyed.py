"""Two drafts that carry no lineage (two workbooks): matched, then compared, with how sure each change is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import Invalid
from tracker.procurement.assignment import Progress
from tracker.procurement.changes import Change, Comparison
from tracker.procurement.compare import compare
from tracker.procurement.lines import Line, Lineage
from tracker.procurement.match import match
from tracker.procurement.proposals import Matching, adopt

_DOUBTFUL_CONFIDENCE = 0.5
"""Of a line left alone that another one came near: it may be either."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure it is that a change is what it seems; `certain` where no person need be asked."""

    confidence: float
    certain: bool


@dataclass(frozen=True, slots=True)
class UnkeyedComparison:
    """A comparison whose lineages were proposed, and for each change how sure that is, in the same order."""

    comparison: Comparison
    verdicts: tuple[Verdict, ...]
    matching: Matching


def compare_unkeyed(
    before: Sequence[Line], after: Sequence[Line], *, progress: Progress | None = None
) -> UnkeyedComparison:
    """Match two drafts, take every proposal as true, and compare.

    Raises:
        Invalid: one lineage stands in both drafts, or twice in one: they are not unkeyed.
    """
    shared = {line.lineage for line in before} & {line.lineage for line in after}
    if shared:
        raise Invalid("lineage_twice", lineage=min(shared, key=str))
    matching = match(before, after, progress=progress)
    keyed, origins = adopt(after, matching.proposals)
    comparison = compare(before, keyed, origins)
    verdicts = _verdicts(matching)
    return UnkeyedComparison(
        comparison, tuple(verdicts[_first(change).lineage] for change in comparison.changes), matching
    )


def _verdicts(matching: Matching) -> Mapping[Lineage, Verdict]:
    """How sure every line's fate is: by its lineage before, or after where it was added."""
    verdicts = {
        line.lineage: Verdict(proposal.confidence, proposal.certain)
        for proposal in matching.proposals
        for line in proposal.before
    }
    for alone in (*matching.only_before, *matching.only_after):
        verdicts[alone.line.lineage] = Verdict(1.0 if alone.certain else _DOUBTFUL_CONFIDENCE, alone.certain)
    return verdicts


def _first(change: Change) -> Line:
    """The first line before, or after where it was added."""
    return (change.before or change.after)[0]
