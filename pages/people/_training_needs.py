"""Required training missing per post before opening, and which posts require which course."""

from typing import Any

import streamlit as st

from db.commands.course_requirements import require_course, unrequire_course
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people import _progress_reads as reads
from pages.people._progress_words import needs_columns, needs_line, shown_table
from tracker.permissions import Action


def show() -> None:
    """Draw the section."""
    w, frame = words(), context()
    rows = reads.need_rows(frame.project.opening_on)
    st.subheader(w._("Training required before opening"), anchor=False)
    if rows:
        columns = needs_columns(w)
        st.markdown(needs_line(w, rows))
        st.dataframe(
            shown_table(w, columns, rows, frame.today),
            hide_index=True,
            placeholder="",
            alt=w._("Required training, one row for each course and post"),
        )
        export_button(w._("Training required before opening"), columns, rows, key="needs_export")
    else:
        st.caption(w._("No post requires a course yet."))
    if (
        frame.may(Action.EDIT_PEOPLE)
        and reads.plans()
        and st.toggle(w._("Change what posts require"), key="needs_change")
    ):
        _form()


def _form() -> None:
    """Which posts require a course."""
    w, frame = words(), context()
    plans, posts = reads.plans(), {post.id: post for post in reads.known_posts()}
    course_id = st.selectbox(
        w._("Course"), list(plans), format_func=lambda id_: plans[id_].title, key="needs_course"
    )
    rows = reads.need_rows(frame.project.opening_on)
    required = [row.post_id for row in rows if row.course_id == course_id]
    key = f"needs_{course_id}_{'_'.join(map(str, required))}"
    with st.form(key, border=False):
        chosen = st.multiselect(
            w._("Required of the posts"),
            list(posts),
            default=required,
            format_func=lambda id_: f"{posts[id_].department} / {posts[id_].title}",
            placeholder=w._("No post"),
            key=f"{key}_posts",
        )
        submitted = st.form_submit_button(w._("Save the requirement"))
    form_is_open()
    if not submitted:
        return
    target: dict[str, Any] = {
        "project_id": frame.project_id,
        "course_id": course_id,
        "done": w._("Requirement saved"),
    }
    added, removed = set(chosen) - set(required), set(required) - set(chosen)
    stored = not added or run(require_course, post_ids=added, **target)
    if stored and removed:
        stored = run(unrequire_course, post_ids=removed, **target)
    if stored:
        st.rerun()
