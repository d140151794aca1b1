"""The editable task grid: what stands in its cells, and what a saved grid asks for.

While cells are edited and not saved, the grid keeps standing on the rows it was opened with (`Opened`), so that
neither a filter nor somebody else's save moves the rows under the edits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from db.commands.tasks import TaskEdit
from pages.plan import _reads as reads
from tracker.i18n import LANGUAGES, Words
from tracker.plans import DatedTaskRow, outline
from tracker.schedule.model import TaskKind

INDENT = "\u2003"
_OPENED = "tasks_grid_opened"
_DATES = {"deadline", "actual_start", "actual_finish"}
EDITED = (
    "title",
    "kind",
    "owner_id",
    "duration_days",
    "deadline",
    "percent_complete",
    "actual_start",
    "actual_finish",
)
"""The columns that can be edited in place."""

MAIN = (
    "open",
    "title",
    "late",
    "owner_id",
    "duration_days",
    "start",
    "finish",
    "deadline",
    "percent_complete",
    "total_float_days",
)
"""The columns that fit the page side by side."""

REST = ("kind", "actual_start", "actual_finish", "plan")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows in reading order with their depth, and the cells that show them."""

    rows: tuple[tuple[DatedTaskRow, int], ...]
    table: pd.DataFrame = field(compare=False)
    stamp: int
    """Changes whenever the rows do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet in the grid, and the key of the widget that holds the edits."""

    sheet: Sheet
    key: str

    @property
    def rows(self) -> tuple[tuple[DatedTaskRow, int], ...]:
        """The rows, with their depth."""
        return self.sheet.rows

    @property
    def edits(self) -> Mapping[int, Mapping[str, Any]]:
        """The edited cells: changed columns by position of the row."""
        state = st.session_state.get(self.key) or {}
        edited: Mapping[int, Mapping[str, Any]] = state.get("edited_rows", {})
        return edited


def pending() -> Opened | None:
    """The grid whose cells are edited and not saved yet."""
    opened: Opened | None = st.session_state.get(_OPENED)
    if opened is None or not opened.edits:
        return None
    if _is_stored(opened):
        forget()
        return None
    return opened


def _is_stored(grid: Opened) -> bool:
    """Whether every edited cell has its value by now: it was saved over another edit, above the page."""
    now = {row.id: row for row in reads.dated_tasks()}
    return all(
        edit.task_id in now and getattr(now[edit.task_id], column) == value
        for edit in task_edits(grid)
        for column, value in edit.changes.items()
    )


def sheet(rows: Sequence[DatedTaskRow], w: Words) -> Sheet:
    """The sheet over `rows`; making its cells is the slow part, so pages keep it."""
    shown = tuple(outline(rows))
    stamp = hash(tuple((row.id, row.version, row.start, row.finish) for row, _ in shown))
    return Sheet(shown, cells(shown, w), stamp)


def opened(asked: Sheet, *, editable: bool) -> Opened:
    """The grid to show: the pending one, else one over the sheet asked for."""
    waiting = pending()
    if waiting is not None:
        return waiting
    grid = Opened(asked, f"tasks_grid_{asked.stamp}_{st.session_state.get('tasks_grid_turn', 0)}")
    if editable:
        st.session_state[_OPENED] = grid
    return grid


def forget() -> None:
    """Let the edits go: they are saved, or the person discards them."""
    st.session_state.pop(_OPENED, None)
    st.session_state["tasks_grid_turn"] = st.session_state.get("tasks_grid_turn", 0) + 1


def cells(rows: Sequence[tuple[DatedTaskRow, int]], w: Words) -> pd.DataFrame:
    """What the grid shows: one line per task, columns named as in the database."""
    people = reads.people()
    lines = [
        {
            "open": ":material/open_in_new:",
            "title": INDENT * depth + row.title,
            "late": lateness(row, w),
            "kind": w.label(row.kind),
            "owner_id": people.get(row.owner_id) if row.owner_id else None,
            "duration_days": None if row.kind is TaskKind.SUMMARY else row.duration_days,
            "start": row.start,
            "finish": row.finish,
            "deadline": row.deadline,
            "percent_complete": row.percent_complete,
            "actual_start": row.actual_start,
            "actual_finish": row.actual_finish,
            "total_float_days": None if row.is_done else row.total_float_days,
            "plan": row.plan_title,
        }
        for row, depth in rows
    ]
    table = pd.DataFrame(lines, columns=[*MAIN, *REST])
    for column in ("duration_days", "percent_complete", "total_float_days"):
        table[column] = table[column].astype("Int64")
    return table


def lateness(row: DatedTaskRow, w: Words) -> str:
    """How late a task is, or that it is critical or done: the word beside the colour."""
    if row.is_done:
        return w._("done")
    if row.is_late:
        return w._n("! {n} day", "! {n} days", row.days_late)
    return w._("critical") if row.critical else ""


def columns(w: Words, on_open: Any) -> dict[str, Any]:
    """How the columns look; computed ones cannot be edited."""
    names = {column: w.field(column) for column in EDITED}
    config = st.column_config
    return {
        "open": config.ButtonColumn(
            " ", type="tertiary", width=40, pinned=True, on_click=on_open, key="tasks_open"
        ),
        "title": config.TextColumn(names["title"], width=240, required=True, max_chars=200),
        "late": config.TextColumn(w._("State"), disabled=True, width=85),
        "kind": config.SelectboxColumn(
            names["kind"], options=[w.label(kind) for kind in TaskKind], required=True, width=120
        ),
        "owner_id": config.SelectboxColumn(
            names["owner_id"], options=sorted(set(reads.people().values())), width=112
        ),
        "duration_days": config.NumberColumn(
            w._p("column", "Days"), help=names["duration_days"], min_value=0, max_value=2000, step=1, width=80
        ),
        "start": config.DateColumn(w._("Start"), disabled=True, width=92),
        "finish": config.DateColumn(w._("Finish"), disabled=True, width=92),
        "deadline": config.DateColumn(names["deadline"], width=102),
        "percent_complete": config.NumberColumn(
            names["percent_complete"], min_value=0, max_value=100, step=5, width=92, format="%d%%"
        ),
        "actual_start": config.DateColumn(names["actual_start"], width=125),
        "actual_finish": config.DateColumn(names["actual_finish"], width=125),
        "total_float_days": config.NumberColumn(w._("Float"), disabled=True, width=62),
        "plan": config.TextColumn(w._("Plan"), disabled=True, width=180),
    }


def task_edits(grid: Opened) -> list[TaskEdit]:
    """The edits of the grid, as `update_tasks` takes them."""
    # A grid with edits keeps the language it was opened in.
    kinds = {Words.of(language).label(kind): kind for language in LANGUAGES for kind in TaskKind}
    owners = {name: id_ for id_, name in reads.people().items()}
    found = []
    for position, changed in grid.edits.items():
        row = grid.rows[int(position)][0]
        changes = {
            column: _typed(column, value, kinds, owners)
            for column, value in changed.items()
            if column in EDITED
            and not (row.kind is TaskKind.SUMMARY and column in {"percent_complete", "duration_days"})
        }
        original = {column: getattr(row, column) for column in EDITED}
        found.append(TaskEdit(row.id, row.version, original, changes))
    return found


def _typed(column: str, value: Any, kinds: dict[str, TaskKind], owners: dict[str, int]) -> Any:
    if column == "title":
        return str(value).strip(f"{INDENT} ")
    if column == "kind":
        return kinds[value]
    if column == "owner_id":
        return owners.get(value)
    if column in _DATES:
        return date.fromisoformat(str(value)[:10]) if value else None
    return int(value or 0)
