"""The way to the contract: packages, their stages against opening day, contracts, and thresholds."""

import pandas as pd
import streamlit as st

from db.commands import packages as commands
from pages._kit import chart as charts
from pages._kit.chart import draw
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._contract import contract_panel
from pages.procurement._data import plan_rows
from pages.procurement._package import edit_package, line_name, new_package, plan_actions
from pages.procurement._pick import chosen, plan_picker, settle, start_plan, widget_key
from pages.procurement._purchase_words import (
    IN_SIGHT_DAYS,
    article_text,
    finding_sentence,
    method_sentence,
    state_sentence,
)
from pages.procurement._purchases import bought, plan_lines, stage_chart
from pages.procurement._stages import stage_table
from pages.procurement._thresholds import threshold_panel
from tracker.charts.purchasing import purchase_title
from tracker.permissions import Action
from tracker.procurement.purchase import split_purchases
from tracker.procurement.thresholds import SPLITTING_ARTICLE, Permission

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

with place:
    head = page_head(
        w._("Purchasing"),
        state_sentence(urgent.found, w)
        if urgent
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
for split in split_purchases(each.found for each in packages):
    st.warning(
        w._(
            "{packages}: {amount} for one kind of purchase in {year} without a tender, above the threshold. This may "
            "count as splitting ({article}) unless the budget was adjusted or the method approved.",
            packages=w.listed([plain(name) for name in split.packages]),
            amount=w.money(split.amount_fen),
            year=str(split.year),
            article=article_text(SPLITTING_ARTICLE, w),
        ),
        icon=":material/call_split:",
    )

with_archived = (
    st.toggle(w._("Show archived"), key="package_archived", bind="query-params")
    if len(packages) < len(everything)
    else False
)
shown = everything if with_archived else packages
if shown:
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
    current = by_address[picked]
    coming = current.found.next

    # Render.
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(state_sentence(current.found, w), width="stretch")
        if coming is not None and 0 >= current.found.late_days > -IN_SIGHT_DAYS:
            st.badge(w._("Due soon"), color="orange", icon=":material/schedule:")
        if current.found.late_days > 0:
            st.badge(w._("Too late"), color="red", icon=":material/priority_high:")
        if may_edit and not current.row.archived and st.button(w._("Change"), key="package_change"):
            edit_package(current, free)
        label = w._("Restore") if current.row.archived else w._("Archive")
        put = commands.restore_package if current.row.archived else commands.archive_package
        done = w._("Package restored") if current.row.archived else w._("Package archived")
        if (
            may_edit
            and st.button(label, key="package_put", type="tertiary")
            and run(put, project_id=frame.project_id, package_id=current.row.id, done=done)
        ):
            st.rerun()
    st.caption(
        " · ".join(
            filter(
                None,
                [
                    w.label(current.row.method) if current.row.method else w._("No method chosen"),
                    plain(current.row.method_reason),
                    w._n("{n} line", "{n} lines", len(current.lines)),
                    w.money(current.found.budget_fen),
                ],
            )
        )
    )
    note = st.caption if current.found.verdict.permission is Permission.ALLOWED else st.info
    note(method_sentence(current.found, w))
    for finding in current.found.findings:
        st.warning(finding_sentence(finding, w), icon=":material/gavel:")
    draw(
        stage_chart(current.row.title, current.found.stages, frame.project.opening_on, charts.appearance()),
        alt=purchase_title(current.row.title, current.found.stages, w),
        key=f"stages_chart_{current.row.id}",
    )
    stage_table(current)
    st.caption(
        w._(
            "Periods count from the day after the event. Where the law sets none, the durations are judgements: 15 "
            "working days for the finance review, 5 for the documents, 10 to the contract, 5 for the acceptance."
        )
    )
    plan_actions(current)
    st.subheader(w._("Contract"), anchor=False)
    contract_panel(current)
    inside = st.expander(
        w._n("{n} line in this package", "{n} lines in this package", len(current.lines)),
        key="package_lines",
        on_change="rerun",
    )
    if inside.open:
        for line in current.lines:
            inside.markdown(f"- {plain(line_name(line))}")

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
