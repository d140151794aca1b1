"""The way of a plan upward: its submissions, and the one step that is next."""

import streamlit as st

from db.commands import plans as commands
from db.queries.plan import PlanListRow, SubmissionRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.permissions import Action
from tracker.vocabulary import PlanStatus, SubmissionOutcome


def draw_steps(plan: PlanListRow) -> None:
    """Past submissions, and for the project lead what comes next."""
    w = words()
    sent = [row for row in reads.submissions() if row.plan_id == plan.id]
    if sent:
        st.markdown(f"**{w._('Submissions')}**")
        for row in sent:
            st.markdown(_told(row))
    if plan.archived or not context().may(Action.DECIDE):
        return
    if plan.status in {PlanStatus.DRAFT, PlanStatus.RETURNED}:
        _submit(plan)
    elif plan.status is PlanStatus.SUBMITTED:
        _answer(plan)
    elif plan.status is PlanStatus.APPROVED:
        _advance(
            plan, PlanStatus.IN_FORCE, w._("Put in force"), w._("“{title}” is in force", title=plan.title)
        )
    elif plan.status is PlanStatus.IN_FORCE:
        _advance(plan, PlanStatus.CLOSED, w._("Close the plan"), w._("“{title}” is closed", title=plan.title))


def _told(row: SubmissionRow) -> str:
    w, today = words(), context().today
    text = w._(
        "{date} to {recipient}", date=w.date(row.submitted_on, today=today), recipient=plain(row.recipient)
    )
    if row.outcome is None or row.decided_on is None:
        days = reads.calendar().working_days_between(row.submitted_on, today)
        return f"{text} · " + w._n(
            "no answer for {n} working day", "no answer for {n} working days", max(days, 0)
        )
    answered = f"{w.label(row.outcome)} {w.date(row.decided_on, today=today)}"
    return f"{text} · {answered}" + (f" · {plain(row.remarks)}" if row.remarks else "")


def _submit(plan: PlanListRow) -> None:
    w = words()
    with st.form(f"submit_plan_{plan.id}", enter_to_submit=False):
        to, on = st.columns([2, 1])
        recipient = to.text_input(w.field("recipient"), plan.recipient, key=f"submit_plan_{plan.id}_to")
        day = on.date_input(w.field("submitted_on"), context().today, key=f"submit_plan_{plan.id}_on")
        sending = st.form_submit_button(w._("Submit the plan"), icon=":material/send:")
    if sending and run(
        commands.submit_plan,
        project_id=context().project_id,
        plan_id=plan.id,
        recipient=recipient,
        submitted_on=day,
        done=w._("“{title}” submitted", title=plan.title),
    ):
        st.rerun()


def _answer(plan: PlanListRow) -> None:
    w = words()
    with st.form(f"answer_plan_{plan.id}", enter_to_submit=False):
        what, on = st.columns([2, 1])
        outcome = what.segmented_control(
            w.field("outcome"),
            list(SubmissionOutcome),
            format_func=w.label,
            default=SubmissionOutcome.APPROVED,
            required=True,
            key=f"answer_plan_{plan.id}_what",
        )
        day = on.date_input(w.field("decided_on"), context().today, key=f"answer_plan_{plan.id}_on")
        remarks = st.text_area(w.field("remarks"), key=f"answer_plan_{plan.id}_remarks", height=80)
        recording = st.form_submit_button(w._("Record the answer"), icon=":material/mark_email_read:")
    if recording and run(
        commands.record_answer,
        project_id=context().project_id,
        plan_id=plan.id,
        outcome=outcome,
        decided_on=day,
        remarks=remarks,
        done=w._("Answer to “{title}” recorded", title=plan.title),
    ):
        st.rerun()


def _advance(plan: PlanListRow, status: PlanStatus, verb: str, done: str) -> None:
    if st.button(verb, key=f"advance_plan_{plan.id}", icon=":material/arrow_forward:") and run(
        commands.advance_plan, project_id=context().project_id, plan_id=plan.id, status=status, done=done
    ):
        st.rerun()
