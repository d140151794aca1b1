"""The table of plan documents; a click on a row opens its panel."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.queries.plan import PlanListRow
from pages._kit.detail import open_panel
from pages._kit.language import words
from tracker.exports.table import Column
from tracker.i18n import Words


def export_columns(w: Words) -> list[Column[PlanListRow]]:
    """Every fact of the list."""
    return [
        Column(w._("Title"), lambda plan: plan.title, 36),
        Column(w._("Kind"), lambda plan: w.label(plan.kind), 20),
        Column(w._("Status"), lambda plan: status_word(w, plan)),
        Column(w._("Recipient"), lambda plan: plan.recipient, 24),
        Column(w._("Submitted on"), lambda plan: plan.submitted_on),
        Column(w._("Answer"), lambda plan: w.label(plan.outcome) if plan.outcome else ""),
        Column(w._("Answered on"), lambda plan: plan.decided_on),
        Column(w._("Tasks"), lambda plan: plan.tasks, 8),
        Column(w._("Tasks done"), lambda plan: plan.tasks_done, 8),
        Column(w._("Summary"), lambda plan: plan.summary, 40),
    ]


def status_word(w: Words, plan: PlanListRow) -> str:
    """The plan's status, or that it is archived."""
    return w._("Archived") if plan.archived else w.label(plan.status)


def plan_list(plans: Sequence[PlanListRow]) -> None:
    """Draw the table."""
    w = words()
    table = pd.DataFrame(
        [
            {
                "open": plan.title,
                "kind": w.label(plan.kind),
                "status": status_word(w, plan),
                "recipient": plan.recipient,
                "submitted_on": plan.submitted_on,
                "outcome": w.label(plan.outcome) if plan.outcome else "",
                "decided_on": plan.decided_on,
                "tasks": f"{w.number(plan.tasks_done)} / {w.number(plan.tasks)}",
            }
            for plan in plans
        ]
    )

    def clicked() -> None:
        click = st.session_state.get("plans_open")
        if click is not None:
            open_panel("plan", plans[click.row].id)

    config = st.column_config
    st.dataframe(
        table,
        hide_index=True,
        placeholder="—",
        key="plans_table",
        alt=w._("Plan documents and where they stand"),
        column_config={
            "open": config.ButtonColumn(
                w._("Title"), type="tertiary", alignment="left", width=215, on_click=clicked, key="plans_open"
            ),
            "kind": config.TextColumn(w._("Kind"), width=182),
            "status": config.TextColumn(w._("Status"), width=85),
            "recipient": config.TextColumn(w._("Recipient"), width=145),
            "submitted_on": config.DateColumn(w._("Submitted on"), width=105),
            "outcome": config.TextColumn(w._("Answer"), width=85),
            "decided_on": config.DateColumn(w._("Answered on"), width=100),
            "tasks": config.TextColumn(w._("Tasks done"), alignment="right", width=90),
        },
    )
