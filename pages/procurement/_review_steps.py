"""What a reviewer does with a draft as a whole: begin, send back with a deadline, accept, note it as seen."""

import datetime as dt
from typing import Any

import streamlit as st

from db.commands import review as commands
from db.queries.procurement import DraftRow, PlanRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from tracker.charts.procurement import draft_label
from tracker.vocabulary import DraftStatus

USUAL_DAYS = 7
"""Days that the form proposes for an answer."""


def review_steps(draft: DraftRow, *, may_review: bool) -> None:
    """The buttons at the head of the review page; none where there is nothing to do."""
    w, frame = words(), context()
    if not may_review:
        return
    facts: dict[str, Any] = {"project_id": frame.project_id, "draft_id": draft.id}
    name = draft_label(draft.number, w)
    if (
        draft.status is DraftStatus.SUBMITTED
        and st.button(w._("Begin the review"), key="start_review")
        and run(commands.start_review, done=w._("Review begun"), **facts)
    ):
        st.rerun()
    with st.popover(w._("Send back"), icon=":material/assignment_return:", key="send_back"):
        opinion = st.text_area(w._("Review opinion"), key=f"return_opinion_{draft.id}", height=120)
        answer_by = st.date_input(
            w._("Answer by"),
            value=frame.today + dt.timedelta(days=USUAL_DAYS),
            min_value=frame.today,
            key=f"return_by_{draft.id}",
        )
        if opinion:
            form_is_open()
        if st.button(w._("Send {draft} back", draft=name), type="primary", key="return_draft") and run(
            commands.return_draft,
            opinion=opinion,
            answer_by=answer_by,
            returned_on=frame.today,
            done=w._("{draft} sent back", draft=name),
            **facts,
        ):
            st.rerun()
    with st.popover(w._("Accept"), icon=":material/task_alt:", key="accept"):
        st.markdown(w._("The draft is accepted with the cuts decided on its lines."))
        words_of = st.text_area(w._("Review opinion"), key=f"accept_opinion_{draft.id}", height=120)
        if words_of:
            form_is_open()
        if st.button(w._("Accept {draft}", draft=name), type="primary", key="accept_draft") and run(
            commands.accept_draft, opinion=words_of, done=w._("{draft} accepted", draft=name), **facts
        ):
            st.rerun()


def seen_button(plan: PlanRow, draft: DraftRow) -> None:
    """Note that the visitor has looked at a draft."""
    w, frame = words(), context()
    name = draft_label(draft.number, w)
    if st.button(
        w._("I have seen {draft}", draft=name), key="mark_seen", icon=":material/visibility:"
    ) and run(
        commands.mark_seen,
        project_id=frame.project_id,
        plan_id=plan.id,
        draft_id=draft.id,
        done=w._("{draft} noted as seen", draft=name),
    ):
        st.rerun()
