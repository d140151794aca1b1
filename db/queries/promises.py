"""What summaries announced: each promise with what became of it, and what the plan offers to announce."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.models import ReportPromise
from db.queries.plan import dated_tasks, work_calendar
from tracker.periods import Period
from tracker.plans import DatedTaskRow
from tracker.reporting.promises import Promise, PromisedTask, Standing, standing
from tracker.schedule.model import TaskKind


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A stored promise and how it stands."""

    version: int
    archived: bool
    promise: Promise
    standing: Standing

    @property
    def id(self) -> int:
        """The stored promise."""
        return self.promise.id


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open task or milestone that the schedule finishes in a period."""

    task_id: int
    title: str
    plan: str
    finishes_on: dt.date
    is_milestone: bool


def promises(session: Session, project_id: int, report_id: int, today: dt.date) -> list[PromiseRow]:
    """What a summary announces, in its order, archived promises too; the schedule is read only where a task tells."""
    query = (
        select(ReportPromise)
        .where(ReportPromise.project_id == project_id, ReportPromise.report_id == report_id)
        .order_by(col(ReportPromise.position), col(ReportPromise.id))
    )
    rows = session.exec(query).all()
    if not rows:
        return []
    tasks: dict[int, DatedTaskRow] = {}
    if any(row.task_id is not None for row in rows):
        tasks = {row.id: row for row in dated_tasks(session, project_id, today)}
    calendar = work_calendar(session, project_id)
    found = []
    for row in rows:
        assert row.id is not None  # noqa: S101 (read from the database)
        task = None if row.task_id is None else _task(row.task_id, tasks.get(row.task_id))
        promise = Promise(row.id, row.text, row.due_on, task, row.verdict, row.verdict_note)
        found.append(
            PromiseRow(row.version, row.archived_at is not None, promise, standing(promise, calendar))
        )
    return found


def live_promises(session: Session, project_id: int, report_id: int, today: dt.date) -> list[Promise]:
    """What a summary announces, without what was put aside."""
    return [row.promise for row in promises(session, project_id, report_id, today) if not row.archived]


def proposals(
    session: Session, project_id: int, period: Period, today: dt.date, *, taken: Collection[int] = ()
) -> list[Proposal]:
    """The open tasks and milestones that finish in a period by the schedule, in the order of their days."""
    found = [
        Proposal(row.id, row.title, row.plan_title, row.finish, row.kind is TaskKind.MILESTONE)
        for row in dated_tasks(session, project_id, today)
        if row.kind is not TaskKind.SUMMARY
        and not row.is_done
        and period.first <= row.finish <= period.last
        and row.id not in taken
    ]
    return sorted(found, key=lambda each: (each.finishes_on, each.task_id))


def _task(task_id: int, row: DatedTaskRow | None) -> PromisedTask:
    """A task as the schedule has it; one that is not in the schedule any more has been put aside."""
    if row is None or row.archived:
        return PromisedTask(task_id, None, is_done=False, done_on=None, archived=True)
    return PromisedTask(task_id, row.finish, is_done=row.is_done, done_on=row.actual_finish, archived=False)
