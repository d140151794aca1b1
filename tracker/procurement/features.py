"""What matching looks at in a line: its wording in one form, and which columns both drafts have."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.procurement.lines import Line
from tracker.procurement.wording import normal, normal_unit


@dataclass(frozen=True, slots=True)
class Features:
    """A line in the form that matching compares; text is normalised, and empty where it is missing."""

    row: int
    line: Line
    name: str
    specification: str
    unit: str
    zone: str
    category: str
    code: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two lines the same line, whatever happened to quantity and price."""
        return (self.name, self.specification, self.unit, self.zone)

    @property
    def goods(self) -> tuple[str, ...]:
        """What is bought, wherever it will stand."""
        return (self.name, self.specification, self.unit)

    @property
    def figures(self) -> tuple[int | None, ...]:
        """Quantity, unit price and amount."""
        return (self.line.quantity_milli, self.line.unit_price_fen, self.line.amount_fen)

    @property
    def measure(self) -> int:
        """How much of it: the quantity in thousandths; of a lump sum without quantity its amount in fen."""
        quantity = self.line.quantity_milli
        return self.line.amount_fen if quantity is None else quantity


def features_of(
    before: Sequence[Line], after: Sequence[Line]
) -> tuple[tuple[Features, ...], tuple[Features, ...]]:
    """The features of two drafts. A column that one of them lacks altogether says nothing: it is left out."""
    columns = [
        name
        for name in ("specification", "unit", "zone", "category", "code")
        if all(any(normal(getattr(line, name)) for line in draft) for draft in (before, after))
    ]
    return _features(before, columns), _features(after, columns)


def _features(draft: Sequence[Line], columns: Sequence[str]) -> tuple[Features, ...]:
    """The features of one draft, with the given columns."""
    return tuple(
        Features(
            row,
            line,
            normal(line.name),
            normal(line.specification) if "specification" in columns else "",
            normal_unit(line.unit) if "unit" in columns else "",
            normal(line.zone) if "zone" in columns else "",
            normal(line.category) if "category" in columns else "",
            normal(line.code) if "code" in columns else "",
        )
        for row, line in enumerate(draft)
    )
