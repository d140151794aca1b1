"""Which line of a new draft is which line of the draft before, proposed for a person to confirm.

Three steps, each on what the one before left over:

1. Lines of the same name, specification, unit and zone are the same, whatever their figures (`identity`).
2. Lines of the same goods and price whose quantities add up are a split or a merge (`regroup`).
3. The rest is paired one to one so that the similarities sum highest (`similarity`, `assignment`).

Text counts in one form (`wording`). What is marked certain needs nobody's word; it is given only where no
other explanation of the rows is as plausible: similar goods, goods in another zone, splits and merges are
always asked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.procurement.assignment import Assigned, Progress, best_assignment, candidates
from tracker.procurement.features import Features, features_of
from tracker.procurement.identity import Pair, identical_pairs
from tracker.procurement.lines import Line
from tracker.procurement.proposals import Alone, Matching, Proposal, Reason, Relation
from tracker.procurement.regroup import Group, regrouped
from tracker.procurement.similarity import name_similarity, specification_similarity

FLOOR = 0.68
"""Least score of a proposed pair: with all else equal a name may share a quarter of its characters; goods
that share category, zone and half their name, but neither specification nor price, stay below."""

_RIVALRY = 0.05
"""A pair is contested when one of its lines scores nearly as high with another line."""

_LIKELY_SAME_SPECIFICATION = 0.5

_SAME_GOODS = frozenset({Reason.SAME_NAME, Reason.SAME_SPECIFICATION, Reason.SAME_UNIT, Reason.SAME_PRICE})


def match(before: Sequence[Line], after: Sequence[Line], *, progress: Progress | None = None) -> Matching:
    """Propose which lines of `after` are which lines of `before`; lineages are not looked at.

    Args:
        before: the earlier draft, in its order.
        after: the later draft, in its order.
        progress: hears how much is done, from 0 to 1.

    Returns:
        One proposal at most for each line, and the lines left alone.
    """
    report = progress or (lambda _: None)
    old, new = features_of(before, after)
    pairs = identical_pairs(old, new)
    free_old, free_new = (
        _free(old, (pair.before for pair in pairs)),
        _free(new, (pair.after for pair in pairs)),
    )
    groups = regrouped(pairs, free_old, free_new)
    grouped_old = {one.row for group in groups for one in group.before}
    grouped_new = {one.row for group in groups for one in group.after}
    ungrouped = [p for p in pairs if p.before.row not in grouped_old and p.after.row not in grouped_new]
    rest_old = [one for one in free_old if one.row not in grouped_old]
    rest_new = [one for one in free_new if one.row not in grouped_new]
    near = candidates(rest_old, rest_new, FLOOR, report)
    assigned = best_assignment(near)
    unique = _unique_names(old) & _unique_names(new)
    found = [
        *map(_from_identity, _doubted(ungrouped, rest_old, rest_new)),
        *map(_from_group, groups),
        *(_from_similarity(pair, rest_old[pair.row], rest_new[pair.column], unique) for pair in assigned),
    ]
    report(1.0)
    near_old = {rest_old[row].row for row in near.rows.tolist()}
    near_new = {rest_new[column].row for column in near.columns.tolist()}
    asked = {one.goods for group in found if not group.certain for one in (*group.before, *group.after)}
    found.sort(key=lambda group: group.after[0].row)
    return Matching(
        tuple(group.proposal() for group in found),
        tuple(_alone(old, (one for group in found for one in group.before), near_old, asked)),
        tuple(_alone(new, (one for group in found for one in group.after), near_new, asked)),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A proposal in the making."""

    relation: Relation
    before: tuple[Features, ...]
    after: tuple[Features, ...]
    confidence: float
    reasons: tuple[Reason, ...]
    certain: bool

    def proposal(self) -> Proposal:
        """The proposal, with lines in place of features."""
        before, after = (tuple(one.line for one in side) for side in (self.before, self.after))
        return Proposal(self.relation, before, after, round(self.confidence, 2), self.reasons, self.certain)


def _free(side: Sequence[Features], used: Iterable[Features]) -> list[Features]:
    """The lines of a side that are not used, in order."""
    rows = {one.row for one in used}
    return [one for one in side if one.row not in rows]


def _alone(
    side: Sequence[Features], used: Iterable[Features], near: set[int], asked: set[tuple[str, ...]]
) -> Iterator[Alone]:
    """The unused lines; uncertain where one of the other draft is similar, or the goods are in question."""
    for one in _free(side, used):
        yield Alone(one.line, certain=one.row not in near and one.goods not in asked)


