"""What matching proposes: which lines are the same, how sure that is, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.errors import Invalid
from tracker.procurement.lines import Line, Lineage


class Relation(StrEnum):
    """How the lines of a proposal belong together."""

    SAME = "same"
    SPLIT = "split"
    MERGED = "merged"


class Reason(StrEnum):
    """Why a proposal is made, or what speaks against accepting it unasked."""

    SAME_NAME = "same_name"
    REORDERED_NAME = "reordered_name"
    SIMILAR_NAME = "similar_name"
    SAME_SPECIFICATION = "same_specification"
    SIMILAR_SPECIFICATION = "similar_specification"
    SAME_UNIT = "same_unit"
    SAME_ZONE = "same_zone"
    SAME_CATEGORY = "same_category"
    SAME_PRICE = "same_price"
    SAME_QUANTITY = "same_quantity"
    SAME_AMOUNT = "same_amount"
    QUANTITIES_ADD_UP = "quantities_add_up"
    ONLY_REMAINING = "only_remaining"
    SEVERAL_CANDIDATES = "several_candidates"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Lines of two drafts that are thought to be the same line, split or merged.

    Attributes:
        relation: same (one and one), split (one and several) or merged (several and one).
        before: lines of the earlier draft.
        after: lines of the later draft.
        confidence: 0 to 1.
        reasons: codes, strongest first.
        certain: whether no person need be asked. Never for a split or a merge.
    """

    relation: Relation
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    confidence: float
    reasons: tuple[Reason, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """A line without a counterpart; `certain` where no line of the other draft comes near it."""

    line: Line
    certain: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """Every line of two drafts, proposed as related or left alone.

    Attributes:
        proposals: in the order of the later draft's rows; no line is in two.
        only_before: lines without a counterpart after, in order.
        only_after: lines without a counterpart before, in order.
    """

    proposals: tuple[Proposal, ...]
    only_before: tuple[Alone, ...]
    only_after: tuple[Alone, ...]


def adopt(
    after: Sequence[Line], proposals: Sequence[Proposal]
) -> tuple[tuple[Line, ...], dict[Lineage, frozenset[Lineage]]]:
    """The later draft with the lineages of accepted proposals, and the origins of its split and merged lines.

    A line proposed as the same takes the earlier line's lineage; a part of a split and a merged line keep
    their own, and the origins say where they came from, as `compare` wants them.

    Raises:
        Invalid: a line outside the proposals carries the lineage that another one takes over.
    """
    renamed: dict[Lineage, Lineage] = {}
    origins: dict[Lineage, frozenset[Lineage]] = {}
    for proposal in proposals:
        parents = frozenset(line.lineage for line in proposal.before)
        for line in proposal.after:
            if proposal.relation is Relation.SAME:
                renamed[line.lineage] = proposal.before[0].lineage
            else:
                origins[line.lineage] = parents
    keyed = tuple(replace(line, lineage=renamed.get(line.lineage, line.lineage)) for line in after)
    twice = [lineage for lineage, count in Counter(line.lineage for line in keyed).items() if count > 1]
    if twice:
        raise Invalid("lineage_twice", lineage=twice[0])
    return keyed, origins
