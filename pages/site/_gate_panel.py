"""The panel of one gate, at `?gate=ID`: where it stands, what blocks it, its attempts, conditions and warranties."""

import streamlit as st

from db.commands import gates as commands
from db.queries.acceptance import GateRow
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.site import _acceptance_reads
from pages.site._acceptance_words import (
    day_of_gate,
    is_filing_overdue,
    procedure,
    state_badge,
)
from pages.site._gate_form import edit_gate
from pages.site._gate_history import attempts
from pages.site._record_acceptance import record_form
from pages.site._warranties import warranties
from pages.site._words import archived_badge, overdue_badge
from tracker.i18n.gate_names import gate_name
from tracker.permissions import Action
from tracker.standard_gates import source_of
from tracker.vocabulary import Severity

SHOWN_FINDINGS = 6


def gate_panel(row: GateRow) -> None:
    """Open the panel; closing it takes the id out of the address."""
    title = plain(gate_name(words(), row))
    st.dialog(title, width="medium", position="right", on_dismiss=lambda: close_panel("gate"))(_panel)(row.id)


def _panel(gate_id: int) -> None:
    w = words()
    row = next((each for each in _acceptance_reads.gates() if each.id == gate_id), None)
    if row is None:
        return
    may = context().may(Action.HOLD_ROUNDS)
    st.markdown(" ".join(_badges(row)))
    st.markdown(_facts(row))
    if row.task_id is not None:
        _task(row, row.task_id)
    _blocking(row)
    if may and not row.archived:
        _record(row)
    attempts(row)
    warranties(row)
    if may and not row.archived:
        opened = st.expander(
            w._("Edit"), icon=":material/edit:", key=f"gate_edit_{row.id}", on_change="rerun"
        )
        if opened.open:
            with opened:
                edit_gate(row)
    st.caption(_source(row))
    if may:
        _archive_or_restore(row)


def _source(row: GateRow) -> str:
    w = words()
    rule, article = source_of(row.stage)
    if article is None:
        return w._("Source: {rule}", rule=rule)
    return w._("Source: {rule}, art. {article}", rule=rule, article=article)


def _badges(row: GateRow) -> list[str]:
    w = words()
    badges = [state_badge(w, row.standing.state)]
    if is_filing_overdue(row, context().today) or row.standing.overdue_conditions(context().today):
        badges.append(overdue_badge(w))
    if row.archived:
        badges.append(archived_badge(w))
    return badges


def _facts(row: GateRow) -> str:
    """Days and people as one short paragraph."""
    w = words()
    today = context().today
    parts = [day_of_gate(w, row, today), procedure(w, row), plain(row.organisation)]
    if row.standing.attempts:
        parts.append(w._n("held {n} time", "held {n} times", row.standing.attempts))
    if row.standing.open_conditions:
        parts.append(w._n("{n} condition open", "{n} conditions open", len(row.standing.open_conditions)))
    if row.not_before is not None and not row.standing.is_met:
        parts.append(w._("the air may be tested from {date}", date=w.date(row.not_before, today=today)))
    if row.due_on is not None and row.standing.is_met:
        parts.append(w._("due {date}", date=w.date(row.due_on, today=today)))
    return " · ".join(part for part in parts if part)


def _task(row: GateRow, task_id: int) -> None:
    w = words()
    title = plain(row.task_title)
    st.page_link(
        page_at("tasks"),
        label=w._("It has finished “{task}”", task=title)
        if row.standing.is_met
        else w._("It finishes “{task}”", task=title),
        icon=":material/flag:",
        query_params={"task": str(task_id)},
    )


def _blocking(row: GateRow) -> None:
    """The findings in its scope that block; after it has passed they are only named."""
    w = words()
    if not row.blocking:
        return
    n = len(row.blocking)
    if not row.held_up_by:
        st.caption(
            w._n(
                "It has passed; {n} critical or major finding is open in its scope.",
                "It has passed; {n} critical or major findings are open in its scope.",
                n,
            )
        )
    else:
        st.warning(
            w._n("{n} finding blocks this gate", "{n} findings block this gate", n), icon=":material/block:"
        )
    with st.container(horizontal=True):
        for finding in row.blocking[:SHOWN_FINDINGS]:
            st.page_link(
                page_at("findings"),
                label=w._(
                    "No. {number} · {severity}", number=finding.number, severity=w.label(finding.severity)
                ),
                query_params={"finding": str(finding.id)},
            )
        st.page_link(
            page_at("findings"),
            label=w._("All that block"),
            icon=":material/arrow_forward:",
            query_params={
                "finding_severity": [w.label(Severity.CRITICAL), w.label(Severity.MAJOR)],
            },
        )


def _record(row: GateRow) -> None:
    """The form behind its button, so that the panel opens on what is there."""
    w = words()
    opened = st.expander(
        w._("Record the acceptance") if row.standing.held_on is None else w._("Record another acceptance"),
        key=f"gate_record_{row.id}",
        on_change="rerun",
        icon=":material/fact_check:",
    )
    if opened.open:
        with opened:
            record_form(row)


def _archive_or_restore(row: GateRow) -> None:
    w = words()
    project_id = context().project_id
    if row.archived:
        if st.button(w._("Restore"), key=f"gate_restore_{row.id}") and run(
            commands.restore_gate, project_id=project_id, gate_id=row.id, done=w._("Gate restored")
        ):
            st.rerun()
    elif st.button(w._("Archive this gate"), type="tertiary", key=f"gate_archive_{row.id}") and run(
        commands.archive_gate, project_id=project_id, gate_id=row.id, done=w._("Gate archived")
    ):
        close_panel("gate")
        st.rerun()
