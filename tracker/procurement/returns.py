"""Lines that were cut and seem to have come back as new ones: proposed, for a person to join or to keep apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.procurement.ancestry import Origins
from tracker.procurement.assignment import best_assignment, candidates
from tracker.procurement.features import features_of
from tracker.procurement.life import NumberedDraft
from tracker.procurement.lines import Line, Lineage
from tracker.procurement.match import FLOOR, reasons_between
from tracker.procurement.proposals import Reason

MOST_LIKELY = 0.95
"""Confidence is never higher: a line that was cut may be asked for anew."""


@dataclass(frozen=True, slots=True)
class Return:
    """A line that was cut, and one listed in a later draft that it may have come back as.

    Attributes:
        cut: the line as it last stood.
        cut_in: the number of the first draft without it.
        back: the line as it first stood.
        back_in: the number of the draft that first lists it; None for the working copy.
        confidence: 0 to 1.
        reasons: what both have in common, strongest first.
    """

    cut: Line
    cut_in: int | None
    back: Line
    back_in: int | None
    confidence: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Stay:
    """A lineage's line, and the place of the draft where it began or of the first one without it."""

    line: Line
    place: int


def returns(drafts: Sequence[NumberedDraft], origins: Origins) -> list[Return]:
    """Pairs of a cut line and a new one, one to one with the highest sum of similarities, by the later draft.

    Between neighbouring drafts the import has asked already: a line of a workbook can only come back after a draft
    that lacks it altogether. Nobody asked about a line that was written by hand: it may also be, in the very draft
    that lacks the other, that other one under a new name. A lineage with origins is not looked at: where it comes
    from is known. One that is its own origin is one of which a person said that it is new.

    Args:
        drafts: all drafts of the plan in their order, the working copy last.
        origins: for lineages born from others, the lineages they came from.
    """
    born, cut = _births(drafts), _cuts(drafts)
    parents = frozenset[Lineage]().union(*origins.values())
    fresh = [stay for lineage, stay in born.items() if stay.place > 0 and lineage not in origins]
    gone = [stay for lineage, stay in cut.items() if lineage not in parents]
    old, new = features_of([stay.line for stay in gone], [stay.line for stay in fresh])
    near = candidates(old, new, FLOOR, lambda _: None)
    later = [_may_follow(gone[i], fresh[j]) for i, j in zip(near.rows, near.columns, strict=True)]
    near = replace(near, rows=near.rows[later], columns=near.columns[later], scores=near.scores[later])
    found = [
        Return(
            cut=gone[pair.row].line,
            cut_in=drafts[gone[pair.row].place].number,
            back=fresh[pair.column].line,
            back_in=drafts[fresh[pair.column].place].number,
            confidence=round(min(pair.score, MOST_LIKELY), 2),
            reasons=reasons_between(old[pair.row], new[pair.column]),
        )
        for pair in best_assignment(near)
    ]
    places = {draft.number: place for place, draft in enumerate(drafts)}
    return sorted(found, key=lambda one: places[one.back_in])


def _may_follow(cut: _Stay, born: _Stay) -> bool:
    """Whether a line may be a cut one come back, or, written by hand, the cut one under a new name."""
    by_hand = born.line.source is None
    return cut.place < born.place or (by_hand and cut.place == born.place)


def _births(drafts: Sequence[NumberedDraft]) -> Mapping[Lineage, _Stay]:
    """Every lineage as it first stood, and where."""
    found: dict[Lineage, _Stay] = {}
    for place, draft in enumerate(drafts):
        for line in draft.lines:
            found.setdefault(line.lineage, _Stay(line, place))
    return found


def _cuts(drafts: Sequence[NumberedDraft]) -> Mapping[Lineage, _Stay]:
    """Every lineage that the last draft lacks, as it last stood, and the first place after that."""
    last: dict[Lineage, _Stay] = {}
    for place, draft in enumerate(drafts):
        for line in draft.lines:
            last[line.lineage] = _Stay(line, place + 1)
    return {lineage: stay for lineage, stay in last.items() if stay.place < len(drafts)}
