"""The attempts at a gate with their conditions, each one marked met, or put aside where it was recorded wrongly."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from db.commands import acceptance as commands
from db.queries.acceptance import AcceptanceRow, ConditionRow, GateRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _acceptance_reads
from pages.site._acceptance_words import badge, outcome_badge
from pages.site._words import archived_badge, overdue_badge
from tracker.permissions import Action


def attempts(row: GateRow) -> None:
    """Every time that the gate was held, the latest first."""
    w = words()
    held = _acceptance_reads.acceptances(row.id)
    st.subheader(w._("Attempts so far"), anchor=False)
    if not held:
        st.caption(w._("It has not been held yet."))
    for index, each in enumerate(held):
        with st.container(border=True, key=f"acceptance_{each.id}"):
            _attempt(each, decides=index == 0 and not row.archived)


def _attempt(row: AcceptanceRow, *, decides: bool) -> None:
    w = words()
    today = context().today
    badges = [outcome_badge(w, row.outcome), *([archived_badge(w)] if row.archived else [])]
    st.markdown(f"**{w.date(row.held_on, today=today)}** {' '.join(badges)}")
    facts = [row.document, row.parties]
    if any(facts):
        st.caption(" · ".join(plain(fact) for fact in facts if fact))
    if row.remarks:
        st.markdown(plain(row.remarks))
    if row.waiver_reason:
        by = f" ({plain(row.waived_by)})" if row.waived_by else ""
        st.markdown(
            badge(w._("Findings waived"), "orange", "do_not_disturb_on") + f" {plain(row.waiver_reason)}{by}"
        )
    may = context().may(Action.HOLD_ROUNDS)
    for condition in row.conditions:
        _condition(condition, may=may and decides and not row.archived)
    if may:
        _archive_or_restore(row)


def _condition(row: ConditionRow, *, may: bool) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"condition_{row.id}"):
        st.markdown(_condition_text(row), width="stretch")
        if not may:
            return
        if row.archived:
            _put(row, commands.restore_condition, w._("Restore"), w._("Condition restored"))
            return
        if row.met_on is None:
            with st.popover(w._("It is met"), key=f"condition_met_{row.id}"):
                _met_on(row)
        else:
            _mark(row, None, w._("Not met after all"))
        _put(row, commands.archive_condition, w._("Archive"), w._("Condition archived"))


def _met_on(row: ConditionRow) -> None:
    w = words()
    day = st.date_input(w._("Met on"), value=context().today, key=f"condition_day_{row.id}")
    _mark(row, day, w._("Save"))


def _mark(row: ConditionRow, day: dt.date | None, label: str) -> None:
    frame = context()
    if st.button(label, key=f"condition_save_{row.id}") and run(
        commands.mark_condition_met,
        project_id=frame.project_id,
        condition_id=row.id,
        met_on=day,
        today=frame.today,
        done=words()._("Condition saved"),
    ):
        st.rerun()


def _put(row: ConditionRow, command: Callable[..., None], label: str, done: str) -> None:
    if st.button(label, type="tertiary", key=f"condition_put_{row.id}") and run(
        command, project_id=context().project_id, condition_id=row.id, done=done
    ):
        st.rerun()


def _condition_text(row: ConditionRow) -> str:
    w = words()
    today = context().today
    parts = [plain(row.text)]
    if row.met_on is not None:
        met = w._("met {date}", date=w.date(row.met_on, today=today))
        parts.append(badge(met, "green", "check"))
    elif row.due_on is not None:
        parts.append(w._("due {date}", date=w.date(row.due_on, today=today)))
        if row.overdue(today):
            parts.append(overdue_badge(w))
    if row.archived:
        parts.append(archived_badge(w))
    return " · ".join(parts)


def _archive_or_restore(row: AcceptanceRow) -> None:
    w = words()
    project_id = context().project_id
    if row.archived:
        if st.button(w._("Restore"), type="tertiary", key=f"acceptance_restore_{row.id}") and run(
            commands.restore_acceptance,
            project_id=project_id,
            acceptance_id=row.id,
            done=w._("Acceptance restored"),
        ):
            st.rerun()
    elif st.button(
        w._("Archive: recorded wrongly"), type="tertiary", key=f"acceptance_archive_{row.id}"
    ) and run(
        commands.archive_acceptance,
        project_id=project_id,
        acceptance_id=row.id,
        done=w._("Acceptance archived"),
    ):
        st.rerun()
