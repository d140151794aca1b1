"""The panel of one task, at `?task=12`: its dates, what a change would do, its fields, links and history."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from db.commands import tasks as commands
from pages._kit.context import context
from pages._kit.detail import asked, close_panel
from pages._kit.feedback import a_form_is_open, form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._history import draw_history
from pages.plan._preview import draw_preview, forget_preview
from pages.plan._task_form import task_form
from pages.plan._task_links import draw_links
from tracker.permissions import Action
from tracker.plans import DatedTaskRow

PARAMETER = "task"
_SEEN = "task_panel_seen"


def task_panel() -> None:
    """Open the panel of the task in the address; call it at the end of the page."""
    task_id = asked(PARAMETER)
    if task_id is None:
        st.session_state.pop(_SEEN, None)
        return
    if a_form_is_open():  # before any panel is drawn: two edits met, and the choice stands above the page
        _close()
        return
    row = next((row for row in reads.dated_tasks() if row.id == task_id), None)
    if row is None:
        _close()
        st.warning(
            words()._("This task is not here any more; it may be archived."), icon=":material/inventory_2:"
        )
        return
    st.dialog(plain(row.title), width="medium", position="right", on_dismiss=_close)(_panel)(row)


def _close() -> None:
    close_panel(PARAMETER)
    st.session_state.pop(_SEEN, None)
    forget_preview()


def _panel(row: DatedTaskRow) -> None:
    w = words()
    st.markdown(_dates_sentence(row))
    last: list[Callable[[], None]] = []
    stored = draw_preview(row, last)
    if stored is not None:
        # the open form takes these over; what else was typed into it stays
        st.session_state[_SEEN] = replace(_as_opened(row), **stored)
        st.rerun()
    if context().may(Action.EDIT_PLANS):
        form_is_open()
        _edit(_as_opened(row))
    elif row.notes:
        st.markdown(plain(row.notes))
    links = st.expander(w._("Links"), key="task_panel_links", on_change="rerun", icon=":material/link:")
    if links.open:
        with links:
            draw_links(row)
    past = st.expander(w._("History"), key="task_panel_history", on_change="rerun", icon=":material/history:")
    if past.open:
        with past:
            draw_history(reads.history("task", row.id))
    if context().may(Action.EDIT_PLANS) and st.button(
        w._("Archive this task"), key="task_panel_archive", icon=":material/archive:", type="tertiary"
    ):
        done = w._("“{title}” archived", title=row.title)
        if run(commands.archive_task, project_id=context().project_id, task_id=row.id, done=done):
            _close()
            st.rerun()
    for draw in last:
        draw()


def _as_opened(row: DatedTaskRow) -> DatedTaskRow:
    """The task as the person saw it first: what a save is compared with, however often the page reran since."""
    seen: DatedTaskRow | None = st.session_state.get(_SEEN)
    if seen is None or seen.id != row.id:
        seen = st.session_state[_SEEN] = row
    return seen


def _edit(seen: DatedTaskRow) -> None:
    w = words()
    typed = task_form(seen)
    if typed is None:
        return
    changes = {field: value for field, value in typed.items() if value != getattr(seen, field)}
    original: dict[str, Any] = {field: getattr(seen, field) for field in typed}
    saved = run(
        commands.update_task,
        project_id=context().project_id,
        task_id=seen.id,
        expected_version=seen.version,
        original=original,
        changes=changes,
        done=w._("“{title}” saved", title=typed["title"]),
    )
    if saved:
        _close()
        st.rerun()


def _dates_sentence(row: DatedTaskRow) -> str:
    """What the schedule says about the task, in a line."""
    w, today = words(), context().today
    parts = [f"{w.date(row.start, today=today)} – {w.date(row.finish, today=today)}", plain(row.plan_title)]
    if row.is_done:
        parts.append(w._("done"))
    elif row.is_late:
        late = w._n("late by {n} working day", "late by {n} working days", row.days_late)
        parts.append(f":material/priority_high: **{late}**")
    else:
        parts.append(w._("float {days}", days=w.working_days(row.total_float_days)))
    if row.critical and not row.is_done:
        parts.append(w._("critical"))
    if row.provisional:
        parts.append(w._("provisional: holidays of that year are not announced"))
    return " · ".join(parts)
