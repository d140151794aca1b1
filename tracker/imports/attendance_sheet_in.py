"""An attendance sheet in a workbook or a CSV file: a row for each participant, a column for each session's day.

It is the sheet that `tracker.exports.training_list` writes. A blank cell says nothing; columns whose heading is
neither a name, a number nor a day are passed over.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import UnreadableFile
from tracker.imports.record_sheet import CellProblem, CellRefusedError, bare, date
from tracker.imports.workbook import Sheet
from tracker.interchange.csv_sheet import open_sheets
from tracker.vocabulary import AttendanceMark

PROBLEM_CODES = (
    "attendance_no_session",
    "attendance_not_held",
    "attendance_day_twice",
    "attendance_nobody",
    "attendance_ambiguous",
    "attendance_mark_unknown",
    "cell_not_a_date",
    "record_listed_twice",
)

NAMES = frozenset(["姓名", "名字", "学员", "参训人员", "name", "fullname", "participant"])
NUMBERS = frozenset(["序号", "编号", "no", "number"])
MARKS: Mapping[str, AttendanceMark] = {
    word: mark
    for mark, words in {
        AttendanceMark.PRESENT: "到课 出勤 到 在 √ ✓ ✔ 1 present p",
        AttendanceMark.ABSENT: "缺课 缺勤 旷课 缺 × x ✗ 0 absent a",
        AttendanceMark.EXCUSED: "请假 假 事假 病假 公假 excused e leave",
    }.items()
    for word in words.split()
}

_LAST_HEADING_ROW = 30


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A session of the course; marks are taken for held ones only."""

    id: int
    planned_on: dt.date
    held_on: dt.date | None


@dataclass(frozen=True, slots=True)
class KnownLearner:
    """A participant of the course; the number tells apart who has the same name."""

    enrolment_id: int
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class SheetMark:
    """That somebody was, or was not, at a session."""

    session_id: int
    enrolment_id: int
    mark: AttendanceMark


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """What a file gave; with any problem nothing of it is imported."""

    sheet: str
    marks: tuple[SheetMark, ...]
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the sheet has what: the heading row, the name, the number (0: none), and the days."""

    row: int
    name: int
    number: int
    days: Mapping[int, object]


def read_attendance(
    data: bytes, meetings: Sequence[KnownMeeting], learners: Sequence[KnownLearner]
) -> AttendanceList:
    """The marks in an .xlsx or .csv file for the sessions and participants of one course.

    Raises:
        UnreadableFile: as `tracker.imports.workbook.open_workbook`, and `attendance_headings_missing` (facts: sheets)
            where no sheet that is shown has a name and a day for headings.
    """
    sheets = [sheet for sheet in open_sheets(data) if not sheet.hidden]
    for sheet in sheets:
        columns = _headings(sheet)
        if columns is not None:
            return _read(sheet, columns, meetings, learners)
    raise UnreadableFile("attendance_headings_missing", sheets=[sheet.name for sheet in sheets])


def _headings(sheet: Sheet) -> _Columns | None:
    for row, cells in sheet.rows.items():
        if row > _LAST_HEADING_ROW:
            return None
        words = {column: bare(value) for column, value in cells.items()}
        name = next((column for column, word in words.items() if word in NAMES), 0)
        number = next((column for column, word in words.items() if word in NUMBERS), 0)
        days = {column: cells[column] for column, word in words.items() if word[:1].isdecimal()}
        if name and days:
            return _Columns(row, name, number, days)
    return None


def _read(
    sheet: Sheet, columns: _Columns, meetings: Sequence[KnownMeeting], learners: Sequence[KnownLearner]
) -> AttendanceList:
    problems: list[CellProblem] = []
    held: dict[int, KnownMeeting] = {}
    for column, heading in columns.days.items():
        found = _meeting(heading, meetings)
        if isinstance(found, KnownMeeting) and found in held.values():
            found = "attendance_day_twice"
        if isinstance(found, str):
            problems.append(CellProblem(sheet.name, columns.row, column, found, _text(heading)))
        else:
            held[column] = found
    marks: list[SheetMark] = []
    seen: set[int] = set()
    for row in (at for at in sheet.rows if at > columns.row):
        name, number = sheet.shown(row, columns.name), sheet.shown(row, columns.number)
        if name is None:
            continue
        who = _learner(_text(name), number, learners)
        if isinstance(who, KnownLearner) and who.enrolment_id in seen:
            who = "record_listed_twice"
        if isinstance(who, str):
            problems.append(CellProblem(sheet.name, row, columns.name, who, _text(name)))
            continue
        seen.add(who.enrolment_id)
        for found_mark in _marks(sheet, row, held, who):
            if isinstance(found_mark, SheetMark):
                marks.append(found_mark)
            else:
                problems.append(found_mark)
    return AttendanceList(sheet.name, tuple(marks), tuple(problems))


def _meeting(heading: object, meetings: Sequence[KnownMeeting]) -> KnownMeeting | str:
    """The session of a heading, or what is wrong with it; the day it was held wins over the day it was planned."""
    try:
        day = date(heading)
    except CellRefusedError as refused:
        return refused.code
    found = next((each for each in meetings if each.held_on == day), None) or next(
        (each for each in meetings if each.planned_on == day), None
    )
    return found or "attendance_no_session"


def _learner(name: str, number: object, learners: Sequence[KnownLearner]) -> KnownLearner | str:
    found = [each for each in learners if each.name == name]
    if len(found) > 1:
        found = [each for each in found if str(each.number) == _text(number)] or found
    if len(found) == 1:
        return found[0]
    return "attendance_ambiguous" if found else "attendance_nobody"


def _marks(
    sheet: Sheet, row: int, held: Mapping[int, KnownMeeting], who: KnownLearner
) -> Iterator[SheetMark | CellProblem]:
    """The marks of a participant's row, and the cells that cannot be taken."""
    for column, meeting in held.items():
        value = sheet.shown(row, column)
        if value is None:
            continue
        mark = MARKS.get(bare(_text(value)))
        if mark is None:
            yield CellProblem(sheet.name, row, column, "attendance_mark_unknown", _text(value))
        elif meeting.held_on is None:
            yield CellProblem(sheet.name, row, column, "attendance_not_held", meeting.planned_on.isoformat())
        else:
            yield SheetMark(meeting.id, who.enrolment_id, mark)


def _text(value: object) -> str:
    """A cell as text: 3 of a number that Excel took for 3.0, a day without its midnight."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    return "" if value is None else " ".join(str(value).split())
