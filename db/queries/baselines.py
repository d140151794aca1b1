"""Baselines and the tasks that they keep."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from db.models import Baseline, BaselineTask, Plan, Task
from tracker.baselines import KeptTask, Span
from tracker.interchange.day_plan import DayBaseline, DayBaselineEntry
from tracker.interchange.mspdi_write import MAX_BASELINES
from tracker.schedule.model import TaskKind


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A baseline in the list; `tasks` counts without headings, `finish` is the last day of any of them."""

    id: int
    name: str
    taken_at: dt.datetime
    announced_on: dt.date | None
    note: str
    tasks: int
    finish: dt.date | None


def baselines(session: Session, project_id: int) -> list[BaselineRow]:
    """All baselines of a project, the newest first; one statement."""
    is_work = (col(Task.project_id) == BaselineTask.project_id) & (col(Task.id) == BaselineTask.task_id)
    kept = (
        select(
            col(BaselineTask.baseline_id).label("baseline_id"),
            func.count().label("tasks"),
            func.max(BaselineTask.finish).label("finish"),
        )
        .join(Task, is_work & (col(Task.kind) != TaskKind.SUMMARY))
        .where(BaselineTask.project_id == project_id)
        .group_by(col(BaselineTask.baseline_id))
        .subquery()
    )
    query = (
        sa.select(
            col(Baseline.id),
            col(Baseline.name),
            col(Baseline.taken_at),
            col(Baseline.announced_on),
            col(Baseline.note),
            func.coalesce(kept.c.tasks, 0),
            kept.c.finish,
        )
        .join(kept, kept.c.baseline_id == Baseline.id, isouter=True)
        .where(col(Baseline.project_id) == project_id)
        .order_by(col(Baseline.taken_at).desc(), col(Baseline.id).desc())
    )
    return [BaselineRow(*row) for row in session.connection().execute(query)]


def kept_tasks(session: Session, project_id: int, baseline_id: int) -> list[KeptTask]:
    """The tasks of a baseline with the titles and dates that it kept, archived ones too; one statement."""
    query = (
        sa.select(
            col(BaselineTask.task_id),
            col(BaselineTask.title),
            col(Task.plan_id),
            col(Plan.title),
            col(Task.kind),
            col(BaselineTask.start),
            col(BaselineTask.finish),
            col(BaselineTask.duration_days),
        )
        .join(
            Task, (col(Task.project_id) == BaselineTask.project_id) & (col(Task.id) == BaselineTask.task_id)
        )
        .join(Plan, (col(Plan.project_id) == Task.project_id) & (col(Plan.id) == Task.plan_id))
        .where(
            col(BaselineTask.project_id) == project_id,
            col(BaselineTask.baseline_id) == baseline_id,
        )
        .order_by(col(Plan.position), col(Plan.id), col(Task.position), col(Task.id))
    )
    return [KeptTask(*row[:5], Span(*row[5:])) for row in session.connection().execute(query)]


def for_a_file(session: Session, project_id: int, task_ids: Sequence[int]) -> tuple[DayBaseline, ...]:
    """The newest baselines that keep one of these tasks, as many as a Microsoft Project file holds.

    The oldest of them comes first and is the file's number 0, so that a baseline keeps its number when the file
    comes back. Two statements.
    """
    names = {row.id: row.name for row in reversed(baselines(session, project_id))}
    entries: dict[int, list[DayBaselineEntry]] = {id_: [] for id_ in names}
    wanted = frozenset(task_ids)
    query = (
        sa.select(
            col(BaselineTask.baseline_id),
            col(BaselineTask.task_id),
            col(BaselineTask.start),
            col(BaselineTask.finish),
            col(BaselineTask.duration_days),
        )
        .where(col(BaselineTask.project_id) == project_id)
        .order_by(col(BaselineTask.id))
    )
    for baseline_id, task_id, start, finish, days in session.connection().execute(query):
        if task_id in wanted:
            entries[baseline_id].append(DayBaselineEntry(task_id, start, finish, days))
    kept = [DayBaseline(names[id_], tuple(rows)) for id_, rows in entries.items() if rows]
    return tuple(kept[-MAX_BASELINES:])
