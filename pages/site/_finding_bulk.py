"""The ticked findings given to one organisation, with one due day, in one step."""

from collections.abc import Sequence

import streamlit as st

from db.commands import finding_bulk as commands
from db.queries.findings import FindingRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.site import _reads
from pages.site._finding_days import date_reason
from tracker.finding_dates import oddities

NAMED = 12


def bulk_section(rows: Sequence[FindingRow]) -> None:
    """What can be done with the ticked rows; drawn below the table while there are any."""
    w = words()
    frame = context()
    form_is_open()
    parties = {each.id: each.name for each in _reads.organisations() if not each.archived}
    with st.container(border=True, key="findings_bulk"):
        ticked = w._n("{n} finding ticked", "{n} findings ticked", len(rows))
        named = w.listed([w._("No. {number}", number=row.number) for row in rows[:NAMED]])
        st.markdown(f"**{ticked}** · {named}" + ("…" if len(rows) > NAMED else ""))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            party = st.selectbox(
                w._("Who must rectify them"),
                list(parties),
                index=None,
                format_func=parties.__getitem__,
                placeholder=w._("Choose an organisation"),
                key="bulk_party",
                width=240,
            )
            due_on = st.date_input(
                w._("Due (empty: each keeps its day)"), value=None, key="bulk_due", width=200
            )
            assign = st.button(w._("Assign them"), type="primary", key="bulk_assign", disabled=party is None)
        odd = {each for row in rows for each in oddities(row.found_on, due_on=due_on)}
        reason = date_reason(sorted(odd), "bulk")
    if assign and run(
        commands.assign_findings,
        project_id=frame.project_id,
        finding_ids=[row.id for row in rows],
        organisation_id=party,
        due_on=due_on,
        date_reason=reason,
        today=frame.today,
        done=lambda n: w._n("{n} finding assigned", "{n} findings assigned", n),
    ):
        # Another key for the table: nothing is ticked any more.
        st.session_state["findings_done"] = st.session_state.get("findings_done", 0) + 1
        st.rerun()
