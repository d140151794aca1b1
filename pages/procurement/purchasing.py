"""The way to the contract: packages, their stages against opening day, contracts, and thresholds."""

import pandas as pd
import streamlit as st

from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.language import words
from pages.procurement._awards import awards_table
from pages.procurement._columns import right
from pages.procurement._data import plan_rows
from pages.procurement._package import new_package
from pages.procurement._pick import chosen, plan_picker, settle, start_plan, widget_key
from pages.procurement._purchase_panel import purchase_panel, splitting_warnings
from pages.procurement._purchase_words import state_sentence
from pages.procurement._purchases import bought, plan_lines
from pages.procurement._thresholds import threshold_panel
from tracker.permissions import Action

w = words()
frame = context()
plans = plan_rows()
place = st.container()
plan = plan_picker(plans)
if plan is None:
    with place:
        page_head(w._("Purchasing"), w._("From the approved list to the contract and its acceptance."))
    start_plan(plans)
    st.stop()

# Query.
everything = bought(plan.id, frame.project.opening_on)
packages = [each for each in everything if not each.row.archived]
held = {lineage for each in packages for lineage in each.row.lineage_ids}
free = [line for line in plan_lines(plan.id) if line.lineage_id not in held]
urgent = max(
    (each for each in packages if each.found.next), key=lambda each: each.found.late_days, default=None
)

late = sum(each.found.late_days > 0 for each in packages)
with place:
    head = page_head(
        w._("Purchasing"),
        " · ".join(
            [
                w._n("{n} package", "{n} packages", len(packages)),
                w._n("{n} comes too late for opening day", "{n} come too late for opening day", late)
                if late
                else w._("all in time for opening day"),
            ]
        )
        if packages
        else w._("From the approved list to the contract and its acceptance."),
    )
may_edit = frame.may(Action.EDIT_PROCUREMENT)
if may_edit and head.button(
    w._("New package"),
    type="secondary" if packages else "primary",
    icon=":material/add:",
    key="new_package",
):
    new_package(plan.id, free)

if not packages:
    st.info(
        w._(
            "A package is what is bought together, by one method and in one contract. Make one of the lines below; the "
            "tracker then counts back from opening day by when each stage must have happened."
        ),
        icon=":material/inventory_2:",
    )
elsewhere = [
    each
    for other in plans
    if other.id != plan.id and not other.archived
    for each in bought(other.id, frame.project.opening_on)
    if not each.row.archived
]
splitting_warnings(packages, elsewhere)

with_archived = (
    st.toggle(w._("Show archived"), key="package_archived", bind="query-params")
    if len(packages) < len(everything)
    else False
)
shown = everything if with_archived else packages
if shown:
    for each in packages:
        st.markdown("- " + state_sentence(each.found, w))
    awards_table(packages)
    # Ask.
    by_address = {str(each.row.id): each for each in shown}
    first = urgent or shown[0]
    picked = settle("package", list(by_address), str(first.row.id))
    st.segmented_control(
        w._("Package"),
        list(by_address),
        required=True,
        format_func=lambda each: by_address[each].row.title,
        key=widget_key("package"),
        on_change=chosen,
        args=("package",),
        label_visibility="collapsed",
    )
    # Render.
    purchase_panel(by_address[picked], free)

if free:
    st.subheader(
        w._n("{n} line not yet in a package", "{n} lines not yet in a package", len(free)), anchor=False
    )
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Category"): line.category,
                    w._("Name"): line.name,
                    w._("Zone"): line.zone,
                    w._("Amount (yuan)"): w.yuan(line.amount_fen),
                }
                for line in free
            ]
        ),
        hide_index=True,
        column_config=right(w._("Amount (yuan)")),
        key="free_lines",
        alt=w._("Lines that no package buys yet"),
    )
threshold_panel()
