"""Import a list of posts: looked at first, departments that are missing only when somebody asked for them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from types import SimpleNamespace
from typing import Any

import streamlit as st

from db.commands.post_import import import_posts
from db.queries.people import Staffing
from pages._kit.context import context
from pages._kit.language import words
from pages._kit.record_import import RecordList, record_import
from tracker.imports.post_list import (
    Key,
    KnownPost,
    by_key,
    listed_key,
    new_departments,
    read_posts,
    stored_post,
)
from tracker.imports.record_sheet import CellProblem

Values = Mapping[str, Any]


def post_import(board: Staffing) -> None:
    """The upload with its preview and its button."""
    w, frame = words(), context()
    add = st.toggle(w._("Add departments that are missing"), key="posts_import_departments")
    departments = {row.name: row.archived for row in board.departments}
    posts = [row.known for row in board.posts]
    stored: dict[Key, KnownPost] = {}
    added: list[str] = []

    def read(data: bytes) -> tuple[Sequence[Values], Sequence[CellProblem]]:
        found = read_posts(data, posts, departments, frame.today, add_departments=add)
        stored.update(by_key(posts))
        records = [record.values for record in found.records]
        if not found.problems:
            added.extend(new_departments(records, departments))
        if added:
            st.info(w._("New departments: {names}", names=w.listed(added)), icon=":material/domain_add:")
        return records, found.problems

    record_import(
        RecordList(
            key="posts_import",
            title=w._("Posts"),
            hint=w._(
                "An Excel or CSV file with the headings of the export: department, post, kind, grade, approved, "
                "document, date of the document, requirements. A post of the same department, title, kind and grade "
                "is updated, not doubled; a number with a new date is a change from that day on. People in post are "
                "not read."
            ),
            read=read,
            known=lambda record: _known(stored.get(listed_key(record)), record, frame.today),
            shown=_shown,
            command=partial(import_posts, confirmed_departments=added, today=frame.today),
        )
    )


def _known(post: KnownPost | None, record: Values, today: dt.date) -> SimpleNamespace | None:
    """What is stored of a listed post, with the grant that the list speaks of; None for a new one."""
    stored = stored_post(post, record, today)
    return None if stored is None else SimpleNamespace(**{**record, **asdict(stored)})


def _shown(record: Values) -> dict[str, str]:
    w = words()
    _, _, kind, grade = listed_key(record)
    on = record.get("approved_on")
    return {
        w._("Department"): record["department"],
        w._("Post"): record["title"],
        w._("Kind"): w.label(kind),
        w._("Grade"): grade,
        w._("Approved"): w.number(record["approved"]),
        w._("Document"): record.get("approved_document") or "",
        w._("Date of the document"): w.date(on) if on else "",
    }
