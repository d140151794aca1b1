"""A list of tasks in a workbook or a CSV file as a plan.

Columns are told by their headings; the outline by a column of levels or of numbers such as 1.2.3. A start is
taken as "no earlier than" for a task that waits for no other; of a task under way it is the actual start, and of
a finished one the finish is the actual finish. A list with any faulty cell gives no plan, and every fault is
named by sheet, row and column.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from openpyxl.utils import get_column_letter

from tracker.calendar import WorkCalendar
from tracker.errors import UnreadableFile
from tracker.imports.workbook import Sheet
from tracker.interchange.csv_sheet import open_sheets
from tracker.interchange.days import evening, morning
from tracker.interchange.plan_file import PlanFile, PlanLink, PlanTask, check_plan, in_outline_order
from tracker.interchange.task_cells import (
    date_of,
    duration_of,
    is_yes,
    percent_of,
    reference_of,
    references_of,
    text_of,
)
from tracker.interchange.task_headings import Field, find_headings, unit_of
from tracker.schedule.model import Constraint, LagUnit, TaskKind
from tracker.schedule.worktime import WORKING_DAY

MAX_LEVEL = 500
MAX_TASKS = 20_000
PROBLEM_CODES = (
    "cell_name_missing",
    "cell_value_unreadable",
    "cell_finish_before_start",
    "cell_number_twice",
    "cell_level_out_of_range",
    "cell_predecessor_unknown",
    "cell_predecessor_itself",
    "cell_predecessor_twice",
)

_T = TypeVar("_T")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken.

    Attributes:
        row: as the program that wrote the file counts, from 1.
        column: likewise; 0 where a whole row is meant.
        code: what is wrong, one of `PROBLEM_CODES`; `tracker.i18n.problems_interchange` has the sentences.
        field: what the column holds.
        text: what stands in the cell.
    """

    sheet: str
    row: int
    column: int
    code: str
    field: Field
    text: str

    @property
    def facts(self) -> dict[str, object]:
        """What the sentence of the code needs; the row is text, so that no language groups its digits."""
        letter = get_column_letter(self.column) if self.column else ""
        return {"sheet": self.sheet, "row": str(self.row), "column": letter, "text": self.text}


@dataclass(frozen=True, slots=True)
class TaskTable:
    """What a list of tasks gave.

    Attributes:
        plan: None where there are problems.
        columns: what was read from which column.
    """

    plan: PlanFile | None
    problems: tuple[CellProblem, ...]
    sheet: str
    heading_row: int
    columns: Mapping[Field, int]


@dataclass(slots=True)
class _Row:
    """A task of the list on its way to the plan."""

    at: int
    uid: int
    cells: Mapping[int, object]
    number: str = ""
    parent_uid: int | None = None
    task: PlanTask | None = None
    links: list[PlanLink] = field(default_factory=list)


def read_task_table(
    data: bytes, *, name: str, starts_on: dt.date, calendar: WorkCalendar | None = None
) -> TaskTable:
    """The tasks in an .xlsx or .csv file: of the first sheet that is shown and has their headings.

    Args:
        data: the whole file; a CSV file in UTF-8, UTF-16 or GB 18030, separated by commas, semicolons or tabs.
        name: of the plan.
        starts_on: where the plan starts if its earliest start is later or it names none.
        calendar: counts the working days between a start and a finish that come without a duration.

    Raises:
        UnreadableFile: as `tracker.imports.workbook.open_workbook`, and "task_headings_missing" (sheets: their
            names) where no sheet is a list of tasks.
        Invalid: as `tracker.interchange.plan_file.check_plan`, such as "schedule_cycle" with the tasks.
    """
    sheets = [sheet for sheet in open_sheets(data) if not sheet.hidden]
    for sheet in sheets:
        headings = find_headings(sheet)
        if headings is not None:
            return _Table(sheet, *headings, calendar or WorkCalendar()).read(name, starts_on)
    raise UnreadableFile("task_headings_missing", sheets=[sheet.name for sheet in sheets])


