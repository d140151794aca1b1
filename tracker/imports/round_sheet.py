"""Reading a filled sheet of a round: every cell is taken whole, or refused by sheet, row and column."""

import datetime as dt
import io
import re
import unicodedata
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.errors import Invalid, TrackerError, UnreadableFile
from tracker.field import Attendance, Check, HeadField, Item, NewFinding, Note, Observation
from tracker.field_reading import LARGEST_ID
from tracker.i18n import LANGUAGES, Words
from tracker.imports.workbook import BREAKAGE, open_workbook
from tracker.round_sheet import (
    ABOUT,
    FORMAT,
    HEAD_FIELDS,
    LISTS,
    CellPlace,
    CellProblem,
    FilledSheet,
    SheetEntry,
    SheetKind,
    device_of,
)
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade

HEADINGS = 2
"""Rows above the first entry: the hidden keys and the headings."""

PROBLEM_CODES = (
    "sheet_choice_unknown",
    "sheet_day_unreadable",
    "sheet_cell_missing",
    "sheet_row_without_name",
    "sheet_row_twice",
)

E = TypeVar("E", bound=StrEnum)

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_NOT_TEXT = re.compile(r"[\x00\ud800-\udfff]")


def read_round_sheet(data: bytes, *, now: dt.datetime) -> FilledSheet:
    """What a filled workbook says.

    Args:
        data: the file.
        now: this instant; a workbook that says it was saved later than that was saved now.

    Raises:
        UnreadableFile: as `tracker.imports.workbook.open_workbook`; `sheet_not_ours` for any other workbook, and for
            one whose hidden columns were damaged.
    """
    open_workbook(data)  # refuses what is not safe to open
    try:
        book = _load(data)
        return _Reader(book, now).filled()
    except UnreadableFile:
        raise
    except BREAKAGE as error:
        raise UnreadableFile("sheet_not_ours") from error


