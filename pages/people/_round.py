"""One round: where it stands, its stages against opening day, whom it seeks, and who is left."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import recruitment as commands
from db.commands import round_posts, round_tasks
from db.queries.people import PostRow
from pages._kit import chart as charts
from pages._kit.chart import draw
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.people._candidates import candidate_panel
from pages.people._recruitment_words import short_sentence, state_sentence, task_titles
from pages.people._round_forms import edit_posts, edit_round
from pages.people._round_stages import stage_table
from pages.people._rounds import Judged, funnel_spec, target_plan, timeline, waiting
from tracker.charts.recruitment import funnel_title, round_title
from tracker.permissions import Action

IN_SIGHT_DAYS = 10
"""A latest safe date within so many working days needs attention."""


def round_panel(found: Judged, posts: Sequence[PostRow]) -> None:
    """Everything about a round; `posts` are those that it may seek people for."""
    w, row = words(), found.row
    _head(found)
    st.markdown(state_sentence(found, w))
    for each in found.short:
        st.warning(short_sentence(each, w), icon=":material/hourglass_bottom:")
    draw(
        timeline(row.title, found.stages, context().project.opening_on, charts.appearance()),
        alt=round_title(row.title, found.stages, w),
        key=f"round_chart_{row.id}",
    )
    stage_table(found)
    st.caption(
        w._(
            "Days are those on which a stage ends. Durations and least periods are judgements until somebody names a "
            "source; periods count from the day after the stage before ended."
        )
    )
    _plan_actions(found)
    _record(found)
    st.subheader(w._("Posts of the round"), anchor=False)
    for post in row.posts:
        sought = w._n(
            "{department} · {post}: {n} person wanted",
            "{department} · {post}: {n} people wanted",
            post.wanted,
            department=plain(post.department),
            post=plain(post.title),
        )
        st.markdown(f"- {sought}")
    if (
        context().may(Action.EDIT_PEOPLE)
        and not row.archived
        and st.button(w._("Change the posts"), key="round_posts")
    ):
        edit_posts(found, posts)
    steps = tuple(found.steps)
    if steps:
        draw(
            funnel_spec(steps, row.wanted, charts.appearance()),
            alt=funnel_title(steps, row.wanted, w),
            key=f"round_funnel_{row.id}",
        )
    candidate_panel(found)


def _head(found: Judged) -> None:
    """Title with what is urgent and what may be done, and what the round is."""
    w, row = words(), found.row
    may_edit = context().may(Action.EDIT_PEOPLE)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(row.title), anchor=False, width="stretch")
        if found.late_days > 0:
            st.badge(w._("Too late"), color="red", icon=":material/priority_high:")
        elif found.next is not None and found.next.late_days > -IN_SIGHT_DAYS:
            st.badge(w._("Due soon"), color="orange", icon=":material/schedule:")
        if may_edit and not row.archived and st.button(w._("Change"), key="round_change"):
            edit_round(found)
        if may_edit:
            _put(found)
    about = [
        w._n("{n} person wanted", "{n} people wanted", row.wanted),
        w._n(
            "{n} working day of training after it", "{n} working days of training after it", row.training_days
        ),
        plain(row.notes),
    ]
    st.caption(" · ".join(filter(None, about)))


def _put(found: Judged) -> None:
    """Put the round aside, or bring it back."""
    w, row = words(), found.row
    label = w._("Restore") if row.archived else w._("Archive")
    done = w._("Round restored") if row.archived else w._("Round archived")
    switch = commands.restore_recruitment_round if row.archived else commands.archive_recruitment_round
    if st.button(label, key="round_put", type="tertiary") and run(
        switch, project_id=context().project_id, round_id=row.id, done=done
    ):
        st.rerun()


def _plan_actions(found: Judged) -> None:
    """The stages as tasks of the plan: put there, brought up to date, taken out; and the way to them."""
    w, frame, row = words(), context(), found.row
    if not frame.may(Action.SEE_PLANS):
        return
    plan_id = target_plan()
    target: dict[str, Any] = {"project_id": frame.project_id, "round_id": row.id}
    label = w._("Update the tasks") if row.is_planned else w._("Put the stages into the plan")
    with st.container(horizontal=True, vertical_alignment="center"):
        if frame.may(Action.EDIT_PLANS) and not row.archived and plan_id is not None:
            if st.button(label, key="plan_round", icon=":material/view_timeline:") and run(
                round_tasks.plan_round,
                **target,
                plan_id=plan_id,
                titles=task_titles(row.title, w),
                today=frame.today,
                done=lambda n: w._n("{n} task stands in the plan", "{n} tasks stand in the plan", n),
            ):
                st.rerun()
            if (
                row.is_planned
                and st.button(w._("Take the tasks out"), key="unplan_round", type="tertiary")
                and run(round_tasks.unplan_round, **target, done=w._("The tasks are archived"))
            ):
                st.rerun()
        _task_link(found)


def _task_link(found: Judged) -> None:
    """The way to the task of the next stage."""
    w, coming = words(), found.next
    task_id = next(
        (row.task_id for row in found.row.live if coming is not None and row.stage is coming.stage), None
    )
    if coming is not None and task_id is not None:
        st.page_link(
            page_at("timeline"),
            label=w._("“{stage}” in the timeline", stage=w.label(coming.stage)),
            icon=":material/view_timeline:",
            query_params={"task": str(task_id)},
        )


def _record(found: Judged) -> None:
    """Offer to count the people who came into their posts, until a count has them."""
    w, frame, last = words(), context(), found.arrived
    if last is None or not frame.may(Action.EDIT_PEOPLE) or found.row.archived:
        return
    people, day = last.held.people or 0, w.date(last.expected_on)
    if not waiting(found.row.id):
        return
    form_is_open()
    with st.container(border=True, key="round_arrivals"):
        st.markdown(
            w._n(
                "{n} person came on board on {date}. Count them into their post.",
                "{n} people came on board on {date}. Count them into their posts.",
                people,
                date=day,
            )
        )
        posts = found.row.posts
        arrived = {
            post.post_id: int(
                st.number_input(
                    w._("Arrived for {post}", post=post.title),
                    0,
                    people,
                    people if len(posts) == 1 else min(post.wanted, people),
                    key=f"round_arrived_{post.id}_{people}",
                )
            )
            for post in posts
        }
        reason = st.text_input(
            w._("Reason"),
            key="round_arrived_reason",
            help=w._("Needed where more people are in a post than it is approved for."),
        )
        if st.button(w._("Record as people in post"), key="round_arrived_save", type="primary") and run(
            round_posts.record_arrivals,
            project_id=frame.project_id,
            round_id=found.row.id,
            arrived=arrived,
            today=frame.today,
            reason=reason,
            done=lambda n: w._n("{n} post counted", "{n} posts counted", n),
        ):
            st.rerun()
