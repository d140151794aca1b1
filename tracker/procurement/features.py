"""What matching looks at in a line: its wording in one form, and which columns both drafts have."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.procurement.lines import Line
from tracker.procurement.wording import name_and_unit, normal, normal_unit, word_order


@dataclass(frozen=True, slots=True)
class Features:
    """A line in the form that matching compares; text is normalised, and empty where it is missing.

    `words` are those of the name in a fixed order: two names of the same words are one name.
    """

    row: int
    line: Line
    name: str
    specification: str
    unit: str
    zone: str
    category: str
    code: str = ""
    words: str = ""

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
    found = []
    for row, line in enumerate(draft):
        name, unit = name_and_unit(line.name)
        text = {column: normal(getattr(line, column)) for column in columns}
        found.append(
            Features(
                row,
                line,
                name=normal(name),
                specification=text.get("specification", ""),
                unit=normal_unit(line.unit or unit) if "unit" in columns else "",
                zone=text.get("zone", ""),
                category=text.get("category", ""),
                code=text.get("code", ""),
                words=word_order(name),
            )
        )
    return tuple(found)
