"""What the pages read of baselines: the list, what each keeps, and what became of it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.queries import baselines as queries
from db.queries.baselines import BaselineRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.baselines import Change, ComparedTask, Comparison, KeptSchedule, Span, as_of_today, compare
from tracker.charts.baselines import moved_tasks
from tracker.exports.table import Column
from tracker.i18n import Words

TODAY = 0
"""Stands for the plan of today among the ids of baselines."""

NO_BASELINE = -1
"""Stands for "no baseline" among them."""


@by_revision("plan")
def baselines(session: Session, key: Key) -> list[BaselineRow]:
    """All baselines, the newest first."""
    return queries.baselines(session, key.project_id)


@by_revision("plan", "project")
def schedule_of(session: Session, key: Key, baseline_id: int) -> KeptSchedule:
    """What a baseline keeps, or the plan of `TODAY`."""
    if baseline_id == TODAY:
        return as_of_today(reads.dated_tasks(), context().project.opening_on)
    announced = {row.id: row.announced_on for row in baselines()}
    return KeptSchedule(
        announced.get(baseline_id), tuple(queries.kept_tasks(session, key.project_id, baseline_id))
    )


@by_revision("plan", "project")
def spans_of(_session: Session, _key: Key, baseline_id: int) -> Mapping[int, Span]:
    """The dates that a baseline keeps, by task; none for `NO_BASELINE`."""
    return (
        {} if baseline_id == NO_BASELINE else {task.id: task.span for task in schedule_of(baseline_id).tasks}
    )


@by_revision("plan", "project")
def comparison(_session: Session, _key: Key, before: int, after: int) -> Comparison:
    """What changed from one schedule to another."""
    return compare(schedule_of(before), schedule_of(after), reads.calendar())


@by_revision("plan", "project")
def shown_tasks(
    _session: Session, _key: Key, before: int, after: int, changes: tuple[Change, ...], plan_id: int | None
) -> list[ComparedTask]:
    """The compared tasks that pass the filters; without a choice of changes all but the unchanged ones."""
    return [
        task
        for task in comparison(before, after).tasks
        if (task.change in changes if changes else task.change is not Change.UNCHANGED)
        and plan_id in (None, task.plan_id)
    ]


@by_revision("plan", "project")
def moved_spec(_session: Session, key: Key, before: int, after: int, appearance: str) -> dict[str, Any]:
    """The chart of what moved."""
    return moved_tasks(comparison(before, after), key.words, appearance)


@by_revision("plan", "project")
def moved_table(_session: Session, key: Key, before: int, after: int) -> pd.DataFrame:
    """The same as a table."""
    columns = comparison_columns(key.words)
    rows = comparison(before, after).moved
    return pd.DataFrame({column.title: [column.value(row) for row in rows] for column in columns})


def baseline_choice(key: str) -> int:
    """Choose the baseline that a page compares with, or none; gives its id. The newest one at first."""
    w = words()
    names = {row.id: row.name for row in baselines()}
    if not names:
        return NO_BASELINE
    names[NO_BASELINE] = w._("No baseline")
    chosen: int = st.selectbox(
        w._("Compare with baseline"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        bind="query-params",
        width=220,
    )
    return chosen


def comparison_columns(w: Words) -> list[Column[ComparedTask]]:
    """Every fact of a compared task."""
    return [
        Column(w._("Task"), lambda task: task.title, 40),
        Column(w._("Plan"), lambda task: task.plan_title, 24),
        Column(w._("What changed"), lambda task: w.label(task.change)),
        Column(w._("Start before"), lambda task: task.before and task.before.start),
        Column(w._("Start after"), lambda task: task.after and task.after.start),
        Column(w._("Finish before"), lambda task: task.before and task.before.finish),
        Column(w._("Finish after"), lambda task: task.after and task.after.finish),
        Column(w._("Starts later (working days)"), lambda task: task.start_days, 12),
        Column(w._("Finishes later (working days)"), lambda task: task.finish_days, 12),
        Column(w._("Lasts longer (working days)"), lambda task: task.longer_days, 12),
    ]
