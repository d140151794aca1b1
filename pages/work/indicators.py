"""What the ordinary work came to: indicators by period, their readings and targets."""

import streamlit as st

from pages._kit import detail, filters
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.work import _reads
from pages.work._indicator_forms import RECORD, add_form, record_dialog
from pages.work._indicator_panel import counting_readings, indicator_panel, reading_columns
from pages.work._indicator_table import indicator_columns, indicator_table
from pages.work._reading_import import import_readings
from pages.work._workstream_forms import workstream_forms
from tracker.errors import Invalid
from tracker.i18n.figures import period_name
from tracker.periods import PeriodKind, period_of, periods_between, read_period
from tracker.permissions import Action

w = words()
frame = context()
board = _reads.work()
may_edit = frame.may(Action.EDIT_WORK)

first = min([frame.project.starts_on, *(row.readings[0].read.on for row in board.indicators if row.readings)])
offered = [
    period.code
    for kind in (PeriodKind.QUARTER, PeriodKind.YEAR, PeriodKind.MONTH)
    for period in periods_between(first, frame.today, kind)
]
# The choice of an earlier run; in the address it stands in words, or as a code in a link of ours.
asked_for = st.session_state.get("indicator_period") or st.query_params.get("indicator_period", "")
named = {period_name(w, read_period(code)): code for code in offered}
try:
    period = read_period(named.get(asked_for, asked_for))
except Invalid:
    # At the start of a quarter people ask what the last one came to.
    period = period_of(frame.today, PeriodKind.QUARTER).before()
if period.code not in offered:
    offered.append(period.code)
read = [
    row for row in board.indicators if row.is_current and row.figure(period.first, period.last) is not None
]
action = page_head(
    w._("Indicators"),
    w._n(
        "{period}: {n} indicator has a reading.",
        "{period}: {n} indicators have a reading.",
        len(read),
        period=period_name(w, period),
    ),
)
current = [row for row in board.indicators if row.is_current]
asked = next((row for row in board.indicators if row.id == detail.asked("indicator")), None)
if may_edit and current:
    if action.button(w._("Record a reading"), type="primary", icon=":material/add:", key="reading_add"):
        detail.open_panel(RECORD, 1)
    if detail.asked(RECORD) is not None:
        record_dialog(current, asked)
if not board.workstreams:
    st.info(
        w._(
            "What goes on beside the move: rare books, lectures, local documents. Add a workstream and what it "
            "measures; the quarterly summary takes its figures from here."
        ),
        icon=":material/monitoring:",
    )
else:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            w._("Period"),
            offered,
            index=offered.index(period.code),
            format_func=lambda code: period_name(w, read_period(code)),
            key="indicator_period",
            bind="query-params",
            width=200,
        )
        names = [row.name for row in board.workstreams if not row.archived]
        streams = st.multiselect(
            w._("Workstream"),
            names,
            placeholder=w._("All"),
            key="indicator_stream",
            bind="query-params",
            width=260,
        )
        search = st.text_input(w._("Find an indicator"), key="indicator_q", bind="query-params", width=200)
        with_archived = st.toggle(w._("Show archived"), key="indicator_archived", bind="query-params")
        filters.clear_all(["indicator_q", "indicator_stream"])
    scope = [row for row in board.indicators if with_archived or row.is_current]
    shown = [
        row
        for row in scope
        if search.lower() in row.name.lower() and (not streams or row.workstream in streams)
    ]
    filters.shown_count(len(shown), len(scope))
    if shown:
        indicator_table(shown, period)
    with st.container(horizontal=True):
        export_button(
            w._("Indicators"), indicator_columns(w, period, frame.today), shown, key="indicator_export"
        )
        export_button(
            w._("A list of readings"),
            reading_columns(w),
            counting_readings(shown),
            key="reading_export",
            label=w._("Export the readings"),
        )
    if asked is not None:
        indicator_panel(asked, board, min(period.last, frame.today))
if may_edit:
    workstream_forms(board)
    add_form(board)
    if current:
        import_readings(board)
