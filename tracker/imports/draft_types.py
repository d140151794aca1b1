"""What reading a procurement draft gives: its tables, its lines, and its problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.imports.layout import SheetMapping
from tracker.procurement.lines import Line, Lineage, SourceRow


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that a person must look at before it is stored.

    Attributes:
        code: amount_differs, total_differs, subtotal_differs, missing_quantity, missing_price, missing_name,
            not_a_number, unknown_unit_of_money, duplicate_header or no_header.
        sheet: name of the sheet; None where the whole file is meant.
        row: 1-based row; None where the whole file is meant.
        facts: both figures (printed_fen, computed_fen), or text, column (its letter) and heading.
    """

    code: str
    sheet: str | None
    row: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a draft as it was read.

    Attributes:
        sheet: name of its sheet.
        row: 1-based row.
        category: heading it stands under, or None.
        name: name of the goods; empty where the row has figures and no name (a problem says so).
        specification: technical requirements, or None.
        unit: unit of measure, or None.
        quantity_milli: quantity in thousandths, or None.
        unit_price_fen: price of one in fen, rounded half up, or None.
        amount_fen: what counts: quantity × price where both are there, else the printed amount, else 0.
        printed_amount_fen: the amount as printed, or None.
        lump_sum: True where the amount does not come from quantity × price.
        zone: where it will stand, or None.
        remark: free remark, or None.
        code: code of the procurement catalogue, or None.
        incomplete: True where nothing gives an amount (a problem says what is missing).
        funding: the budget that pays it, or None.
        edition: the edition of the catalogue that the code is of, or None.
    """

    sheet: str
    row: int
    category: str | None
    name: str
    specification: str | None
    unit: str | None
    quantity_milli: int | None
    unit_price_fen: int | None
    amount_fen: int
    printed_amount_fen: int | None
    lump_sum: bool
    zone: str | None
    remark: str | None
    code: str | None
    incomplete: bool = False
    funding: str | None = None
    edition: str | None = None

    def as_line(self, lineage: Lineage) -> Line:
        """The line as computations see it, under the lineage it was given."""
        return Line(
            lineage=lineage,
            category=self.category,
            name=self.name,
            specification=self.specification,
            unit=self.unit,
            quantity_milli=self.quantity_milli,
            unit_price_fen=self.unit_price_fen,
            amount_fen=self.amount_fen,
            zone=self.zone,
            lump_sum=self.lump_sum,
            source=SourceRow(self.sheet, self.row),
            funding=self.funding,
            code=self.code,
        )


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A procurement draft read from a file.

    Attributes:
        sheets: how each table was read; a sheet appears again where its columns change further down.
        lines: the lines in the order of the file.
        printed_total_fen: the total that the file prints (合计), or None.
        problems: what differs or is missing, in the order of the file.
    """

    sheets: tuple[SheetMapping, ...]
    lines: tuple[ReadLine, ...]
    printed_total_fen: int | None
    problems: tuple[Problem, ...]

    @property
    def total_fen(self) -> int:
        """The sum of what counts."""
        return sum(line.amount_fen for line in self.lines)
