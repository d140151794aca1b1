"""A line of a procurement draft, as every computation sees it."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.money import quantity_of

Lineage = int | str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a line stood in its workbook: sheet name and 1-based row."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to buy in one draft.

    A line is *priced* (quantity and unit price, amount computed) or a *lump sum* (amount alone; quantity or
    price may still be informative, but do not multiply to the amount).

    Attributes:
        lineage: what the line *is* across drafts; the same in every draft it lives in.
        category: heading it stands under, or None.
        name: name of the goods.
        specification: technical requirement, or None.
        unit: unit of measure (张, 台 …), or None.
        quantity_milli: quantity in thousandths, or None.
        unit_price_fen: price of one unit in fen, or None.
        amount_fen: the amount that counts, in fen.
        zone: where it will stand, or None.
        lump_sum: True where the amount stands alone.
        source: row of the workbook it was read from, or None.
        funding: budget that pays it, or None where no source is named.
        code: code of the catalogue or of the account it stands under, or None; it helps matching, and is not
            compared.
    """

    lineage: Lineage
    category: str | None
    name: str
    specification: str | None
    unit: str | None
    quantity_milli: int | None
    unit_price_fen: int | None
    amount_fen: int
    zone: str | None
    lump_sum: bool = False
    source: SourceRow | None = None
    funding: str | None = None
    code: str | None = None

    @property
    def quantity(self) -> Decimal | None:
        """The quantity as a decimal, or None."""
        return None if self.quantity_milli is None else quantity_of(self.quantity_milli)


FIELDS = (
    "category",
    "name",
    "specification",
    "unit",
    "quantity_milli",
    "unit_price_fen",
    "amount_fen",
    "zone",
    "funding",
)
"""The compared fields of a line, in the order tables show them."""
