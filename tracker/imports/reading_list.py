"""A list of readings in a workbook or a CSV file, as our own export writes it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from tracker.calendar import FIRST_DAY
from tracker.imports.record_sheet import (
    CellProblem,
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

FIELDS = (
    Field("workstream", "工作 工作名称 workstream", text(120), required=True),
    Field("indicator", "指标 指标名称 indicator", text(160), required=True),
    Field("on", "日期 读数日期 day date", date, required=True),
    Field("value_milli", "数值 读数 value", quantity, required=True),
    Field("qualifier", "数字性质 性质 qualifier", one_of(QUALIFIERS)),
    Field("source", "来源 source", text(300)),
)
_KEY = ("workstream", "indicator", "on", "value_milli")


def read_readings(data: bytes, *, known: Collection[tuple[str, str]], today: dt.date) -> Records:
    """The readings of an .xlsx or .csv file; a blank qualifier is "exactly", a blank source none.

    Args:
        data: the file.
        known: workstream and name of each indicator that readings may be of.
        today: no reading is of a later day.

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
    """
    found = read_records(data, FIELDS, key=_KEY)
    refused = {problem.row for problem in found.problems}
    problems = list(found.problems)
    records = []
    for record in found.records:
        values = {"qualifier": None, "source": None, **record.values}
        values["qualifier"] = values["qualifier"] or Qualifier.EXACT
        records.append(replace(record, values=values))
        if record.row in refused:
            continue
        name = values["workstream"], values["indicator"]
        if name not in known:
            problems.append(CellProblem(found.sheet, record.row, 0, "indicator_unknown", " · ".join(name)))
        elif not FIRST_DAY <= values["on"] <= today:
            problems.append(
                CellProblem(found.sheet, record.row, 0, "reading_day_refused", values["on"].isoformat())
            )
    return Records(found.sheet, tuple(records), tuple(problems))
