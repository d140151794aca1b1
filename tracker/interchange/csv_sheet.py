"""A CSV file as the same sheet of cells that a workbook gives."""

import csv
import io

from tracker.errors import UnreadableFile
from tracker.imports.workbook import MAX_CELLS, OLE_SIGNATURE, Progress, Sheet, open_workbook, refuse_size

_DELIMITERS = ",;\t"
_HEAD = 4000  # characters in which the delimiter is looked for


def open_sheets(data: bytes, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx file, or the one sheet "CSV" of a text file.

    A text is UTF-8, UTF-16 or GB 18030, its cells apart by commas, semicolons or tabs, whichever is commonest.
    `progress` hears of a workbook's reading, from 0 to 1.

    Raises:
        UnreadableFile: as `tracker.imports.workbook.open_workbook`.
    """
    if data.startswith((b"PK", OLE_SIGNATURE)) or not data:
        return open_workbook(data, progress)
    refuse_size(len(data))
    return (_csv_sheet(_decoded(data)),)


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile("file_wrong_kind", kind="not_a_workbook")


def _csv_sheet(text: str) -> Sheet:
    delimiter = max(_DELIMITERS, key=text[:_HEAD].count)
    rows: dict[int, dict[int, object]] = {}
    count = 0
    try:
        for at, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            rows[at] = {n: cell.strip() for n, cell in enumerate(cells, start=1) if cell.strip()}
            count += len(cells)
            if count > MAX_CELLS:
                raise UnreadableFile("file_too_large", what="cells", found=count, limit=MAX_CELLS)
    except csv.Error as error:
        raise UnreadableFile("file_broken", reason=type(error).__name__) from error
    return Sheet("CSV", hidden=False, rows={at: cells for at, cells in rows.items() if cells}, merged={})
