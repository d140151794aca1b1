"""Where the table of a sheet begins and what each of its columns holds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.imports.headings import (
    EXACT,
    FIGURES,
    JOINED,
    MONEY,
    POSSIBLE,
    Heading,
    Meaning,
    read_heading,
)
from tracker.imports.units import fen_per_unit, stated_unit
from tracker.imports.workbook import Sheet

DEFAULT_UNIT = "元"
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"[\d\s.,+¥\uffe5\-]+")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column of a table.

    Attributes:
        column: 1-based number of the column.
        heading: its heading as written.
        meaning: what it holds; None: it is not read.
        money_unit: for a price or an amount, its unit of money as written; 元 where nothing says otherwise.
        fen_per_unit: fen in that unit; None where it is unknown, and for columns that hold no money.
    """

    column: int
    heading: str
    meaning: Meaning | None
    money_unit: str | None = None
    fen_per_unit: int | None = None


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one table of a sheet is read: by detection, or as a person corrected it.

    Attributes:
        sheet: name of the sheet.
        header_row: 1-based row of the headings; the lines stand below it.
        columns: its columns, from left to right.
    """

    sheet: str
    header_row: int
    columns: tuple[ColumnMapping, ...]

    def first(self, meaning: Meaning) -> ColumnMapping | None:
        """The leftmost column of that meaning, or None."""
        return next((column for column in self.columns if column.meaning == meaning), None)

    def all(self, meaning: Meaning) -> tuple[ColumnMapping, ...]:
        """Every column of that meaning, from left to right."""
        return tuple(column for column in self.columns if column.meaning == meaning)

    @property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """Column and heading of each column: equal for a header that is printed again."""
        return tuple((column.column, column.heading) for column in self.columns)

    @property
    def duplicates(self) -> Iterator[tuple[ColumnMapping, ColumnMapping]]:
        """Pairs of columns that claim the same meaning, of which only the first can be read."""
        seen: dict[object, ColumnMapping] = {}
        for column in self.columns:
            if column.meaning is None:
                continue
            key = (column.meaning, column.heading) if column.meaning in JOINED else column.meaning
            if key in seen:
                yield seen[key], column
            seen.setdefault(key, column)

    @property
    def unknown_units(self) -> tuple[ColumnMapping, ...]:
        """Columns of money whose unit is not known."""
        return tuple(c for c in self.columns if c.meaning in MONEY and c.fen_per_unit is None)


def find_headers(sheet: Sheet, unit: str = DEFAULT_UNIT) -> dict[int, SheetMapping]:
    """Every header row of the sheet → what its columns mean; empty where the sheet has no table.

    Args:
        sheet: the cells.
        unit: the unit of money that holds until a heading, or a line above it, names another.
    """
    headers: dict[int, SheetMapping] = {}
    for row, cells in sheet.rows.items():
        unit = _unit_stated_in(cells) or unit
        mapping = header_at(sheet, row, unit)
        if mapping is None:
            continue
        if row - 1 in headers and _spans_both(sheet, row):
            del headers[row - 1]  # a header of two rows: the lower one has the finer headings
        headers[row] = mapping
    return headers


def header_at(sheet: Sheet, row: int, unit: str = DEFAULT_UNIT) -> SheetMapping | None:
    """The mapping of a row that holds headings: a name and at least one figure; None for any other row."""
    if not _may_be_header(sheet.rows[row]):
        return None
    return _judged(sheet.name, row, _texts(sheet, row), unit)


def money_unit_before(sheet: Sheet, row: int, unit: str = DEFAULT_UNIT) -> str:
    """The unit of money that lines above `row` state, the last of them; else `unit`."""
    for above, cells in sheet.rows.items():
        if above >= row:
            break
        unit = _unit_stated_in(cells) or unit
    return unit


def _unit_stated_in(cells: Mapping[int, object]) -> str | None:
    units = (stated_unit(value) for value in cells.values() if isinstance(value, str) and len(value) <= 60)
    return next((unit for unit in units if unit), None)


def _may_be_header(cells: Mapping[int, object]) -> bool:
    """A quick look that spares data rows the full reading: words only, and one of them a known heading."""
    if not all(isinstance(value, str) and not _FIGURE.fullmatch(value) for value in cells.values()):
        return False
    headings = [read_heading(value) for value in cells.values() if isinstance(value, str)]
    return any((h.meaning is not None and h.strength == EXACT) or h.may_be_name for h in headings)


def _texts(sheet: Sheet, row: int) -> dict[int, tuple[str, list[str]]]:
    """Column → (heading, texts above and below it); a heading merged downward reaches its last row."""
    downward = {
        column: sheet.value(*corner)
        for (at, column), corner in sheet.merged.items()
        if at == row and corner[1] == column
    }
    texts = {}
    for column, text in sorted({**downward, **sheet.rows[row]}.items()):
        if isinstance(text, str):
            around = (sheet.shown(row - 1, column), sheet.value(row + 1, column))
            texts[column] = (
                text,
                [near for near in around if isinstance(near, str) and not _DIGIT.search(near)],
            )
    return texts


def _judged(
    name: str, row: int, texts: Mapping[int, tuple[str, list[str]]], unit: str
) -> SheetMapping | None:
    headings = {column: read_heading(text) for column, (text, _near) in texts.items()}
    meanings = _meanings(headings)
    found = set(meanings.values())
    if Meaning.NAME not in found or not found & FIGURES or len({t for t, _ in texts.values()}) < 2:
        return None
    columns = []
    for column, (text, near) in texts.items():
        mapped = ColumnMapping(column, text, meanings.get(column))
        if mapped.meaning in MONEY:
            written = headings[column].money_unit or _unit_near(near) or unit
            mapped = replace(mapped, money_unit=written, fen_per_unit=fen_per_unit(written))
        columns.append(mapped)
    return SheetMapping(name, row, tuple(columns))


def _unit_near(texts: Iterable[str]) -> str | None:
    """The unit in a merged heading above (预算(万元)) or in a row of units below ((元))."""
    return next((unit for text in texts if (unit := read_heading(text).money_unit)), None)


def _meanings(headings: Mapping[int, Heading]) -> dict[int, Meaning]:
    """One meaning a column: an exact heading drives out a guessed one; a stand-in gives a missing name."""
    best: dict[Meaning, int] = {}
    for heading in headings.values():
        if heading.meaning:
            best[heading.meaning] = min(heading.strength, best.get(heading.meaning, POSSIBLE))
    meanings = {
        column: heading.meaning
        for column, heading in headings.items()
        if heading.meaning and (heading.strength == best[heading.meaning] or heading.meaning in JOINED)
    }
    if best.get(Meaning.NAME, POSSIBLE) != EXACT and Meaning.NAME not in meanings.values():
        stand_in = next((column for column, heading in headings.items() if heading.may_be_name), None)
        if stand_in is not None:
            meanings[stand_in] = Meaning.NAME
    return meanings


def _spans_both(sheet: Sheet, row: int) -> bool:
    """Whether a merged heading reaches from the row above into this row."""
    return any(
        at == row and corner[0] == row - 1 and corner[1] == column
        for (at, column), corner in sheet.merged.items()
    )
