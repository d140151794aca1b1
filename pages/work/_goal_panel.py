"""One goal: by when, what it takes, the indicators and standards that tell how far it is, and its forms."""

import streamlit as st

from db.queries.goals import GoalRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.work import _reads
from pages.work._direction_forms import goal_form
from pages.work._goal_indicators import goal_progress, tie_forms
from tracker.permissions import Action

PARAMETER = "goal"
"""The goal in the address."""


def horizon(row: GoalRow) -> str:
    """By when a goal is to be reached, and how long that is."""
    w = words()
    left = (row.horizon_on - context().today).days
    ahead = w._n("{n} day left", "{n} days left", left) if left >= 0 else w._("the day has passed")
    return w._("by {day}, {ahead}", day=w.date(row.horizon_on), ahead=ahead)


def goal_panel(row: GoalRow) -> None:
    """Draw the goal that stands in the address, in its place in the list."""
    with st.container(border=True, key="goal_panel"):
        _facts(row)
        goal_progress(row, linked=True)
        _standards(row)
        if context().may(Action.EDIT_WORK):
            _forms(row)


def _facts(row: GoalRow) -> None:
    w = words()
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.subheader(plain(row.title), anchor=False)
        st.button(
            w._("Close"), key="goal_close", type="tertiary", on_click=detail.close_panel, args=(PARAMETER,)
        )
    facts = [horizon(row)]
    if row.stated_on is not None:
        facts.append(w._("stated on {day}", day=w.date(row.stated_on)))
    if row.archived:
        facts.append(w._("archived"))
    st.caption(" · ".join(facts))
    if row.description:
        st.markdown(plain(row.description))


def _forms(row: GoalRow) -> None:
    w = words()
    changed = st.expander(w._("Change the goal"), key="goal_change", on_change="rerun")
    if changed.open:
        with changed:
            goal_form(row)
    if row.archived:
        return
    tied = st.expander(w._("Indicators of the goal"), key="goal_ties", on_change="rerun")
    if tied.open:
        with tied:
            tie_forms(row)


def _standards(row: GoalRow) -> None:
    """The evaluation standards that serve the goal, with the points reached."""
    w = words()
    for standard in _reads.evaluation_standards():
        if standard.goal_id != row.id or standard.archived:
            continue
        total = standard.standing().total
        said = w._(
            "{title}: {reached} of {points} points",
            title=plain(standard.title),
            reached=w.quantity(total.reached_milli),
            points=w.quantity(total.possible_milli),
        )
        with st.container(horizontal=True, vertical_alignment="center", key=f"goal_standard_{standard.id}"):
            st.markdown(said, width="stretch")
            st.page_link(
                page_at("evaluation"),
                label=w._("Evaluation"),
                icon=":material/chevron_right:",
                query_params={"standard": str(standard.id)},
            )
