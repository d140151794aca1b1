"""The outline of the plans, changed for several tasks at once: levels, order, and putting aside."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from db.commands.registry import command, get
from db.commands.tasks import check_schedule, with_descendants
from db.models import Task
from tracker.errors import Invalid
from tracker.outline import Moves, OutlineLine, Place, indented, outdented, shifted
from tracker.permissions import Action, Actor
from tracker.schedule.model import TaskKind


@command(Action.EDIT_PLANS)
def indent_tasks(session: Session, *, actor: Actor, project_id: int, seen: Mapping[int, Place]) -> None:
    """Put each task below the one before it on its level, which becomes a heading if it was none.

    `seen` holds the places of the tasks, by id, as the person saw them; what is below a task moves with it.

    Raises:
        Invalid: "outline_moved" where a task stands elsewhere by now, a rule of `tracker.outline.indented`,
            "heading_has_progress" where a task that has begun would become a heading, or the plan could no longer
            be scheduled.
    """
    tasks = _as_seen(session, project_id, seen)
    _place(session, project_id, tasks, indented(_lines(tasks), seen.keys()))


@command(Action.EDIT_PLANS)
def outdent_tasks(session: Session, *, actor: Actor, project_id: int, seen: Mapping[int, Place]) -> None:
    """Take each task out of its heading; it follows the heading from then on. `seen` as for `indent_tasks`.

    Raises:
        Invalid: "outline_moved", a rule of `tracker.outline.outdented`, or no schedule.
    """
    tasks = _as_seen(session, project_id, seen)
    _place(session, project_id, tasks, outdented(_lines(tasks), seen.keys()))


@command(Action.EDIT_PLANS)
def shift_tasks(
    session: Session, *, actor: Actor, project_id: int, seen: Mapping[int, Place], up: bool
) -> None:
    """Move each task one place up or down among those of its heading. `seen` as for `indent_tasks`.

    Raises:
        Invalid: "outline_moved", or "no_place_to_move" where none of them can move.
    """
    tasks = _as_seen(session, project_id, seen)
    _place(session, project_id, tasks, shifted(_lines(tasks), seen.keys(), up=up))


@command(Action.EDIT_PLANS)
def archive_tasks(session: Session, *, actor: Actor, project_id: int, task_ids: Sequence[int]) -> int:
    """Put several tasks aside with everything below them, together; gives how many there are.

    Each comes back by `restore_task`.
    """
    together = dt.datetime.now(dt.UTC)
    aside: set[int | None] = set()
    for task_id in task_ids:
        for task in with_descendants(session, get(session, Task, project_id, task_id)):
            if task.archived_at is None:
                task.archived_at = together
                session.add(task)
                aside.add(task.id)
    return len(aside)


def _as_seen(session: Session, project_id: int, seen: Mapping[int, Place]) -> dict[int, Task]:
    """All live tasks of the plans that the tasks belong to, by id, if each still stands where it was seen."""
    plans = set()
    for task_id, place in seen.items():
        task = get(session, Task, project_id, task_id)
        if (task.parent_id, task.position) != place or task.archived_at is not None:
            raise Invalid("outline_moved", title=task.title)
        plans.add(task.plan_id)
    query = select(Task).where(
        Task.project_id == project_id, col(Task.plan_id).in_(plans), col(Task.archived_at).is_(None)
    )
    return {task.id: task for task in session.exec(query) if task.id is not None}


def _lines(tasks: Mapping[int, Task]) -> list[OutlineLine]:
    return [
        OutlineLine(id_, task.plan_id, task.parent_id, task.position, task.title, task.kind)
        for id_, task in tasks.items()
    ]


def _place(session: Session, project_id: int, tasks: Mapping[int, Task], moves: Moves) -> None:
    """Store the moves."""
    for task_id in moves.headings:
        _make_heading(tasks[task_id])
        session.add(tasks[task_id])
    for task_id, (parent_id, position) in moves.places.items():
        task = tasks[task_id]
        task.parent_id, task.position = parent_id, position
        session.add(task)
    check_schedule(session, project_id)


def _make_heading(task: Task) -> None:
    """Turn a task into a heading: from now on, its dates and its progress are those of the tasks below it."""
    if task.percent_complete or task.actual_start or task.actual_finish:
        raise Invalid("heading_has_progress", title=task.title)
    task.kind = TaskKind.SUMMARY
