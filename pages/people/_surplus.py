"""More people in a post than are approved: said loudly, today and on opening day."""

import streamlit as st

from db.queries.people import Staffing
from pages._kit.head import plain
from pages._kit.language import words
from tracker.i18n import Words

POSTS_SHOWN = 10


def warn_of_surplus(board: Staffing) -> None:
    """Name the posts with more people than approved; nothing while there are none."""
    w = words()
    sentences = surplus_sentences(w, board)
    if not sentences:
        return
    lines = [f"- {sentence}" for sentence in sentences[:POSTS_SHOWN]]
    more = len(sentences) - POSTS_SHOWN
    if more > 0:
        lines.append("- " + w._("and {n} more", n=w.number(more)))
    st.warning(
        w._("More people than approved posts:") + "\n" + "\n".join(lines), icon=":material/group_remove:"
    )


def surplus_sentences(w: Words, board: Staffing) -> list[str]:
    """Every post with more people than approved posts, today or on opening day, one sentence each."""
    said = []
    for post in board.posts:
        now, then = post.strength.surplus, post.strength.surplus_at_opening
        if post.archived or not (now or then):
            continue
        parts = []
        if now:
            parts.append(
                w._n("{n} person more than approved today", "{n} people more than approved today", now)
            )
        if then:
            parts.append(
                w._n(
                    "{n} person more than approved on opening day",
                    "{n} people more than approved on opening day",
                    then,
                )
            )
        said.append(
            w._(
                "{post}, {department}: {parts}",
                post=plain(post.title),
                department=plain(post.department),
                parts=w.listed(parts),
            )
        )
    return said
