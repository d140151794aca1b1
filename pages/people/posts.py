"""Posts approved, filled and missing, by department: today and on opening day."""

import datetime as dt
from typing import Any

import streamlit as st
from sqlmodel import Session

from db.queries import people as queries
from pages._kit import detail, filters
from pages._kit.cached import Key, by_revision
from pages._kit.chart import appearance, draw
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.people._choose import chooser
from pages.people._departments import departments_panel
from pages.people._new import add_department_dialog, add_post_dialog
from pages.people._post import post_panel
from pages.people._staffing import (
    department_table,
    export_columns,
    headline,
    months_table,
    post_frame,
    state_sentence,
    takeaway,
)
from tracker.charts.people import staffing_chart
from tracker.permissions import Action
from tracker.staffing import MonthPoint, by_month
from tracker.vocabulary import StaffKind

w = words()
frame = context()


@by_revision("people")
def snapshot(session: Session, key: Key, opening_on: dt.date) -> queries.Staffing:
    return queries.staffing(session, key.project_id, key.today, opening_on)


@by_revision("people")
def months(_session: Session, key: Key, starts_on: dt.date, opening_on: dt.date) -> list[MonthPoint]:
    return by_month(snapshot(opening_on).histories(), starts_on, key.today, opening_on)


@by_revision("people")
def chart_spec(
    _session: Session, key: Key, starts_on: dt.date, opening_on: dt.date, appearance: str
) -> dict[str, Any]:
    points = months(starts_on, opening_on)
    title = headline(key.words, points, key.today)
    return staffing_chart(points, words=key.words, appearance=appearance, title=title)


opening_on = frame.project.opening_on
board = snapshot(opening_on)
may_edit = frame.may(Action.EDIT_PEOPLE)

action = page_head(w._("Posts"), state_sentence(w, board))
if (
    may_edit
    and board.departments
    and action.button(w._("Add a post"), type="primary", icon=":material/add:", key="post_add")
):
    add_post_dialog(board)
if not board.departments:
    st.info(
        w._(
            "Here stand the posts that the establishment grants, who is in them, and what is missing on "
            "opening day. Begin with the departments of the library."
        ),
        icon=":material/groups:",
    )
    if may_edit and st.button(w._("Add a department"), type="primary", key="department_first"):
        add_department_dialog()
    st.stop()

st.table(department_table(w, board), border="horizontal", alt=w._("Posts and people by department"))
points = months(frame.project.starts_on, opening_on)
if points:
    draw(
        chart_spec(frame.project.starts_on, opening_on, appearance=appearance()),
        alt=takeaway(w, board),
        key="staffing_chart",
        table=months_table(w, points),
    )

st.subheader(w._("Posts"), anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    names = {row.id: row.name for row in board.departments}
    in_departments = st.multiselect(
        w._("Department"),
        list(names.values()),
        key="post_department",
        bind="query-params",
        placeholder=w._("All departments"),
        width=240,
    )
    kinds = st.pills(
        w._("Kind"),
        list(StaffKind),
        selection_mode="multi",
        format_func=w.label,
        key="post_kind",
        bind="query-params",
    )
    gaps = {"now": w._("Gap now"), "opening": w._("Gap at opening")}
    gap = st.pills(
        w._("Only with a gap"), list(gaps), format_func=gaps.__getitem__, key="post_gap", bind="query-params"
    )
    with_archived = st.toggle(w._("Show archived"), key="post_archived", bind="query-params")
    filters.clear_all(["post_department", "post_kind", "post_gap"])

scope = [row for row in board.posts if with_archived or not row.archived]
shown = [
    row
    for row in scope
    if (not in_departments or row.department in in_departments)
    and (not kinds or row.kind in kinds)
    and (gap != "now" or row.strength.gap_now)
    and (gap != "opening" or row.strength.gap_at_opening)
]
filters.shown_count(len(shown), len(scope))
if shown:
    chooser(
        post_frame(w, shown, with_archived=with_archived),
        parameter="post",
        ids=[row.id for row in shown],
        key="post_rows",
        alt=w._("Posts, one row each"),
        right=[w._("Gap now"), w._("Gap at opening")],
    )
export_button(w._("Posts"), export_columns(w), shown, key="post_export")

asked = detail.asked("post")
chosen = next((row for row in board.posts if row.id == asked), None)
if chosen is not None:
    post_panel(chosen, board)
else:
    st.caption(w._("Select a post to change it, and to record who is there or when somebody arrives."))
if may_edit:
    departments_panel(board)
