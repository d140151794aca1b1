"""The attendance sheet of a course on paper: a line for each participant, a column to sign for each session."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.exports.typeset import pdf
from tracker.i18n import Words
from tracker.vocabulary import AttendanceMark

COLUMNS = 8
"""Sessions side by side on a page; more go on in a table below."""

EMPTY_LINES = 3
"""Lines for people who are not on the list."""

SIGNS = {AttendanceMark.PRESENT: "√", AttendanceMark.ABSENT: "×", AttendanceMark.EXCUSED: "△"}
"""What stands in a box that is recorded already."""


@dataclass(frozen=True, slots=True)
class SheetSession:
    """A session as the head of a column; local time."""

    day: dt.date
    starts_at: dt.time


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What the sheet is made of: sessions by day, names in the order of the list, marks by (line, column)."""

    project: str
    course: str
    trainer: str
    room: str
    sessions: tuple[SheetSession, ...]
    names: tuple[str, ...]
    marks: Mapping[tuple[int, int], AttendanceMark] = field(default_factory=dict)


def attendance_sheet_pdf(sheet: AttendanceSheet, words: Words) -> bytes:
    """The sheet as a PDF on A4, landscape."""
    return pdf("attendance_sheet", attendance_sheet_content(sheet, words))


def attendance_sheet_content(sheet: AttendanceSheet, words: Words) -> dict[str, Any]:
    """What stands on the sheet, as JSON can say it: a grid for every `COLUMNS` sessions, all with all names."""
    w = words
    year = sheet.sessions[0].day if sheet.sessions else None
    parts = [
        w._("Room: {room}", room=sheet.room) if sheet.room else "",
        w._("Trainer: {name}", name=sheet.trainer) if sheet.trainer else "",
        w._n("{n} participant", "{n} participants", len(sheet.names)),
    ]
    title = w._("Attendance sheet")
    return {
        "language": w.language,
        "title": title,
        "subtitle": f"{sheet.project} · {sheet.course}",
        "facts": " · ".join(part for part in parts if part),
        "how": w._(
            "Signs: {present} present, {absent} absent, {excused} excused.",
            present=SIGNS[AttendanceMark.PRESENT],
            absent=SIGNS[AttendanceMark.ABSENT],
            excused=SIGNS[AttendanceMark.EXCUSED],
        ),
        "heads": [w._p("line", "No."), w._p("person", "Name"), w._("Signature")],
        "grids": [
            _grid(sheet, list(range(first, min(first + COLUMNS, len(sheet.sessions)))), year, w)
            for first in range(0, max(1, len(sheet.sessions)), COLUMNS)
        ],
        "footer": f"{sheet.project} · {sheet.course} · {title}",
        "signature": [w._("Trainer's signature"), w._("Date")],
    }


def _grid(sheet: AttendanceSheet, columns: list[int], year: dt.date | None, w: Words) -> dict[str, Any]:
    """The lines of one table, each number, name, signature and the boxes; its heads are day and time."""
    heads = []
    for at in columns:
        meeting = sheet.sessions[at]
        heads.append([w.date(meeting.day, today=year), f"{meeting.starts_at:%H:%M}"])
    rows = [
        [str(line + 1), name, "", *(_sign(sheet, line, at) for at in columns)]
        for line, name in enumerate(sheet.names)
    ]
    empty = [[str(len(rows) + 1 + line), "", "", *("" for _ in columns)] for line in range(EMPTY_LINES)]
    return {"heads": heads, "rows": [*rows, *empty]}


def _sign(sheet: AttendanceSheet, line: int, column: int) -> str:
    mark = sheet.marks.get((line, column))
    return SIGNS[mark] if mark else ""
