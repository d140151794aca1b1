"""Acceptance: the gates that the building must pass, what blocks them, and what falls due after them."""

import pandas as pd
import streamlit as st

from db.commands import gates as commands
from db.queries.acceptance import GateRow
from pages._kit.context import context
from pages._kit.detail import asked, close_panel, open_panel
from pages._kit.download import export_button
from pages._kit.feedback import run
from pages._kit.head import page_head
from pages._kit.language import words
from pages.site import _acceptance_reads as reads
from pages.site._acceptance_table import columns, widths
from pages.site._acceptance_words import is_filing_overdue
from pages.site._gate_form import open_new_gate
from pages.site._gate_panel import gate_panel
from pages.site._look_ahead import upcoming
from pages.site._rooms_ready import rooms_ready
from tracker.permissions import Action
from tracker.vocabulary import AcceptanceOutcome

w = words()
frame = context()

# Query.
everything = reads.gates()
active = [row for row in everything if not row.archived]
stages = reads.stages()

# Head.
passed = sum(outcome is AcceptanceOutcome.PASSED for outcome in stages.values())
blocked = {finding.id for row in active for finding in row.held_up_by}
overdue = sum(row.standing.overdue_conditions(frame.today) for row in active)
parts = [w._n("{passed} of {n} stage passed", "{passed} of {n} stages passed", len(stages), passed=passed)]
if blocked:
    parts.append(w._n("{n} finding blocks the rest", "{n} findings block the rest", len(blocked)))
if overdue:
    parts.append(w._n("{n} condition is overdue", "{n} conditions are overdue", overdue))
if any(is_filing_overdue(row, frame.today) for row in active):
    parts.append(w._("the completion filing is overdue"))
action = page_head(w._("Acceptance"), w.listed(parts) if active else "")
if frame.may(Action.HOLD_ROUNDS) and action.button(
    w._("New gate"), type="primary" if active else "secondary", icon=":material/add:", key="new_gate"
):
    open_new_gate()

if not active:
    st.info(
        w._(
            "A gate is an acceptance that the building must pass before readers may enter: civil works, fit-out, fire, "
            "planning, air, completion filing. Begin with the usual ones, then give them their contracts."
        ),
        icon=":material/verified:",
    )
    if frame.may(Action.HOLD_ROUNDS) and st.button(
        w._("Add the usual gates"), type="primary", icon=":material/playlist_add:", key="standard_gates"
    ):
        added = run(
            commands.add_standard_gates,
            project_id=frame.project_id,
            done=lambda n: w._n("{n} gate added", "{n} gates added", n),
        )
        if added:
            st.rerun()

# Ask.
with_archived = (
    st.toggle(w._("Show archived"), key="gate_archived", bind="query-params")
    if len(active) < len(everything)
    else False
)
shown = everything if with_archived else active


def _picked(rows: list[GateRow]) -> None:
    """A click on a row opens its panel; the same row clicked again opens it again."""
    selected = st.session_state["gates_table"]["selection"]["rows"]
    if selected and selected[0] < len(rows):
        st.session_state["gate_last"] = rows[selected[0]].id
    if "gate_last" in st.session_state:
        open_panel("gate", st.session_state["gate_last"])


# Render.
if shown:
    heads = columns(w, frame.today)
    st.dataframe(
        pd.DataFrame(
            [[head.value(row) for head in heads] for row in shown], columns=[head.title for head in heads]
        ),
        hide_index=True,
        key="gates_table",
        on_select=lambda: _picked(shown),
        selection_mode="single-row",
        column_config=widths(heads),
        placeholder="",
        alt=w._("Acceptance gates in their order"),
    )
    export_button(w._("Acceptance"), heads, shown, key="gates_export")
if active:
    upcoming(active)
    rooms_ready(active)

opened_id = asked("gate")
if opened_id is not None:
    opened = next((row for row in everything if row.id == opened_id), None)
    if opened is None:
        close_panel("gate")
        st.warning(w._("There is no gate with this address in this project."))
    else:
        gate_panel(opened)
