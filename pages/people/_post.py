"""One post: its fields, and the entries of who was there and who will come."""

from typing import Any

import pandas as pd
import streamlit as st

from db.commands import posts as commands
from db.queries.people import CountRow, PostRow, Staffing
from pages._kit import detail
from pages._kit.aside import Archive, aside_button
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.people._approvals import approvals
from pages.people._fields import field_names, post_fields
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.permissions import Action


def post_panel(post: PostRow, board: Staffing) -> None:
    """Draw the post that stands in the address."""
    w = words()
    with st.container(border=True, key="post_panel"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(f"{plain(post.title)} · {plain(post.department)}", anchor=False)
            st.button(
                w._("Close"), key="post_close", type="tertiary", on_click=detail.close_panel, args=("post",)
            )
        if post.archived:
            st.warning(w._("This post is archived; its numbers do not count."), icon=":material/archive:")
        left, right = st.columns(2, gap="large")
        with left:
            _counts(post, [row for row in board.counts if row.post_id == post.id])
            approvals(post, [row for row in board.approvals if row.post_id == post.id])
        with right:
            _facts(post, board)


def _facts(post: PostRow, board: Staffing) -> None:
    w, frame = words(), context()
    if not frame.may(Action.EDIT_PEOPLE):
        st.caption(plain(post.grade))
        st.markdown(plain(post.requirements))
        return
    post = as_seen(post)
    original = {name: getattr(post, name) for name in field_names() if hasattr(post, name)}
    with st.form(f"post_form_{post.id}_{post.version}", border=False):
        values = post_fields(board, key=f"post_{post.id}_{post.version}", post=post)
        submitted = st.form_submit_button(w._("Save the post"))
    form_is_open()
    target: dict[str, Any] = {"project_id": frame.project_id, "post_id": post.id}
    if submitted and run(
        commands.update_post,
        **target,
        expected_version=post.version,
        original=original,
        changes=values,
        done=w._("Post saved"),
        names=field_names(),
    ):
        st.rerun()
    archive = Archive(
        commands.archive_post,
        w._("Post archived"),
        commands.restore_post,
        w._("Post restored"),
        w._("Archive the post"),
        w._("Restore the post"),
    )
    aside_button(archive, archived=post.archived, key="post_aside", post_id=post.id)


def _counts(post: PostRow, counts: list[CountRow]) -> None:
    w, frame = words(), context()
    heading = w._("Who is there, by date")
    st.markdown(f"**{heading}**")
    live = [row for row in counts if not row.archived]
    if live:
        st.dataframe(
            pd.DataFrame(
                {
                    w._("From"): [w.date(row.on, today=frame.today) for row in live],
                    w._("Headcount"): [row.in_post for row in live],
                    w._("Figure"): [_kind(row) for row in live],
                    w._("Reason"): [row.reason for row in live],
                }
            ),
            hide_index=True,
            alt=w._("People in this post by date"),
        )
    else:
        st.caption(w._("Nobody has been counted in this post yet."))
    if not frame.may(Action.EDIT_PEOPLE):
        return
    if not post.archived:
        _record(post)
    if counts:
        _correct(counts)


def _kind(row: CountRow) -> str:
    w = words()
    if row.archived:
        return w._("Archived")
    if not row.is_planned:
        return w._("Counted")
    return w._("Planned") if row.on > context().today else w._("Planned, day has passed")


def _record(post: PostRow) -> None:
    """A new entry: people there on a day, or planned from a day on; more than approved needs a reason."""
    w, frame = words(), context()
    with st.form(f"count_new_{post.id}", clear_on_submit=False, border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            on = st.date_input(w._("From"), frame.today, min_value=FIRST_DAY, max_value=LAST_DAY)
            people = st.number_input(w._("People in post"), 0, commands.MOST_PEOPLE, post.strength.in_post)
        reason = st.text_input(w._("Reason, if there are more people than approved posts"))
        submitted = st.form_submit_button(w._("Record people"), icon=":material/how_to_reg:")
        st.caption(w._("A day ahead is kept as a planned arrival or departure."))
    if submitted and run(
        commands.record_count,
        project_id=frame.project_id,
        post_id=post.id,
        on=on,
        in_post=int(people),
        today=frame.today,
        is_planned=on > frame.today,
        reason=reason,
        done=w._("Recorded"),
    ):
        st.rerun()


def _correct(counts: list[CountRow]) -> None:
    """Correct, archive or restore one entry."""
    w, frame = words(), context()
    shown = st.expander(w._("Correct an entry"), key="count_correct", on_change="rerun")
    if not shown.open:
        return
    with shown:
        row = st.selectbox(
            w._("Entry"),
            counts,
            format_func=lambda each: f"{w.date(each.on)} · {each.in_post} · {_kind(each)}",
            key="count_entry",
        )
        row = as_seen(row)
        people = st.number_input(
            w._("People in post"),
            0,
            commands.MOST_PEOPLE,
            row.in_post,
            key=f"count_{row.id}_{row.version}_people",
        )
        reason = st.text_input(w._("Reason"), row.reason, key=f"count_{row.id}_{row.version}_reason")
        target: dict[str, Any] = {"project_id": frame.project_id, "count_id": row.id}
        with st.container(horizontal=True):
            save = st.button(w._("Save the correction"), key="count_save", disabled=row.archived)
            aside = st.button(
                w._("Restore the entry") if row.archived else w._("Archive the entry"), key="count_aside"
            )
        if save and run(
            commands.update_count,
            **target,
            expected_version=row.version,
            original={"in_post": row.in_post, "reason": row.reason},
            changes={"in_post": int(people), "reason": reason},
            today=frame.today,
            done=w._("Recorded"),
            names=field_names(),
        ):
            st.rerun()
        switch = commands.restore_count if row.archived else commands.archive_count
        if aside and run(
            switch, **target, done=w._("Entry restored") if row.archived else w._("Entry archived")
        ):
            st.rerun()
