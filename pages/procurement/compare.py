"""Two drafts side by side: which lines moved, by how much money, and why."""

import pandas as pd
import streamlit as st

from pages._kit import chart as charts
from pages._kit.chart import draw
from pages._kit.download import export_button
from pages._kit.filters import clear_all, shown_count
from pages._kit.head import page_head
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.procurement._changes import change_table, filtered, sorted_changes, unchanged_table
from pages.procurement._columns import right
from pages.procurement._courses import course_table
from pages.procurement._data import compared, draft_rows, moved_by_cause, plan_rows, waterfall_chart
from pages.procurement._finding import sentence
from pages.procurement._life import life_panel
from pages.procurement._pick import current, draft_select, plan_picker, start_plan
from pages.procurement._returns import ask_about_returns
from tracker.charts.procurement import CATEGORY_SELECTION, draft_label, waterfall_title
from tracker.exports.drafts import change_columns
from tracker.procurement.changes import ChangeKind
from tracker.procurement.explained import category_totals

PER_PAGE = 25

w = words()
plans = plan_rows()
title = w._("Compare drafts")
purpose = w._("Which lines moved between any two drafts, why, and by how much money.")
# The head's sentence says what the comparison found, so it is written when the drafts are chosen.
head = st.container()
plan = plan_picker(plans)
if plan is None:
    with head:
        page_head(title, purpose)
    start_plan(plans)
    st.stop()
rows = [row for row in current(draft_rows(plan.id)) if row.lines]
numbered = [row for row in rows if row.number is not None]
if len(rows) < 2:
    with head:
        page_head(title, purpose)
    st.info(
        w._("Two drafts are needed for a comparison. Import or submit another one first."),
        icon=":material/info:",
    )
    st.page_link(script_of("drafts"), label=w._("Go to the drafts"), icon=":material/inventory_2:")
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    before = draft_select(w._("Before"), "from", rows, rows[0])
    after = draft_select(w._("After"), "to", rows, (numbered or rows)[-1])
comparison, changes = compared(plan.id, before.id, after.id)
with head:
    page_head(title, sentence(comparison, moved_by_cause(plan.id, before.id, after.id), w))

by_category = comparison.by_category()
chart_side, table_side = st.columns([1, 1], gap="medium")
with chart_side:
    event = draw(
        waterfall_chart(
            ((before.number, before.total_fen), (after.number, after.total_fen)),
            tuple(by_category.items()),
            charts.appearance(),
        ),
        alt=waterfall_title(by_category, w),
        key=f"waterfall_{before.id}_{after.id}",
        on_select="rerun",
        selection_mode=CATEGORY_SELECTION,
    )
with table_side:
    totals = category_totals(comparison)
    names = [draft_label(row.number, w) for row in (before, after)]
    names = names if names[0] != names[1] else [w._("Before"), w._("After")]
    # The difference comes first: it is what a phone shows without scrolling.
    columns = [w._("Category"), w._("Difference (yuan)"), *names]
    st.dataframe(
        pd.DataFrame(
            [
                (category or w._("Without category"), w.signed_yuan(new - old), w.yuan(old), w.yuan(new))
                for category, (old, new) in totals.items()
            ]
            + [
                (
                    w._("Total"),
                    w.signed_yuan(comparison.difference_fen),
                    w.yuan(comparison.total_before_fen),
                    w.yuan(comparison.total_after_fen),
                )
            ],
            columns=columns,
        ),
        hide_index=True,
        height="content",
        column_config=right(*columns[1:]),
        alt=w._("Totals by category in both drafts, and their difference"),
    )

clicked = [
    point["category"] for point in event.selection.get(CATEGORY_SELECTION, []) if point.get("category")
]
with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = st.pills(
        w._("Kind of change"),
        [kind for kind in ChangeKind if any(row.change.kind is kind for row in changes)],
        format_func=w.label,
        selection_mode="multi",
        key="change_kind",
        bind="query-params",
    )
    picked = st.multiselect(
        w._("Category"),
        sorted(filter(None, totals)),
        placeholder=w._("All categories"),
        key="change_category",
        bind="query-params",
        width=280,
    )
    by_effect = st.toggle(
        w._("Largest effect first"), value=True, key="change_by_effect", bind="query-params"
    )
    clear_all(["change_kind", "change_category"])
if clicked:
    st.caption(
        w._("Only {category}, as clicked in the chart; click the bar again to see all.", category=clicked[0])
    )
shown = sorted_changes(filtered(changes, set(kinds), {*picked, *clicked}), by_effect=by_effect)
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    shown_count(len(shown), len(changes))
    export_button(
        w._("Changes {before} to {after}", before=before.number or 0, after=after.number or 0),
        change_columns(w),
        shown,
        key="export_changes",
    )
number = 1
if len(shown) > PER_PAGE:
    number = st.pagination(-(-len(shown) // PER_PAGE), key=f"change_page_{before.id}_{after.id}_{len(shown)}")
change_table(shown[(number - 1) * PER_PAGE : number * PER_PAGE], w)

ask_about_returns(plan.id)
folded = st.expander(w._("These lines over all drafts"), key="courses", on_change="rerun")
if folded.open:
    with folded:
        course_table(plan.id, [row.change.line for row in shown])
folded = st.expander(
    w._n("{n} unchanged line", "{n} unchanged lines", len(comparison.unchanged)),
    key="unchanged",
    on_change="rerun",
)
if folded.open:
    with folded:
        unchanged_table(comparison, w)
life_panel(plan.id)
