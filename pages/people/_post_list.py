"""The posts in pages of a hundred, and what is planned for them."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.queries.people import PostRow
from pages._kit.cached import Key, by_revision
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.language import words
from pages.people._establishment import snapshot
from pages.people._post_tables import planned_table, post_frame

ROWS_A_PAGE = 100


def post_list(rows: Sequence[PostRow], *, with_archived: bool) -> None:
    """Draw the rows; selecting one opens it."""
    w = words()
    pages = -(-len(rows) // ROWS_A_PAGE)
    place = st.container()
    page = (st.pagination(pages, key=f"post_page_{len(rows)}") or 1) if pages > 1 else 1
    shown = rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    with place:
        chooser(
            post_frame(w, shown, with_archived=with_archived),
            parameter="post",
            ids=[row.id for row in shown],
            key="post_rows" if page == 1 else f"post_rows_{page}",
            alt=w._("Posts, one row each"),
            right=[w._("Gap now"), w._("Gap at opening")],
        )


def planned_list() -> None:
    """Draw arrivals, leavers and approvals that are still ahead; nothing where there are none."""
    w = words()
    planned = _planned(context().project.opening_on)
    if len(planned):
        heading = w._("Planned arrivals, leavers and approvals")
        st.subheader(heading, anchor=False)
        st.dataframe(planned, hide_index=True, key="posts_planned", alt=heading)


@by_revision("plan", "people", "project")
def _planned(_session: Session, key: Key, opening_on: dt.date) -> pd.DataFrame:
    return planned_table(key.words, snapshot(opening_on), key.today)
