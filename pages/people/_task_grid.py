"""The grid of staffing tasks: change titles, what they serve, owners, progress and dates in place."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import tasks as commands
from db.commands.tasks import TaskEdit
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.grid_days import day_column, typed_day
from pages._kit.language import words
from pages.people._tasks import LINKS, StaffingTask
from tracker.i18n import Words

EDITABLE = (
    "title",
    *LINKS,
    "owner_id",
    "percent_complete",
    "actual_start",
    "actual_finish",
    "deadline",
)
_DAYS = frozenset({"actual_start", "actual_finish", "deadline"})
COMPUTED = ("plan_title", "state", "days_late", "start", "finish")
STAFFING = (
    "title",
    "state",
    *LINKS,
    "owner_id",
    "start",
    "finish",
    "percent_complete",
    "actual_start",
    "actual_finish",
    "deadline",
)
"""The columns of the page's table."""

MINE = (
    "title",
    "percent_complete",
    "finish",
    "days_late",
    "deadline",
    "actual_start",
    "actual_finish",
    "state",
    "plan_title",
)
"""The columns of one person's tasks: what marks progress and when they are due, first what a phone has room for."""


def grid(
    tasks: Sequence[StaffingTask],
    names: Mapping[str, Mapping[int, str]],
    owners: Mapping[int, str],
    *,
    shown: Sequence[str] = STAFFING,
    editable: bool,
) -> None:
    """Draw the grid with the columns `shown`; "Save changes" stores all edited rows together, or none.

    `names` holds what a task may serve, by the column of `LINKS`. Without `owners` (no right to see names) the
    owner's column is left out, and so is what no task could be tied to.
    """
    w, frame = words(), context()
    if not tasks:
        return
    # Edits are kept by row number, so other rows (another filter, a newer state) must be another grid.
    key = f"staffing_grid_{frame.revisions.get('plan', 0)}_{hash(tuple(task.row.id for task in tasks))}"
    st.data_editor(
        pd.DataFrame({name: _cells(name, tasks, w) for name in shown}),
        column_order=[
            name
            for name in shown
            if (name != "owner_id" or owners) and (name not in LINKS or names.get(name) or name == "post_id")
        ],
        column_config=_columns(_with_current(names, tasks), owners),
        disabled=list(COMPUTED) if editable else True,
        hide_index=True,
        placeholder="",
        key=key,
        alt=w._("Staffing tasks, one row each"),
    )
    edits = _edits(tasks, st.session_state[key]["edited_rows"]) if editable else []
    if edits:
        form_is_open()
    if editable and st.button(w._("Save changes"), key="staffing_save", disabled=not edits) and _save(edits):
        st.rerun()


def _cells(name: str, tasks: Sequence[StaffingTask], w: Words) -> Any:
    """A column of the grid."""
    if name == "state":
        return [w.label(task.state) for task in tasks]
    values = [getattr(task.row, name) for task in tasks]
    if name in {*LINKS, "owner_id"}:
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype="object") if name in _DAYS else values


def _with_current(
    names: Mapping[str, Mapping[int, str]], tasks: Sequence[StaffingTask]
) -> dict[str, dict[int, str]]:
    """What may be chosen, and what the tasks point to already, though it may be archived."""
    choices = {column: dict(names.get(column, {})) for column in LINKS}
    for task in tasks:
        for column, name in zip(LINKS, (task.post, task.round, task.course), strict=True):
            id_ = getattr(task.row, column)
            if id_ is not None:
                choices[column].setdefault(id_, name)
    return choices


def _save(edits: list[TaskEdit]) -> bool:
    """One row is saved as an edit that can be merged by hand; several are stored together."""
    w, frame = words(), context()
    done = w._n("{n} task saved", "{n} tasks saved", len(edits))
    if len(edits) > 1:
        return run(commands.update_tasks, project_id=frame.project_id, edits=edits, done=done)
    edit = edits[0]
    return run(
        commands.update_task,
        project_id=frame.project_id,
        task_id=edit.task_id,
        expected_version=edit.expected_version,
        original=edit.original,
        changes=edit.changes,
        done=done,
        names={
            "title": w._("Task"),
            "post_id": w._("Post"),
            "round_id": w._("Recruitment round"),
            "course_id": w._("Course"),
            "owner_id": w._("Owner"),
            "percent_complete": w._("Done (%)"),
            "actual_start": w._("Started on"),
            "actual_finish": w._("Finished on"),
            "deadline": w._("Deadline"),
        },
    )


def _edits(tasks: Sequence[StaffingTask], edited: Mapping[int, Mapping[str, Any]]) -> list[TaskEdit]:
    """What the grid holds as edits by task, with texts back to dates."""
    found = []
    for index, cells in edited.items():
        row = tasks[int(index)].row
        changes = {name: _value(name, value) for name, value in cells.items() if name in EDITABLE}
        if changes:
            original = {name: getattr(row, name) for name in changes}
            found.append(TaskEdit(row.id, row.version, original, changes))
    return found


def _value(name: str, value: Any) -> Any:
    if name in {*LINKS, "owner_id"}:
        return None if value is None else int(value)
    if name in _DAYS:
        return typed_day(value)
    if name == "percent_complete":
        return int(value or 0)
    return value or ""


def _columns(names: Mapping[str, Mapping[int, str]], owners: Mapping[int, str]) -> dict[str, Any]:
    w = words()
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "title": text(w._("Task"), width="medium", required=True, max_chars=200),
        "plan_title": text(w._("Plan")),
        "state": text(w._("State")),
        "days_late": number(w._("Working days late")),
        "post_id": _select(w._("Post"), names["post_id"]),
        "round_id": _select(w._("Recruitment round"), names["round_id"]),
        "course_id": _select(w._("Course"), names["course_id"]),
        "owner_id": _select(w._("Owner"), owners),
        "start": _day(w._("Start")),
        "finish": _day(w._("Finish")),
        "percent_complete": number(w._("Done (%)"), min_value=0, max_value=100, step=5),
        "actual_start": _day(w._("Started on")),
        "actual_finish": _day(w._("Finished on")),
        "deadline": _day(w._("Deadline")),
    }


def _select(label: str, options: Mapping[int, str]) -> Any:
    return st.column_config.SelectboxColumn(
        label, options=list(options), format_func=lambda id_: options.get(int(id_), "")
    )


def _day(label: str) -> Any:
    return day_column(label, format="YYYY-MM-DD")
