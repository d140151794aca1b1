"""Monday morning: will we open on the day, within the money, with the people; and what needs me this week."""

import streamlit as st
from sqlmodel import Session

from db.queries.overview import Overview
from db.queries.overview import overview as read_overview
from db.queries.plan import work_calendar
from db.queries.procurement import procurement_summary
from pages._kit.cached import Key, by_revision
from pages._kit.chart import appearance, draw
from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.language import words
from pages.overview._cards import cards
from pages.overview._needs import need_row
from tracker.charts.plan import timeline
from tracker.charts.procurement import totals_by_draft
from tracker.permissions import Action
from tracker.schedule.model import TaskKind

SHOWN_NEEDS = 8
MOST_NEEDS = 40

w = words()
frame = context()


@by_revision("project", "plan", "site", "procurement", "people")
def monday(session: Session, key: Key) -> Overview:
    project = frame.project
    return read_overview(
        session,
        key.project_id,
        today=key.today,
        opening_on=project.opening_on,
        ceiling_fen=project.ceiling_fen,
        may=key.may,
    )


@by_revision("project", "plan")
def chain(session: Session, key: Key, look: str) -> dict[str, object]:
    rows = [
        task
        for task in monday().tasks or ()
        if task.critical and not task.is_done and task.kind is not TaskKind.SUMMARY
    ]
    return timeline(
        rows,
        words=key.words,
        appearance=look,
        today=key.today,
        opening_on=frame.project.opening_on,
        calendar=work_calendar(session, key.project_id),
    )


@by_revision("project", "procurement")
def budget(session: Session, key: Key, look: str) -> dict[str, object]:
    summary = procurement_summary(session, key.project_id)
    return totals_by_draft(summary.totals if summary else (), frame.project.ceiling_fen, key.words, look)


state = monday()
urgent = sum(need.urgent for need in state.needs)
page_head(w._("Overview"), w._n("{n} thing needs somebody now", "{n} things need somebody now", urgent))
cards(frame, state)

left, right = st.columns([1, 1], gap="medium")
with left:
    st.subheader(w._("Needs you this week"), anchor=False)
    if not state.needs:
        st.caption(w._("Nothing waits, nothing is late, nothing blocks."))
    for index, need in enumerate(state.needs[:SHOWN_NEEDS]):
        need_row(w, need, index)
    if len(state.needs) > SHOWN_NEEDS:
        more = st.expander(
            w._n("{n} more", "{n} more", len(state.needs) - SHOWN_NEEDS), key="more_needs", on_change="rerun"
        )
        if more.open:
            with more:
                for index, need in enumerate(state.needs[SHOWN_NEEDS:MOST_NEEDS], start=SHOWN_NEEDS):
                    need_row(w, need, index)
with right:
    if state.tasks is not None:
        st.subheader(w._("What holds the day"), anchor=False)
        critical = [task for task in state.tasks if task.critical and not task.is_done]
        if critical:
            draw(
                chain(appearance()),
                alt=w._n("{n} task holds opening day", "{n} tasks hold opening day", len(critical)),
                key="overview_chain",
            )
        elif state.tasks:
            st.caption(w._("No task is critical: every chain has float before opening day."))
        else:
            st.caption(w._("There is no task yet."))

if frame.may(Action.SEE_PROCUREMENT) and state.procurement is not None:
    st.subheader(w._("Drafts against the ceiling"), anchor=False)
    draw(
        budget(appearance()),
        alt=w._("Totals of all drafts against the ceiling"),
        key="overview_budget",
    )
