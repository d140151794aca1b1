"""The tasks of the forecast: how each weighs on opening day, and its best and worst case to edit.

While cells are edited and not saved, the grid keeps standing on the lines it was opened with, as the task grid does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.commands.tasks import LONGEST_DURATION, TaskEdit
from pages._kit.cached import Key, by_revision
from pages.plan import _forecast_reads as reads
from pages.plan import _reads as plan_reads
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.readiness import Range, TaskForecast, task_range
from tracker.schedule.model import TaskKind

EDITED = ("optimistic_days", "pessimistic_days")
_OPENED, _TURN = "forecast_opened", "forecast_turn"


@dataclass(frozen=True, slots=True)
class Line:
    """An open task, what the forecast says of it, and the range it ran on."""

    task: DatedTaskRow
    result: TaskForecast
    range: Range


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines in order, the cells that show them, and a stamp that changes whenever the lines do."""

    lines: tuple[Line, ...]
    table: pd.DataFrame = field(compare=False)
    stamp: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet in the grid, and the key of the widget that holds the edits."""

    sheet: Sheet
    key: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines."""
        return self.sheet.lines

    @property
    def edits(self) -> Mapping[int, Mapping[str, Any]]:
        """The edited cells: changed columns by position of the line."""
        state = st.session_state.get(self.key) or {}
        edited: Mapping[int, Mapping[str, Any]] = state.get("edited_rows", {})
        return edited


def opened() -> Opened:
    """The grid whose cells are edited and not saved, else one over the forecast as it is now."""
    waiting: Opened | None = st.session_state.get(_OPENED)
    if waiting is not None and waiting.edits:
        if not _is_stored(waiting):
            return waiting
        forget()
    asked = _sheet()
    grid = Opened(asked, f"forecast_grid_{asked.stamp}_{st.session_state.get(_TURN, 0)}")
    st.session_state[_OPENED] = grid
    return grid


def forget() -> None:
    """Let the edits go: they are saved, or the person discards them."""
    st.session_state.pop(_OPENED, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _is_stored(grid: Opened) -> bool:
    """Whether every edited cell has its value by now: it was saved over another edit, above the page."""
    now = {row.id: row for row in plan_reads.dated_tasks()}
    return all(
        edit.task_id in now and getattr(now[edit.task_id], column) == value
        for edit in estimate_edits(grid)
        for column, value in edit.changes.items()
    )


@by_revision("plan", "project", "site")
def _sheet(_session: Session, key: Key) -> Sheet:
    """The sheet over the forecast; making its cells is the slow part, so it is kept."""
    lines = _lines()
    stamp = hash(tuple((line.task.id, line.task.version, line.result) for line in lines))
    return Sheet(lines, _cells(lines, key.words), stamp)


def _lines() -> tuple[Line, ...]:
    """The open tasks with work in them, those that hold opening day most often first."""
    results = {result.id: result for result in reads.forecast().tasks}
    lines = [
        Line(
            task,
            results[task.id],
            task_range(
                task.duration_days,
                task.plan_kind,
                optimistic_days=task.optimistic_days,
                pessimistic_days=task.pessimistic_days,
            ),
        )
        for task in reads.inputs().tasks
        if task.kind is TaskKind.TASK and not task.is_done
    ]
    return tuple(
        sorted(lines, key=lambda line: (-line.result.criticality, -line.result.sensitivity, line.task.start))
    )


def estimate_edits(grid: Opened) -> list[TaskEdit]:
    """The edits of the grid, as `update_tasks` takes them."""
    found = []
    for position, changed in grid.edits.items():
        task = grid.lines[int(position)].task
        changes = {
            column: None if value is None else int(value)
            for column, value in changed.items()
            if column in EDITED
        }
        found.append(
            TaskEdit(task.id, task.version, {column: getattr(task, column) for column in EDITED}, changes)
        )
    return found


def _cells(lines: Sequence[Line], w: Words) -> pd.DataFrame:
    """What the grid shows: one line per task, columns named as in the database."""
    rows = [
        {
            "open": ":material/open_in_new:",
            "title": line.task.title,
            "criticality": round(line.result.criticality, 2),
            "sensitivity": line.result.sensitivity,
            "mean_delay": line.result.mean_delay,
            "optimistic_days": line.task.optimistic_days,
            "duration_days": line.task.duration_days,
            "pessimistic_days": line.task.pessimistic_days,
            "range": range_text(line, w),
            "plan": line.task.plan_title,
        }
        for line in lines
    ]
    table = pd.DataFrame(rows)
    for column in EDITED if rows else ():
        table[column] = table[column].astype("Int64")
    return table


def range_text(line: Line, w: Words) -> str:
    """The best and the worst case that the forecast ran on, to the tenth of a day."""
    low, high = (w.quantity(round(days * 10) * 100) for days in (line.range.low_days, line.range.high_days))
    return f"{low} – {high}"


def columns(w: Words, on_open: Any) -> dict[str, Any]:
    """How the columns look; only the two cases can be edited."""
    config = st.column_config

    def days(name: str, column: str) -> Any:
        return config.NumberColumn(
            name, help=w.field(column), min_value=0, max_value=LONGEST_DURATION, step=1, width=100
        )

    return {
        "open": config.ButtonColumn(
            " ", type="tertiary", width=40, pinned=True, on_click=on_open, key="forecast_open"
        ),
        "title": config.TextColumn(w.field("title"), width=200, pinned=True, disabled=True),
        "criticality": config.NumberColumn(
            w._("Criticality"),
            format="percent",
            width=80,
            disabled=True,
            help=w._("In how many of the runs the task has no float"),
        ),
        "sensitivity": config.NumberColumn(
            w._("Sensitivity"),
            format="%.2f",
            width=80,
            disabled=True,
            help=w._("Rank correlation of its duration with opening day, −1 to 1"),
        ),
        "mean_delay": config.NumberColumn(
            w._("Mean delay"),
            format="%.1f",
            width=80,
            disabled=True,
            help=w._("Working days after its planned finish, on average"),
        ),
        "optimistic_days": days(w._("At best"), "optimistic_days"),
        "duration_days": config.NumberColumn(w._("Planned working days"), width=90, disabled=True),
        "pessimistic_days": days(w._("At worst"), "pessimistic_days"),
        "range": config.TextColumn(
            w._("Range used"),
            width=100,
            disabled=True,
            help=w._("Where a case is left empty, the spread of the plan's kind stands in"),
        ),
        "plan": config.TextColumn(w._("Plan"), width=130, disabled=True),
    }


def export_columns(w: Words) -> list[Column[Line]]:
    """The same facts for an exported table."""
    return [
        Column(w._("Plan"), lambda line: line.task.plan_title, 24),
        Column(w._("Title"), lambda line: line.task.title, 40),
        Column(w._("Criticality"), lambda line: round(line.result.criticality, 4), 12, "0%"),
        Column(w._("Sensitivity"), lambda line: round(line.result.sensitivity, 4), 12, "0.00"),
        Column(w._("Mean delay"), lambda line: round(line.result.mean_delay, 2), 12, "0.0"),
        Column(w.field("optimistic_days"), lambda line: line.task.optimistic_days, 16),
        Column(w._("Planned working days"), lambda line: line.task.duration_days, 16),
        Column(w.field("pessimistic_days"), lambda line: line.task.pessimistic_days, 16),
        Column(w._("Range used"), lambda line: range_text(line, w), 16),
    ]