def _load(data: bytes) -> Workbook:
    """The workbook with its line breaks and the day it was saved, which `open_workbook` leaves out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it will not write back
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)


class _Refused(Exception):
    """A cell that cannot be taken: the key of its column, and why."""

    def __init__(self, key: str, error: TrackerError) -> None:
        self.key, self.error = key, error
        super().__init__(key)


class _Row:
    """One row of a sheet, its cells by the key of their column."""

    def __init__(self, page: Worksheet, row: int, columns: Mapping[str, int]) -> None:
        self._page, self._columns, self.row = page, columns, row

    def place(self, key: str) -> CellPlace:
        return CellPlace(self._page.title, self.row, self._columns.get(key, 1))

    def value(self, key: str) -> object:
        return self._page.cell(self.row, self._columns[key]).value

    def text(self, key: str) -> str:
        value = self.value(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, dt.datetime):
            value = value.date()
        text = "" if value is None else str(value)
        return _NOT_TEXT.sub(
            "", text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        ).strip()

    def needed(self, key: str) -> str:
        text = self.text(key)
        if not text:
            raise _Refused(key, Invalid("sheet_cell_missing"))
        return text

    def day(self, key: str) -> dt.date | None:
        value = self.value(key)
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        text = unicodedata.normalize("NFKC", self.text(key)).replace(" ", "")
        if not text:
            return None
        found = _DAY.fullmatch(text)
        try:
            return dt.date(*map(int, found.groups())) if found else _no_day(text, key)
        except ValueError:
            return _no_day(text, key)

    def id(self, key: str) -> int:
        value = self.value(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= LARGEST_ID:
            raise _Refused(key, Invalid("sheet_row_without_name"))
        return value

    def says_nothing(self, *keys: str) -> bool:
        return not any(self.text(key) for key in keys)


def _no_day(text: str, key: str) -> dt.date:
    raise _Refused(key, Invalid("sheet_day_unreadable", text=text))


class _Reader:
    """One workbook being read."""

    def __init__(self, book: Workbook, now: dt.datetime) -> None:
        pages = {str(page.cell(1, 1).value): page for page in book.worksheets}
        about = pages.get(ABOUT)
        if about is None or LISTS not in book.sheetnames:
            raise UnreadableFile("sheet_not_ours")
        facts = {str(key): value for key, value in about.iter_rows(max_row=5, max_col=2, values_only=True)}
        if facts[ABOUT] != FORMAT:
            raise UnreadableFile("sheet_not_ours")
        self._facts = facts
        self._pages = {kind: pages[kind] for kind in SheetKind if kind in pages}
        self._choices = _choices(book[LISTS])
        saved = book.properties.modified
        self.at = min(saved.replace(tzinfo=dt.UTC), now) if saved else now

    def filled(self) -> FilledSheet:
        entries: list[SheetEntry] = []
        problems: list[CellProblem] = []
        known: set[str] = set()
        for kind, page in self._pages.items():
            for row in _rows(page):
                try:
                    entry = self._entry(kind, row)
                except _Refused as refused:
                    problems.append(CellProblem(row.place(refused.key), refused.error))
                    continue
                if entry is None:
                    continue
                if entry.client_id in known:
                    problems.append(CellProblem(entry.place, Invalid("sheet_row_twice")))
                known.add(entry.client_id)
                entries.append(entry)
        return FilledSheet(
            project_id=int(str(self._facts["project_id"])),
            round_id=int(str(self._facts["round_id"])),
            device=device_of(uuid.UUID(str(self._facts["device"]))),
            at=self.at,
            entries=tuple(entries),
            problems=tuple(problems),
        )

    def _entry(self, kind: SheetKind, row: _Row) -> SheetEntry | None:
        """What a row says; None for a row in which there is nothing at all."""
        read: Callable[[_Row, str], Item | None] = getattr(self, f"_{kind}")
        name = row.text(kind)
        try:
            client_id = str(uuid.UUID(name))
        except ValueError:
            if row.says_nothing(*_OPEN[kind]):
                return None
            raise _Refused(_OPEN[kind][0], Invalid("sheet_row_without_name")) from None
        return SheetEntry(client_id, row.place(_OPEN[kind][0]), read(row, client_id))

    def _head(self, row: _Row, client_id: str) -> Item | None:
        field = row.text("field")
        if field not in HEAD_FIELDS:
            raise _Refused("value", Invalid("sheet_row_without_name"))
        if field == "held_on":
            before = row.day("original")
            day = row.day("value") or before  # a round is not without its day
            return None if day is None else HeadField(client_id, self.at, field, day, before)
        return HeadField(client_id, self.at, field, row.text("value"), row.text("original"))

    def _checks(self, row: _Row, client_id: str) -> Item | None:
        if row.says_nothing("answer"):
            return None
        answer = self._choice(row, "answer", CheckAnswer)
        return Check(client_id, self.at, row.id("zone_id"), row.id("item_id"), answer)

    def _observations(self, row: _Row, client_id: str) -> Item | None:
        if row.says_nothing("observation", "text"):
            return None
        row.needed("observation")
        seen = self._choice(row, "observation", FindingObservation)
        return Observation(client_id, self.at, row.id("finding_id"), seen, row.text("text"))

    def _notes(self, row: _Row, client_id: str) -> Item | None:
        if row.says_nothing("text", "zone"):
            return None
        return Note(client_id, self.at, self._listed(row, "zone"), row.needed("text"))

    def _findings(self, row: _Row, client_id: str) -> Item | None:
        if row.says_nothing(*_OPEN[SheetKind.FINDINGS]):
            return None
        row.needed("severity")
        return NewFinding(
            client_id,
            self.at,
            zone_id=self._listed(row, "zone"),
            trade=self._choice(row, "trade", Trade) if row.text("trade") else Trade.OTHER,
            severity=self._choice(row, "severity", Severity),
            description=row.needed("description"),
            organisation_id=self._listed(row, "organisation"),
            due_on=row.day("due_on"),
        )

    def _attendees(self, row: _Row, client_id: str) -> Item | None:
        if row.says_nothing("name", "organisation"):
            return None
        return Attendance(client_id, self.at, row.needed("name"), self._listed(row, "organisation"))

    def _listed(self, row: _Row, key: str) -> int | None:
        """The id that the workbook's own list gives for a name; None for an empty cell."""
        text = row.text(key)
        if not text:
            return None
        found = self._choices.get(key, {}).get(_bare(text))
        if not isinstance(found, int):
            raise _Refused(key, Invalid("sheet_choice_unknown", text=text))
        return found

    def _choice(self, row: _Row, key: str, kind: type[E]) -> E:
        """A stored word by its label in either language, or as it is stored."""
        text = row.text(key)
        found = _labels(kind).get(_bare(text))
        if found is None:
            raise _Refused(key, Invalid("sheet_choice_unknown", text=text))
        return kind(found)


_OPEN: Mapping[SheetKind, tuple[str, ...]] = {
    SheetKind.HEAD: ("value",),
    SheetKind.CHECKS: ("answer",),
    SheetKind.OBSERVATIONS: ("observation", "text"),
    SheetKind.NOTES: ("text", "zone"),
    SheetKind.FINDINGS: ("description", "zone", "severity", "trade", "organisation", "due_on"),
    SheetKind.ATTENDEES: ("name", "organisation"),
}
"""The columns that are filled in, the one that a problem of the whole row points at first."""


def _rows(page: Worksheet) -> Iterator[_Row]:
    columns = {
        str(cell.value): at for at, cell in enumerate(next(page.iter_rows(max_row=1)), start=1) if cell.value
    }
    # The cells that are there, not max_row: one stray cell far below would make a million rows.
    cells: Mapping[tuple[int, int], Any] = page._cells
    for row in sorted({row for (row, _column), cell in cells.items() if cell.value is not None}):
        if row > HEADINGS:
            yield _Row(page, row, columns)


def _choices(page: Worksheet) -> dict[str, dict[str, object]]:
    """The workbook's lists: name of the list → choice → what it stands for."""
    lists: dict[str, dict[str, object]] = {}
    cells: Mapping[tuple[int, int], Any] = page._cells
    for (row, column), cell in list(cells.items()):
        name = cells.get((1, column))
        stands_for = cells.get((row, column + 1))
        if row > 1 and name is not None and name.value is not None and stands_for is not None:
            lists.setdefault(str(name.value), {})[_bare(str(cell.value))] = stands_for.value
    return lists


def _labels(kind: type[StrEnum]) -> dict[str, str]:
    return {
        _bare(name): member.value
        for member in kind
        for name in (member.value, *(Words.of(language).label(member) for language in LANGUAGES))
    }


def _bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
