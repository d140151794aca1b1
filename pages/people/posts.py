"""Posts approved, filled and missing, by department: today and on opening day."""

import streamlit as st

from pages._kit import detail, filters
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.people import _department_readiness, _export_all
from pages.people._departments import departments_panel
from pages.people._establishment import establishment, snapshot
from pages.people._new import add_department_dialog, add_post_dialog
from pages.people._norms import norms_section
from pages.people._post import post_panel
from pages.people._post_filters import post_filters
from pages.people._post_import import post_import
from pages.people._post_list import planned_list, post_list
from pages.people._post_tables import export_columns
from pages.people._staffing import state_sentence
from pages.people._surplus import warn_of_surplus
from tracker.permissions import Action

w = words()
frame = context()
opening_on = frame.project.opening_on
board = snapshot(opening_on)
may_edit = frame.may(Action.EDIT_PEOPLE)

action = page_head(w._("Posts"), state_sentence(w, board))
if (
    may_edit
    and board.departments
    and action.button(w._("Add a post"), type="primary", icon=":material/add:", key="post_add")
):
    add_post_dialog(board)
if not board.departments:
    st.info(
        w._(
            "Here stand the posts that the establishment grants, who is in them, and what is missing on "
            "opening day. Begin with the departments of the library."
        ),
        icon=":material/groups:",
    )
    if may_edit and st.button(w._("Add a department"), type="primary", key="department_first"):
        add_department_dialog()
    if may_edit and st.toggle(w._("Import posts"), key="posts_importing"):
        post_import(board)
    st.stop()

warn_of_surplus(board)
establishment(board)
st.subheader(w._("Posts"), anchor=False)
listed = post_filters(board)
scope, shown = listed.scope, listed.shown
filters.shown_count(len(shown), len(scope))
if shown:
    post_list(shown, with_archived=listed.with_archived)
with st.container(horizontal=True, vertical_alignment="center"):
    export_button(w._("Posts"), export_columns(w, frame.today), shown, key="post_export")
    importing = may_edit and st.toggle(w._("Import posts"), key="posts_importing")
if importing:
    post_import(board)

asked = detail.asked("post")
chosen = next((row for row in board.posts if row.id == asked), None)
if chosen is not None:
    post_panel(chosen, board)
else:
    st.caption(w._("Select a post to change it, and to record who is there or when somebody arrives."))
planned_list()
_department_readiness.show()
norms_section(board)
_export_all.show()
if may_edit:
    departments_panel(board)
