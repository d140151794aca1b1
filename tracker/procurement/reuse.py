"""What the library owns against what it means to buy: net need, and which stock could serve which line.

An asset is promised to lines by decisions of people. Whatever they say, no more of an asset is ever counted than
is usable, and no more for a line than it needs; where a stock-taking finds less than was promised, the earlier
decisions keep theirs. Looking alike is a hint for a person: it warns, and it never blocks a purchase.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.procurement.proposals import Reason
from tracker.procurement.reuse_history import shared
from tracker.procurement.similarity import name_similarity, specification_similarity
from tracker.procurement.wording import marks, normal, normal_unit

FLOOR = 0.7
"""Least likeness of two names that is proposed: 办公桌 and 办公椅 share two thirds and stay below."""

_CONTAINED = 0.75
"""Likeness of a name that stands whole inside another at most twice as long: 激光打印机 in A4激光打印机."""
_TURNED = 0.9
"""What the characters that two names share count for when their order differs: 双面钢木书架, 钢制书架(双面)."""
_SPECIFICATION_SHARE = 0.2
_SIMILAR_SPECIFICATION = 0.5


@dataclass(frozen=True, slots=True)
class Stock:
    """An asset as far as it may serve on: identity, wording, and how much of it is usable (thousandths)."""

    asset_id: int
    name: str
    specification: str
    unit: str
    usable_milli: int


@dataclass(frozen=True, slots=True)
class Need:
    """A line of the draft that counts, in thousandths.

    Attributes:
        lineage: the line.
        name: of the goods.
        specification: or empty.
        unit: or empty.
        quantity_milli: what the draft buys; 0 for a line that was cut because stock serves instead.
        taken_out_milli: what earlier drafts already took out of it for reuse.
        inherits: lines that were split or merged into this one: decisions on them hold for it, in its share.
    """

    lineage: int
    name: str
    specification: str
    unit: str
    quantity_milli: int
    taken_out_milli: int = 0
    inherits: frozenset[int] = frozenset()

    @property
    def gross_milli(self) -> int:
        """The need before any reuse."""
        return max(self.quantity_milli + self.taken_out_milli, 0)


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided of an asset and a line: reuse so many of it, or not (then the quantity says nothing)."""

    lineage: int
    asset_id: int
    quantity_milli: int
    is_reused: bool


@dataclass(frozen=True, slots=True)
class NetNeed:
    """A need with what is reused for it, in thousandths."""

    need: Need
    reused_milli: int

    @property
    def net_milli(self) -> int:
        """Need less reused stock: what is left to buy."""
        return self.need.gross_milli - self.reused_milli

    @property
    def surplus_milli(self) -> int:
        """What the draft buys beyond the net need; negative where it buys too little."""
        return self.need.quantity_milli - self.net_milli


@dataclass(frozen=True, slots=True)
class ReuseProposal:
    """Stock that could serve a line, with how much, how alike they are (0 to 1) and why it is thought so."""

    lineage: int
    asset_id: int
    quantity_milli: int
    likeness: float
    reasons: tuple[Reason, ...]


Counted = Mapping[tuple[int, int], int]
"""How much of an asset is counted for a line: (lineage, asset id) → thousandths, all of them above 0."""


def counted(stocks: Iterable[Stock], needs: Iterable[Need], decisions: Iterable[Decision]) -> Counted:
    """What the decisions come to, each in its turn, within what is usable and what is needed.

    A decision on a line that was split or merged is shared among its heirs by what they still need.
    """
    needs = list(needs)
    heirs = heirs_of(needs)
    free = {stock.asset_id: max(stock.usable_milli, 0) for stock in stocks}
    wanted = {need.lineage: need.gross_milli for need in needs}
    taken: dict[tuple[int, int], int] = {}
    for one in decisions:
        if not one.is_reused:
            continue
        served = heirs.get(one.lineage, (one.lineage,))
        open_needs = [wanted.get(lineage, 0) for lineage in served]
        quantity = max(min(one.quantity_milli, free.get(one.asset_id, 0), sum(open_needs)), 0)
        for lineage, share in zip(served, shared(quantity, open_needs), strict=True):
            if share > 0:
                free[one.asset_id] -= share
                wanted[lineage] -= share
                key = lineage, one.asset_id
                taken[key] = taken.get(key, 0) + share
    return taken


