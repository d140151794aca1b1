"""Safe opening of an Excel workbook: everything that could cost time or memory is refused first.

An .xlsx file is a zip of XML parts (ECMA-376 part 2). Its size, its declared unpacked sizes and the number of
cells are looked at before openpyxl builds anything; the XML itself is parsed through defusedxml.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tracker.errors import UnreadableFile

MAX_FILE_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_CELLS = 600_000
MAX_PARTS = 5_000
BOMB_PART_BYTES = 10_000_000
BOMB_RATIO = 200
"""A part above BOMB_PART_BYTES that shrank more than this is a bomb: real sheets shrink 10 to 60 times."""

OLE_SIGNATURE = bytes.fromhex("D0CF11E0")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds a password-protected .xlsx inside an OLE file ([MS-OFFCRYPTO] 2.3.4)."""

BREAKAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What zipfile, the XML parser (SyntaxError, ValueError) and openpyxl raise on damaged input."""

_CELL_OR_MERGE = re.compile(rb'<(?:\w+:)?(?:c[\s/>]|si[\s/>]|mergeCell\s[^>]*?ref="([A-Z0-9:]+)")')

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one worksheet that hold something.

    Attributes:
        name: title on its tab.
        hidden: True where the tab is not shown.
        rows: 1-based row → 1-based column → value (str, int, float, bool, date …), in order; no blank cells.
            A formula gives its cached value; one that has none is a blank cell.
        merged: each cell of a merged range except its top-left → that top-left (row, column).
    """

    name: str
    hidden: bool
    rows: Mapping[int, Mapping[int, object]]
    merged: Mapping[tuple[int, int], tuple[int, int]]

    def value(self, row: int, column: int) -> object:
        """The value that stands in a cell, None where it is blank; a merged cell has its own None."""
        return self.rows.get(row, {}).get(column)

    def shown(self, row: int, column: int) -> object:
        """The value a reader sees there: that of the merged range where the cell belongs to one."""
        return self.value(*self.merged.get((row, column), (row, column)))


def open_workbook(data: bytes, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """The worksheets of an .xlsx file, in tab order.

    Args:
        data: the whole file.
        progress: called with the share read so far, 0 to 1, rising.

    Raises:
        UnreadableFile: `file_too_large` (facts: what = bytes | unpacked_bytes | cells | parts, found, limit),
            `file_encrypted`, `file_wrong_kind` (facts: kind), `file_broken` (facts: reason).
    """
    _refuse_by_signature(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_by_contents(archive)
        sheets = _load(data, progress or (lambda _share: None))
    except BREAKAGE as error:
        raise UnreadableFile("file_broken", reason=type(error).__name__) from error
    if not sheets:
        raise UnreadableFile("file_broken", reason="no_sheets")
    return sheets


def refuse_size(size: int) -> None:
    """Refuses a file of `size` bytes when that is over the limit; callers may ask before reading it."""
    _refuse_over("bytes", size, MAX_FILE_BYTES)


def _refuse_over(what: str, found: int, limit: int) -> None:
    if found > limit:
        raise UnreadableFile("file_too_large", what=what, found=found, limit=limit)


def _refuse_by_signature(data: bytes) -> None:
    refuse_size(len(data))
    if not data:
        raise UnreadableFile("file_broken", reason="empty")
    if data.startswith(OLE_SIGNATURE):
        if ENCRYPTED_STREAM in data:
            raise UnreadableFile("file_encrypted")
        raise UnreadableFile("file_wrong_kind", kind="xls")
    if not data.startswith(b"PK"):
        raise UnreadableFile("file_wrong_kind", kind="not_a_workbook")


def _refuse_by_contents(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    _refuse_over("parts", len(parts), MAX_PARTS)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("file_encrypted")
    _refuse_over("unpacked_bytes", sum(part.file_size for part in parts), MAX_UNPACKED_BYTES)
    for part in parts:
        if part.file_size > BOMB_PART_BYTES:
            _refuse_over("unpacked_bytes", part.file_size, BOMB_RATIO * part.compress_size)
    _refuse_other_packages(archive)
    _refuse_over("cells", sum(_cells_of(archive, part) for part in parts), MAX_CELLS)


def _refuse_other_packages(archive: zipfile.ZipFile) -> None:
    """A .docx, an .ods, an .xlsb or a plain zip is a zip as well; the list of content types tells."""
    if "[Content_Types].xml" not in archive.namelist():
        raise UnreadableFile("file_wrong_kind", kind="not_a_workbook")
    types = archive.read("[Content_Types].xml")
    if b"sheet.binary" in types:
        raise UnreadableFile("file_wrong_kind", kind="xlsb")
    if b"spreadsheetml" not in types:
        raise UnreadableFile("file_wrong_kind", kind="not_a_workbook")


def _cells_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Cells, shared texts and cells under merged ranges of one XML part, counted without building them."""
    if not part.filename.endswith(".xml"):
        return 0
    count = 0
    for piece in _tag_aligned(archive, part):
        for match in _CELL_OR_MERGE.finditer(piece):
            count += _area(match[1].decode()) if match[1] else 1
        if count > MAX_CELLS:
            break
    return count


def _tag_aligned(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that never cut a tag in two."""
    with archive.open(part) as stream:
        rest = stream.read(4)
        if (
            b"\0" in rest
        ):  # UTF-16: no writer of workbooks uses it, and the count below could not see its tags
            raise UnreadableFile("file_broken", reason="utf_16")
        while chunk := stream.read(1 << 20):
            piece = rest + chunk
            cut = max(piece.rfind(b"<"), 0)
            yield piece[:cut]
            rest = piece[cut:]
        yield rest


def _area(reference: str) -> int:
    """How many cells a range such as B5:B11 covers."""
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        return MAX_CELLS + 1  # a range of whole rows or columns cannot be merged by any spreadsheet program
    return (right - left + 1) * (bottom - top + 1)


class _ReportingBytes(io.BytesIO):
    """The file as openpyxl reads it, telling how much of it was read."""

    def __init__(self, data: bytes, progress: Progress) -> None:
        super().__init__(data)
        self._size = len(data)
        self._seen = 0
        self._progress = progress

    def read(self, size: int | None = -1, /) -> bytes:
        """Bytes as BytesIO gives them."""
        chunk = super().read(size)
        self._seen += len(chunk)
        self._progress(min(self._seen / self._size, 1.0))
        return chunk


def _load(data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it will not write back
        book = openpyxl.load_workbook(_ReportingBytes(data, progress), data_only=True, keep_links=False)
    return tuple(_sheet_of(sheet) for sheet in book.worksheets)


def _sheet_of(sheet: Worksheet) -> Sheet:
    rows: dict[int, dict[int, object]] = {}
    # The sparse dictionary, not iter_rows(): one stray cell in row 1,048,576 would create a million rows.
    for (row, column), cell in sorted(sheet._cells.items()):
        value = _cleaned(cell.value)
        if value is not None:
            rows.setdefault(row, {})[column] = value
    return Sheet(sheet.title, sheet.sheet_state != "visible", rows, _merged_of(sheet))


def _merged_of(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    merged = {}
    for area in sheet.merged_cells.ranges:
        corner = (area.min_row, area.min_col)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                merged[row, column] = corner
        del merged[corner]
    return merged


def _cleaned(value: object) -> object:
    """Text without outer blanks and with single inner ones; None where nothing visible is left."""
    if not isinstance(value, str):
        return value
    return " ".join(value.replace("_x000D_", " ").split()) or None
