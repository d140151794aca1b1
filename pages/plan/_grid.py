"""The editable task grid: what stands in its cells, and what a saved grid asks for.

While cells are edited and not saved, the grid keeps standing on the rows it was opened with (`Opened`), so that
neither a filter nor somebody else's save moves the rows under the edits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from db.commands.tasks import TaskEdit
from pages._kit.grid_days import day_column, typed_day
from pages.plan import _reads as reads
from tracker.errors import Invalid
from tracker.i18n import LANGUAGES, Words
from tracker.link_text import link_text, link_texts, parse_links
from tracker.outline import wbs_numbers
from tracker.plans import DatedTaskRow, outline
from tracker.schedule.model import TaskKind

INDENT = "\u2003"
_OPENED = "tasks_grid_opened"
_BASE = "tasks_grid_base"
TICKED = "tasks_ticked"
"""Session key of the ids of the rows that are ticked, so that they stay ticked when the rows move."""

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
    "links",
)
"""The columns that can be edited in place."""

COMPUTED = ("id", "wbs", "start", "finish", "total_float_days", "late", "plan")
"""The columns that follow from others."""

MAIN = (
    "ticked",
    "open",
    "id",
    "wbs",
    "title",
    "late",
    "owner_id",
    "duration_days",
    "start",
    "finish",
    "percent_complete",
    "total_float_days",
    "links",
)
"""The columns that fit the page side by side."""

REST = ("deadline", "kind", "actual_start", "actual_finish", "plan")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows in reading order with their depth, and the cells that show them."""

    rows: tuple[tuple[DatedTaskRow, int], ...]
    table: pd.DataFrame = field(compare=False)
    links: Mapping[int, str]
    """The text of the links into a task, by id."""
    stamp: int
    """Changes whenever the rows do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet in the grid, and the key of the widget that holds the edits."""

    sheet: Sheet
    key: str
    base: frozenset[int] = frozenset()
    """The rows that were ticked when the grid was opened, by id."""

    @property
    def rows(self) -> tuple[tuple[DatedTaskRow, int], ...]:
        """The rows, with their depth."""
        return self.sheet.rows

    @property
    def edits(self) -> Mapping[int, Mapping[str, Any]]:
        """The edited cells: changed columns by position of the row; a tick is no edit."""
        without = {
            position: {column: value for column, value in cells.items() if column != "ticked"}
            for position, cells in self._touched.items()
        }
        return {position: cells for position, cells in without.items() if cells}

    @property
    def ticked(self) -> list[DatedTaskRow]:
        """The rows that are ticked, in reading order."""
        touched = self._touched
        return [
            row
            for position, (row, _) in enumerate(self.rows)
            if touched.get(position, {}).get("ticked", row.id in self.base)
        ]

    @property
    def _touched(self) -> Mapping[int, Mapping[str, Any]]:
        state = st.session_state.get(self.key) or {}
        return {int(position): cells for position, cells in state.get("edited_rows", {}).items()}

    @property
    def table(self) -> pd.DataFrame:
        """The cells, with the ticks that the grid was opened with."""
        if not self.base:
            return self.sheet.table
        return self.sheet.table.assign(ticked=[row.id in self.base for row, _ in self.rows])


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
    links = link_texts(reads.links())
    return all(
        edit.task_id in now
        and (
            _same_links(links.get(edit.task_id, ""), value, edit.task_id)
            if column == "links"
            else getattr(now[edit.task_id], column) == value
        )
        for edit in task_edits(grid)
        for column, value in edit.changes.items()
    )


def _same_links(stored: str, typed: str, task_id: int) -> bool:
    """Whether what was typed means the links that are stored."""
    titles = {row.id: row.title for row in reads.dated_tasks()}
    try:
        return link_text(parse_links(typed, task_id=task_id, titles=titles)) == stored
    except Invalid:
        return False


def sheet(rows: Sequence[DatedTaskRow], w: Words) -> Sheet:
    """The sheet over `rows`; making its cells is the slow part, so pages keep it."""
    shown = tuple(outline(rows))
    live = {row.id for row in reads.dated_tasks()}
    links = link_texts(link for link in reads.links() if link.predecessor_id in live)
    seen = tuple((row.id, row.version, row.start, row.finish, links.get(row.id)) for row, _ in shown)
    return Sheet(shown, cells(shown, links, w), links, hash(seen))


