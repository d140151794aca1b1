"""A list of zones in a workbook or a CSV file: columns for floor, room, element and area, told by their headings."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from openpyxl.utils import get_column_letter

from tracker.errors import UnreadableFile
from tracker.imports.workbook import Sheet
from tracker.interchange.csv_sheet import open_sheets
from tracker.zone_list import ListedZone, ZonePath

LONGEST_NAME = 120
LARGEST_AREA = Decimal(1_000_000)
"""In square metres; more is a slip of the pen."""

PROBLEM_CODES = ("zone_name_too_long", "zone_area_unreadable", "zone_row_without_name", "zone_listed_twice")

_LAST_HEADING_ROW = 30


class ZoneField(StrEnum):
    """What a column of the list holds."""

    FLOOR = "floor"
    ROOM = "room"
    ELEMENT = "element"
    AREA = "area"


_SYNONYMS = {
    ZoneField.FLOOR: "楼层 层 所在楼层 层数 floor level storey story",
    ZoneField.ROOM: (
        "房间 房间名称 区域 区域名称 功能区 功能分区 用房 用房名称 名称 空间 room roomname zone areaname space name"
    ),
    ZoneField.ELEMENT: "部位 构件 部件 位置 细部 element part component location",
    ZoneField.AREA: (
        "面积 建筑面积 使用面积 面积m2 面积平方米 面积平米 area aream2 size sqm m2 squaremetres squaremeters"
    ),
}
_MEANINGS = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
_NAMES = (ZoneField.FLOOR, ZoneField.ROOM, ZoneField.ELEMENT)


@dataclass(frozen=True, slots=True)
class ZoneProblem:
    """A cell that cannot be taken; row and column count from 1, the column is 0 where the whole row is meant."""

    sheet: str
    row: int
    column: int
    code: str
    text: str

    @property
    def facts(self) -> dict[str, object]:
        """What the sentence of the code needs; the row is text, so that no language groups its digits."""
        letter = get_column_letter(self.column) if self.column else ""
        return {"sheet": self.sheet, "row": str(self.row), "column": letter, "text": self.text}


@dataclass(frozen=True, slots=True)
class ZoneSheet:
    """What a file gave; with any problem nothing of it is imported."""

    sheet: str
    zones: tuple[ListedZone, ...]
    problems: tuple[ZoneProblem, ...]


def read_zones(data: bytes) -> ZoneSheet:
    """The zones in an .xlsx or .csv file: of the first sheet that is shown and has their headings.

    A cell that is merged over several rows counts for each of them.

    Raises:
        UnreadableFile: as `tracker.imports.workbook.open_workbook`, and `zone_headings_missing` (sheets: their
            names) where no sheet names a floor or a room.
    """
    sheets = [sheet for sheet in open_sheets(data) if not sheet.hidden]
    for sheet in sheets:
        found = _headings(sheet)
        if found is not None:
            return _read(sheet, *found)
    raise UnreadableFile("zone_headings_missing", sheets=[sheet.name for sheet in sheets])


def _headings(sheet: Sheet) -> tuple[int, Mapping[ZoneField, int]] | None:
    """The row of the headings and the column of each field; of two columns with one meaning the first counts."""
    for row, cells in sheet.rows.items():
        if row > _LAST_HEADING_ROW:
            return None
        columns: dict[ZoneField, int] = {}
        for column, value in cells.items():
            field = _MEANINGS.get(_bare(value))
            if field is not None:
                columns.setdefault(field, column)
        if len(columns) > 1 and (ZoneField.FLOOR in columns or ZoneField.ROOM in columns):
            return row, columns
    return None


def _read(sheet: Sheet, heading_row: int, columns: Mapping[ZoneField, int]) -> ZoneSheet:
    problems: list[ZoneProblem] = []
    zones: dict[ZonePath, ListedZone] = {}
    for row in sorted(at for at in sheet.rows if at > heading_row):
        cells = {field: _text(sheet.shown(row, column)) for field, column in columns.items()}
        if not any(cells.values()):
            continue
        zone, found = _zone(cells)
        known = zones.get(zone.path)
        if known is not None and None not in {known.area_milli, zone.area_milli} and known != zone:
            found.append(("zone_listed_twice", ZoneField.AREA))
        problems += [
            ZoneProblem(
                sheet.name,
                row,
                columns.get(field, 0) if field else 0,
                code,
                cells.get(field, "") if field else "",
            )
            for code, field in found
        ]
        zones[zone.path] = zone if known is None or zone.area_milli is not None else known
    return ZoneSheet(sheet.name, tuple(zones.values()), tuple(problems))


def _zone(cells: Mapping[ZoneField, str]) -> tuple[ListedZone, list[tuple[str, ZoneField | None]]]:
    """A row as a zone, and what is wrong with it."""
    problems: list[tuple[str, ZoneField | None]] = [
        ("zone_name_too_long", field) for field in _NAMES if len(cells.get(field, "")) > LONGEST_NAME
    ]
    path = ZonePath(*(cells.get(field, "") for field in _NAMES))
    if not path.name:
        problems.append(("zone_row_without_name", None))
    area = None
    if text := cells.get(ZoneField.AREA):
        area = area_milli(text)
        if area is None:
            problems.append(("zone_area_unreadable", ZoneField.AREA))
    return ListedZone(path, area), problems


def area_milli(text: str) -> int | None:
    """Square metres × 1000 of a text such as 86.5, 1,200 or 86.5㎡; None where it is no area."""
    plain = re.sub(r"(m2|平方米|平米|sqm|,|\s)", "", unicodedata.normalize("NFKC", text).lower())
    try:
        metres = Decimal(plain)
    except InvalidOperation:
        return None
    if not metres.is_finite() or not 0 < metres <= LARGEST_AREA:
        return None
    return int((metres * 1000).quantize(Decimal(1), ROUND_HALF_UP)) or None


def _text(value: object) -> str:
    """A cell as text: 3 of a floor that Excel took for the number 3.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _bare(heading: object) -> str:
    plain = unicodedata.normalize("NFKC", str(heading)).lower()
    return re.sub(r"[\s_.:*()²\[\]/-]", "", plain)
