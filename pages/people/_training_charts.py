"""A course's progress: hours by week with the forecast, the strip of attendance, and the hours of each person."""

import streamlit as st

from db.commands.course_requirements import set_enrolment_post
from pages._kit.chart import appearance, draw
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people import _progress_reads as reads
from pages.people._progress_words import (
    attendance_lines,
    beyond_line,
    hours_table,
    standing_line,
    strip_table,
    week_lines,
    week_table,
)
from pages.people._training_files import import_lists
from tracker.attendance_grid import AttendanceGrid
from tracker.charts.training import learner_label
from tracker.exports.training_list import attendance_columns, hours_columns
from tracker.permissions import Action
from tracker.training_progress import CoursePlan


def show(course_id: int) -> None:
    """Draw the progress of a course: one of its three views. An archived course has none."""
    w = words()
    plan = reads.plans().get(course_id)
    if plan is None:
        return
    views = {
        "weeks": w._("Hours by week"),
        "attendance": w._p("progress", "Attendance"),
        "people": w._("Hours of each person"),
    }
    view = st.segmented_control(
        w._("Progress"),
        list(views),
        default="weeks",
        required=True,
        format_func=views.__getitem__,
        key="progress_view",
        bind="query-params",
    )
    if view == "attendance":
        _attendance(plan)
    elif view == "people":
        _people(plan)
    else:
        _weeks(plan)


def _weeks(plan: CoursePlan) -> None:
    w = words()
    foretold = reads.forecast_of(plan.id)
    points = reads.week_points(plan.id)
    lines = week_lines(w, plan, foretold, context().today)
    if not points:
        st.caption(w.listed(lines[1:]))
        return
    draw(
        reads.week_spec(plan.id, appearance=appearance()),
        alt="; ".join(lines),
        key="week_chart",
        table=week_table(w, points),
    )
    beyond = beyond_line(w, foretold)
    if beyond:
        st.caption(beyond)


def _attendance(plan: CoursePlan) -> None:
    w, names = words(), context().may(Action.SEE_NAMES)
    grid = reads.grid_of(plan.id)
    lines = attendance_lines(w, grid)
    if not grid.held or not grid.learners:
        st.caption(lines[0])
    else:
        draw(
            reads.strip_spec(plan.id, appearance=appearance()),
            alt="; ".join(lines),
            key="strip_chart",
            table=strip_table(w, grid, names=names),
        )
    export_button(
        w._p("progress", "Attendance"),
        attendance_columns(w, grid, names=names),
        grid.learners,
        key="attendance_export",
    )


def _people(plan: CoursePlan) -> None:
    w, frame = words(), context()
    names = frame.may(Action.SEE_NAMES)
    grid = reads.grid_of(plan.id)
    if grid.learners:
        st.caption(standing_line(w, grid))
        st.dataframe(
            hours_table(w, grid, names=names),
            hide_index=True,
            placeholder="",
            alt=w._("Hours of each participant"),
        )
    else:
        st.caption(w._("Nobody takes part yet."))
    export_button(
        w._("Hours of each person"), hours_columns(w, names=names), grid.learners, key="hours_export"
    )
    if frame.may(Action.RECORD_TRAINING) and names:
        if grid.learners:
            _post_form(grid)
        import_lists(plan)


def _post_form(grid: AttendanceGrid) -> None:
    """For which post somebody takes part."""
    w, frame = words(), context()
    posts = {post.id: post for post in reads.known_posts()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        learner = st.selectbox(
            w._("Participant"),
            grid.learners,
            format_func=lambda each: learner_label(each, names=True),
            key="enrolment_chosen",
        )
        choices = [None, *posts]
        post_id = st.selectbox(
            w._("Takes part for the post"),
            choices,
            index=choices.index(learner.post_id) if learner.post_id in posts else 0,
            format_func=lambda id_: f"{posts[id_].department} / {posts[id_].title}" if id_ else w._("none"),
            key=f"enrolment_{learner.enrolment_id}_{learner.version}",
        )
        saved = st.button(w._("Save the post"), key="enrolment_save")
    if post_id != learner.post_id:
        form_is_open()
    if saved and run(
        set_enrolment_post,
        project_id=frame.project_id,
        enrolment_id=learner.enrolment_id,
        expected_version=learner.version,
        original={"post_id": learner.post_id},
        changes={"post_id": post_id},
        done=w._("Post saved"),
        names={"post_id": w._("Post")},
    ):
        st.rerun()
