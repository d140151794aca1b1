"""The forms that create a department and a post."""

import streamlit as st

from db.commands import posts as commands
from db.queries.people import Staffing
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people._fields import post_fields


def add_department_dialog() -> None:
    """Open the form for a department."""
    w = words()

    @st.dialog(w._("Add a department"))
    def form() -> None:
        with st.form("department_new", border=False):
            name = st.text_input(w._("Name"), max_chars=commands.LONGEST_NAME, key="department_new_name")
            submitted = st.form_submit_button(w._("Add the department"), type="primary")
        if submitted and run(
            commands.create_department,
            project_id=context().project_id,
            name=name,
            done=w._("Department added"),
        ):
            st.rerun()

    form_is_open()
    form()


def add_post_dialog(board: Staffing) -> None:
    """Open the form for a post."""
    w = words()

    @st.dialog(w._("Add a post"))
    def form() -> None:
        with st.form("post_new", border=False):
            values = post_fields(board, key="post_new")
            submitted = st.form_submit_button(w._("Add the post"), type="primary")
        if submitted and run(
            commands.create_post, project_id=context().project_id, **values, done=w._("Post added")
        ):
            st.rerun()

    form_is_open()
    form()
