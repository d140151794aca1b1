"""The plan documents: what each is about, where it stands, to whom it went and what came back."""

import streamlit as st

from pages._kit import filters
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._plan_list import export_columns, plan_list
from pages.plan._plan_panel import NEW, new_plan_panel, plan_panel
from tracker.permissions import Action
from tracker.vocabulary import PlanKind, PlanStatus

w = words()
frame = context()
may_edit = frame.may(Action.EDIT_PLANS)

plans = reads.plans()
live = [plan for plan in plans if not plan.archived]
out = sum(plan.status is PlanStatus.SUBMITTED for plan in live)
state = ""
if live:
    state = (
        w._n("{n} plan waits for an answer.", "{n} plans wait for an answer.", out)
        if out
        else w._("No plan is waiting for an answer.")
    )
action = page_head(w._("Plan documents"), state)
with action:
    if may_edit:
        st.button(
            w._("Add a plan"),
            type="primary",
            icon=":material/add:",
            key="plans_add",
            on_click=open_panel,
            args=(NEW, 1),
        )

if not plans:
    st.markdown(
        w._(
            "A plan is a document with tasks: the opening preparation, the ceremony, facilities and equipment, "
            "staff recruitment. It is written here, submitted, answered, and then carried out task by task."
        )
    )
    if NEW in st.query_params and may_edit:
        new_plan_panel()
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = st.multiselect(
        w._("Kind"),
        list(PlanKind),
        format_func=w.label,
        placeholder=w._("All kinds"),
        key="plans_kind",
        bind="query-params",
        width=260,
    )
    statuses = st.multiselect(
        w._("Status"),
        list(PlanStatus),
        format_func=w.label,
        placeholder=w._("All"),
        key="plans_status",
        bind="query-params",
        width=260,
    )
    show_archived = st.toggle(w._("Show archived"), key="plans_archived", bind="query-params")
    filters.clear_all(["plans_kind", "plans_status"])

shown = [
    plan
    for plan in plans
    if (show_archived or not plan.archived)
    and (not kinds or plan.kind in kinds)
    and (not statuses or plan.status in statuses)
]
# On the left: the tools that Streamlit shows over what follows appear on the right.
with st.container(horizontal=True, vertical_alignment="center"):
    with st.container(width="content"):
        filters.shown_count(len(shown), len(plans) if show_archived else len(live))
    export_button(w._("Plan documents"), export_columns(w), shown, key="plans_export")

if shown:
    plan_list(shown)
else:
    st.info(w._("No plan passes these filters."), icon=":material/filter_alt_off:")

if NEW in st.query_params and may_edit:
    new_plan_panel()
else:
    plan_panel()
