"""The four answers of the overview: day, money, building, people."""

import datetime as dt

import streamlit as st

from db.queries.overview import Overview
from pages._kit.context import Context
from pages._kit.head import plain
from pages._kit.navigation import page_at
from pages.overview._readiness import readiness_line
from tracker.i18n import Words
from tracker.inspections import SlotState
from tracker.money import FEN_PER_WAN
from tracker.permissions import Action
from tracker.plans import late_tasks
from tracker.schedule.model import TaskKind
from tracker.vocabulary import DraftStatus

MARKS = {
    SlotState.HELD: "■",
    SlotState.EXCUSED: "□",
    SlotState.DUE: "◇",
    SlotState.LATE: "▲",
    SlotState.MISSED: "✕",
    SlotState.PLANNED: "·",
}
QUARTER_WEEKS = 13


def cards(frame: Context, state: Overview) -> None:
    """Draw the cards the visitor may see."""
    w = frame.words
    with st.grid(4, min_column_width=200):
        if state.tasks is not None:
            with st.container(border=True, height="stretch", key="card_day"):
                _day(w, frame, state)
        if frame.may(Action.SEE_PROCUREMENT):
            with st.container(border=True, height="stretch", key="card_money"):
                _money(w, frame, state)
        if state.site is not None:
            with st.container(border=True, height="stretch", key="card_building"):
                _building(w, state)
        if state.people is not None:
            with st.container(border=True, height="stretch", key="card_people"):
                _people(w, frame, state)


def _day(w: Words, frame: Context, state: Overview) -> None:
    tasks = state.tasks or ()
    if state.expected is None:
        st.metric(w._("On the day?"), w._("No plan yet"))
        st.caption(w._("Add tasks, or start from the template, to see where opening day falls."))
        return
    late = max(0, state.days_late)
    st.metric(
        w._("On the day?"),
        _short_day(w, state.expected, frame.today),
        delta=_lateness(w, state.days_late),
        delta_color="inverse" if late else "normal",
        delta_arrow="off",
    )
    work = [task for task in tasks if task.kind is not TaskKind.SUMMARY]
    done = sum(task.is_done for task in work)
    behind = len(late_tasks(tasks))
    st.caption(
        w._(
            "{done} of {total} tasks done · {late}",
            done=w.number(done),
            total=w.number(len(work)),
            late=w._n("{n} late", "{n} late", behind),
        )
    )
    readiness_line(frame)
    if any(task.provisional for task in tasks):
        st.caption(
            ":material/help: "
            + w._("Provisional: the public holidays of a year it reaches are not announced yet.")
        )
    st.page_link(page_at("timeline"), label=w._("What drives it"), icon=":material/arrow_forward:")


def _short_day(w: Words, day: dt.date, today: dt.date) -> str:
    """A day in the one line that a figure has: with the weekday or the year, not both."""
    return w.date(day, today=today, weekday=day.year == today.year)


def _lateness(w: Words, days: int) -> str:
    if days > 0:
        return w._n("Opens {n} working day late", "Opens {n} working days late", days)
    if days < 0:
        return w._n("Opens {n} working day early", "Opens {n} working days early", -days)
    return w._("on the announced day")


def _money(w: Words, frame: Context, state: Overview) -> None:
    summary = state.procurement
    ceiling = frame.project.ceiling_fen
    if summary is None:
        st.metric(w._("Within the money?"), w._("No draft yet"))
        st.caption(w._("Import the first draft of the procurement plan to compare it with the ceiling."))
        st.page_link(page_at("drafts"), label=w._("Import a draft"), icon=":material/arrow_forward:")
        return
    over = 0 if ceiling is None else summary.total_fen - ceiling
    st.metric(
        w._("Within the money?"),
        w.money(summary.total_fen),
        delta=_room(w, ceiling, over),
        delta_color="inverse" if over > 0 else "normal",
        delta_arrow="off",
        chart_data=[fen / FEN_PER_WAN for _number, fen in summary.totals],
        chart_type="bar",
    )
    st.caption(_review(w, summary.number, summary.status, summary.submitted_on, frame.today))
    if len(summary.totals) > 1:
        st.page_link(page_at("compare"), label=w._("What changed"), icon=":material/arrow_forward:")


def _room(w: Words, ceiling: int | None, over: int) -> str:
    if ceiling is None:
        return w._("No ceiling set")
    if over > 0:
        return w._("{money} over {ceiling}", money=w.money(over), ceiling=w.money(ceiling))
    return w._("{money} left of {ceiling}", money=w.money(-over), ceiling=w.money(ceiling))


def _review(w: Words, number: int, status: DraftStatus, submitted_on: dt.date | None, today: dt.date) -> str:
    text = w._("Draft {number} · {status}", number=number, status=w.label(status))
    if submitted_on is None or status not in {DraftStatus.SUBMITTED, DraftStatus.IN_REVIEW}:
        return text
    return w._n("{draft} for {n} day", "{draft} for {n} days", (today - submitted_on).days, draft=text)


def _building(w: Words, state: Overview) -> None:
    site = state.site
    assert site is not None  # noqa: S101 (the card is drawn for those who may see the site)
    blocking = site.blocking_findings
    st.metric(
        w._("A building?"),
        w._("{passed} of {total} gates", passed=site.gates_passed, total=site.gates_total),
        delta=w._n("{n} finding blocks", "{n} findings block", blocking)
        if blocking
        else w._("nothing blocks"),
        delta_color="inverse" if blocking else "normal",
        delta_arrow="off",
    )
    weeks = site.weeks[-QUARTER_WEEKS:]
    if weeks:
        st.caption(
            w._n("{n} week", "{n} weeks", len(weeks)) + " " + "".join(MARKS[week.state] for week in weeks),
            help=w._("Weekly inspections: ■ held, □ excused, ◇ due, ▲ late, ✕ missed"),
        )
    st.page_link(page_at("findings"), label=w._("What blocks it"), icon=":material/arrow_forward:")


def _people(w: Words, frame: Context, state: Overview) -> None:
    people = state.people
    assert people is not None  # noqa: S101 (likewise)
    if not people.approved:
        st.metric(w._("The people?"), w._("No posts yet"))
        st.caption(w._("Add the approved posts to see who is missing on opening day."))
        st.page_link(page_at("posts"), label=w._("By department"), icon=":material/arrow_forward:")
        return
    gap = people.gap_at_opening
    st.metric(
        w._("The people?"),
        w._("{in_post} of {approved} posts", in_post=people.in_post, approved=people.approved),
        delta=w._n("{n} missing on opening day", "{n} missing on opening day", gap)
        if gap
        else w._("all filled by opening day"),
        delta_color="inverse" if gap else "normal",
        delta_arrow="off",
    )
    if state.departments:
        st.caption(
            w._n(
                "{ready} of {n} department is filled and trained on opening day",
                "{ready} of {n} departments are filled and trained on opening day",
                len(state.departments),
                ready=w.number(sum(row.is_ready for row in state.departments)),
            )
        )
    for course in people.training:
        told = w._(
            "{course}: {delivered} of {planned} class hours",
            course=plain(course.title),
            delivered=w.quantity(course.delivered_hours_milli),
            planned=w.quantity(course.planned_hours_milli),
        )
        finish = state.finishes.get(course.course_id)
        if finish is not None:
            told = w._("{hours}, finishes {day}", hours=told, day=w.date(finish, today=frame.today))
        st.caption(told)
    st.page_link(page_at("posts"), label=w._("By department"), icon=":material/arrow_forward:")
