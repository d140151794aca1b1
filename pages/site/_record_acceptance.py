"""Recording that a gate was held: the day, the outcome, who was there, conditions, and what is waived."""

import datetime as dt

import streamlit as st

from db.commands import acceptance as commands
from db.queries.acceptance import GateRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.working_copy import KeptForm
from tracker.acceptance import check_held_on
from tracker.errors import Invalid
from tracker.permissions import Action
from tracker.vocabulary import AcceptanceOutcome

MOST_CONDITIONS = 30


def record_form(row: GateRow) -> None:
    """The form; what is typed is kept on the server with each change."""
    w = words()
    frame = context()
    form_is_open()
    form = KeptForm(f"acceptance_{row.id}", frame)
    if form.was_kept:
        st.caption(":material/history: " + w._("What you typed earlier and did not save is here again."))
    left, right = st.columns(2)
    held_on: dt.date = left.date_input(
        w._("Day of the acceptance"),
        value=frame.today,
        min_value=dt.date(1900, 1, 1),
        max_value=dt.date(2199, 12, 31),
        key=f"acceptance_held_{row.id}",
    )
    outcome = right.segmented_control(
        w._("Outcome"),
        list(AcceptanceOutcome),
        default=AcceptanceOutcome.PASSED,
        required=True,
        format_func=w.label,
        key=f"acceptance_outcome_{row.id}",
    )
    conditions = _conditions(row, form) if outcome is AcceptanceOutcome.CONDITIONAL else []
    parties = st.text_input(w._("Parties present"), key=form.key("parties", ""))
    document = st.text_input(
        w._("Document (title or number)"), key=form.key("document", ""), max_chars=commands.LONGEST_DOCUMENT
    )
    remarks = st.text_area(w._("What was said (optional)"), key=form.key("remarks", ""))
    form.keep()
    confirmed = _confirmation(row, held_on)
    waiver = "" if outcome is AcceptanceOutcome.FAILED else _waiver(row, held_on)
    if st.button(w._("Record the acceptance"), type="primary", key=f"acceptance_save_{row.id}") and run(
        commands.record_acceptance,
        project_id=frame.project_id,
        gate_id=row.id,
        held_on=held_on,
        outcome=outcome,
        today=frame.today,
        parties=parties,
        document=document,
        remarks=remarks,
        conditions=conditions,
        waiver_reason=waiver,
        confirmed_reason=confirmed,
        done=w._("Acceptance recorded"),
    ):
        form.drop()
        st.session_state.pop(f"gate_record_{row.id}", None)
        st.rerun()


def _conditions(row: GateRow, form: KeptForm) -> list[commands.NewCondition]:
    """A line per condition, and an empty one for the next."""
    w = words()
    found: list[commands.NewCondition] = []
    for index in range(MOST_CONDITIONS):
        left, right = st.columns([3, 2])
        text = left.text_input(
            w._("Condition {number}", number=index + 1), key=form.key(f"condition_{index}", "")
        )
        due_on = right.date_input(
            w._("Due"), value=None, key=f"acceptance_due_{row.id}_{index}", format="YYYY-MM-DD"
        )
        if not text.strip():
            break
        found.append(commands.NewCondition(text, due_on))
    return found


def _confirmation(row: GateRow, held_on: dt.date) -> str:
    """Where the day is unlikely: the doubt, and the reason that confirms it."""
    w = words()
    frame = context()
    try:
        check_held_on(
            held_on, starts_on=frame.project.starts_on, today=frame.today, not_before=row.not_before
        )
    except Invalid as doubt:
        st.warning(w.problem(doubt), icon=":material/event_busy:")
        return st.text_input(w._("Why this day is right"), key=f"acceptance_confirm_{row.id}")
    return ""


def _waiver(row: GateRow, held_on: dt.date) -> str:
    """Where findings block: which, and the lead's reason to pass it all the same."""
    w = words()
    numbers = [finding.number for finding in row.blocking if finding.found_on <= held_on]
    if not numbers:
        return ""
    blocked = w._n(
        "{n} open finding blocks this gate: No. {numbers}.",
        "{n} open findings block this gate: No. {numbers}.",
        len(numbers),
        numbers=w.listed([str(number) for number in numbers]),
    )
    if not context().may(Action.DECIDE):
        st.warning(
            w._("{blocked} Only the project lead may pass it all the same.", blocked=blocked),
            icon=":material/block:",
        )
        return ""
    st.warning(blocked, icon=":material/block:")
    return st.text_input(
        w._("Waive them: why the gate passes all the same"), key=f"acceptance_waiver_{row.id}"
    )
