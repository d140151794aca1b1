"""The steps that a finding can take now, as verb buttons; each asks for what it needs and no more."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from db.commands import finding_steps as commands
from db.queries.findings import FindingRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.site import _reads
from pages.site._finding_days import date_reason
from tracker.finding_dates import oddities
from tracker.findings import MOVES, Step, steps_from

ICONS = {
    Step.ASSIGN: "person_add",
    Step.RECTIFY: "handyman",
    Step.CLOSE: "check",
    Step.REJECT: "undo",
    Step.WAIVE: "do_not_disturb_on",
    Step.REOPEN: "restart_alt",
}


def steps_section(row: FindingRow) -> None:
    """The buttons, and below them the form of the step that was chosen."""
    w = words()
    # The step that leads on comes first; giving it to somebody else is the exception.
    offered = sorted(
        (step for step in steps_from(row.status) if may_take(row, step)),
        key=lambda step: MOVES[step].target is row.status,
    )
    if not offered:
        return
    key = f"step_{row.id}_{row.status}"
    with st.container(horizontal=True):
        for index, step in enumerate(offered):
            if st.button(
                w.label(step),
                icon=f":material/{ICONS[step]}:",
                type="primary" if index == 0 else "secondary",
                key=f"{key}_{step}",
            ):
                st.session_state[key] = step
    chosen: Step | None = st.session_state.get(key)
    if chosen in offered:
        form_is_open()
        with st.container(border=True):
            FORMS[chosen](row)


def chosen_step(row: FindingRow) -> Step | None:
    """The step whose form is open, None without one."""
    chosen: Step | None = st.session_state.get(f"step_{row.id}_{row.status}")
    return chosen


def may_take(row: FindingRow, step: Step) -> bool:
    """Whether to offer a step; staff do not judge what is theirs (the command asks again)."""
    frame = context()
    if not frame.may(MOVES[step].action):
        return False
    own = frame.actor.account_id is not None and frame.actor.account_id in {
        row.assignee_account_id,
        row.rectified_by_id,
    }
    return not (step in {Step.CLOSE, Step.REJECT} and own) or frame.may(MOVES[Step.WAIVE].action)


def _assign(row: FindingRow) -> None:
    w = words()
    parties = {each.id: each.name for each in _reads.organisations() if not each.archived}
    options = list(parties)
    organisation_id = st.selectbox(
        w._("Who must rectify it"),
        options,
        index=options.index(row.organisation_id) if row.organisation_id in options else None,
        format_func=parties.__getitem__,
        placeholder=w._("Choose an organisation"),
        key=f"assign_party_{row.id}",
    )
    if not options:
        st.caption(w._("There are no organisations yet; add one below the table of findings."))
    due_on = st.date_input(w._("Due"), value=row.due_on, key=f"assign_due_{row.id}")
    changed = due_on if due_on != row.due_on else None
    reason = date_reason(oddities(row.found_on, due_on=changed), f"assign_{row.id}")
    if st.button(w._("Assign it"), key=f"assign_save_{row.id}", disabled=organisation_id is None):
        _do(
            row,
            commands.assign_finding,
            w._("Finding assigned"),
            organisation_id=organisation_id,
            due_on=due_on,
            date_reason=reason,
        )


def _rectify(row: FindingRow) -> None:
    w = words()
    today = context().today
    rectified_on = st.date_input(
        w._("Rectified on"), value=today, max_value=today, key=f"rectify_on_{row.id}"
    )
    reason = date_reason(oddities(row.found_on, rectified_on=rectified_on), f"rectify_{row.id}")
    note = st.text_input(w._("What was done (optional)"), key=f"rectify_note_{row.id}")
    if st.button(w._("It is rectified"), key=f"rectify_save_{row.id}"):
        _do(
            row,
            commands.mark_rectified,
            w._("Finding marked rectified"),
            rectified_on=rectified_on,
            note=note,
            date_reason=reason,
        )


def _close(row: FindingRow) -> None:
    w = words()
    note = st.text_input(w._("What was seen (optional)"), key=f"close_note_{row.id}")
    if st.button(w._("I have looked: close it"), key=f"close_save_{row.id}"):
        _do(row, commands.close_finding, w._("Finding closed"), note=note)


def _with_reason(
    command: Callable[..., None], name: str, label: Callable[[], str], done: Callable[[], str]
) -> Callable[[FindingRow], None]:
    def form(row: FindingRow) -> None:
        reason = st.text_input(words()._("Reason"), key=f"{name}_reason_{row.id}")
        if st.button(label(), key=f"{name}_save_{row.id}"):
            _do(row, command, done(), reason=reason)

    return form


FORMS: dict[Step, Callable[[FindingRow], None]] = {
    Step.ASSIGN: _assign,
    Step.RECTIFY: _rectify,
    Step.CLOSE: _close,
    Step.REJECT: _with_reason(
        commands.reject_finding,
        "reject",
        lambda: words()._("Send it back"),
        lambda: words()._("Finding sent back"),
    ),
    Step.WAIVE: _with_reason(
        commands.waive_finding,
        "waive",
        lambda: words()._("Waive it"),
        lambda: words()._("Finding waived"),
    ),
    Step.REOPEN: _with_reason(
        commands.reopen_finding,
        "reopen",
        lambda: words()._("Reopen it"),
        lambda: words()._("Finding reopened"),
    ),
}


def _do(row: FindingRow, command: Callable[..., None], done: str, **arguments: Any) -> None:
    frame = context()
    if run(
        command, project_id=frame.project_id, finding_id=row.id, today=frame.today, done=done, **arguments
    ):
        st.session_state.pop(f"step_{row.id}_{row.status}", None)
        st.rerun()
