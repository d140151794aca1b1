"""One row of a draft's table: its texts, its figures, and what kind of row it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from tracker.imports.headings import FIGURES, JOINED, Meaning
from tracker.imports.labels import (
    TotalKind,
    category_title,
    is_note,
    is_total_in_words,
    sum_in_label,
    total_kind,
)
from tracker.imports.layout import ColumnMapping, SheetMapping
from tracker.imports.numbers import (
    NotANumberError,
    UnknownUnitError,
    money_fen,
    plain_text,
    quantity_and_unit,
)
from tracker.imports.workbook import Sheet
from tracker.money import FEN_PER_YUAN

_NO_LABEL = FIGURES | {Meaning.REMARK, Meaning.ZONE, Meaning.UNIT, Meaning.FUNDING, Meaning.EDITION}


@dataclass(frozen=True, slots=True)
class BadFigure:
    """A figure that could not be read.

    Attributes:
        code: `not_a_number` or `unknown_unit_of_money`.
        meaning: the figure it should be.
        facts: text, column (its letter) and heading.
    """

    code: str
    meaning: Meaning
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figure columns of one row say.

    Attributes:
        quantity: exact, or None where the cell is blank or unreadable.
        counted_in: the unit of measure written in the quantity's own cell (12台), or None.
        unit_price_fen: rounded half up to the fen, or None.
        amount_fen: as printed, or None.
        bad: figures that could not be read.
    """

    quantity: Decimal | None
    counted_in: str | None
    unit_price_fen: int | None
    amount_fen: int | None
    bad: tuple[BadFigure, ...]

    @property
    def any(self) -> bool:
        """Whether at least one figure was read."""
        return not (self.quantity is None and self.unit_price_fen is None and self.amount_fen is None)


