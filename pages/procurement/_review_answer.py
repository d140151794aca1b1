"""What the authors of a draft see of its review: the opinion, the deadline, and the cuts to take over."""

import streamlit as st

from db.commands import decisions as commands
from db.queries.procurement import DraftRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.procurement._comments import open_count
from pages.procurement._review_reads import decision_rows, review_state
from tracker.charts.procurement import draft_label
from tracker.permissions import Action
from tracker.vocabulary import DraftStatus, LineDecision


def review_notice(plan_id: int, draft: DraftRow) -> None:
    """Of a draft sent back: until when to answer and why; of any: why it went out with unexplained changes."""
    w, frame = words(), context()
    state = review_state(draft.id)
    if state is None:
        return
    if state.over_ceiling_reason:
        st.caption(w._("Submitted above a ceiling: {reason}", reason=plain(state.over_ceiling_reason)))
    if state.unexplained_reason:
        st.caption(
            w._("Submitted with unexplained changes: {reason}", reason=plain(state.unexplained_reason))
        )
    if state.status is DraftStatus.RETURNED and (state.opinion or state.answer_by):
        late = state.answer_by is not None and state.answer_by < frame.today
        title = (
            w._("Sent back; answer by {date}", date=w.date(state.answer_by, today=frame.today))
            if state.answer_by
            else w._("Sent back")
        )
        show = st.error if late else st.warning
        show(plain(state.opinion) or " ", title=title, icon=":material/assignment_return:")
    elif state.status is DraftStatus.ACCEPTED and state.opinion:
        st.success(plain(state.opinion), title=w._("Review opinion"), icon=":material/task_alt:")
    asked = open_count(plan_id)
    if asked:
        st.page_link(
            script_of("review"),
            label=w._n("{n} comment waits for an answer", "{n} comments wait for an answer", asked),
            icon=":material/rate_review:",
            query_params={"comments": "open"},
        )


def take_over(draft: DraftRow, newest: DraftRow | None) -> None:
    """On the working copy: the button that applies the cuts decided on the newest draft."""
    w, frame = words(), context()
    if newest is None or not draft.lines or not frame.may(Action.EDIT_PROCUREMENT):
        return
    waiting = [
        row
        for row in decision_rows(newest.id).values()
        if row.decision is LineDecision.CUT_TO and row.taken_in_id is None
    ]
    if waiting and st.button(
        w._n(
            "Take over {n} cut of {draft}",
            "Take over {n} cuts of {draft}",
            len(waiting),
            draft=draft_label(newest.number, w),
        ),
        key="take_over",
        icon=":material/content_cut:",
    ):
        taken = run(
            commands.take_over_decisions,
            project_id=frame.project_id,
            draft_id=draft.id,
            done=lambda n: w._n("{n} cut taken over", "{n} cuts taken over", n),
        )
        if taken:
            st.rerun()
