"""One edit for several tasks: what is chosen here is stored in all of them, in one transaction, or in none."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from db.commands import tasks as commands
from db.commands.tasks import TaskEdit
from pages._kit.context import context
from pages._kit.feedback import a_form_is_open, form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._grid import forget
from tracker.plans import DatedTaskRow
from tracker.schedule.model import Constraint, TaskKind

_OPEN = "tasks_bulk_open"
_FREE = {Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE}
_NAMED = 5
"""So many titles stand in the panel before "and n more"."""


def open_bulk() -> None:
    """Ask for the panel."""
    st.session_state[_OPEN] = True


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def bulk_panel(rows: Sequence[DatedTaskRow]) -> None:
    """The panel over the ticked rows, while it is asked for; two edits that met come first."""
    if not st.session_state.get(_OPEN):
        return
    if a_form_is_open():
        _close()
        return
    w = words()
    title = w._n("Edit {n} task", "Edit {n} tasks together", len(rows))
    st.dialog(title, width="medium", position="right", on_dismiss=_close)(_panel)(tuple(rows))


def _panel(rows: Sequence[DatedTaskRow]) -> None:
    w = words()
    form_is_open()
    named = w.listed([plain(row.title) for row in rows[:_NAMED]])
    rest = len(rows) - _NAMED
    st.markdown(
        named if rest <= 0 else w._n("{titles} and {n} more", "{titles} and {n} more", rest, titles=named)
    )
    names = {field: w.field(field) for field in _FIELDS}
    chosen = st.pills(
        w._("What to change"),
        list(names),
        selection_mode="multi",
        format_func=names.__getitem__,
        key="tasks_bulk_fields",
    )
    changes: dict[str, Any] = {}
    for field, ask in _FIELDS.items():
        if field in chosen:
            changes |= ask()
    if "percent_complete" in changes and any(row.kind is TaskKind.SUMMARY for row in rows):
        st.caption(w._("A heading has no percentage of its own: that of its tasks counts."))
    saving = st.button(
        w._n("Save in {n} task", "Save in {n} tasks", len(rows)),
        type="primary",
        key="tasks_bulk_save",
        icon=":material/save:",
        disabled=not changes,
    )
    if not saving:
        return
    edits = [edit for row in rows if (edit := _edit(row, changes)) is not None]
    done = w._n("{n} task saved", "{n} tasks saved", len(edits))
    titles = {row.id: row.title for row in rows}
    if run(commands.update_tasks, project_id=context().project_id, edits=edits, done=done, records=titles):
        _close()
        forget()
        st.rerun()


def _edit(row: DatedTaskRow, changes: dict[str, Any]) -> TaskEdit | None:
    """The changes that a row can take; None where there is none."""
    own = {
        field: value
        for field, value in changes.items()
        if not (field == "percent_complete" and row.kind is TaskKind.SUMMARY)
    }
    original = {field: getattr(row, field) for field in own}
    return TaskEdit(row.id, row.version, original, own) if own else None


def _owner() -> dict[str, Any]:
    w, people = words(), reads.people()
    owner = st.selectbox(
        w.field("owner_id"),
        list(people),
        index=None,
        format_func=people.__getitem__,
        placeholder=w._("Nobody yet"),
        key="tasks_bulk_owner",
    )
    return {"owner_id": owner}


def _zone() -> dict[str, Any]:
    w, zones = words(), reads.zones()
    zone = st.selectbox(
        w.field("zone_id"),
        list(zones),
        index=None,
        format_func=zones.__getitem__,
        placeholder=w._("None"),
        key="tasks_bulk_zone",
    )
    return {"zone_id": zone}


def _percent() -> dict[str, Any]:
    percent = st.number_input(
        words().field("percent_complete"), min_value=0, max_value=100, step=5, key="tasks_bulk_percent"
    )
    return {"percent_complete": int(percent)}


def _constraint() -> dict[str, Any]:
    w = words()
    rule = st.selectbox(
        w.field("constraint"), list(Constraint), format_func=w.label, key="tasks_bulk_constraint"
    )
    if rule in _FREE:
        return {"constraint": rule, "constraint_date": None}
    day = st.date_input(
        w.field("constraint_date"), value=None, key="tasks_bulk_constraint_date", format="YYYY-MM-DD"
    )
    return {"constraint": rule, "constraint_date": day}


def _deadline() -> dict[str, Any]:
    day = st.date_input(words().field("deadline"), value=None, key="tasks_bulk_deadline", format="YYYY-MM-DD")
    return {"deadline": day}


_FIELDS: dict[str, Callable[[], dict[str, Any]]] = {
    "owner_id": _owner,
    "constraint": _constraint,
    "deadline": _deadline,
    "percent_complete": _percent,
    "zone_id": _zone,
}
"""What can be edited together, and the input of each."""
