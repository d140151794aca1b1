"""A heading row that a person points at, where detection found none or the wrong one."""

from dataclasses import replace

from tracker.errors import Invalid
from tracker.imports.draft_rows import as_text
from tracker.imports.headings import MONEY, read_heading
from tracker.imports.layout import DEFAULT_UNIT, ColumnMapping, SheetMapping
from tracker.imports.units import fen_per_unit
from tracker.imports.workbook import Sheet

MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元", "角", "分")
"""The units of money a person can choose for a column."""


def mapping_at(sheet: Sheet, row: int) -> SheetMapping:
    """Every filled cell of a row as a heading, each with the meaning its words suggest, or none.

    Raises:
        Invalid: the row is blank (`heading_row_blank`; facts `sheet`, `row`).
    """
    cells = sheet.rows.get(row)
    if not cells:
        raise Invalid("heading_row_blank", sheet=sheet.name, row=row)
    columns = []
    for column, value in cells.items():
        heading = read_heading(as_text(value))
        mapped = ColumnMapping(column, as_text(value), heading.meaning)
        columns.append(with_unit(mapped, heading.money_unit or DEFAULT_UNIT))
    return SheetMapping(sheet.name, row, tuple(columns))


def with_unit(column: ColumnMapping, unit: str) -> ColumnMapping:
    """The column with its unit of money; a column that holds no money has none."""
    if column.meaning not in MONEY:
        return replace(column, money_unit=None, fen_per_unit=None)
    return replace(column, money_unit=unit, fen_per_unit=fen_per_unit(unit))
