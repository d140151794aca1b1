"""The way of a plan upward: its submissions, and the one step that is next."""

import streamlit as st

from db.commands import plans as commands
from db.queries.plan import PlanListRow, SubmissionRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.plan import _reads as reads
from tracker.permissions import Action
from tracker.submissions import LONGEST_ANSWER_DAYS, USUAL_ANSWER_DAYS, answer_due, days_overdue
from tracker.vocabulary import PlanStatus, SubmissionOutcome


def draw_steps(plan: PlanListRow) -> None:
    """Past submissions, and for the project lead what comes next."""
    w = words()
    may_decide = not plan.archived and context().may(Action.DECIDE)
    sent = [row for row in reads.submissions() if row.plan_id == plan.id]
    if sent:
        heading = w._("Submissions")
        st.markdown(f"**{heading}**")
        for row in sent:
            st.markdown(_told(row))
            if row.outcome is None and may_decide:
                _change_answer_days(row)
    if not may_decide:
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
    number = _version_sent(row)
    text += " · " + w._("version {number}", number=number) if number else ""
    if row.outcome is None or row.decided_on is None:
        return f"{text} · {_awaited(row)}"
    answered = f"{w.label(row.outcome)} {w.date(row.decided_on, today=today)}"
    return f"{text} · {answered}" + (f" · {plain(row.remarks)}" if row.remarks else "")


def _version_sent(row: SubmissionRow) -> int | None:
    """The number of the version that a submission sent; None where it named none."""
    sha256 = reads.sent_files().get(row.id)
    versions = reads.versions().get(row.plan_id, [])
    return next((version.number for version in versions if version.sha256 == sha256), None)


def _awaited(row: SubmissionRow) -> str:
    w, today = words(), context().today
    due_on = answer_due(row.submitted_on, row.answer_days, reads.calendar())
    overdue = days_overdue(due_on, today, reads.calendar())
    date = w.date(due_on, today=today)
    if not overdue:
        return w._("answer expected by {date}", date=date)
    return ":red[:material/priority_high:] " + w._n(
        "answer expected by {date}, {n} working day overdue",
        "answer expected by {date}, {n} working days overdue",
        overdue,
        date=date,
    )


def _change_answer_days(row: SubmissionRow) -> None:
    w = words()
    row = as_seen(row)
    opened = st.popover(
        w._("Change the answer period"), type="tertiary", key=f"wait_{row.id}", on_change="rerun"
    )
    if not opened.open:
        return
    with opened, st.form(f"wait_{row.id}_{row.version}", border=False):
        days = _days_input(row.answer_days, f"wait_{row.id}_{row.version}_days")
        saving = st.form_submit_button(w._("Save"))
    if saving and run(
        commands.update_submission,
        project_id=context().project_id,
        submission_id=row.id,
        expected_version=row.version,
        original={"answer_days": row.answer_days},
        changes={"answer_days": days},
        names={"answer_days": w.field("answer_days")},
        done=w._("Answer period saved"),
    ):
        st.rerun()


def _days_input(value: int, key: str) -> int:
    return int(
        st.number_input(
            words()._("Answer expected within (working days)"), 1, LONGEST_ANSWER_DAYS, value, key=key
        )
    )


def _submit(plan: PlanListRow) -> None:
    w = words()
    versions = {row.id: row for row in reads.versions().get(plan.id, []) if not row.archived}
    with st.form(f"submit_plan_{plan.id}", enter_to_submit=False):
        to, on = st.columns([2, 1])
        recipient = to.text_input(w.field("recipient"), plan.recipient, key=f"submit_plan_{plan.id}_to")
        day = on.date_input(w.field("submitted_on"), context().today, key=f"submit_plan_{plan.id}_on")
        version_id = st.selectbox(
            w._("Version that is sent"),
            list(versions),
            index=0 if versions else None,
            format_func=lambda id_: w._(
                "version {number} · {file}", number=versions[id_].number, file=versions[id_].file_name
            ),
            placeholder=w._("No file: it went another way") if versions else w._("This plan has no file yet"),
            key=f"submit_plan_{plan.id}_version_{len(versions)}",
            disabled=not versions,
        )
        days = _days_input(USUAL_ANSWER_DAYS, f"submit_plan_{plan.id}_days")
        sending = st.form_submit_button(w._("Submit the plan"), icon=":material/send:")
    if sending and run(
        commands.submit_plan,
        project_id=context().project_id,
        plan_id=plan.id,
        recipient=recipient,
        submitted_on=day,
        answer_days=days,
        version_id=version_id,
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
