"""What a change of price, of quantity, and of both together did to the money: exact, in fen.

With quantities q and unit prices p before (0) and after (1):

    price effect    = q0 · (p1 − p0)        rounded half up to the fen
    quantity effect = (q1 − q0) · p0        rounded half up to the fen
    joint effect    = difference − both     so that the three always sum to the difference

The joint effect holds (q1 − q0) · (p1 − p0) and what rounding left over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.money import MILLI, divide_half_up
from tracker.procurement.lines import Line


@dataclass(frozen=True, slots=True)
class Effects:
    """The parts of one difference, in fen; the three effects sum to it, but for lines added or removed.

    Attributes:
        price_fen: what the change of unit price did; the whole difference of a lump sum.
        quantity_fen: what the change of quantity did.
        joint_fen: what only both together explain, and the rounding.
        difference_fen: amount after less amount before.
    """

    price_fen: int
    quantity_fen: int
    joint_fen: int
    difference_fen: int


def is_priced(line: Line) -> bool:
    """Whether the line's amount is its quantity times its unit price."""
    return not line.lump_sum and line.quantity_milli is not None and line.unit_price_fen is not None


def whole_effects(difference_fen: int) -> Effects:
    """The effects of a line that came or went: none, and the whole amount as difference."""
    return Effects(0, 0, 0, difference_fen)


def pair_effects(before: Line, after: Line) -> Effects:
    """The effects of one line that became another; a lump sum on either side makes all of it price effect."""
    difference = after.amount_fen - before.amount_fen
    q0, p0 = before.quantity_milli, before.unit_price_fen
    q1, p1 = after.quantity_milli, after.unit_price_fen
    lump_sum = before.lump_sum or after.lump_sum
    if lump_sum or q0 is None or p0 is None or q1 is None or p1 is None:
        return Effects(difference, 0, 0, difference)
    price = divide_half_up(q0 * (p1 - p0), MILLI)
    quantity = divide_half_up((q1 - q0) * p0, MILLI)
    return Effects(price, quantity, difference - price - quantity, difference)


def group_effects(before: Sequence[Line], after: Sequence[Line]) -> Effects:
    """The effects of a split or a merge, from the totals of both sides.

    Where the units of all lines agree, q is the sum of a side's quantities and p its common unit price or,
    where prices differ, its exact average. Where units differ no sum of quantities means anything: all of it
    is joint effect. A lump sum among lines of one unit makes all of it price effect.
    """
    lines = (*before, *after)
    difference = sum(line.amount_fen for line in after) - sum(line.amount_fen for line in before)
    if len({line.unit for line in lines}) > 1:
        return Effects(0, 0, difference, difference)
    if not all(map(is_priced, lines)):
        return Effects(difference, 0, 0, difference)
    q0, p0 = _quantity_and_price(before)
    q1, p1 = _quantity_and_price(after)
    price = _round_half_up(q0 * (p1 - p0) / MILLI)
    quantity = _round_half_up((q1 - q0) * p0 / MILLI)
    return Effects(price, quantity, difference - price - quantity, difference)


def _quantity_and_price(side: Sequence[Line]) -> tuple[int, Fraction]:
    """Sum of the quantities (thousandths) and the unit price (fen, exact) of one side; all lines priced."""
    quantity = sum(line.quantity_milli or 0 for line in side)
    prices = {line.unit_price_fen or 0 for line in side}
    if len(prices) == 1:
        return quantity, Fraction(prices.pop())
    if quantity == 0:
        return 0, Fraction(0)
    return quantity, Fraction(sum(line.amount_fen for line in side) * MILLI, quantity)


def _round_half_up(value: Fraction) -> int:
    """An exact fraction to the nearest whole number, halves away from zero."""
    return divide_half_up(value.numerator, value.denominator)