class _Table:
    """One sheet being read; it gathers the problems as it goes."""

    def __init__(
        self, sheet: Sheet, heading_row: int, columns: Mapping[Field, int], calendar: WorkCalendar
    ) -> None:
        self._sheet, self._heading_row, self._columns = sheet, heading_row, columns
        self._calendar = calendar
        self._unit = unit_of(sheet.value(heading_row, columns.get(Field.DURATION, 0)))
        self._problems: list[CellProblem] = []

    def read(self, name: str, starts_on: dt.date) -> TaskTable:
        rows = list(self._rows())
        self._number(rows)
        self._outline(rows)
        shares = self._holds_shares(rows)
        headings = {row.parent_uid for row in rows}
        for row in rows:
            row.task = self._task(row, share=shares, heading=row.uid in headings)
        self._link(rows)
        plan = None if self._problems else self._plan(rows, name, starts_on)
        problems = tuple(sorted(self._problems, key=lambda one: (one.row, one.column)))
        return TaskTable(plan, problems, self._sheet.name, self._heading_row, self._columns)

    def _rows(self) -> Iterator[_Row]:
        uid = 0
        for at, cells in self._sheet.rows.items():
            filled = {one for one, column in self._columns.items() if text_of(cells.get(column))}
            if at <= self._heading_row or not filled - {Field.NUMBER}:
                continue
            uid += 1
            if uid > MAX_TASKS:
                raise UnreadableFile("file_too_large", what="tasks", found=uid, limit=MAX_TASKS)
            row = _Row(at, uid, cells)
            if Field.NAME not in filled:
                self._problem(row, Field.NAME, "cell_name_missing")
            yield row

    def _value(self, row: _Row, wanted: Field) -> object:
        return row.cells.get(self._columns.get(wanted, 0))

    def _problem(self, row: _Row, wanted: Field, code: str, text: str | None = None) -> None:
        shown = text_of(self._value(row, wanted)) if text is None else text
        column = self._columns.get(wanted, 0)
        self._problems.append(CellProblem(self._sheet.name, row.at, column, code, wanted, shown[:80]))

    def _read(self, row: _Row, wanted: Field, convert: Callable[[object], _T], default: _T) -> _T:
        try:
            return convert(self._value(row, wanted))
        except (ValueError, OverflowError):
            self._problem(row, wanted, "cell_value_unreadable")
            return default

    def _number(self, rows: Sequence[_Row]) -> None:
        """What predecessors call each task: its number, else its outline number, else its place."""
        named = next((one for one in (Field.NUMBER, Field.OUTLINE) if one in self._columns), None)
        seen: set[str] = set()
        for row in rows:
            row.number = (text_of(self._value(row, named)) if named else "") or f"{row.uid}"
            if row.number in seen:
                self._problem(row, named or Field.NAME, "cell_number_twice", row.number)
            seen.add(row.number)

    def _outline(self, rows: Sequence[_Row]) -> None:
        if Field.LEVEL in self._columns:
            self._outline_by_level(rows)
            return
        numbers = Field.OUTLINE if Field.OUTLINE in self._columns else Field.NUMBER
        places = {text_of(self._value(row, numbers)): row.uid for row in rows}
        for row in rows:
            above = text_of(self._value(row, numbers)).rpartition(".")[0]
            while above and above not in places:
                above = above.rpartition(".")[0]
            row.parent_uid = places[above] if above else None

    def _outline_by_level(self, rows: Sequence[_Row]) -> None:
        open_rows: list[tuple[int, int]] = []  # level and number of the headings above
        for row in rows:
            text = text_of(self._value(row, Field.LEVEL)) or "1"
            level = int(text) if text.isdecimal() and len(text) < 9 else 0
            if not 1 <= level <= MAX_LEVEL:
                self._problem(row, Field.LEVEL, "cell_level_out_of_range")
                continue
            while open_rows and open_rows[-1][0] >= level:
                open_rows.pop()
            row.parent_uid = open_rows[-1][1] if open_rows else None
            open_rows.append((level, row.uid))

    def _holds_shares(self, rows: Sequence[_Row]) -> bool:
        """Whether progress is kept as shares of one, as a cell shown in percent holds it: nothing above 1."""
        values = [self._value(row, Field.PERCENT) for row in rows]
        return all(not isinstance(value, int | float) or value <= 1 for value in values) and any(
            isinstance(value, int | float) for value in values
        )

    def _task(self, row: _Row, *, share: bool, heading: bool) -> PlanTask:
        start = self._read(row, Field.START, date_of, None)
        finish = self._read(row, Field.FINISH, date_of, None)
        deadline = self._read(row, Field.DEADLINE, date_of, None)
        percent = self._read(row, Field.PERCENT, lambda value: percent_of(value, share=share), 0)
        if start and finish and finish < start:
            self._problem(row, Field.FINISH, "cell_finish_before_start")
            finish = start
        given = self._read(row, Field.DURATION, lambda value: duration_of(value, self._unit), None)
        minutes, elapsed = given or (self._days_between(start, finish), False)
        milestone = is_yes(self._value(row, Field.MILESTONE)) or minutes == 0
        kind = TaskKind.SUMMARY if heading else TaskKind.MILESTONE if milestone else TaskKind.TASK
        work = kind is TaskKind.TASK
        begun, ended = percent > 0 and not heading, percent == 100 and not heading
        held = start is not None and not (begun or heading or self._value(row, Field.PREDECESSORS))
        return PlanTask(
            uid=row.uid,
            parent_uid=row.parent_uid,
            kind=kind,
            name=text_of(self._value(row, Field.NAME))[:_LONGEST_NAME],
            duration=minutes if work else 0,
            elapsed=elapsed and work,
            constraint=Constraint.START_NO_EARLIER_THAN if held else Constraint.AS_SOON_AS_POSSIBLE,
            constraint_at=morning(start) if held and start else None,
            deadline=evening(deadline) if deadline else None,
            actual_start=morning(start) if begun and start else None,
            actual_finish=evening(finish) if ended and finish else None,
            percent_complete=0 if heading else percent,
            notes=text_of(self._value(row, Field.NOTES)),
            owner=text_of(self._value(row, Field.OWNER)),
            start=morning(start) if start else None,
            finish=evening(finish) if finish else None,
        )

    def _days_between(self, start: dt.date | None, finish: dt.date | None) -> int:
        """Working minutes from the first to the last day, both worked; a day where one is not given."""
        if start is None or finish is None:
            return WORKING_DAY
        days = self._calendar.working_days_between(start, finish + dt.timedelta(days=1))
        return max(days, 1) * WORKING_DAY

    def _link(self, rows: Sequence[_Row]) -> None:
        places = {row.number: row.uid for row in rows}
        if Field.NUMBER in self._columns and Field.OUTLINE in self._columns:
            for row in rows:
                places.setdefault(text_of(self._value(row, Field.OUTLINE)), row.uid)
        for row in rows:
            for text in references_of(self._value(row, Field.PREDECESSORS)):
                self._link_one(row, text, places)

    def _link_one(self, row: _Row, text: str, places: Mapping[str, int]) -> None:
        found: Any = places.get(text)
        if found is not None:
            link = PlanLink(found, row.uid)
        else:
            try:
                reference = reference_of(text)
            except ValueError:
                self._problem(row, Field.PREDECESSORS, "cell_value_unreadable", text)
                return
            if reference.task not in places:
                self._problem(row, Field.PREDECESSORS, "cell_predecessor_unknown", text)
                return
            unit = LagUnit.CALENDAR_DAYS if reference.elapsed else LagUnit.WORKING_DAYS
            link = PlanLink(places[reference.task], row.uid, reference.type, reference.lag, unit)
        if link.predecessor_uid == row.uid:
            self._problem(row, Field.PREDECESSORS, "cell_predecessor_itself", text)
        elif any(link.predecessor_uid == other.predecessor_uid for other in row.links):
            self._problem(row, Field.PREDECESSORS, "cell_predecessor_twice", text)
        else:
            row.links.append(link)

    def _plan(self, rows: Sequence[_Row], name: str, starts_on: dt.date) -> PlanFile:
        tasks = [row.task for row in rows if row.task is not None]
        starts = [task.start for task in tasks if task.start is not None]
        plan = PlanFile(
            name=name,
            start=min([morning(starts_on), *starts]),
            tasks=tuple(task for task, _level in in_outline_order(tasks)),
            links=tuple(link for row in rows for link in row.links),
        )
        check_plan(plan)
        return plan
