"""Recruitment rounds: their stages against opening day, whom they seek, and posts that no round will fill."""

import pandas as pd
import streamlit as st

from pages._kit import detail
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages.people._round import round_panel
from pages.people._round_forms import new_round, post_name
from pages.people._rounds import judged_rounds, last_start, posts, stage_lines
from tracker.exports.recruitment import stage_columns
from tracker.permissions import Action

w = words()
frame = context()
opening_on = frame.project.opening_on

# Query.
everything = judged_rounds(opening_on)
rounds = [each for each in everything if not each.row.archived]
sought = {post.post_id for each in rounds if each.next is not None for post in each.row.posts}
all_posts = posts(opening_on)
gaps = [post for post in all_posts if post.strength.gap_at_opening and post.id not in sought]
last_day = last_start(opening_on)

late = sum(each.late_days > 0 for each in rounds)
head = page_head(
    w._("Recruitment"),
    w.listed(
        [
            w._n("{n} round", "{n} rounds", len(rounds)),
            w._n("{n} comes too late for opening day", "{n} come too late for opening day", late)
            if late
            else w._("all in time for opening day"),
        ]
    )
    if rounds
    else w._("From the notice to the first day of work, counted back from opening day."),
)
may_edit = frame.may(Action.EDIT_PEOPLE)
if (
    may_edit
    and all_posts
    and head.button(
        w._("New round"),
        type="secondary" if rounds else "primary",
        icon=":material/add:",
        key="round_new",
    )
):
    new_round(all_posts, gaps)
if not rounds:
    st.info(
        w._(
            "A round fills one post or more by an open examination, stage by stage. The tracker counts back from "
            "opening day, with the training that must follow, by when each stage must be over."
        )
        if all_posts
        else w._("A round fills posts. Begin with the departments and posts of the library."),
        icon=":material/how_to_reg:",
    )

# Posts that nobody is sought for.
if gaps:
    names = w.listed(
        [
            w._("{post} ({n} open)", post=plain(post_name(each)), n=each.strength.gap_at_opening)
            for each in gaps
        ]
    )
    if last_day < frame.today:
        st.warning(
            w._(
                "Open on opening day and in no round: {posts}. Since {date} it is too late to recruit by the usual "
                "stages and train before opening.",
                posts=names,
                date=w.date(last_day),
            ),
            icon=":material/event_busy:",
        )
    else:
        st.info(
            w._(
                "Open on opening day and in no round: {posts}. After {date} it is too late to recruit by the usual "
                "stages and train before opening.",
                posts=names,
                date=w.date(last_day),
            ),
            icon=":material/event_upcoming:",
        )

with_archived = (
    st.toggle(w._("Show archived"), key="round_archived", bind="query-params")
    if len(rounds) < len(everything)
    else False
)
shown = everything if with_archived else rounds
if shown:
    # Ask.
    columns: dict[str, list[object]] = {
        w._p("recruitment", "Round"): [each.row.title for each in shown],
        w._("Posts it fills"): [w.listed([post.title for post in each.row.posts]) for each in shown],
        w._("Wanted"): [each.row.wanted for each in shown],
        w._("Next stage"): [w.label(each.next.stage) if each.next else "—" for each in shown],
        w._("Latest safe date"): [w.date(each.next.latest_on) if each.next else "—" for each in shown],
        w._("Working days in hand"): [
            w.signed_number(-each.next.late_days) if each.next else "—" for each in shown
        ],
    }
    if with_archived:
        columns[w._("Archived")] = [each.row.archived for each in shown]
    chooser(
        pd.DataFrame(columns),
        parameter="round",
        ids=[each.row.id for each in shown],
        key="round_rows",
        alt=w._("Recruitment rounds, one row each"),
        right=[w._("Working days in hand")],
    )
    export_button(w._("Recruitment rounds"), stage_columns(w), stage_lines(shown), key="round_export")
    # Render.
    asked = detail.asked("round")
    urgent = max(shown, key=lambda each: (not each.row.archived, each.next is not None, each.late_days))
    round_panel(next((each for each in shown if each.row.id == asked), urgent), all_posts)
