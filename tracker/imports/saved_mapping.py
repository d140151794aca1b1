"""A mapping of columns that is kept by name: what each heading means, wherever it stands in the next workbook.

Columns are told by their headings (without case, width and spaces), not by their letters: the same form with one more
column is still recognised.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.errors import Invalid
from tracker.imports.chosen import with_unit
from tracker.imports.draft_rows import as_text
from tracker.imports.headings import FIGURES, Meaning
from tracker.imports.layout import DEFAULT_UNIT, ColumnMapping, SheetMapping
from tracker.imports.workbook import Sheet

LAST_HEADING_ROW = 60
"""Headings further down than this are not looked for."""


@dataclass(frozen=True, slots=True)
class SavedColumn:
    """What a heading means; a meaning of None: the column is not read."""

    heading: str
    meaning: Meaning | None
    money_unit: str | None


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """The columns of one kind of table."""

    columns: tuple[SavedColumn, ...]

    @staticmethod
    def of(mapping: SheetMapping) -> "SavedMapping":
        """What is kept of a mapping that a person chose.

        Raises:
            Invalid: no column holds a name, or none a figure (`mapping_without_name_or_figure`).
        """
        meanings = {column.meaning for column in mapping.columns}
        if Meaning.NAME not in meanings or not meanings & FIGURES:
            raise Invalid("mapping_without_name_or_figure")
        return SavedMapping(
            tuple(SavedColumn(each.heading, each.meaning, each.money_unit) for each in mapping.columns)
        )

    def to_json(self) -> str:
        """The mapping as it is stored."""
        rows = [[each.heading, each.meaning, each.money_unit] for each in self.columns]
        return json.dumps({"columns": rows}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "SavedMapping":
        """The mapping as it was stored.

        Raises:
            Invalid: the text is no mapping (`mapping_broken`).
        """
        try:
            rows = json.loads(text)["columns"]
            columns = [
                SavedColumn(str(head), Meaning(said) if said else None, unit) for head, said, unit in rows
            ]
        except (ValueError, KeyError, TypeError) as error:
            raise Invalid("mapping_broken") from error
        return SavedMapping(tuple(columns))

    def applied(self, sheet: Sheet) -> SheetMapping | None:
        """How a sheet is read by this mapping; None where no row has all headings that hold something."""
        needed = {_bare(each.heading) for each in self.columns if each.meaning}
        for row, cells in sheet.rows.items():
            if row > LAST_HEADING_ROW:
                return None
            found = {column: as_text(value) for column, value in cells.items()}
            if needed and needed <= {_bare(text) for text in found.values()}:
                return SheetMapping(sheet.name, row, tuple(self._columns(found)))
        return None

    def _columns(self, headings: Mapping[int, str]) -> Iterable[ColumnMapping]:
        """Each column by its heading; of two columns with one heading they are taken in turn."""
        waiting: dict[str, list[SavedColumn]] = {}
        for each in self.columns:
            waiting.setdefault(_bare(each.heading), []).append(each)
        for column, text in headings.items():
            same = waiting.get(_bare(text))
            saved = same.pop(0) if same else None
            mapped = ColumnMapping(column, text, saved.meaning if saved else None)
            yield with_unit(mapped, (saved.money_unit if saved else None) or DEFAULT_UNIT)


def fitting(saved: SavedMapping, sheets: Iterable[Sheet]) -> dict[str, SheetMapping]:
    """The shown sheets that a mapping fits, each with how it is read; empty where it fits none."""
    found = {sheet.name: saved.applied(sheet) for sheet in sheets if not sheet.hidden}
    return {name: mapping for name, mapping in found.items() if mapping is not None}


def _bare(heading: str) -> str:
    return "".join(unicodedata.normalize("NFKC", heading).casefold().split())