def heirs_of(needs: Iterable[Need]) -> dict[int, tuple[int, ...]]:
    """For each line that was split or merged: the lines that have its share, where it is no need itself any more."""
    needs = list(needs)
    living = {need.lineage for need in needs}
    found: dict[int, list[int]] = {}
    for need in needs:
        for giver in need.inherits - living:
            found.setdefault(giver, []).append(need.lineage)
    return {giver: tuple(heirs) for giver, heirs in found.items()}


def net_needs(needs: Iterable[Need], served: Counted) -> list[NetNeed]:
    """Each need with the stock that is counted for it."""
    reused: dict[int, int] = {}
    for (lineage, _), quantity in served.items():
        reused[lineage] = reused.get(lineage, 0) + quantity
    return [NetNeed(need, reused.get(need.lineage, 0)) for need in needs]


def left_of(stocks: Iterable[Stock], served: Counted) -> dict[int, int]:
    """What is still free of each asset, by its id."""
    left = {stock.asset_id: max(stock.usable_milli, 0) for stock in stocks}
    for (_, asset_id), quantity in served.items():
        left[asset_id] -= quantity
    return left


def proposals(
    stocks: Sequence[Stock], needs: Sequence[Need], decisions: Sequence[Decision]
) -> list[ReuseProposal]:
    """Stock that looks like what a line buys, and that nobody has decided on yet; the likest first.

    What is proposed of one asset never adds up to more than is free of it, nor for one line to more than it
    still buys.
    """
    served = counted(stocks, needs, decisions)
    free = left_of(stocks, served)
    wanted = {
        row.need.lineage: min(row.net_milli, row.need.quantity_milli) for row in net_needs(needs, served)
    }
    heirs = heirs_of(needs)
    decided = {
        (lineage, one.asset_id) for one in decisions for lineage in heirs.get(one.lineage, (one.lineage,))
    }
    pairs = [
        (likeness, need, stock)
        for stock in stocks
        if free[stock.asset_id] > 0
        for need in needs
        if (need.lineage, stock.asset_id) not in decided and (likeness := _likeness(need, stock)) is not None
    ]
    found = []
    for likeness, need, stock in sorted(pairs, key=lambda pair: -pair[0]):
        quantity = min(free[stock.asset_id], wanted[need.lineage])
        if quantity > 0:
            free[stock.asset_id] -= quantity
            wanted[need.lineage] -= quantity
            reasons = _reasons(need, stock)
            found.append(ReuseProposal(need.lineage, stock.asset_id, quantity, likeness, reasons))
    return found


def _likeness(need: Need, stock: Stock) -> float | None:
    """How alike a line and an asset are, 0 to 1; None where they are no match at all."""
    units = normal_unit(need.unit), normal_unit(stock.unit)
    if all(units) and units[0] != units[1]:
        return None
    names = _name_likeness(normal(need.name), normal(stock.name))
    if names < FLOOR:
        return None
    specifications = normal(need.specification), normal(stock.specification)
    if not all(specifications):
        return names
    return names + _SPECIFICATION_SHARE * (specification_similarity(*specifications) - names)


def _name_likeness(one: str, other: str) -> float:
    """How alike two normalised names are: as written, one inside the other, or the same characters turned round."""
    shorter, longer = sorted((one, other), key=len)
    both = len(one) + len(other)
    # Names that share less than two thirds of their characters reach no bound below: most pairs end here.
    if not shorter or 3 * len(shorter) < both or set(shorter).isdisjoint(longer):
        return 0.0
    shared = (Counter(one) & Counter(other)).total()
    if 3 * shared < both:
        return 0.0
    likeness = name_similarity(one, other)
    if shorter in longer:
        likeness = max(likeness, _CONTAINED)
    if marks(one) == marks(other):
        likeness = max(likeness, _TURNED * 2 * shared / both)
    return likeness


def _reasons(need: Need, stock: Stock) -> tuple[Reason, ...]:
    """Why a line and an asset are thought to be alike."""
    reasons = [Reason.SAME_NAME if normal(need.name) == normal(stock.name) else Reason.SIMILAR_NAME]
    specifications = normal(need.specification), normal(stock.specification)
    if all(specifications):
        if specifications[0] == specifications[1]:
            reasons.append(Reason.SAME_SPECIFICATION)
        elif specification_similarity(*specifications) >= _SIMILAR_SPECIFICATION:
            reasons.append(Reason.SIMILAR_SPECIFICATION)
    if need.unit and normal_unit(need.unit) == normal_unit(stock.unit):
        reasons.append(Reason.SAME_UNIT)
    return tuple(reasons)
