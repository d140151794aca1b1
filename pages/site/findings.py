"""Findings: what is to be put right, who must act, until when, and what it holds up."""

import streamlit as st

from pages._kit.context import context
from pages._kit.detail import asked, close_panel
from pages._kit.head import page_head
from pages._kit.language import words
from pages.site import _finding_reads
from pages.site._finding import finding_panel
from pages.site._finding_filters import filter_row
from pages.site._finding_list import contractor_list_menu
from pages.site._findings_board import findings_board
from pages.site._findings_charts import findings_charts
from pages.site._findings_table import findings_table
from pages.site._new_finding import open_new_finding
from pages.site._organisations import organisations_section
from tracker.permissions import Action

w = words()
frame = context()

# Query.
counts = _finding_reads.counts()

# Head.
if not counts.pending:
    state = w._("No finding is open")
else:
    state = w.listed(
        [
            w._n("{n} finding blocks acceptance", "{n} findings block acceptance", counts.blocking),
            w._n("{n} is open", "{n} are open", counts.pending),
            w._n("{n} is overdue", "{n} are overdue", counts.overdue),
        ]
    )
action = page_head(w._("Findings"), state if counts.total else "")
if counts.pending:
    with action:
        contractor_list_menu()
if frame.may(Action.HOLD_ROUNDS) and action.button(
    w._("New finding"), type="primary", icon=":material/add:", key="new_finding"
):
    open_new_finding()

if not counts.total:
    st.info(
        w._(
            "A finding is something to put right in the building. Raise one here or during a round: "
            "its due day follows from how bad it is."
        ),
        icon=":material/report:",
    )

# Ask and render.
if counts.total or counts.archived:
    views = {"table": w._("Table"), "board": w._("Board"), "charts": w._("Charts")}
    view = st.segmented_control(
        w._("View"),
        list(views),
        default="table",
        required=True,
        format_func=views.__getitem__,
        key="finding_view",
        bind="query-params",
        label_visibility="collapsed",
    )
    if view == "charts":
        findings_charts()
    elif view == "board":
        findings_board(filter_row())
    else:
        findings_table(filter_row())

organisations_section()

opened_id = asked("finding")
if opened_id is not None:
    opened = _finding_reads.finding(opened_id)
    if opened is None:
        close_panel("finding")
        st.warning(w._("There is no finding with this address in this project."))
    else:
        finding_panel(opened)
