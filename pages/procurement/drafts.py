"""The drafts of a procurement plan: import, totals against the ceiling, lines, submission."""

import streamlit as st

from pages._kit import chart as charts
from pages._kit.chart import draw
from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.language import words
from pages.procurement._assets import asset_register
from pages.procurement._catalogue import catalogue_codes
from pages.procurement._data import draft_rows, plan_rows, totals_chart
from pages.procurement._draft_checks import draft_checks
from pages.procurement._funds import funds_table, quotations
from pages.procurement._grid import editable_lines
from pages.procurement._import import close_import, import_is_open, import_workbook, open_import
from pages.procurement._life import life_panel
from pages.procurement._lines import archived_lines, category_table, filter_row, read_only_lines
from pages.procurement._list import archived_drafts, draft_actions, draft_list, plan_actions, state
from pages.procurement._pick import current, draft_tabs, plan_picker, start_plan
from pages.procurement._reasons import say_lacking
from pages.procurement._releases import take_releases
from pages.procurement._review_answer import review_notice, take_over
from pages.procurement._review_reads import before_of
from tracker.charts.procurement import totals_title
from tracker.permissions import Action
from tracker.procurement.drafts import headroom_fen

w = words()
frame = context()
plans = plan_rows()
place = st.container()
plan = plan_picker(plans)
rows = draft_rows(plan.id) if plan else []
drafts = current(rows)
numbered = [row for row in drafts if row.number is not None]
purpose = w._("What the library means to buy, draft by draft, until it is approved.")
with place:
    # With a draft, the sentence about its money takes the place of the purpose.
    head = page_head(w._("Drafts"), "" if numbered else purpose)
if plan is None:
    start_plan(plans)
    st.stop()

if import_is_open():
    head.button(w._("Back to the drafts"), icon=":material/arrow_back:", on_click=close_import)
    import_workbook(plan, drafts)
    take_releases(plan)
    st.stop()
if frame.may(Action.DECIDE):
    head.button(
        w._("Import a workbook"),
        type="primary",
        icon=":material/upload_file:",
        key="open_import",
        on_click=open_import,
    )

with_lines = [row for row in drafts if row.lines]
ceiling = frame.project.ceiling_fen
state(numbered, ceiling)
if with_lines:
    totals = tuple((row.number, row.total_fen) for row in (numbered or with_lines))
    left, right = st.columns([5, 6], gap="medium")
    with left:
        draw(
            totals_chart(totals, ceiling, charts.appearance()),
            alt=totals_title(totals, w),
            key="totals_by_draft",
        )
    with right:
        draft_list(drafts)
elif not frame.may(Action.DECIDE):
    st.info(w._("No draft has been imported or written yet."), icon=":material/info:")
else:
    st.info(
        w._("No draft yet. Import a workbook as draft 1, or write the lines of the working copy below."),
        icon=":material/info:",
    )

st.subheader(w._("Lines"), anchor=False)
newest = numbered[-1] if numbered else None
draft = draft_tabs("draft", drafts, newest or drafts[-1]) if drafts else None
if draft is not None:
    over = headroom_fen(draft.total_fen, ceiling)
    if over is not None and over < 0 and draft is not newest:
        st.caption(
            ":material/priority_high: "
            + w._("This draft is {amount} yuan over the ceiling.", amount=w.yuan(-over))
        )
    review_notice(plan.id, draft)
    if draft.number is not None:
        say_lacking(plan, draft, before_of(draft, drafts))
    draft_checks(plan.id, draft)
    draft_actions(draft, plan, newest)
    if draft.number is None:
        take_over(draft, newest)
    if draft.number is None and frame.may(Action.EDIT_PROCUREMENT):
        shown = editable_lines(plan.id, draft)
        catalogue_codes(draft)
        archived_lines(draft)
    else:
        shown = filter_row(draft)
        read_only_lines(plan.id, draft, shown)
    category_table(shown)
    funds_table(shown)
    quotations(plan.id, shown)
archived_drafts([row for row in rows if row.archived])
asset_register()
plan_actions(plan)
life_panel(plan.id)
