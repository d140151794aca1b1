"""The fields of a post, shared by the form that adds one and the form that changes one."""

from typing import Any

import streamlit as st

from db.commands.posts import LONGEST_DOCUMENT, LONGEST_GRADE, LONGEST_TEXT, LONGEST_TITLE, MOST_PEOPLE
from db.queries.people import PostRow, Staffing
from pages._kit.language import words
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.vocabulary import StaffKind


def post_fields(board: Staffing, *, key: str, post: PostRow | None = None) -> dict[str, Any]:
    """Draw the fields, filled from `post` where given; gives the columns of a post as they stand."""
    w = words()
    names = {row.id: row.name for row in board.departments if not row.archived}
    if post is not None:
        names.setdefault(post.department_id, post.department)
    ids = list(names)
    kinds = list(StaffKind)
    department_id = st.selectbox(
        w._("Department"),
        ids,
        index=ids.index(post.department_id) if post else 0,
        format_func=names.__getitem__,
        key=f"{key}_department",
    )
    title = st.text_input(
        w._("Title of the post"), post.title if post else "", max_chars=LONGEST_TITLE, key=f"{key}_title"
    )
    kind = st.selectbox(
        w._("Kind"),
        kinds,
        index=kinds.index(post.kind) if post else 0,
        format_func=w.label,
        key=f"{key}_kind",
    )
    grade = st.text_input(
        w._("Grade"), post.grade if post else "", max_chars=LONGEST_GRADE, key=f"{key}_grade"
    )
    later = post is not None and len(post.grants) > 1
    approved = st.number_input(
        w._("Approved number of the first grant") if later else w._("Approved number"),
        0,
        MOST_PEOPLE,
        post.approved if post else 1,
        key=f"{key}_approved",
    )
    document = st.text_input(
        w._("Document that approves it"),
        post.approved_document if post else "",
        max_chars=LONGEST_DOCUMENT,
        key=f"{key}_document",
    )
    approved_on = st.date_input(
        w._("Date of the document"),
        post.approved_on if post else None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=f"{key}_approved_on",
    )
    requirements = st.text_area(
        w._("Requirements"),
        post.requirements if post else "",
        max_chars=LONGEST_TEXT,
        height=90,
        key=f"{key}_requirements",
    )
    return {
        "department_id": department_id,
        "title": title,
        "kind": kind,
        "grade": grade,
        "approved": int(approved),
        "approved_document": document,
        "approved_on": approved_on,
        "requirements": requirements,
    }


def field_names() -> dict[str, str]:
    """The words for a post's columns where two edits meet."""
    w = words()
    return {
        "department_id": w._("Department"),
        "title": w._("Title of the post"),
        "kind": w._("Kind"),
        "grade": w._("Grade"),
        "approved": w._("Approved number"),
        "approved_document": w._("Document that approves it"),
        "approved_on": w._("Date of the document"),
        "requirements": w._("Requirements"),
        "document": w._("Document that approves it"),
        "in_post": w._("People in post"),
        "reason": w._("Reason"),
        "name": w._("Name"),
    }
