"""The reviewer's page: what changed since the last draft they saw, what they asked, what is to be decided."""

import streamlit as st

from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.language import words
from pages.procurement._changes import change_table, sorted_changes
from pages.procurement._comments import comment_section, open_count
from pages.procurement._data import compared, draft_rows, line_rows, plan_rows
from pages.procurement._decision_list import decision_list
from pages.procurement._finding import sentence
from pages.procurement._life import life_panel
from pages.procurement._line_decisions import decision_grid, reduction_table
from pages.procurement._opinion_files import opinion_files
from pages.procurement._pick import chosen, current, plan_picker, settle, start_plan, widget_key
from pages.procurement._reasons import say_lacking
from pages.procurement._review_answer import review_notice
from pages.procurement._review_reads import (
    before_of,
    decision_rows,
    line_notes,
    quotation_rows,
    seen_draft_id,
)
from pages.procurement._review_steps import review_steps, seen_button
from pages.procurement._sums import parts
from tracker.charts.procurement import draft_label
from tracker.permissions import Action
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.parts import Dimension
from tracker.vocabulary import DraftStatus

PER_PAGE = 15

w, frame = words(), context()
title = w._("Review")
head = st.container()
plan = plan_picker(plan_rows())
rows = [] if plan is None else current(draft_rows(plan.id))
numbered = [row for row in rows if row.number is not None]
if plan is None or not numbered:
    with head:
        page_head(title, w._("Comments and decisions on submitted drafts, and what came of them."))
    if plan is None:
        start_plan(plan_rows())
    else:
        st.info(w._("No draft has been submitted yet."), icon=":material/info:")
    st.stop()

newest = numbered[-1]
decided = decision_rows(newest.id)
lines = line_rows(newest.id)
undecided = sum(row.lineage_id not in decided for row in lines)
with head:
    place = page_head(
        title,
        w._(
            "{draft} · {status} · {total} yuan · {comments} · {undecided}",
            draft=draft_label(newest.number, w),
            status=w.label(newest.status),
            total=w.yuan(newest.total_fen),
            comments=w._n("{n} open comment", "{n} open comments", open_count(plan.id)),
            undecided=w._n("{n} line undecided", "{n} lines undecided", undecided),
        ),
    )
may_review = frame.may(Action.REVIEW_DRAFTS)
under_review = newest.status in {DraftStatus.SUBMITTED, DraftStatus.IN_REVIEW}
with place:
    review_steps(newest, may_review=may_review and under_review)
review_notice(plan.id, newest)
say_lacking(plan, newest, before_of(newest, rows))

# What changed since the last draft that this visitor saw; before the first time, since the draft before.
by_id = {row.id: row for row in numbered}
seen_id = seen_draft_id(plan.id, frame.actor.key)
seen = by_id.get(seen_id) if seen_id is not None else None
since = seen or before_of(newest, rows)
changed: set[int | str] = set()
if since is not None:
    changes: tuple[ExplainedChange, ...] = ()
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        names = {"since": draft_label(since.number, w), "newest": draft_label(newest.number, w)}
        st.subheader(
            w._("Changes since {since}, which you saw last", **names)
            if seen
            else w._("Changes from {since} to {newest}", **names),
            anchor=False,
        )
        if may_review and (seen is None or seen.id != newest.id):
            seen_button(plan, newest)
    if since.id == newest.id:
        st.caption(w._("You have seen {newest}; nothing was submitted since.", **names))
    else:
        comparison, changes = compared(plan.id, since.id, newest.id)
        st.markdown(sentence(comparison, parts(plan.id, since.id, newest.id, Dimension.CAUSE), w))
        page = 1
        if len(changes) > PER_PAGE:
            page = st.pagination(-(-len(changes) // PER_PAGE), key=f"review_page_{since.id}_{newest.id}")
        change_table(
            sorted_changes(list(changes), by_effect=True)[(page - 1) * PER_PAGE : page * PER_PAGE],
            w,
            line_notes(plan.id),
        )
    changed = {line.lineage for row in changes for line in row.change.after}

st.subheader(w._("Decisions and reduction rate"), anchor=False)
reduction_table(lines, decided)
opinion_files(newest, may_import=may_review and under_review)
if may_review and under_review:
    kinds = {
        "changed": [row for row in lines if row.lineage_id in changed],
        "undecided": [row for row in lines if row.lineage_id not in decided],
        "all": lines,
    }
    titles = {
        "changed": w._("Changed"),
        "undecided": w._("Undecided"),
        "all": w._("All lines"),
    }
    offered = [kind for kind in kinds if kinds[kind] or kind == "all"]
    picked = settle("decide", offered, offered[0])
    st.segmented_control(
        w._("Lines"),
        offered,
        required=True,
        format_func=lambda kind: f"{titles[kind]} {len(kinds[kind])}",
        key=widget_key("decide"),
        on_change=chosen,
        args=("decide",),
        label_visibility="collapsed",
    )
    attached = {
        lineage: sum(not each.archived for each in files)
        for lineage, files in quotation_rows(plan.id).items()
    }
    decision_grid(newest, kinds[picked], attached)
else:
    decision_list(lines, decided)
comment_section(plan, newest, draft=newest)
life_panel(plan.id)
