"""Any table as an XLSX workbook: what a page shows, with real numbers and dates, and nothing that runs.

Text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a return) is written as text
and marked with a leading apostrophe-quote, so that opening an export can never execute what somebody typed
(OWASP, "CSV injection").
"""

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

R = TypeVar("R")

FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r")
MONEY = "#,##0.00"
WHOLE = "#,##0"
DATE = "yyyy-mm-dd"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column of an export.

    Attributes:
        title: heading, in the person's language.
        value: the cell of a row: text, whole number, Decimal, date or None.
        width: in characters.
        number_format: Excel's format; None picks one by the value's type.
    """

    title: str
    value: Callable[[R], Any]
    width: int = 14
    number_format: str | None = None


def money_column(title: str, value: Callable[[R], int | None], width: int = 16) -> Column[R]:
    """A column of money kept in fen, written in yuan to the fen."""

    def yuan(row: R) -> Decimal | None:
        fen = value(row)
        return None if fen is None else Decimal(fen) / 100

    return Column(title, yuan, width, MONEY)


def safe_text(text: str) -> str:
    """`text` as a cell may hold it: no control characters, and never the start of a formula."""
    clean = _CONTROL.sub("", text)[:32_767]
    return "'" + clean if clean.startswith(FORMULA_LEADS) else clean


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """A sheet of a workbook: its name, its columns and its rows."""

    title: str
    columns: Sequence[Column[R]]
    rows: Iterable[R]


def to_xlsx(title: str, columns: Sequence[Column[R]], rows: Iterable[R]) -> bytes:
    """A workbook with one sheet: heading row frozen and filtered, then `rows` in their order."""
    return to_workbook([Table(title, columns, rows)])


def to_workbook(tables: Iterable[Table[Any]]) -> bytes:
    """A workbook with a sheet for each table, each as `to_xlsx` writes it; titles differ in 31 characters."""
    book = Workbook(write_only=True)
    for table in tables:
        _write(book.create_sheet(_sheet_name(table.title)), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Any, table: Table[R]) -> None:
    for index, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = "A2"
    heading = []
    for column in table.columns:
        cell = WriteOnlyCell(sheet, value=safe_text(column.title))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EDF0EF")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        heading.append(cell)
    sheet.append(heading)
    count = 1
    for row in table.rows:
        sheet.append([_cell(sheet, column, row) for column in table.columns])
        count += 1
    if table.columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count}"


def _cell(sheet: Any, column: Column[R], row: R) -> Any:
    value = column.value(row)
    if isinstance(value, str):
        return safe_text(value)
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value=value)
    if column.number_format:
        cell.number_format = column.number_format
    elif isinstance(value, dt.date):
        cell.number_format = DATE
    elif isinstance(value, int) and not isinstance(value, bool):
        cell.number_format = WHOLE
    return cell


def _sheet_name(title: str) -> str:
    """A sheet name as Excel takes it: at most 31 characters, without the signs that mean something in a formula."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Sheet"
