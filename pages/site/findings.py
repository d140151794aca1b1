"""Findings: what is to be put right, who must act, until when, and what it holds up."""

import pandas as pd
import streamlit as st

from db.queries.findings import FindingRow
from pages._kit.context import context
from pages._kit.detail import asked, close_panel, open_panel
from pages._kit.download import export_button
from pages._kit.filters import shown_count
from pages._kit.head import page_head
from pages._kit.language import words
from pages.site import _reads
from pages.site._finding import finding_panel
from pages.site._findings_table import columns, filter_row, widths
from pages.site._new_finding import open_new_finding
from pages.site._organisations import organisations_section
from tracker.findings import is_settled
from tracker.permissions import Action

# Columns of the table on the page; the export has all.
ON_SCREEN = 9

w = words()
frame = context()

# Query.
everything = _reads.findings()
active = [row for row in everything if not row.archived]
pending = [row for row in active if not is_settled(row.status)]
blocking = sum(row.blocking for row in pending)
overdue = sum(row.overdue(frame.today) for row in pending)

# Head.
if not pending:
    state = w._("No finding is open")
else:
    state = w.listed(
        [
            w._n("{n} finding blocks acceptance", "{n} findings block acceptance", blocking),
            w._n("{n} is open", "{n} are open", len(pending)),
            w._n("{n} is overdue", "{n} are overdue", overdue),
        ]
    )
action = page_head(w._("Findings"), state if active else "")
if frame.may(Action.HOLD_ROUNDS) and action.button(
    w._("New finding"), type="primary", icon=":material/add:", key="new_finding"
):
    open_new_finding()

if not active:
    st.info(
        w._(
            "A finding is something to put right in the building. Raise one here or during a round: "
            "its due day follows from how bad it is."
        ),
        icon=":material/report:",
    )

# Ask.
filters = filter_row(active) if active else None
with_archived = (
    st.toggle(w._("Show archived"), key="finding_archived", bind="query-params")
    if len(active) < len(everything)
    else False
)
candidates = everything if with_archived else active
shown = [row for row in candidates if filters is None or filters.takes(row)]


def _picked(rows: list[FindingRow]) -> None:
    """A click on a row opens its panel; the same row clicked again opens it again."""
    selected = st.session_state["findings_table"]["selection"]["rows"]
    if selected and selected[0] < len(rows):
        st.session_state["finding_last"] = rows[selected[0]].id
    if "finding_last" in st.session_state:
        open_panel("finding", st.session_state["finding_last"])


# Render.
if shown:
    shown_count(len(shown), len(candidates))
    heads = columns(w)
    table = pd.DataFrame(
        [[head.value(row) for head in heads[:ON_SCREEN]] for row in shown],
        columns=[head.title for head in heads[:ON_SCREEN]],
    )
    st.dataframe(
        table,
        hide_index=True,
        key="findings_table",
        on_select=lambda: _picked(shown),
        selection_mode="single-row",
        column_config=widths(heads[:ON_SCREEN]),
        placeholder="",
        alt=w._("Findings, newest first"),
    )
    export_button(w._("Findings"), heads, shown, key="findings_export")
elif candidates:
    st.caption(w._("No finding matches the filters."))

organisations_section()

opened_id = asked("finding")
if opened_id is not None:
    opened = next((row for row in everything if row.id == opened_id), None)
    if opened is None:
        close_panel("finding")
        st.warning(w._("There is no finding with this address in this project."))
    else:
        finding_panel(opened)
