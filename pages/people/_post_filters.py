"""The filter row of the posts, bound to the address."""

from dataclasses import dataclass

import streamlit as st

from db.queries.people import PostRow, Staffing
from pages._kit import filters
from pages._kit.language import words
from tracker.vocabulary import StaffKind


@dataclass(frozen=True, slots=True)
class Listed:
    """The posts that may be shown, those that the filters leave, and whether archived ones are among them."""

    scope: list[PostRow]
    shown: list[PostRow]
    with_archived: bool


def post_filters(board: Staffing) -> Listed:
    """Draw the filters and apply them."""
    w = words()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        in_departments = st.multiselect(
            w._("Department"),
            [row.name for row in board.departments],
            key="post_department",
            bind="query-params",
            placeholder=w._("All departments"),
            width=240,
        )
        kinds = st.pills(
            w._("Kind"),
            list(StaffKind),
            selection_mode="multi",
            format_func=w.label,
            key="post_kind",
            bind="query-params",
        )
        gaps = {"now": w._("Gap now"), "opening": w._("Gap at opening")}
        gap = st.pills(
            w._("Only with a gap"),
            list(gaps),
            format_func=gaps.__getitem__,
            key="post_gap",
            bind="query-params",
        )
        with_archived = st.toggle(w._("Show archived"), key="post_archived", bind="query-params")
        filters.clear_all(["post_department", "post_kind", "post_gap"])
    scope = [row for row in board.posts if with_archived or not row.archived]
    shown = [
        row
        for row in scope
        if (not in_departments or row.department in in_departments)
        and (not kinds or row.kind in kinds)
        and (gap != "now" or row.strength.gap_now)
        and (gap != "opening" or row.strength.gap_at_opening)
    ]
    return Listed(scope, shown, with_archived)