class TableRow:
    """A row of a sheet under a mapping of its columns."""

    def __init__(self, sheet: Sheet, row: int, mapping: SheetMapping) -> None:
        self.sheet = sheet
        self.row = row
        self.mapping = mapping
        self.cells = sheet.rows[row]

    def text(self, meaning: Meaning) -> str | None:
        """The text of that meaning, joined where columns may share it; merged cells are filled down."""
        parts: list[str] = []
        columns = self.mapping.all(meaning)
        for column in columns if meaning in JOINED else columns[:1]:
            value = self._filled(column.column)
            if value is not None and (text := as_text(value)) not in parts:
                parts.append(text)
        return " ".join(parts) or None

    def figures(self) -> Figures:
        """The figures of the row, each read for itself."""
        bad: list[BadFigure] = []
        quantity, counted_in = None, None
        column, value = self._figure(Meaning.QUANTITY)
        try:
            quantity, counted_in = quantity_and_unit(value)
        except NotANumberError:
            bad.append(_bad("not_a_number", column, value))
        price = self._money(Meaning.UNIT_PRICE, bad)
        amount = self._money(Meaning.AMOUNT, bad)
        return Figures(quantity, counted_in, price, amount, tuple(bad))

    def printed_sum(self) -> tuple[int | None, BadFigure | None]:
        """The figure of a sum: in the amount column, merged with neighbours or not, else beside its label."""
        bad: list[BadFigure] = []
        column = self.mapping.first(Meaning.AMOUNT)
        value = None if column is None else self.sheet.shown(self.row, column.column)
        labels = self.labels().values()
        if value is None or value in labels:
            value = next((found[1] for text in labels if (found := sum_in_label(text))), None)
        amount = _read_money(column, value, bad)
        return amount, bad[0] if bad else None

    @property
    def shares_amount(self) -> bool:
        """Whether the amount of a row above is merged down to this one: the row is part of that purchase."""
        column = self.mapping.first(Meaning.AMOUNT)
        return column is not None and self._corner(column.column) is not None

    def labels(self) -> dict[int, str]:
        """Own texts of the columns where a sum, a category or a note may announce itself, by column."""
        silent = {column.column for column in self.mapping.columns if column.meaning in _NO_LABEL}
        return {at: value for at, value in self.cells.items() if isinstance(value, str) and at not in silent}

    def total(self) -> tuple[TotalKind, str] | None:
        """The kind and the label of the sum that this row prints, or None."""
        price = self.mapping.first(Meaning.UNIT_PRICE)
        priced = price is not None and self.cells.get(price.column) is not None
        for text in self.labels().values():
            label, _figure = sum_in_label(text) or (text, None)
            kind = total_kind(label, priced=priced)
            if kind:
                return kind, text
        return None

    def total_in_words(self) -> str | None:
        """The text of the total in Chinese capitals, or None."""
        texts = [value for value in self.cells.values() if isinstance(value, str)]
        joined = " ".join(texts)
        return joined if is_total_in_words(joined) else None

    def is_note(self) -> bool:
        """Whether the row is a remark or a signature."""
        first = next(iter(self.cells.values()), None)
        return isinstance(first, str) and is_note(first)

    def category_title(self) -> str | None:
        """The category that the row names when it says nothing else (besides a section number), or None."""
        serial = self.mapping.first(Meaning.SERIAL)
        texts = dict(self.labels())
        if serial and len(texts) > 1:
            texts.pop(serial.column, None)
        distinct = set(texts.values())
        return category_title(distinct.pop()) if len(distinct) == 1 else None

    def serial(self) -> str:
        """The serial number as text, empty where there is none."""
        return self.text(Meaning.SERIAL) or ""

    def _figure(self, meaning: Meaning) -> tuple[ColumnMapping | None, object]:
        """A figure's column and value. A merged amount counts once, and so do the factors beside it."""
        column = self.mapping.first(meaning)
        if column is None:
            return None, None
        if meaning is Meaning.AMOUNT or self.shares_amount:
            return column, self.cells.get(column.column)
        return column, self._filled(column.column)

    def _money(self, meaning: Meaning, bad: list[BadFigure]) -> int | None:
        column, value = self._figure(meaning)
        return _read_money(column, value, bad)

    def _filled(self, column: int) -> object:
        """The cell's value, or that of the cell above which is merged down to it."""
        corner = self._corner(column)
        return self.cells.get(column) if corner is None else self.sheet.value(*corner)

    def _corner(self, column: int) -> tuple[int, int] | None:
        """The cell above, in the same column and below the headings, that is merged down to this row."""
        corner = self.sheet.merged.get((self.row, column))
        if corner is None or corner[1] != column or not self.mapping.header_row < corner[0] < self.row:
            return None
        return corner


def as_text(value: object) -> str:
    """A cell's value as text: 1200.0 gives 1200."""
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value)


def is_column_numbers(row: TableRow) -> bool:
    """Whether the row only numbers the columns (1, 2, 3, 4 …), as forms do under their headings."""
    values = [plain_text(value) for value in row.cells.values()]
    return len(values) > 2 and [value.split("=")[0] for value in values] == [
        str(n + 1) for n in range(len(values))
    ]


def _read_money(column: ColumnMapping | None, value: object, bad: list[BadFigure]) -> int | None:
    if column is None or value is None:
        return None
    try:
        # An unknown unit is reported once, at the heading; its figures are then read as yuan.
        return money_fen(value, column.fen_per_unit or FEN_PER_YUAN)
    except UnknownUnitError:
        bad.append(_bad("unknown_unit_of_money", column, value))
    except NotANumberError:
        bad.append(_bad("not_a_number", column, value))
    return None


def _bad(code: str, column: ColumnMapping | None, value: object) -> BadFigure:
    if column is None or column.meaning is None:
        raise ValueError("a figure is read from a mapped column")
    facts = {"text": as_text(value), "column": get_column_letter(column.column), "heading": column.heading}
    return BadFigure(code, column.meaning, facts)