def opened(asked: Sheet, *, editable: bool) -> Opened:
    """The grid to show: the pending one, else one over the sheet asked for."""
    waiting = pending()
    if waiting is not None:
        return waiting
    key = f"tasks_grid_{asked.stamp}_{st.session_state.get('tasks_grid_turn', 0)}"
    if not editable:
        return Opened(asked, key)
    opened_as, base = st.session_state.get(_BASE, ("", frozenset()))
    if opened_as != key:
        base = frozenset(st.session_state.get(TICKED, ())) & {row.id for row, _ in asked.rows}
        st.session_state[_BASE] = (key, base)
    grid = Opened(asked, key, base)
    st.session_state[_OPENED] = grid
    st.session_state[TICKED] = frozenset(row.id for row in grid.ticked)
    return grid


def forget() -> None:
    """Let the edits go: they are saved, or the person discards them. Ticks stay."""
    st.session_state.pop(_OPENED, None)
    st.session_state["tasks_grid_turn"] = st.session_state.get("tasks_grid_turn", 0) + 1


def untick() -> None:
    """Let the ticks go."""
    st.session_state.pop(TICKED, None)
    forget()


def cells(rows: Sequence[tuple[DatedTaskRow, int]], links: Mapping[int, str], w: Words) -> pd.DataFrame:
    """What the grid shows: one line per task, columns named as in the database."""
    people = reads.people()
    numbers = wbs_numbers(reads.dated_tasks())
    lines = [
        {
            "ticked": False,
            "id": row.id,
            "wbs": numbers.get(row.id, ""),
            "links": links.get(row.id, ""),
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
        "ticked": config.CheckboxColumn(
            " ", help=w._("Tick rows to move or edit them together"), pinned=True, width=34
        ),
        "id": config.NumberColumn(
            w._("No."),
            help=w._("The number of the task, which never changes: “Waits for” names tasks by it"),
            format="%d",
            disabled=True,
            width=44,
        ),
        "wbs": config.TextColumn(
            w._("Outline"), help=w._("Plan and place in its outline"), disabled=True, width=68
        ),
        "links": config.TextColumn(
            w._("Waits for"),
            help=w._(
                "Numbers (No.) of the tasks it waits for: 12 or 12FS starts after 12 has finished, 12SS with it, "
                "12FF ends with it, 12SF ends when 12 starts. +2d waits two working days more, +2ed two calendar "
                "days, -1d overlaps by one. Commas stand between several."
            ),
            width=88,
            max_chars=400,
        ),
        "open": config.ButtonColumn(
            " ", type="tertiary", width=34, pinned=True, on_click=on_open, key="tasks_open"
        ),
        "title": config.TextColumn(names["title"], width=180, required=True, max_chars=200),
        "late": config.TextColumn(w._("State"), disabled=True, width=82),
        "kind": config.SelectboxColumn(
            names["kind"], options=[w.label(kind) for kind in TaskKind], required=True, width=120
        ),
        "owner_id": config.SelectboxColumn(
            names["owner_id"], options=sorted(set(reads.people().values())), width=98
        ),
        "duration_days": config.NumberColumn(
            w._p("column", "Days"), help=names["duration_days"], min_value=0, max_value=2000, step=1, width=72
        ),
        "start": config.DateColumn(w._("Start"), disabled=True, width=88),
        "finish": config.DateColumn(w._("Finish"), disabled=True, width=88),
        "deadline": day_column(names["deadline"], width=102),
        "percent_complete": config.NumberColumn(
            names["percent_complete"], min_value=0, max_value=100, step=5, width=84, format="%d%%"
        ),
        "actual_start": day_column(names["actual_start"], width=125),
        "actual_finish": day_column(names["actual_finish"], width=125),
        "total_float_days": config.NumberColumn(w._("Float"), disabled=True, width=52),
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
        original = {column: getattr(row, column) for column in EDITED if column != "links"}
        original["links"] = grid.sheet.links.get(row.id, "")
        found.append(TaskEdit(row.id, row.version, original, changes))
    return found


def _typed(column: str, value: Any, kinds: dict[str, TaskKind], owners: dict[str, int]) -> Any:
    if column == "title":
        return str(value).strip(f"{INDENT} ")
    if column == "links":
        return str(value or "").strip()
    if column == "kind":
        return kinds[value]
    if column == "owner_id":
        return owners.get(value)
    if column in _DATES:
        return typed_day(value)
    return int(value or 0)
