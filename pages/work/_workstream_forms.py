"""The workstreams of the indicators page: added, renamed, put aside with their indicators, brought back."""

from typing import Any

import streamlit as st

from db.commands import workstreams as commands
from db.queries.workstreams import Work, WorkstreamRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.work._event_aside import put_aside


def workstream_forms(board: Work) -> None:
    """Draw the workstreams with their forms, closed until somebody opens them."""
    w = words()
    shown = st.expander(w._("Workstreams"), key="stream_list", on_change="rerun")
    if not shown.open:
        return
    form_is_open()
    with shown:
        for row in board.workstreams:
            if row.archived:
                put_aside(
                    row.name,
                    f"stream_restore_{row.id}",
                    commands.restore_workstream,
                    w._("Workstream restored"),
                    workstream_id=row.id,
                )
            else:
                _one(row)
        _new()


def _one(row: WorkstreamRow) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"stream_{row.id}_row"):
        with st.container(width="stretch", gap=None):
            st.markdown(plain(row.name))
            if row.description:
                st.caption(plain(row.description))
        opened = st.popover(w._("Change"), key=f"stream_{row.id}", on_change="rerun", type="tertiary")
    if opened.open:
        with opened:
            _change(row)


def _change(row: WorkstreamRow) -> None:
    w = words()
    row = as_seen(row)
    target: dict[str, Any] = {"project_id": context().project_id, "workstream_id": row.id}
    key = f"stream_{row.id}_{row.version}"
    with st.form(key, border=False):
        values = _fields(row, key)
        submitted = st.form_submit_button(w._("Save the workstream"), key=f"{key}_save")
    if submitted and run(
        commands.update_workstream,
        **target,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=w._("Workstream saved"),
        names={"name": w._("Name of the workstream"), "description": w._p("workstream", "What it is about")},
    ):
        st.rerun()
    st.caption(w._("With a workstream its indicators are put aside; reports no longer name it."))
    if st.button(w._("Archive the workstream"), key=f"{key}_aside", type="tertiary") and run(
        commands.archive_workstream, **target, done=w._("Workstream archived")
    ):
        st.rerun()


def _new() -> None:
    w = words()
    with st.form("stream_new", border=False, clear_on_submit=False):
        values = _fields(None, "stream_new")
        submitted = st.form_submit_button(w._("Add the workstream"), key="stream_new_save")
    if submitted and run(
        commands.create_workstream, project_id=context().project_id, **values, done=w._("Workstream added")
    ):
        for name in values:  # a form that clears itself would lose what was refused
            del st.session_state[f"stream_new_{name}"]
        st.rerun()


def _fields(row: WorkstreamRow | None, key: str) -> dict[str, Any]:
    w = words()
    return {
        "name": st.text_input(
            w._("Name of the workstream"),
            row.name if row else "",
            max_chars=commands.LONGEST_NAME,
            key=f"{key}_name",
        ),
        "description": st.text_input(
            w._p("workstream", "What it is about"),
            row.description if row else "",
            max_chars=commands.LONGEST_TEXT,
            key=f"{key}_description",
        ),
    }
