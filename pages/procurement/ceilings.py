"""What a plan may cost, as a whole, by category and by source of funds, against its drafts."""

import pandas as pd
import streamlit as st

from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.procurement._ceiling_form import add_ceiling, ceiling_lines
from pages.procurement._ceiling_reads import ceiling_rows, ceiling_states
from pages.procurement._ceiling_words import limit_name, say_exceeded, say_missing
from pages.procurement._columns import right
from pages.procurement._data import draft_rows, plan_rows
from pages.procurement._pick import current, draft_select, plan_picker
from tracker.exports.table import Column, money_column
from tracker.permissions import Action
from tracker.procurement.ceilings import CeilingState

w = words()
frame = context()
page_head(w._("Ceilings"), w._("What the plan may cost, against what a draft costs."))
plan = plan_picker(plan_rows())
if plan is None:
    st.info(w._("There is no procurement plan yet."), icon=":material/info:")
    st.stop()
drafts = [row for row in current(draft_rows(plan.id)) if row.lines]
if drafts:
    draft = draft_select(w._("Draft"), "ceilings_draft", drafts, drafts[-1])
    say_exceeded(plan.id, draft.id)
    say_missing(plan.id, draft.id)
    states = ceiling_states(plan.id, draft.id)
    if states:
        titles = w._("Ceiling (yuan)"), w._("In the draft (yuan)"), w._("Left (yuan)")
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        w._("Holds for"): limit_name(w, state.limit),
                        titles[0]: w.yuan(state.limit.amount_fen),
                        titles[1]: w.yuan(state.spent_fen),
                        titles[2]: w.yuan(state.room_fen),
                        w._("State"): w._("exceeded") if state.exceeded else w._("kept"),
                    }
                    for state in states
                ]
            ),
            hide_index=True,
            column_config=right(*titles),
            height="content",
            alt=w._("Ceilings against the draft"),
        )
        columns: list[Column[CeilingState]] = [
            Column(w._("Holds for"), lambda state: limit_name(w, state.limit), 30),
            money_column(titles[0], lambda state: state.limit.amount_fen),
            money_column(titles[1], lambda state: state.spent_fen),
            money_column(titles[2], lambda state: state.room_fen),
        ]
        export_button(w._("Ceilings"), columns, states, key="export_ceilings")
if not frame.may(Action.DECIDE):
    st.stop()
st.subheader(w._("Set ceilings"), anchor=False)
st.caption(w._("The ceiling of the whole project is set on the page “Project”."))
ceiling_lines(ceiling_rows(plan.id))
add_ceiling(plan.id, drafts[-1].id if drafts else None)
