"""Choosing a plan and a draft; the choice stands in the address."""

from collections.abc import Sequence

import streamlit as st

from db.commands import procurement as commands
from db.queries.procurement import DraftRow, PlanRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from tracker.charts.procurement import draft_label
from tracker.permissions import Action

WORKING = "working"
_PLAN = "procurement_plan"
SELECT_WIDTH = 260


def address(row: DraftRow) -> str:
    """A draft as it stands in the address: its number, or `working`."""
    return WORKING if row.number is None else str(row.number)


def current(rows: Sequence[DraftRow]) -> list[DraftRow]:
    """The drafts that are not archived."""
    return [row for row in rows if not row.archived]


def settle(parameter: str, options: Sequence[str], default: str) -> str:
    """The choice that the address, or else the last choice, names; put into the widget and the address."""
    key = widget_key(parameter)
    wanted = st.query_params.get(parameter) or str(st.session_state.get(key, default))
    picked = wanted if wanted in options else default
    st.session_state[key] = picked
    if st.query_params.get(parameter) != picked:
        st.query_params[parameter] = picked
    return picked


def widget_key(parameter: str) -> str:
    """The key of the widget that holds a parameter."""
    return f"pick_{parameter}"


def chosen(parameter: str) -> None:
    """After a click: the widget's value goes into the address."""
    value = st.session_state[widget_key(parameter)]
    if value is not None:
        st.query_params[parameter] = value


def plan_picker(plans: Sequence[PlanRow]) -> PlanRow | None:
    """The plan the page speaks of; a choice is offered where there are several. None where there is none."""
    w = words()
    open_plans = {str(plan.id): plan for plan in plans if not plan.archived}
    if not open_plans:
        return None
    plan_id = settle(_PLAN, list(open_plans), next(iter(open_plans)))
    if len(open_plans) > 1:
        st.selectbox(
            w._("Procurement plan"),
            list(open_plans),
            format_func=lambda each: open_plans[each].title,
            key=widget_key(_PLAN),
            on_change=chosen,
            args=(_PLAN,),
        )
    return open_plans[plan_id]


def draft_select(label: str, parameter: str, rows: Sequence[DraftRow], default: DraftRow) -> DraftRow:
    """A select box of drafts, bound to `parameter` as draft numbers."""
    w = words()
    by_address = {address(row): row for row in rows}
    picked = settle(parameter, list(by_address), address(default))
    st.selectbox(
        label,
        list(by_address),
        format_func=lambda each: (
            f"{draft_label(by_address[each].number, w)} · {w.money(by_address[each].total_fen)}"
        ),
        key=widget_key(parameter),
        on_change=chosen,
        args=(parameter,),
        # Wide enough for the money, so that on a phone two boxes stand below each other.
        width=SELECT_WIDTH,
    )
    return by_address[picked]


def draft_tabs(parameter: str, rows: Sequence[DraftRow], default: DraftRow) -> DraftRow:
    """The drafts side by side, one of them chosen; bound to `parameter`."""
    w = words()
    by_address = {address(row): row for row in rows}
    picked = settle(parameter, list(by_address), address(default))
    st.segmented_control(
        w._("Draft"),
        list(by_address),
        required=True,
        format_func=lambda each: draft_label(by_address[each].number, w),
        key=widget_key(parameter),
        on_change=chosen,
        args=(parameter,),
        label_visibility="collapsed",
    )
    return by_address[picked]


def start_plan(plans: Sequence[PlanRow]) -> None:
    """What a procurement plan is for, and the form that starts one; archived ones can be brought back."""
    w, frame = words(), context()
    st.markdown(
        w._(
            "A procurement plan lists what the library means to buy. It lives through numbered drafts, "
            "which you import from workbooks or write here, and which the finance bureau reviews."
        )
    )
    if not frame.may(Action.EDIT_PROCUREMENT):
        return
    with st.form("start_plan", border=True, width=520):
        title = st.text_input(
            w._("Title of the plan"), value=w._("Facilities and equipment plan"), max_chars=160
        )
        if st.form_submit_button(w._("Start the plan"), type="primary"):
            started = run(
                commands.create_procurement_plan,
                project_id=frame.project_id,
                title=title,
                done=w._("Plan started"),
            )
            if started:
                st.rerun()
    for plan in plans:
        if plan.archived and st.button(
            w._("Restore “{title}”", title=plan.title), key=f"restore_plan_{plan.id}"
        ):
            restored = run(
                commands.restore_procurement_plan,
                project_id=frame.project_id,
                plan_id=plan.id,
                done=w._("Plan restored"),
            )
            if restored:
                st.rerun()
