"""What can be done with the ticked rows of the task grid: levels, order, an edit of all of them, putting aside."""

import streamlit as st

from db.commands import task_order as commands
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages.plan._bulk_edit import bulk_panel, open_bulk
from pages.plan._grid import Opened, forget, untick
from tracker.outline import places_of

_HINT = 160
"""Pixels for what stands after the buttons: a fixed place, so that the grid below never moves."""


def draw_tools(grid: Opened) -> None:
    """The buttons for the ticked rows; they stand there always, so that a tick does not push the grid down."""
    w = words()
    ticked = grid.ticked
    waiting = bool(grid.edits) or not ticked
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tasks_tools"):
        pressed = {
            name: st.button(label, key=f"tasks_{name}", disabled=waiting)
            for name, label in (
                ("outdent", w._("Outdent")),
                ("indent", w._("Indent")),
                ("up", w._("Move up")),
                ("down", w._("Move down")),
                ("bulk", w._("Edit together")),
                ("archive", w._("Archive")),
            )
        }
        st.button(w._("Untick all"), key="tasks_untick", type="tertiary", on_click=untick, disabled=waiting)
        st.caption(_hint(grid, len(ticked)), width=_HINT)
    name = next((name for name, is_pressed in pressed.items() if is_pressed), None)
    if name == "bulk":
        open_bulk()
    elif name is not None:
        _carry_out(name, grid)
    if ticked:
        bulk_panel(ticked)


def _hint(grid: Opened, n: int) -> str:
    w = words()
    if not n:
        return w._("Tick rows first.")
    if grid.edits:
        return w._("Save the cells first.")
    return w._n("{n} row ticked", "{n} rows ticked", n)


def _carry_out(name: str, grid: Opened) -> None:
    w, project_id = words(), context().project_id
    ticked = grid.ticked
    n = len(ticked)
    if name == "archive":
        done = run(
            commands.archive_tasks,
            project_id=project_id,
            task_ids=[row.id for row in ticked],
            done=lambda count: w._n("{n} task archived", "{n} tasks archived", count),
        )
        if done:
            untick()
            st.rerun()
        return
    seen = places_of(ticked)
    moved = w._n("{n} row moved", "{n} rows moved", n)
    if name in {"up", "down"}:
        done = run(commands.shift_tasks, project_id=project_id, seen=seen, up=name == "up", done=moved)
    else:
        command = commands.indent_tasks if name == "indent" else commands.outdent_tasks
        done = run(command, project_id=project_id, seen=seen, done=moved)
    if done:
        forget()
        st.rerun()
