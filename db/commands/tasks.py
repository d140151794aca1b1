"""Tasks of the plans and the links between them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.links import check_gates
from db.commands.registry import command, get
from db.commands.stage_links import check_stages
from db.commands.task_links import FIELD, existing_link, set_links, tie
from db.models import Course, Person, Plan, Post, Project, RecruitmentRound, Task, Zone
from db.queries.plan import dated_tasks
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.schedule.model import Constraint, LagUnit, LinkType, TaskKind

LONGEST_TITLE = 200
LONGEST_DURATION = 2_000

EDITABLE = frozenset(
    {
        "title",
        "kind",
        "parent_id",
        "position",
        "owner_id",
        "duration_days",
        "optimistic_days",
        "pessimistic_days",
        "constraint",
        "constraint_date",
        "deadline",
        "actual_start",
        "actual_finish",
        "percent_complete",
        "zone_id",
        "post_id",
        "round_id",
        "course_id",
        "notes",
    }
)
"""Columns of a task that an edit may change; a task never moves to another plan or project."""

ESTIMATES = frozenset({"optimistic_days", "pessimistic_days"})
"""The best and the worst case of a task."""

ENDING = frozenset({"actual_finish", "percent_complete"})
"""What says that a task is finished; where acceptance gates are linked to it, they say so."""

_TARGETS: dict[str, type] = {
    "plan_id": Plan,
    "parent_id": Task,
    "owner_id": Person,
    "post_id": Post,
    "round_id": RecruitmentRound,
    "course_id": Course,
    "zone_id": Zone,
}


@command(Action.EDIT_PLANS)
def create_task(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    title: str,
    kind: TaskKind = TaskKind.TASK,
    duration_days: int = 1,
    parent_id: int | None = None,
    owner_id: int | None = None,
    post_id: int | None = None,
    round_id: int | None = None,
    course_id: int | None = None,
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE,
    constraint_date: dt.date | None = None,
    deadline: dt.date | None = None,
    predecessors: Sequence[int] = (),
) -> int:
    """Add a task at the end of a plan; gives its id. `predecessors` are linked finish to start.

    Raises:
        Invalid: a rule of `_check`, or the plan could no longer be scheduled.
    """
    get(session, Plan, project_id, plan_id)
    last = session.exec(
        select(func.max(Task.position)).where(Task.project_id == project_id, Task.plan_id == plan_id)
    ).one()
    task = Task(
        project_id=project_id,
        plan_id=plan_id,
        title=title,
        kind=kind,
        duration_days=duration_days,
        parent_id=parent_id,
        owner_id=owner_id,
        post_id=post_id,
        round_id=round_id,
        course_id=course_id,
        constraint=constraint,
        constraint_date=constraint_date,
        deadline=deadline,
        position=(last or 0) + 1,
    )
    _check(session, task)
    session.add(task)
    session.flush()
    assert task.id is not None  # noqa: S101 (flushed)
    for predecessor_id in predecessors:
        tie(session, project_id, predecessor_id, task.id)
    check_schedule(session, project_id)
    return task.id


@command(Action.EDIT_PLANS)
def update_task(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    task_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change columns of a task; fields that only one side changed are merged.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: a rule of `_check`, `_check_estimates`, `check_gates` or `check_stages`, or the plan could no longer be
            scheduled.
    """
    _update(session, project_id, task_id, expected_version, original, changes)
    check_schedule(session, project_id)


@dataclass(frozen=True, slots=True)
class TaskEdit:
    """One row of a saved grid; `links` among its changes is the text of the links into the task."""

    task_id: int
    expected_version: int
    original: Mapping[str, Any]
    changes: Mapping[str, Any]


@command(Action.EDIT_PLANS)
def update_tasks(session: Session, *, actor: Actor, project_id: int, edits: Sequence[TaskEdit]) -> None:
    """Save several edited rows of the task grid together, or none of them.

    Raises:
        Conflict, Invalid: as `update_task` and `set_links`, for the first row that fails; a conflict names its row.
    """
    for edit in edits:
        changes = dict(edit.changes)
        wanted = changes.pop(FIELD, None)
        _update(session, project_id, edit.task_id, edit.expected_version, edit.original, changes)
        if wanted is not None:
            original = edit.original.get(FIELD, "")
            set_links(session, project_id, edit.task_id, original=original, wanted=wanted)
    check_schedule(session, project_id)


@command(Action.EDIT_PLANS)
def archive_task(session: Session, *, actor: Actor, project_id: int, task_id: int) -> None:
    """Put a task aside together with everything below it; links to it no longer count until it is restored."""
    together = dt.datetime.now(dt.UTC)
    for task in with_descendants(session, get(session, Task, project_id, task_id)):
        if task.archived_at is None:
            task.archived_at = together
            session.add(task)


