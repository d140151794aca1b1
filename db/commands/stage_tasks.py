"""What the stages of packages and of rounds share as tasks of a plan: a heading, a task each, their links."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.tasks import archive_task, create_task
from db.models import Dependency, PackageStage, RoundStageRow, Task
from tracker.permissions import Actor
from tracker.schedule.model import TaskKind

StageRow = PackageStage | RoundStageRow


class Titled(Protocol):
    """A package or a round: what the heading over its tasks is called after."""

    project_id: int
    title: str


S = TypeVar("S")


def heading(session: Session, actor: Actor, of: Titled, plan_id: int, rows: Iterable[StageRow]) -> int:
    """The heading over the tasks: the one they have, brought up to date, or a new one at the end of the plan."""
    for task in _live(session, rows):
        if task.parent_id is not None:
            found = session.get_one(Task, task.parent_id)
            found.title = of.title
            session.add(found)
            return task.parent_id
    return create_task(
        session,
        actor=actor,
        project_id=of.project_id,
        plan_id=plan_id,
        title=of.title,
        kind=TaskKind.SUMMARY,
    )


def stage_task(
    session: Session, actor: Actor, row: StageRow, heading_id: int, *, title: str, days: int
) -> int:
    """The task of a stage with its title and its working days, made when there is none; gives its id."""
    task = session.get(Task, row.task_id) if row.task_id is not None else None
    if task is None or task.archived_at is not None:
        row.task_id = create_task(
            session,
            actor=actor,
            project_id=row.project_id,
            plan_id=session.get_one(Task, heading_id).plan_id,
            title=title,
            duration_days=days,
            parent_id=heading_id,
        )
    else:
        task.title, task.duration_days = title, days
        session.add(task)
    session.add(row)
    session.flush()
    assert row.task_id is not None  # noqa: S101 (set above)
    return row.task_id


def keep_links(
    session: Session, project_id: int, tasks: Mapping[S, int], wanted: set[tuple[int, int]]
) -> None:
    """Put aside the links between the tasks that are not wanted; links to other tasks stay."""
    mine: Sequence[int] = list(tasks.values())
    present = select(Dependency).where(
        Dependency.project_id == project_id,
        col(Dependency.predecessor_id).in_(mine),
        col(Dependency.successor_id).in_(mine),
        col(Dependency.archived_at).is_(None),
    )
    for link in session.exec(present).all():
        if (link.predecessor_id, link.successor_id) not in wanted:
            editing.archive(session, link)


def take_out(session: Session, actor: Actor, project_id: int, rows: Iterable[StageRow]) -> None:
    """Put the headings aside with the tasks below them; the stages stand for themselves again."""
    rows = list(rows)
    headings = {task.parent_id for task in _live(session, rows) if task.parent_id is not None}
    for heading_id in headings:
        archive_task(session, actor=actor, project_id=project_id, task_id=heading_id)
    for row in rows:
        row.task_id = None
        session.add(row)


def _live(session: Session, rows: Iterable[StageRow]) -> list[Task]:
    found = [session.get(Task, row.task_id) for row in rows if row.task_id]
    return [task for task in found if task is not None and task.archived_at is None]
