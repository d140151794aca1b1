"""The grid of staffing tasks: change titles, posts, owners, progress and dates in place."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import tasks as commands
from db.commands.tasks import TaskEdit
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people._tasks import StaffingTask
from tracker.calendar import FIRST_DAY, LAST_DAY

EDITABLE = ("title", "post_id", "owner_id", "percent_complete", "actual_start", "actual_finish", "deadline")


def grid(
    tasks: Sequence[StaffingTask], posts: Mapping[int, str], owners: Mapping[int, str], *, editable: bool
) -> None:
    """Draw the grid; "Save changes" stores all edited rows together, or none.

    Without `owners` (no right to see names) the owner's column is left out.
    """
    w, frame = words(), context()
    if not tasks:
        return
    data = pd.DataFrame(
        {
            "title": [task.row.title for task in tasks],
            "state": [w.label(task.state) for task in tasks],
            "post_id": pd.Series([task.row.post_id for task in tasks], dtype="Int64"),
            "owner_id": pd.Series([task.row.owner_id for task in tasks], dtype="Int64"),
            "start": [task.row.start for task in tasks],
            "finish": [task.row.finish for task in tasks],
            "percent_complete": [task.row.percent_complete for task in tasks],
            "actual_start": pd.Series([task.row.actual_start for task in tasks], dtype="object"),
            "actual_finish": pd.Series([task.row.actual_finish for task in tasks], dtype="object"),
            "deadline": pd.Series([task.row.deadline for task in tasks], dtype="object"),
        }
    )
    shown = [name for name in data.columns if name != "owner_id" or owners]
    # Edits are kept by row number, so other rows (another filter, a newer state) must be another grid.
    key = f"staffing_grid_{frame.revisions.get('plan', 0)}_{hash(tuple(task.row.id for task in tasks))}"
    st.data_editor(
        data,
        column_order=shown,
        column_config=_columns(posts, owners),
        disabled=["state", "start", "finish"] if editable else True,
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
    if name in {"post_id", "owner_id"}:
        return None if value is None else int(value)
    if name in {"actual_start", "actual_finish", "deadline"}:
        return dt.date.fromisoformat(value[:10]) if value else None
    if name == "percent_complete":
        return int(value or 0)
    return value or ""


def _columns(posts: Mapping[int, str], owners: Mapping[int, str]) -> dict[str, Any]:
    w = words()
    number, select, text = (
        st.column_config.NumberColumn,
        st.column_config.SelectboxColumn,
        st.column_config.TextColumn,
    )
    return {
        "title": text(w._("Task"), width="large", required=True, max_chars=200),
        "state": text(w._("State")),
        "post_id": select(w._("Post"), options=list(posts), format_func=lambda id_: posts.get(int(id_), "")),
        "owner_id": select(
            w._("Owner"), options=list(owners), format_func=lambda id_: owners.get(int(id_), "")
        ),
        "start": _day(w._("Start")),
        "finish": _day(w._("Finish")),
        "percent_complete": number(w._("Done (%)"), min_value=0, max_value=100, step=5),
        "actual_start": _day(w._("Started on")),
        "actual_finish": _day(w._("Finished on")),
        "deadline": _day(w._("Deadline")),
    }


def _day(label: str) -> Any:
    return st.column_config.DateColumn(label, format="YYYY-MM-DD", min_value=FIRST_DAY, max_value=LAST_DAY)
