"""A list of readings in a workbook or a CSV file, as our own export writes it."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace

from tracker.calendar import FIRST_DAY
from tracker.imports.record_sheet import (
    CellProblem,
    CellRefusedError,
    Field,
    Records,
    date,
    one_of,
    quantity,
    read_records,
    text,
)
from tracker.vocabulary import Qualifier

QUALIFIERS = {
    "准确数": Qualifier.EXACT,
    "exactly": Qualifier.EXACT,
    "exact": Qualifier.EXACT,
    "近": Qualifier.NEARLY,
    "nearly": Qualifier.NEARLY,
    "约": Qualifier.ABOUT,
    "about": Qualifier.ABOUT,
    "余、多": Qualifier.OVER,
    "余": Qualifier.OVER,
    "多": Qualifier.OVER,
    "morethan": Qualifier.OVER,
    "至少": Qualifier.AT_LEAST,
    "atleast": Qualifier.AT_LEAST,
}

_BEFORE = {
    "近": Qualifier.NEARLY,
    "约": Qualifier.ABOUT,
    "大约": Qualifier.ABOUT,
    "逾": Qualifier.OVER,
    "超过": Qualifier.OVER,
    "至少": Qualifier.AT_LEAST,
    "不少于": Qualifier.AT_LEAST,
    "nearly": Qualifier.NEARLY,
    "about": Qualifier.ABOUT,
    "morethan": Qualifier.OVER,
    "atleast": Qualifier.AT_LEAST,
}
_SAID = re.compile(rf"({'|'.join(_BEFORE)})?([\d.]+)([余多]?)(万?)([余多]?)")
_WAN = 10_000


def qualified_figure(value: object) -> tuple[int, Qualifier | None]:
    """Reads a figure as official Chinese or English qualifies it: 近500, 6,000余, 2万多, more than 6,000.

    Gives thousandths and how sure the figure is, None where it does not say.
    """
    said = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", str(value))).lower()
    found = _SAID.fullmatch(said)
    if found is None:
        return quantity(value), None
    before, number, over, wan, over_last = found.groups()
    ways = [*([_BEFORE[before]] if before else []), *(Qualifier.OVER for each in (over, over_last) if each)]
    if len(ways) > 1:
        raise CellRefusedError("cell_not_a_number")
    return quantity(number) * (_WAN if wan else 1), ways[0] if ways else None


FIELDS = (
    Field("workstream", "工作 工作名称 workstream", text(120), required=True),
    Field("indicator", "指标 指标名称 indicator", text(160), required=True),
    Field("on", "日期 读数日期 day date", date, required=True),
    Field("value_milli", "数值 读数 value", qualified_figure, required=True),
    Field("qualifier", "数字性质 性质 qualifier", one_of(QUALIFIERS)),
    Field("source", "来源 source", text(300)),
    Field("note", "备注 说明 note", text(4_000)),
)


def read_readings(data: bytes, *, known: Collection[tuple[str, str]], today: dt.date) -> Records:
    """The readings of an .xlsx or .csv file; without a qualifier in the cell or beside it a figure is exact.

    Rows that say the same in every column are a slip; several readings of a day differ in something.

    Args:
        data: the file.
        known: workstream and name of each indicator that readings may be of.
        today: no reading is of a later day.

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
    """
    found = read_records(data, FIELDS, key=[field.name for field in FIELDS])
    refused = {problem.row for problem in found.problems}
    problems = list(found.problems)
    records = []
    for record in found.records:
        if record.row in refused:
            continue
        values = {"qualifier": None, "source": None, "note": None, **record.values}
        values["value_milli"], said = values["value_milli"]
        beside = values["qualifier"]
        values["qualifier"] = beside or said or Qualifier.EXACT
        records.append(replace(record, values=values))
        name = values["workstream"], values["indicator"]
        if name not in known:
            problems.append(CellProblem(found.sheet, record.row, 0, "indicator_unknown", " · ".join(name)))
        elif not FIRST_DAY <= values["on"] <= today:
            problems.append(
                CellProblem(found.sheet, record.row, 0, "reading_day_refused", values["on"].isoformat())
            )
        elif None not in (beside, said) and beside is not said:
            problems.append(CellProblem(found.sheet, record.row, 0, "reading_qualified_twice", name[1]))
    return Records(found.sheet, tuple(records), tuple(problems))
