"""The forms of a round: a new one, what it is, and whom it seeks."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from db.commands import recruitment as commands
from db.commands import round_posts, round_stages
from db.queries.people import PostRow
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.people._rounds import Judged
from tracker.recruitment import TRAINING_DAYS
from tracker.recruitment_checks import LONGEST_DAYS
from tracker.vocabulary import RoundStage


def new_round(posts: Sequence[PostRow], gaps: Sequence[PostRow]) -> None:
    """The dialog that makes a round of the template, for posts of which those with a gap come first."""
    form_is_open()
    st.dialog(words()._("New recruitment round"), width="large")(_new)(posts, gaps)


def _new(posts: Sequence[PostRow], gaps: Sequence[PostRow]) -> None:
    w, frame = words(), context()
    form_is_open()
    title = st.text_input(w._("Title"), max_chars=commands.LONGEST_TITLE, key="round_new_title")
    by_id = {post.id: post for post in [*gaps, *posts]}
    chosen = st.multiselect(
        w._("Posts it fills"),
        list(by_id),
        format_func=lambda each: post_name(by_id[each]),
        placeholder=w._("One post or more"),
        key="round_new_posts",
    )
    wanted = {
        post_id: int(
            st.number_input(
                w._("Wanted for {post}", post=by_id[post_id].title),
                1,
                round_posts.MOST_WANTED,
                max(1, by_id[post_id].strength.gap_now),
                key=f"round_new_wanted_{post_id}",
            )
        )
        for post_id in chosen
    }
    left, right = st.columns(2)
    starts_on = left.date_input(w._("Begins on"), frame.today, key="round_new_starts")
    training = right.number_input(
        w._("Training after it (working days)"), 0, LONGEST_DAYS, TRAINING_DAYS, key="round_new_training"
    )
    reason = _reason("round_new_reason")
    st.caption(
        w._(
            "The round begins with eleven stages of an open examination. Their durations and least periods are "
            "judgements; set them to what your own authority demands."
        )
    )
    made: list[int] = []

    def done(round_id: int) -> str:
        made.append(round_id)
        return w._("Round added")

    if st.button(w._("Add the round"), type="primary", key="round_new_save") and run(
        commands.create_recruitment_round,
        project_id=frame.project_id,
        title=title,
        wanted=wanted,
        today=frame.today,
        starts_on=starts_on,
        training_days=int(training),
        reason=reason,
        done=done,
    ):
        open_panel("round", made[0])
        st.rerun()


def post_name(post: PostRow) -> str:
    """A post as it stands in a list of choices."""
    return f"{post.department} · {post.title}"


def _reason(key: str) -> str:
    w = words()
    return st.text_input(
        w._("Reason"), key=key, help=w._("Needed where more people are sought than places are open.")
    )


def edit_round(found: Judged) -> None:
    """The dialog that changes what a round is and which stages it goes through."""
    form_is_open()
    st.dialog(words()._("Change the round"), width="large")(_edit)(found)


def _edit(found: Judged) -> None:
    w, frame, row = words(), context(), found.row
    form_is_open()
    key = f"round_{row.id}_{row.version}"
    values: dict[str, Any] = {
        "title": st.text_input(w._("Title"), row.title, max_chars=commands.LONGEST_TITLE, key=f"{key}_title"),
        "training_days": int(
            st.number_input(
                w._("Training after it (working days)"),
                0,
                LONGEST_DAYS,
                row.training_days,
                key=f"{key}_training",
            )
        ),
        "notes": st.text_area(
            w._("Notes"), row.notes, max_chars=commands.LONGEST_NOTES, height=80, key=f"{key}_notes"
        ),
    }
    inside = [stage.stage for stage in row.live]
    stages = st.pills(
        w._("Stages"),
        [stage.stage for stage in row.stages],
        selection_mode="multi",
        default=inside,
        format_func=w.label,
        key=f"{key}_stages",
    )
    if not st.button(w._("Save the round"), type="primary", key="round_save"):
        return
    saved = run(
        commands.update_recruitment_round,
        project_id=frame.project_id,
        round_id=row.id,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=w._("Round saved"),
    )
    if saved and _take(found, stages):
        st.rerun()


def _take(found: Judged, stages: Sequence[RoundStage]) -> bool:
    """Leave stages out and take others in; True when all of it is stored."""
    w, frame = words(), context()
    for stage in found.row.stages:
        target: dict[str, Any] = {"project_id": frame.project_id, "stage_id": stage.id}
        if stage.archived and stage.stage in stages:
            done = w._("“{stage}” is part of the round", stage=w.label(stage.stage))
            if not run(round_stages.restore_round_stage, **target, today=frame.today, done=done):
                return False
        elif not stage.archived and stage.stage not in stages:
            done = w._("“{stage}” is left out", stage=w.label(stage.stage))
            if not run(round_stages.archive_round_stage, **target, done=done):
                return False
    return True


def edit_posts(found: Judged, posts: Sequence[PostRow]) -> None:
    """The dialog that says whom a round seeks."""
    form_is_open()
    st.dialog(words()._("Posts of the round"))(_posts)(found, posts)


def _posts(found: Judged, posts: Sequence[PostRow]) -> None:
    w, row = words(), found.row
    form_is_open()
    wanted = {
        post.post_id: int(
            st.number_input(
                w._("Wanted for {post}", post=post.title),
                0,
                round_posts.MOST_WANTED,
                post.wanted,
                help=w._("0 takes the post out of the round."),
                key=f"round_post_{post.id}_{post.version}",
            )
        )
        for post in row.posts
    }
    others = {post.id: post for post in posts if post.id not in wanted}
    added = st.selectbox(
        w._("Another post"),
        list(others),
        index=None,
        format_func=lambda each: post_name(others[each]),
        placeholder=w._("None"),
        key="round_post_new",
    )
    if added is not None:
        wanted[added] = int(
            st.number_input(
                w._("Wanted for {post}", post=others[added].title),
                1,
                round_posts.MOST_WANTED,
                max(1, others[added].strength.gap_now),
                key=f"round_post_new_{added}",
            )
        )
    reason = _reason("round_post_reason")
    if st.button(w._("Save the posts"), type="primary", key="round_posts_save") and _seek(
        found, wanted, reason
    ):
        st.rerun()


def _seek(found: Judged, wanted: Mapping[int, int], reason: str) -> bool:
    """Store the numbers, new posts first, so that a round never stands without any; True when all are stored."""
    w, frame = words(), context()
    inside = {post.post_id: post for post in found.row.posts}
    shared: dict[str, Any] = {"project_id": frame.project_id, "done": w._("Posts of the round saved")}
    dated: dict[str, Any] = {**shared, "today": frame.today, "reason": reason}
    for post_id, people in sorted(wanted.items(), key=lambda each: each[0] in inside):
        post = inside.get(post_id)
        if post is None:
            stored = run(
                round_posts.add_round_post, round_id=found.row.id, post_id=post_id, wanted=people, **dated
            )
        elif people == 0:
            stored = run(round_posts.archive_round_post, round_post_id=post.id, **shared)
        elif people != post.wanted:
            stored = run(
                round_posts.update_round_post,
                round_post_id=post.id,
                expected_version=post.version,
                original={"wanted": post.wanted},
                changes={"wanted": people},
                **dated,
            )
        else:
            continue
        if not stored:
            return False
    return True
