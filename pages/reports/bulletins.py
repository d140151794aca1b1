"""The information bulletin: issues written, numbered and sent out."""

import pandas as pd
import streamlit as st

from pages._kit import detail, filters
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.reports import _reads
from pages.reports._bulletin import bulletin_panel, new_bulletin, number_of
from tracker.exports.table import Column
from tracker.permissions import Action
from tracker.vocabulary import IssueStatus

w = words()
frame = context()
rows = _reads.bulletin_rows()
issued = [row for row in rows if row.status is IssueStatus.ISSUED and row.year == frame.today.year]
action = page_head(
    w._("Bulletins"), w._n("{n} issue this year", "{n} issues this year", len(issued)) if rows else ""
)
if frame.may(Action.EDIT_WORK):
    if action.button(w._("Write a bulletin"), type="primary", icon=":material/add:", key="bulletin_add"):
        detail.open_panel("new_bulletin", 1)
    if detail.asked("new_bulletin") is not None:
        new_bulletin()
if not rows:
    st.info(
        w._(
            "Short issues for the leaders: written here, numbered through the year and frozen when they are issued, "
            "with the offices that they go to."
        ),
        icon=":material/newspaper:",
    )
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = st.text_input(w._("Find a bulletin"), key="bulletin_q", bind="query-params", width=240)
    with_archived = st.toggle(w._("Show archived"), key="bulletin_archived", bind="query-params")
    filters.clear_all(["bulletin_q"])
scope = [row for row in rows if with_archived or not row.archived]
shown = [row for row in scope if search.lower() in row.title.lower()]
filters.shown_count(len(shown), len(scope))
if shown:
    chooser(
        pd.DataFrame(
            [
                {
                    w._p("bulletin", "Issue"): number_of(w, row),
                    w._("Title"): row.title,
                    w._p("bulletin", "Issued on"): w.date(row.issued_on, today=frame.today)
                    if row.issued_on
                    else "",
                    w._("Recipients"): w.listed(list(row.recipients)),
                }
                for row in shown
            ]
        ),
        parameter="bulletin",
        ids=[row.id for row in shown],
        key="bulletin_rows",
        alt=w._("Bulletins, one row each"),
    )
export_button(
    w._("Bulletins"),
    [
        Column(w._p("bulletin", "Issue"), lambda row: number_of(w, row), 20),
        Column(w._("Title"), lambda row: row.title, 40),
        Column(w._p("bulletin", "Issued on"), lambda row: row.issued_on, 14),
        Column(w._("Recipients"), lambda row: w.listed(list(row.recipients)), 40),
        Column(w._("Text"), lambda row: row.body, 60),
    ],
    shown,
    key="bulletin_export",
)
asked = next((row for row in rows if row.id == detail.asked("bulletin")), None)
if asked is not None:
    bulletin_panel(asked)