@command(Action.EDIT_PLANS)
def restore_task(session: Session, *, actor: Actor, project_id: int, task_id: int) -> None:
    """Bring a task back with what was put aside together with it, and the headings above it.

    Raises:
        Invalid: with the task back, the plan could no longer be scheduled.
    """
    task: Task | None = get(session, Task, project_id, task_id)
    assert task is not None  # noqa: S101 (get raises when it is not there)
    together = task.archived_at
    for below in with_descendants(session, task):
        if below.archived_at == together:
            editing.restore(session, below)
    while task is not None:
        editing.restore(session, task)
        task = session.get(Task, task.parent_id) if task.parent_id is not None else None
    session.flush()
    check_schedule(session, project_id)


@command(Action.EDIT_PLANS)
def link_tasks(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    predecessor_id: int,
    successor_id: int,
    type: LinkType = LinkType.FS,  # noqa: A002 (the field's own name)
    lag_days: int = 0,
    lag_unit: LagUnit = LagUnit.WORKING_DAYS,
) -> None:
    """Tie two tasks, or change how they are tied.

    Raises:
        Invalid: the link would close a cycle; the facts name its tasks.
    """
    tie(session, project_id, predecessor_id, successor_id, type, lag_days, lag_unit)
    check_schedule(session, project_id)


@command(Action.EDIT_PLANS)
def unlink_tasks(
    session: Session, *, actor: Actor, project_id: int, predecessor_id: int, successor_id: int
) -> None:
    """Untie two tasks; nothing happens when they are not tied."""
    row = existing_link(session, project_id, predecessor_id, successor_id)
    if row is not None:
        editing.archive(session, row)


def _update(
    session: Session,
    project_id: int,
    task_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    task = get(session, Task, project_id, task_id)
    was_finished = task.actual_finish is not None
    moved = merge_edit(
        task, expected_version=expected_version, original=original, changes=changes, fields=EDITABLE
    )
    _settle_progress(task, moved)
    _check(session, task)
    if ESTIMATES.intersection(moved):
        _check_estimates(task)
    if ENDING.intersection(moved):
        check_gates(session, task)
        check_stages(session, task, was_finished=was_finished)
    session.add(task)


def _settle_progress(task: Task, moved: Sequence[str]) -> None:
    """Keep finish date and percentage agreed: a date means done, and less than done has no date."""
    if "actual_finish" in moved:
        if task.actual_finish is not None:
            task.percent_complete = 100
            task.actual_start = task.actual_start or task.actual_finish
        elif task.percent_complete == 100 and "percent_complete" not in moved:
            task.percent_complete = 0 if task.actual_start is None else 99
    elif "percent_complete" in moved and task.percent_complete < 100:
        task.actual_finish = None


def _check(session: Session, task: Task) -> None:
    task.title = required_text("title", task.title, longest=LONGEST_TITLE)
    if not 0 <= task.duration_days <= LONGEST_DURATION:
        raise Invalid("duration_out_of_range", title=task.title, longest=LONGEST_DURATION)
    if not 0 <= task.percent_complete <= 100:
        raise Invalid("percent_out_of_range", title=task.title)
    needs_date = task.constraint not in {Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE}
    if needs_date and task.constraint_date is None:
        raise Invalid("constraint_without_date", title=task.title)
    if task.actual_start and task.actual_finish and task.actual_finish < task.actual_start:
        raise Invalid(
            "finish_before_start", title=task.title, start=task.actual_start, finish=task.actual_finish
        )
    for column, model in _TARGETS.items():
        target_id = getattr(task, column)
        if target_id is not None:
            get(session, model, task.project_id, target_id)
    _check_parent(session, task)


def _check_estimates(task: Task) -> None:
    """Refuse new estimates that do not hold the planned duration.

    Only when an estimate itself moves: a duration planned past old estimates widens the range instead of being
    refused where nobody sees them (`tracker.readiness.task_range`).
    """
    low = task.duration_days if task.optimistic_days is None else task.optimistic_days
    high = task.duration_days if task.pessimistic_days is None else task.pessimistic_days
    if not 0 <= low <= task.duration_days <= high <= LONGEST_DURATION:
        raise Invalid(
            "estimates_out_of_order", title=task.title, days=task.duration_days, longest=LONGEST_DURATION
        )


def _check_parent(session: Session, task: Task) -> None:
    above = task.parent_id
    while above is not None:
        if above == task.id:
            raise Invalid("task_below_itself", title=task.title)
        parent = get(session, Task, task.project_id, above)
        if parent.plan_id != task.plan_id:
            raise Invalid("parent_in_other_plan", title=task.title, parent=parent.title)
        above = parent.parent_id


def with_descendants(session: Session, task: Task) -> list[Task]:
    """The task and everything below it, archived tasks too."""
    found, level = [task], [task]
    while level:
        ids = [each.id for each in level]
        level = list(
            session.exec(select(Task).where(Task.project_id == task.project_id, col(Task.parent_id).in_(ids)))
        )
        found.extend(level)
    return found


def check_schedule(session: Session, project_id: int) -> None:
    """Refuse a change after which the plan has no schedule (a cycle, an impossible constraint)."""
    session.flush()
    starts_on = session.exec(select(col(Project.starts_on)).where(Project.id == project_id)).one()
    dated_tasks(session, project_id, starts_on)
