"""Two drafts side by side: which lines moved, by how much money, and why."""

import streamlit as st

from pages._kit.download import export_button
from pages._kit.filters import clear_all, shown_count
from pages._kit.head import page_head
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.procurement._change_grid import change_grid, view_choice
from pages.procurement._changes import change_table, filtered, sorted_changes, unchanged_table
from pages.procurement._comments import comment_section
from pages.procurement._courses import course_table
from pages.procurement._data import compared, draft_rows, plan_rows
from pages.procurement._files import comparison_files
from pages.procurement._finding import sentence
from pages.procurement._life import life_panel
from pages.procurement._pick import current, draft_select, plan_picker, start_plan
from pages.procurement._reasons import reasons_section
from pages.procurement._returns import ask_about_returns
from pages.procurement._review_reads import line_notes
from pages.procurement._sums import choose_dimension, difference_in_parts, parts, stacked_drafts
from tracker.charts.procurement import part_label
from tracker.exports.drafts import change_columns
from tracker.procurement.changes import ChangeKind
from tracker.procurement.parts import Dimension, concerns

PER_PAGE = 25
# More rows than a person reads, and few enough for the grid to be drawn at once.
PER_GRID = 500

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
    page_head(title, sentence(comparison, parts(plan.id, before.id, after.id, Dimension.CAUSE), w))

dimension = choose_dimension(plan.id, before, after)
clicked = difference_in_parts(plan.id, before, after, dimension)
stacked_drafts(plan.id, dimension)

with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = st.pills(
        w._("Kind of change"),
        [kind for kind in ChangeKind if any(row.change.kind is kind for row in changes)],
        format_func=w.label,
        selection_mode="multi",
        key="change_kind",
        bind="query-params",
        wrap=True,
    )
    picked = st.multiselect(
        w._("Category"),
        sorted(part.key for part in parts(plan.id, before.id, after.id, Dimension.CATEGORY) if part.key),
        placeholder=w._("All categories"),
        key="change_category",
        bind="query-params",
        width=230,
    )
    by_effect = st.toggle(
        w._("Largest effect first"), value=True, key="change_by_effect", bind="query-params"
    )
    as_grid = view_choice()
    clear_all(["change_kind", "change_category"])
if clicked is not None:
    st.caption(
        w._(
            "Only {category}, as clicked in the chart; click the bar again to see all.",
            category=part_label(dimension, clicked, w),
        )
    )
chosen = [row for row in changes if clicked is None or concerns(row, dimension, clicked)]
shown = sorted_changes(filtered(chosen, set(kinds), set(picked)), by_effect=by_effect)
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    shown_count(len(shown), len(changes))
    export_button(
        w._("Changes {before} to {after}", before=before.number or 0, after=after.number or 0),
        change_columns(w),
        shown,
        key="export_changes",
    )
    comparison_files(plan, before, after)
per_page = PER_GRID if as_grid else PER_PAGE
number = 1
if len(shown) > per_page:
    pages = -(-len(shown) // per_page)
    number = st.pagination(pages, key=f"change_page_{before.id}_{after.id}_{len(shown)}_{per_page}")
on_page = shown[(number - 1) * per_page : number * per_page]
if as_grid:
    change_grid(plan.id, on_page)
else:
    change_table(on_page, w, line_notes(plan.id))

reasons_section(plan, before, after, rows, changes)
if numbered:
    comment_section(plan, numbered[-1], draft=after)

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
