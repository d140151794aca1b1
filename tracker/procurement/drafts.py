"""What a draft must be: which amount of a line counts, what submitting needs, and what the ceiling leaves."""

from collections.abc import Sequence

from tracker.errors import Invalid
from tracker.money import amount_fen as amount_of
from tracker.procurement.lines import Line

LARGEST_PRODUCT = 9_000_000_000_000_000_000
"""Most that thousandths times fen may be: the database multiplies them in 64 bits."""

LONGEST: dict[str, int] = {
    "name": 200,
    "specification": 600,
    "unit": 20,
    "zone": 120,
    "category": 120,
    "remark": 600,
    "catalogue_code": 20,
}
"""Characters that each text of a line may have."""

LONGEST_FUNDING = 120
"""Characters that a source of funds may have."""

MOST_NAMED = 5
"""How many lines a refusal names before it only counts."""


def settled(
    *, name: str, quantity_milli: int | None, unit_price_fen: int | None, lump_sum: bool, amount_fen: int
) -> tuple[bool, int]:
    """Whether a line is a lump sum, and the amount that counts, in fen.

    Without quantity or price the amount stands alone, also while it is still 0. With both, quantity × price
    counts, unless the line was made a lump sum of its own amount.

    Raises:
        Invalid: a priced line has a negative figure (`negative_figure`), or the product is too large to be
            stored (`figure_too_large`); `name` names the line.
    """
    if max(abs(quantity_milli or 0) * abs(unit_price_fen or 0), abs(amount_fen) * 1000) > LARGEST_PRODUCT:
        raise Invalid("figure_too_large", name=name)
    if quantity_milli is None or unit_price_fen is None or (lump_sum and amount_fen != 0):
        return True, amount_fen
    if quantity_milli < 0 or unit_price_fen < 0:
        raise Invalid("negative_figure", name=name)
    return False, amount_of(quantity_milli, unit_price_fen)


def is_unpriced(line: Line) -> bool:
    """Whether the line still lacks what gives its amount: a lump sum of nothing without quantity or price."""
    return line.amount_fen == 0 and (line.quantity_milli is None or line.unit_price_fen is None)


def require_submittable(lines: Sequence[Line]) -> None:
    """Refuse a draft that cannot be submitted.

    Raises:
        Invalid: it has no line (`draft_empty`), or lines without quantity or price (`lines_unpriced`; facts
            `count` and `names`, the first few).
    """
    if not lines:
        raise Invalid("draft_empty")
    unpriced = [line for line in lines if is_unpriced(line)]
    if unpriced:
        names = [line.name for line in unpriced[:MOST_NAMED]]
        raise Invalid("lines_unpriced", count=len(unpriced), names=names)


def headroom_fen(total_fen: int, ceiling_fen: int | None) -> int | None:
    """What the ceiling leaves (negative: by how much it is exceeded); None where no ceiling is set."""
    return None if ceiling_fen is None else ceiling_fen - total_fen
