"""The workbook of a review opinion, filled in: what the reviewer changed, and each cell that cannot be taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.errors import Invalid, UnreadableFile
from tracker.i18n import LANGUAGES, Words
from tracker.imports.record_sheet import CellProblem, CellRefusedError, money, quantity, text
from tracker.imports.workbook import Sheet, open_workbook
from tracker.procurement.lines import Line
from tracker.procurement.review import Decision, require_decision
from tracker.review_sheet import ABOUT, DECIDING, FIRST_ABOUT_ROW, FORMAT, KEYS_ROW, LINEAGE, Cell
from tracker.vocabulary import LineDecision

LONGEST_TEXT = 4_000

_QUOTE = "'"
"""What an export puts before a text that a spreadsheet would run; taken off again."""


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line whose cells the reviewer changed.

    Attributes:
        lineage_id: of the line.
        row: of the sheet.
        original: what was decided when the file was made, by field.
        changes: the fields that are different now.
        comment: a new comment, or empty.
    """

    lineage_id: int
    row: int
    original: Mapping[str, Any]
    changes: Mapping[str, Any]
    comment: str


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """What a filled-in workbook says; with any problem nothing of it is taken."""

    draft_id: int
    lines: tuple[FilledLine, ...]
    problems: tuple[CellProblem, ...] = field(default=())


def read_review_sheet(data: bytes, lines: Mapping[int, Line]) -> FilledSheet:
    """Reads a workbook that `review_opinion_xlsx` made.

    Args:
        data: the whole file.
        lines: the lines of the reviewed draft by lineage; a cut is held against its line.

    Raises:
        UnreadableFile: as `open_workbook`, and `review_sheet_wrong_kind` for another workbook.
    """
    sheets = open_workbook(data)
    about = next((sheet for sheet in sheets if sheet.name == ABOUT and sheet.value(1, 1) == FORMAT), None)
    page = next((sheet for sheet in sheets if sheet.value(KEYS_ROW, 1) == LINEAGE), None)
    draft_id = about.value(1, 2) if about else None
    if about is None or page is None or not isinstance(draft_id, int):
        raise UnreadableFile("review_sheet_wrong_kind")
    found = _Reader(page, _exported(about), lines)
    read = tuple(found.filled())
    return FilledSheet(draft_id, read, tuple(found.problems))


def _exported(about: Sheet) -> dict[int, dict[str, Any]]:
    """What was decided on each line when the file was made."""
    stored = {}
    for row, cells in about.rows.items():
        lineage = cells.get(1)
        if row < FIRST_ABOUT_ROW or not isinstance(lineage, int):
            continue
        values: dict[str, Any] = {each.value: cells.get(at) for at, each in enumerate(DECIDING, start=2)}
        values[Cell.DECISION] = _member(values[Cell.DECISION])
        values[Cell.TEXT] = _unquoted(values[Cell.TEXT] or "")
        stored[lineage] = values
    return stored


class _Reader:
    """The sheet of lines, read row by row; the problems gather."""

    def __init__(
        self, page: Sheet, exported: Mapping[int, dict[str, Any]], lines: Mapping[int, Line]
    ) -> None:
        self.page, self.exported, self.lines = page, exported, lines
        self.columns = {str(key): column for column, key in page.rows[KEYS_ROW].items()}
        self.problems: list[CellProblem] = []

    def filled(self) -> Iterator[FilledLine]:
        """The lines with a changed cell or a new comment."""
        seen: set[int] = set()
        for row, cells in self.page.rows.items():
            lineage = cells.get(1)
            if row == KEYS_ROW or not isinstance(lineage, int):
                continue
            if lineage in seen or lineage not in self.exported or lineage not in self.lines:
                self._problem(row, LINEAGE, "cell_line_unknown", lineage)
                continue
            seen.add(lineage)
            filled = self._line(row, lineage)
            if filled.changes or filled.comment:
                yield filled

    def _line(self, row: int, lineage: int) -> FilledLine:
        original = self.exported[lineage]
        values = {each.value: self._cell(row, each) for each in Cell}
        comment = values.pop(Cell.COMMENT) or ""
        values[Cell.TEXT] = values[Cell.TEXT] or ""
        if values[Cell.DECISION] is None and any(values[each] is not None for each in DECIDING[1:4]):
            values[Cell.DECISION] = LineDecision.CUT_TO  # a figure alone says it
        changes = {name: value for name, value in values.items() if value != original[name]}
        if changes:
            self._check(row, self.lines[lineage], values)
        return FilledLine(lineage, row, original, changes, comment)

    def _cell(self, row: int, cell: Cell) -> Any:
        """The value of a cell; None where it is blank or cannot be taken, which is said."""
        value = self.page.value(row, self.columns.get(cell, 0))
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return _READ[cell](value)
        except CellRefusedError as error:
            self._problem(row, cell, error.code, value)
            return None

    def _check(self, row: int, line: Line, values: Mapping[str, Any]) -> None:
        """Hold a decision against its line; what does not fit is said at the cell."""
        decision = values[Cell.DECISION]
        if decision is None:
            return
        figures = [values[each] for each in DECIDING[1:4]]
        try:
            require_decision(line, Decision(decision, *figures))
        except Invalid as error:
            named = next((each for each in DECIDING[1:4] if values[each] is not None), Cell.DECISION)
            self._problem(row, named, f"cell_{error.code}", line.name)

    def _problem(self, row: int, column: str, code: str, value: object) -> None:
        self.problems.append(
            CellProblem(self.page.name, row, self.columns.get(column, 0), code, str(value)[:60])
        )


def _decision(value: object) -> LineDecision:
    """A decision by its word in either language."""
    said = str(value).strip().casefold()
    for language in LANGUAGES:
        for decision in LineDecision:
            if Words.of(language).label(decision).casefold() == said:
                return decision
    raise CellRefusedError("cell_not_a_choice")


def _member(value: object) -> LineDecision | None:
    return LineDecision(str(value)) if value in set(LineDecision) else None


def _unquoted(value: object) -> str:
    said = str(value)
    return said[1:] if said.startswith(_QUOTE) and said[1:2] in set("=+-@\t\r") else said


def _text(value: object) -> str:
    return _unquoted(text(LONGEST_TEXT)(value))


_READ = {
    Cell.DECISION: _decision,
    Cell.QUANTITY: quantity,
    Cell.UNIT_PRICE: money,
    Cell.AMOUNT: money,
    Cell.TEXT: _text,
    Cell.COMMENT: _text,
}
