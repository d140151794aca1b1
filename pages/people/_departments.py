"""Departments: add, rename, archive, restore."""

from typing import Any

import streamlit as st

from db.commands import posts as commands
from db.queries.people import Staffing
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people._fields import field_names
from pages.people._new import add_department_dialog


def departments_panel(board: Staffing) -> None:
    """Draw the departments' own section, closed until somebody opens it."""
    w, frame = words(), context()
    shown = st.expander(w._("Departments"), key="departments_open", on_change="rerun")
    if not shown.open:
        return
    with shown:
        if st.button(w._("Add a department"), key="department_add", icon=":material/add:"):
            add_department_dialog()
        row = st.selectbox(
            w._("Department"),
            board.departments,
            format_func=lambda each: w._("{name} (archived)", name=each.name) if each.archived else each.name,
            key="department_chosen",
        )
        row = as_seen(row)
        target: dict[str, Any] = {"project_id": frame.project_id, "department_id": row.id}
        name = st.text_input(
            w._("Name"), row.name, max_chars=commands.LONGEST_NAME, key=f"department_{row.id}_{row.version}"
        )
        form_is_open()
        with st.container(horizontal=True):
            save = st.button(w._("Save the name"), key="department_save")
            aside = st.button(
                w._("Restore the department") if row.archived else w._("Archive the department"),
                key="department_aside",
            )
        if save and run(
            commands.update_department,
            **target,
            expected_version=row.version,
            original={"name": row.name},
            changes={"name": name},
            done=w._("Department saved"),
            names=field_names(),
        ):
            st.rerun()
        switch = commands.restore_department if row.archived else commands.archive_department
        done = w._("Department restored") if row.archived else w._("Department archived")
        if aside and run(switch, **target, done=done):
            st.rerun()