def _unique_names(side: Sequence[Features]) -> set[tuple[str, str]]:
    """Name and zone of the lines that share them with no other line of their draft."""
    counts = Counter((one.words, one.zone) for one in side)
    return {key for key, count in counts.items() if count == 1}


def _doubted(pairs: Sequence[Pair], free_old: Sequence[Features], free_new: Sequence[Features]) -> list[Pair]:
    """The pairs, uncertain where the quantity went elsewhere or came from elsewhere.

    A line that shrank while the same goods appeared in a new place may have been split with a cut; one that
    grew while the same goods vanished may have taken them in. Two lines that exchanged all their figures may
    have exchanged their names instead.
    """
    vanished = {one.goods for one in free_old}
    appeared = {one.goods for one in free_new}
    exchanged = {(pair.before.figures, pair.after.figures) for pair in pairs}
    doubted = []
    for pair in pairs:
        grown = pair.after.measure - pair.before.measure
        elsewhere = vanished if grown > 0 else appeared
        in_doubt = (grown != 0 and pair.before.goods in elsewhere) or (
            pair.before.figures != pair.after.figures
            and (pair.after.figures, pair.before.figures) in exchanged
        )
        doubted.append(replace(pair, confidence=0.6, certain=False) if in_doubt else pair)
    return doubted


def _from_identity(pair: Pair) -> _Found:
    """A pair with the same name, specification, unit and zone."""
    reasons = reasons_between(pair.before, pair.after)
    reasons += (Reason.ONLY_REMAINING if pair.certain else Reason.SEVERAL_CANDIDATES,)
    return _Found(Relation.SAME, (pair.before,), (pair.after,), pair.confidence, reasons, pair.certain)


def _from_group(group: Group) -> _Found:
    """A split or a merge; people confirm these, because a cut here and a new line there can look the same."""
    relation = Relation.SPLIT if len(group.before) == 1 else Relation.MERGED
    reasons = tuple(
        reason for reason in reasons_between(group.before[0], group.after[0]) if reason in _SAME_GOODS
    )
    reasons += (Reason.QUANTITIES_ADD_UP,) if group.exact else ()
    return _Found(relation, group.before, group.after, 0.9 if group.exact else 0.6, reasons, certain=False)


def _from_similarity(pair: Assigned, old: Features, new: Features, unique: set[tuple[str, str]]) -> _Found:
    """A pair of the best assignment; certain only where a single word of it differs and nothing competes."""
    reasons = reasons_between(old, new)
    contested = pair.rival >= pair.score - _RIVALRY
    certain = not contested and _differs_in_one_word(old, new) and (old.words, old.zone) in unique
    if contested:
        reasons += (Reason.SEVERAL_CANDIDATES,)
    confidence = pair.score * (0.8 if contested else 1.0)
    return _Found(
        Relation.SAME,
        (old,),
        (new,),
        max(confidence, 0.95) if certain else min(confidence, 0.9),
        reasons,
        certain,
    )


def _differs_in_one_word(old: Features, new: Features) -> bool:
    """Same zone and figures, and one at most of: name in another order, other unit, like specification."""
    if old.zone != new.zone or old.figures != new.figures or old.words != new.words:
        return False
    differing = [old.name != new.name, old.unit != new.unit, old.specification != new.specification]
    return sum(differing) <= 1 and (
        old.specification == new.specification
        or specification_similarity(old.specification, new.specification) >= _LIKELY_SAME_SPECIFICATION
    )


def reasons_between(old: Features, new: Features) -> tuple[Reason, ...]:
    """What two lines have in common; a field that both lack is no reason."""
    found: list[Reason] = []
    if old.name == new.name:
        found.append(Reason.SAME_NAME)
    elif old.words == new.words:
        found.append(Reason.REORDERED_NAME)
    elif name_similarity(old.name, new.name) >= 0.5:
        found.append(Reason.SIMILAR_NAME)
    if old.specification and old.specification == new.specification:
        found.append(Reason.SAME_SPECIFICATION)
    elif specification_similarity(old.specification, new.specification) >= _LIKELY_SAME_SPECIFICATION:
        found.append(Reason.SIMILAR_SPECIFICATION)
    alike = (
        (old.unit, new.unit, Reason.SAME_UNIT),
        (old.zone, new.zone, Reason.SAME_ZONE),
        (old.category, new.category, Reason.SAME_CATEGORY),
        (old.line.unit_price_fen, new.line.unit_price_fen, Reason.SAME_PRICE),
        (old.line.quantity_milli, new.line.quantity_milli, Reason.SAME_QUANTITY),
        (old.line.amount_fen, new.line.amount_fen, Reason.SAME_AMOUNT),
    )
    return (*found, *(reason for one, other, reason in alike if one not in (None, "") and one == other))
