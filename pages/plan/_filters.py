"""Which tasks a page shows: the filters that the timeline and the task grid share."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.language import words
from tracker.plans import DatedTaskRow
from tracker.schedule.model import TaskKind

NOBODY = 0
"""Stands for "no owner" among the owners' ids."""


def plan_filter(key: str, rows: Sequence[DatedTaskRow], *, disabled: bool = False) -> int | None:
    """Choose one plan; gives its id."""
    w = words()
    titles = {row.plan_id: row.plan_title for row in rows}
    return st.selectbox(
        w._("Plan"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder=w._("All plans"),
        key=key,
        bind="query-params",
        disabled=disabled,
        width=200,
    )


def owner_filter(key: str, rows: Sequence[DatedTaskRow], *, disabled: bool = False) -> int | None:
    """Choose one owner (or nobody); gives the person's id."""
    w = words()
    names = {row.owner_id: row.owner for row in rows if row.owner_id is not None}
    names = {NOBODY: w._("Nobody yet"), **dict(sorted(names.items(), key=lambda pair: pair[1]))}
    return st.selectbox(
        w._("Owner"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=w._("All owners"),
        key=key,
        bind="query-params",
        disabled=disabled,
        width=150,
    )


def with_headings(rows: Sequence[DatedTaskRow], kept: set[int]) -> list[DatedTaskRow]:
    """The rows whose id is kept, and the summaries above them, so that an outline stays readable."""
    parents = {row.id: row.parent_id for row in rows}
    wanted = set(kept)
    for id_ in kept:
        above = parents.get(id_)
        while above is not None and above not in wanted:
            wanted.add(above)
            above = parents.get(above)
    return [row for row in rows if row.id in wanted]


def belongs(row: DatedTaskRow, plan_id: int | None, owner_id: int | None) -> bool:
    """Whether a task is of the chosen plan and owner, where one is chosen."""
    if plan_id is not None and row.plan_id != plan_id:
        return False
    return owner_id is None or (row.owner_id or NOBODY) == owner_id


def counted(rows: Sequence[DatedTaskRow]) -> int:
    """How many tasks and milestones there are; summaries are headings, not work."""
    return sum(row.kind is not TaskKind.SUMMARY for row in rows)
