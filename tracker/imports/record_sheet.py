"""A list of records in a workbook or a CSV file: one row each, columns told by their headings, errors by cell.

FIELDS = (Field("code", "资产编号 编号 code", text(60), required=True), …)
found = read_records(data, FIELDS, key=("code",))
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl.utils import get_column_letter

from tracker.errors import UnreadableFile
from tracker.imports.workbook import Sheet
from tracker.interchange.csv_sheet import open_sheets
from tracker.money import FEN_PER_YUAN, MILLI, round_half_up

PROBLEM_CODES = (
    "cell_required",
    "cell_text_too_long",
    "cell_not_a_number",
    "cell_not_a_whole_number",
    "cell_not_a_date",
    "cell_not_a_choice",
    "record_listed_twice",
)
LARGEST = Decimal(1_000_000_000)
"""Largest figure taken; more is a slip of the pen."""

_LAST_HEADING_ROW = 30

Reader = Callable[[object], Any]


class CellRefusedError(Exception):
    """A cell that cannot be taken; `code` is one of PROBLEM_CODES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Field:
    """A column: the record's field, its headings (parted by spaces, in bare form), how a cell is read."""

    name: str
    headings: str
    read: Reader
    required: bool = False


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken; row and column count from 1, the column is 0 where the file has none for it."""

    sheet: str
    row: int
    column: int
    code: str
    text: str

    @property
    def facts(self) -> dict[str, object]:
        """What the sentence of the code needs; the row is text, so that no language groups its digits."""
        letter = get_column_letter(self.column) if self.column else "—"
        return {"sheet": self.sheet, "row": str(self.row), "column": letter, "text": self.text}


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the file: fields whose column the file has, None where the cell is blank."""

    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """What a file gave; with any problem nothing of it is imported."""

    sheet: str
    records: tuple[Record, ...]
    problems: tuple[CellProblem, ...]


def read_records(data: bytes, fields: Sequence[Field], *, key: Sequence[str]) -> Records:
    """The records of the first shown sheet of an .xlsx or .csv file that has the headings of all required fields.

    Two rows that agree in the fields of `key` are a problem of the second.

    Raises:
        UnreadableFile: as `tracker.imports.workbook.open_workbook`, and `record_headings_missing` (facts: sheets)
            where no sheet has them.
    """
    sheets = [sheet for sheet in open_sheets(data) if not sheet.hidden]
    for sheet in sheets:
        found = _headings(sheet, fields)
        if found is not None:
            return _read(sheet, fields, *found, key=key)
    raise UnreadableFile("record_headings_missing", sheets=[sheet.name for sheet in sheets])


def bare(heading: object) -> str:
    """A heading without case, spaces, brackets and what stands in brackets: 单价(元) is 单价."""
    plain = unicodedata.normalize("NFKC", str(heading)).lower()
    return re.sub(r"\(.*?\)|[\s_.:*²\[\]/-]", "", plain)


def text(longest: int) -> Reader:
    """Reads a text of at most `longest` characters."""

    def read(value: object) -> str:
        found = _text(value)
        if len(found) > longest:
            raise CellRefusedError("cell_text_too_long")
        return found

    return read


def quantity(value: object) -> int:
    """Reads a quantity that is not negative, in thousandths."""
    return round_half_up(_number(value) * MILLI)


def money(value: object) -> int:
    """Reads yuan that are not negative, in fen."""
    return round_half_up(_number(value) * FEN_PER_YUAN)


def whole(highest: int) -> Reader:
    """Reads a whole number from 0 to `highest`."""

    def read(value: object) -> int:
        found = _number(value)
        if found != found.to_integral_value() or found > highest:
            raise CellRefusedError("cell_not_a_whole_number")
        return int(found)

    return read


def date(value: object) -> dt.date:
    """Reads a day: a date cell, or a text such as 2026-05-20, 2026/5/20 or 2026年5月20日."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", _text(value))
    try:
        return dt.date(*(int(part) for part in found.groups())) if found else _no_date()
    except ValueError:
        return _no_date()


def one_of(choices: Mapping[str, Any]) -> Reader:
    """Reads one of the words (in bare form) as its value."""

    def read(value: object) -> Any:
        word = bare(_text(value))
        if word not in choices:
            raise CellRefusedError("cell_not_a_choice")
        return choices[word]

    return read


def _no_date() -> dt.date:
    raise CellRefusedError("cell_not_a_date")


def _number(value: object) -> Decimal:
    plain = re.sub(r"[,\s¥元]", "", unicodedata.normalize("NFKC", _text(value)))
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise CellRefusedError("cell_not_a_number") from None
    if not found.is_finite() or not 0 <= found <= LARGEST:
        raise CellRefusedError("cell_not_a_number")
    return found


def _headings(sheet: Sheet, fields: Sequence[Field]) -> tuple[int, Mapping[str, int]] | None:
    """The row of the headings and the column of each field; of two columns with one meaning the first counts."""
    meanings = {word: field.name for field in fields for word in field.headings.split()}
    required = {field.name for field in fields if field.required}
    for row, cells in sheet.rows.items():
        if row > _LAST_HEADING_ROW:
            return None
        columns: dict[str, int] = {}
        for column, value in cells.items():
            name = meanings.get(bare(value))
            if name is not None:
                columns.setdefault(name, column)
        if required <= columns.keys():
            return row, columns
    return None


def _read(
    sheet: Sheet,
    fields: Sequence[Field],
    heading_row: int,
    columns: Mapping[str, int],
    *,
    key: Sequence[str],
) -> Records:
    records: list[Record] = []
    problems: list[CellProblem] = []
    seen: set[tuple[object, ...]] = set()
    present = [field for field in fields if field.name in columns]
    for row in sorted(at for at in sheet.rows if at > heading_row):
        cells = {field.name: sheet.shown(row, columns[field.name]) for field in present}
        if all(value is None for value in cells.values()):
            continue
        values: dict[str, Any] = {}
        wrong = list(_cells(present, cells, values))
        own = tuple(values.get(name) for name in key)
        if not wrong and own in seen:
            wrong.append((key[0], "record_listed_twice"))
        seen.add(own)
        problems += [
            CellProblem(sheet.name, row, columns.get(name, 0), code, _text(cells.get(name)))
            for name, code in wrong
        ]
        records.append(Record(row, values))
    return Records(sheet.name, tuple(records), tuple(problems))


def _cells(
    fields: Sequence[Field], cells: Mapping[str, object], values: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """Reads the cells of a row into `values`; gives (field, code) of each that cannot be taken."""
    for field in fields:
        value = cells[field.name]
        if value is None:
            values[field.name] = None
            if field.required:
                yield field.name, "cell_required"
            continue
        try:
            values[field.name] = field.read(value)
        except CellRefusedError as refused:
            yield field.name, refused.code


def _text(value: object) -> str:
    """A cell as text: 3 of a code that Excel took for the number 3.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    return "" if value is None else " ".join(str(value).split())
