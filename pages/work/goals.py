"""The direction of work, and the goals with their horizon."""

import streamlit as st

from db.queries.goals import DirectionRow, GoalRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages.work import _reads
from pages.work._direction_forms import direction_form, goal_form
from pages.work._goal_indicators import goal_progress
from pages.work._goal_panel import PARAMETER, goal_panel, horizon
from tracker.permissions import Action

w = words()
frame = context()
may_edit = frame.may(Action.EDIT_WORK)
statements, goals = _reads.direction_rows(), _reads.goal_rows()
current = [row for row in goals if not row.archived]
page_head(w._("Goals"), w._n("{n} goal", "{n} goals", len(current)) if current else "")
if not statements and not goals:
    st.info(
        w._(
            "What the library works for: its mission, its speciality, its highlight, and the goals with their horizon. "
            "The summaries end with them."
        ),
        icon=":material/flag:",
    )
aside = any(row.archived for row in statements) or any(row.archived for row in goals)
with_archived = aside and st.toggle(w._("Show archived"), key="goals_archived", bind="query-params")


def statement_line(row: DirectionRow) -> None:
    """A statement, and its form behind a quiet button."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"direction_{row.id}"):
        st.markdown(f"**{w.label(row.kind)}** {plain(row.text)}", width="stretch")
        if not may_edit:
            return
        opened = st.popover(
            w._("Change"), key=f"direction_change_{row.id}", on_change="rerun", type="tertiary"
        )
        if opened.open:
            with opened:
                direction_form(row)


def goal_line(row: GoalRow) -> None:
    """A goal with its horizon and how far it is, and the way to its panel."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"goal_{row.id}"):
        with st.container(width="stretch", gap=None):
            st.markdown(f"**{plain(row.title)}**")
            st.caption(horizon(row))
            goal_progress(row)
        st.button(
            w._("Open"),
            key=f"goal_open_{row.id}",
            type="tertiary",
            on_click=detail.open_panel,
            args=(PARAMETER, row.id),
        )


st.subheader(w._("Direction of work"), anchor=False)
for statement in statements:
    if with_archived or not statement.archived:
        statement_line(statement)
if may_edit:
    added = st.expander(w._("Add a statement"), key="direction_add", on_change="rerun")
    if added.open:
        with added:
            direction_form(None)
st.subheader(w._("Goals"), anchor=False)
for goal in goals:
    if goal.id == detail.asked(PARAMETER):
        goal_panel(goal)
    elif with_archived or not goal.archived:
        goal_line(goal)
if may_edit:
    set_ = st.expander(w._("Set a goal"), key="goal_add", on_change="rerun")
    if set_.open:
        with set_:
            goal_form(None)
