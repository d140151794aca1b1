"""The reader of procurement drafts: an .xlsx or .csv file in, its lines and every problem out.

Lists of this kind are forms for people: titles above, headings anywhere, merged categories, sums between
the lines. The tables are found first (`layout`); then each row is read for itself (`draft_rows`,
`draft_reader`), and the printed figures are held against the computed ones (`draft_sums`). Reading does not
stop at a problem: it reports all of them.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from tracker.errors import UnreadableFile
from tracker.imports.draft_reader import DraftReader
from tracker.imports.draft_types import DraftFile, Problem, ReadLine
from tracker.imports.headings import Meaning
from tracker.imports.layout import DEFAULT_UNIT, SheetMapping, find_headers, header_at, money_unit_before
from tracker.imports.workbook import Progress, Sheet
from tracker.interchange.csv_sheet import open_sheets

__all__ = ["DraftFile", "Problem", "ReadLine", "SheetMapping", "read_draft"]

LOADING_SHARE = 0.8
"""Share of the whole time that opening the workbook takes; the rest is the reading of its rows."""
REPORT_EVERY = 200
_SUMMARY_SHEET = re.compile(r"汇总|总表|概览|目录|summary|overview", re.IGNORECASE)


def read_draft(
    data: bytes,
    *,
    mapping: Mapping[str, SheetMapping] | None = None,
    progress: Progress | None = None,
) -> DraftFile:
    """Reads a procurement draft.

    Args:
        data: the whole .xlsx or .csv file.
        mapping: by sheet name, how to read it; sheets that are not named are left out. Without it the tables
            of all visible sheets are detected.
        progress: called with the share done, 0 to 1, rising.

    Raises:
        UnreadableFile: as `tracker.imports.workbook.open_workbook` says; a text without any table is of the
            wrong kind too.
    """
    report = progress or (lambda _share: None)
    sheets = _opened(data, lambda share: report(share * LOADING_SHARE))
    tables = _given(sheets, mapping) if mapping is not None else _detected(sheets)
    if not tables:
        return DraftFile((), (), None, (Problem("no_header", None, None, {}),))
    reader = DraftReader()
    row_count = sum(len(sheet.rows) for sheet, _headers in tables)
    done = 0
    for sheet, headers in tables:
        for _row in reader.read_sheet(sheet, headers):
            done += 1
            if done % REPORT_EVERY == 0:
                report(LOADING_SHARE + (1 - LOADING_SHARE) * done / row_count)
    report(1.0)
    return reader.result()


def _opened(data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """The sheets of the file; a text in which no row has two cells is no table."""
    sheets = open_sheets(data, progress)
    if not data.startswith(b"PK") and all(len(cells) < 2 for cells in sheets[0].rows.values()):
        raise UnreadableFile("file_wrong_kind", kind="not_a_workbook")
    return sheets


_Tables = list[tuple[Sheet, dict[int, SheetMapping]]]


def _detected(sheets: Iterable[Sheet]) -> _Tables:
    """Each visible sheet that holds a table; the unit of money stated on one holds for those after it."""
    tables: _Tables = []
    unit = DEFAULT_UNIT
    for sheet in sheets:
        if sheet.hidden:
            continue
        if headers := find_headers(sheet, unit):
            tables.append((sheet, _repeats_joined(headers)))
        unit = money_unit_before(sheet, max(sheet.rows, default=0), unit)
    detailed = [table for table in tables if not _is_summary(*table)]
    return detailed or tables


def _is_summary(sheet: Sheet, headers: Mapping[int, SheetMapping]) -> bool:
    """A sheet of sums by category (汇总表) repeats what the detailed sheets hold."""
    detailed = any(m.first(Meaning.QUANTITY) or m.first(Meaning.UNIT_PRICE) for m in headers.values())
    return bool(_SUMMARY_SHEET.search(sheet.name)) and not detailed


def _repeats_joined(headers: dict[int, SheetMapping]) -> dict[int, SheetMapping]:
    """Headers that are printed again keep the mapping of the first of them."""
    rows = sorted(headers)
    for before, row in pairwise(rows):
        if headers[before].headings == headers[row].headings and _units(headers[before]) == _units(
            headers[row]
        ):
            headers[row] = headers[before]
    return headers


def _units(mapping: SheetMapping) -> list[int | None]:
    return [column.fen_per_unit for column in mapping.columns]


def _given(sheets: Iterable[Sheet], mapping: Mapping[str, SheetMapping]) -> _Tables:
    """The sheets a person mapped; a header that is printed again further down keeps the person's mapping."""
    tables: _Tables = []
    for sheet in sheets:
        given = mapping.get(sheet.name)
        if given is None:
            continue
        same = header_at(sheet, given.header_row) if given.header_row in sheet.rows else None
        repeated = {given.headings} | ({same.headings} if same else set())
        later = {row: found for row, found in find_headers(sheet).items() if row > given.header_row}
        headers = {row: given if found.headings in repeated else found for row, found in later.items()}
        tables.append((sheet, {given.header_row: given, **headers}))
    return tables
