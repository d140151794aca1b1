"""The Gantt chart as a workbook: a row for each task in the order of the outline, its bar in cells of days or weeks.

Made to be printed on A3: the columns of facts and the heading stay in view and on every page.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.calendar import WorkCalendar
from tracker.charts.theme import palette
from tracker.exports.table import DATE, WHOLE, safe_text
from tracker.i18n import Words
from tracker.link_text import link_texts
from tracker.outline import wbs_numbers
from tracker.plans import DatedTaskRow, outline
from tracker.schedule.model import Dependency, TaskKind

DAILY_UNTIL = 70
"""A plan of so many days or fewer has a cell for each day, a longer one for each week."""

MOST_CELLS = 1_040
"""Cells of a bar: twenty years of weeks; what lies beyond is left off."""

HEAD_ROWS = 5
"""Title, facts, signs, months, and the heading over the facts with the days of the month."""

_DAY = dt.timedelta(days=1)
_COLOURS = palette("light")


@dataclass(frozen=True, slots=True)
class _Fact:
    title: str
    value: Callable[[DatedTaskRow, int], Any]
    width: int
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    """What a cell of a bar looks like: its filling, and the sign in it, so that colour is not all there is."""

    fill: str
    sign: str = ""
    ink: str = "FFFFFF"


_LOOKS = {
    "done": _Style(_COLOURS.done, "■"),
    "open": _Style("B9CBE3", "□", _COLOURS.plan),
    "critical": _Style(_COLOURS.critical, "!"),
    "summary": _Style(_COLOURS.text, "▬"),
    "milestone": _Style("FFFFFF", "◆", _COLOURS.plan),
    "opening": _Style("FFFFFF", "|", _COLOURS.plan),
    "off": _Style(_COLOURS.faint),
}


def gantt_sheet(
    rows: Sequence[DatedTaskRow],
    links: Iterable[Dependency],
    *,
    name: str,
    words: Words,
    today: dt.date,
    opening_on: dt.date,
    calendar: WorkCalendar,
    numbered_in: Sequence[DatedTaskRow] | None = None,
) -> bytes:
    """The workbook.

    Args:
        rows: the tasks, any selection; at least one.
        links: all links; predecessors stand as text, by the numbers of the tasks.
        name: of the project or plan: title and name of the sheet.
        words: the language.
        today: the day of the dates, and of printing.
        opening_on: the announced opening day, marked in the bars' columns.
        calendar: says which days are off (shown where cells are days).
        numbered_in: all tasks of the project, where `rows` are a selection, so that outline numbers stay.
    """
    numbers = wbs_numbers(numbered_in or rows)
    facts = _facts(words, numbers, link_texts(links))
    cells = _cells(rows, opening_on)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(words._("Gantt chart"))
    _lay_out(sheet, facts, cells)
    head = [
        words._("Opening day: {day}", day=words.date(opening_on)),
        words._("Printed on {day}", day=words.date(today)),
    ]
    sheet.append([_cell(sheet, name, font=Font(bold=True, size=16))])
    sheet.append([_cell(sheet, " · ".join(head))])
    sheet.append(_signs(sheet, words))
    for line in _headings(sheet, facts, cells, words):
        sheet.append(line)
    for row, depth in outline(rows):
        bar = [_bar_cell(sheet, row, start, end, opening_on, calendar) for start, end in cells]
        sheet.append([*_fact_cells(sheet, facts, row, depth), *bar])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _facts(w: Words, numbers: Mapping[int, str], waits: Mapping[int, str]) -> list[_Fact]:
    return [
        _Fact(w._("No."), lambda row, _: row.id, 6, "0"),
        _Fact(w._("Outline"), lambda row, _: numbers.get(row.id, ""), 9),
        _Fact(w._("Task"), lambda row, _: row.title, 38),
        _Fact(w._("Plan"), lambda row, _: row.plan_title, 20),
        _Fact(w._("Owner"), lambda row, _: row.owner, 12),
        _Fact(
            w._("Working days"),
            lambda row, _: None if row.kind is TaskKind.SUMMARY else row.duration_days,
            9,
            WHOLE,
        ),
        _Fact(w._("Start"), lambda row, _: row.start, 12, DATE),
        _Fact(w._("Finish"), lambda row, _: row.finish, 12, DATE),
        _Fact(w._("% done"), lambda row, _: row.percent_complete, 8, WHOLE),
        _Fact(
            w._("Float (working days)"), lambda row, _: None if row.is_done else row.total_float_days, 9, "0"
        ),
        _Fact(w._("Critical"), lambda row, _: w._("yes") if row.critical and not row.is_done else "", 8),
        _Fact(w._("Waits for"), lambda row, _: waits.get(row.id, ""), 16),
    ]


def _cells(rows: Sequence[DatedTaskRow], opening_on: dt.date) -> list[tuple[dt.date, dt.date]]:
    """First and last day of each cell of the bars: days, or weeks from Monday to Sunday."""
    first = min([opening_on, *(row.start for row in rows)])
    last = max([opening_on, *(row.finish for row in rows)])
    step = _DAY
    if (last - first).days >= DAILY_UNTIL:
        step, first = 7 * _DAY, first - first.weekday() * _DAY
    count = min((last - first) // step + 1, MOST_CELLS)
    return [(first + step * number, first + step * (number + 1) - _DAY) for number in range(count)]


def _lay_out(sheet: Any, facts: Sequence[_Fact], cells: Sequence[tuple[dt.date, dt.date]]) -> None:
    """Widths, the parts that stay in view, and the paper."""
    for index, fact in enumerate(facts, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = fact.width
    for index in range(len(facts) + 1, len(facts) + len(cells) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = 3
    sheet.freeze_panes = f"D{HEAD_ROWS + 1}"
    for _, start, end in _months(cells, len(facts) + 1):
        if end > start:
            sheet.merged_cells.add(f"{get_column_letter(start)}4:{get_column_letter(end)}4")
    sheet.print_title_rows = f"4:{HEAD_ROWS}"
    sheet.print_title_cols = "A:C"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _months(cells: Sequence[tuple[dt.date, dt.date]], first: int) -> list[tuple[dt.date, int, int]]:
    """The months over the cells: a day of it, first and last column."""
    found, column = [], first
    for _, group in groupby(cells, key=lambda cell: (cell[0].year, cell[0].month)):
        members = list(group)
        found.append((members[0][0], column, column + len(members) - 1))
        column += len(members)
    return found


def _headings(
    sheet: Any, facts: Sequence[_Fact], cells: Sequence[tuple[dt.date, dt.date]], w: Words
) -> list[list[Any]]:
    """The row of months, and the row that names the facts and the first day of each cell."""
    bold, grey = Font(bold=True), PatternFill("solid", fgColor=_rgb(_COLOURS.faint))
    wrapped = Alignment(wrap_text=True, vertical="center")
    months: list[Any] = [None] * (len(facts) + len(cells))
    for day, start, _end in _months(cells, len(facts) + 1):
        months[start - 1] = _cell(sheet, w.month(day), font=bold, fill=grey)
    names = [_cell(sheet, fact.title, font=bold, fill=grey, alignment=wrapped) for fact in facts]
    small, centred = Font(size=8), Alignment(horizontal="center")
    days = [_cell(sheet, start.day, font=small, fill=grey, alignment=centred) for start, _ in cells]
    return [months, [*names, *days]]


def _signs(sheet: Any, w: Words) -> list[Any]:
    """The signs of the bars, each beside its word."""
    said = {
        "done": w._("done"),
        "open": w._p("sign", "to do"),
        "critical": w._("critical"),
        "summary": w.label(TaskKind.SUMMARY),
        "milestone": w.label(TaskKind.MILESTONE),
        "opening": w._("Opening day"),
    }
    line: list[Any] = []
    for look, text in said.items():
        line += [_looking(sheet, _LOOKS[look]), _cell(sheet, text)]
    return line


def _fact_cells(sheet: Any, facts: Sequence[_Fact], row: DatedTaskRow, depth: int) -> list[Any]:
    bold = Font(bold=True) if row.kind is TaskKind.SUMMARY else None
    line = []
    for fact in facts:
        cell = _cell(sheet, fact.value(row, depth), font=bold)
        if fact.number_format:
            cell.number_format = fact.number_format
        line.append(cell)
    line[2].alignment = Alignment(indent=depth)
    return line


def _bar_cell(
    sheet: Any, row: DatedTaskRow, start: dt.date, end: dt.date, opening_on: dt.date, calendar: WorkCalendar
) -> Any:
    look = _look(row, start, end)
    if look is None and start <= opening_on <= end:
        look = "opening"
    if look is None and start == end and not calendar.is_working(start):
        look = "off"
    return None if look is None else _looking(sheet, _LOOKS[look])


def _look(row: DatedTaskRow, start: dt.date, end: dt.date) -> str | None:
    """What a task shows in the cell of these days; None outside of its bar."""
    if row.kind is TaskKind.MILESTONE:
        return "milestone" if start <= row.finish <= end else None
    if end < row.start or start > row.finish:
        return None
    if row.kind is TaskKind.SUMMARY:
        return "summary"
    share = 100 if row.is_done else row.percent_complete
    days = ((row.finish - row.start).days + 1) * share // 100
    if start < row.start + days * _DAY:
        return "done"
    return "critical" if row.critical else "open"


def _looking(sheet: Any, style: _Style) -> Any:
    return _cell(
        sheet,
        style.sign or None,
        font=Font(size=8, color=_rgb(style.ink)),
        fill=PatternFill("solid", fgColor=_rgb(style.fill)),
        alignment=Alignment(horizontal="center", vertical="center"),
    )


def _cell(sheet: Any, value: Any, **look: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=safe_text(value) if isinstance(value, str) else value)
    for part, style in look.items():
        if style is not None:
            setattr(cell, part, style)
    return cell


def _rgb(colour: str) -> str:
    return colour.removeprefix("#")
