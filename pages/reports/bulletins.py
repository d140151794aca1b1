"""The information bulletin: issues written, numbered and sent out."""

import pandas as pd
import streamlit as st

from db.queries.bulletins import BulletinRow
from pages._kit import detail, filters
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.reports import _reads
from pages.reports._bulletin import NEW, bulletin_panel, new_bulletin
from pages.reports._bulletin_issue import ISSUE, number_of
from tracker.exports.bulletin_paper import recipient_lines
from tracker.exports.table import Column
from tracker.i18n.figures import period_name
from tracker.permissions import Action
from tracker.reporting.bulletin import period_between
from tracker.vocabulary import IssueStatus

w = words()
frame = context()
rows = _reads.bulletin_rows()


def sent_to(row: BulletinRow) -> str:
    """Whom an issue goes to, in one line."""
    return " · ".join(recipient_lines(w, row.recipients))


def told_of(row: BulletinRow) -> str:
    """The period that it tells of, where it has one."""
    period = period_between(row.starts_on, row.ends_on)
    return period_name(w, period) if period else ""


def says(row: BulletinRow, text: str) -> bool:
    """Whether its title, text or recipients have `text` in them."""
    return any(text in each.casefold() for each in (row.title, row.body, sent_to(row), number_of(row)))


issued = [row for row in rows if row.status is IssueStatus.ISSUED and row.year == frame.today.year]
action = page_head(
    w._("Bulletins"), w._n("{n} issue this year", "{n} issues this year", len(issued)) if rows else ""
)
if frame.may(Action.EDIT_WORK):
    if action.button(w._("Write a bulletin"), type="primary", icon=":material/add:", key="bulletin_add"):
        detail.open_panel(NEW, 1)
    if detail.asked(NEW) is not None:
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
    search = st.text_input(w._("Find in the bulletins"), key="bulletin_q", bind="query-params", width=240)
    states = st.pills(
        w._("State"),
        list(IssueStatus),
        selection_mode="multi",
        format_func=w.label,
        key="bulletin_state",
        bind="query-params",
    )
    year = st.selectbox(
        w._("Year"),
        sorted({row.year for row in rows}, reverse=True),
        index=None,
        format_func=str,
        placeholder=w._("All"),
        key="bulletin_year",
        bind="query-params",
        width=120,
    )
    with_archived = st.toggle(w._("Show archived"), key="bulletin_archived", bind="query-params")
    filters.clear_all(["bulletin_q", "bulletin_state", "bulletin_year"])
scope = [row for row in rows if with_archived or not row.archived]
shown = [
    row
    for row in scope
    if (not states or row.status in states)
    and (year is None or row.year == year)
    and says(row, search.casefold())
]
filters.shown_count(len(shown), len(scope))
if shown:
    chooser(
        pd.DataFrame(
            [
                {
                    w._p("bulletin", "Issue"): number_of(row),
                    w._p("bulletin", "Title"): row.title,
                    w._("Period"): told_of(row),
                    w._p("bulletin", "Issued on"): w.date(row.issued_on, today=frame.today)
                    if row.issued_on
                    else "",
                    w._("Recipients"): sent_to(row),
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
        Column(w._p("bulletin", "Issue"), number_of, 20),
        Column(w._p("bulletin", "Title"), lambda row: row.title, 40),
        Column(w._p("bulletin", "Issued on"), lambda row: row.issued_on, 14),
        Column(w._("Period"), told_of, 18),
        Column(w._("Recipients"), sent_to, 40),
        Column(w._p("bulletin", "Text"), lambda row: row.body, 60),
    ],
    shown,
    key="bulletin_export",
)
asked_id = detail.asked("bulletin") or detail.asked(ISSUE)
asked = next((row for row in rows if row.id == asked_id), None)
if asked is not None:
    bulletin_panel(asked)
