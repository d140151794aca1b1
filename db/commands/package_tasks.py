"""The stages of a package as tasks of a plan: made, brought up to date, and taken out again.

Each stage is a task of one day under a heading with the package's title; delivery, installation and acceptance last as
long as they take. A period of n days from one stage to the next is a link finish to start with a lag of n − 1, in
calendar or working days as the law counts: the day of the second stage is the n-th after that of the first. The
latest safe date is the task's deadline.
"""

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.package_stages import drive, stage_rows
from db.commands.registry import command, get
from db.commands.task_links import tie
from db.commands.tasks import archive_task, check_schedule, create_task
from db.models import Dependency, Package, PackageStage, Plan, Project, Task
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.process import Stage, Step, Wait, way
from tracker.procurement.stage_dates import Held, expected, latest_safe
from tracker.schedule.model import Constraint, LinkType, TaskKind

MOMENT_DAYS = 1


@command(Action.EDIT_PLANS)
def plan_package(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    package_id: int,
    plan_id: int,
    titles: Mapping[Stage, str],
    today: dt.date,
) -> int:
    """Make the stages of a package tasks of a plan, or bring the tasks up to date; gives how many stand for it.

    Args:
        session: the unit of work.
        actor: who asks.
        project_id: the project.
        package_id: the package.
        plan_id: the plan that new tasks go into.
        titles: the title of each stage's task, in the language of who asks.
        today: the day from which the first stage is expected.

    Raises:
        Invalid: "package_archived", or the plan could no longer be scheduled.
    """
    package = get(session, Package, project_id, package_id)
    if package.archived_at is not None:
        raise Invalid("package_archived", title=package.title)
    get(session, Plan, project_id, plan_id)
    rows = stage_rows(session, package)
    steps = way(
        package.method,
        delivery_days=package.delivery_days,
        installation_days=package.installation_days,
        acceptance_days=package.acceptance_days,
    )
    for stage in set(rows) - {step.stage for step in steps}:
        _take_out(session, actor, rows[stage])
    heading_id = _heading(session, actor, package, plan_id, rows)
    tasks: dict[Stage, int] = {}
    for step in steps:
        row = rows.get(step.stage) or PackageStage(
            project_id=project_id, package_id=package_id, stage=step.stage
        )
        tasks[step.stage] = _task(session, actor, row, heading_id, step, titles[step.stage])
    _tie(session, project_id, steps, tasks)
    _date(session, package, steps, tasks, today)
    drive(session, package)
    check_schedule(session, project_id)
    return len(tasks)


@command(Action.EDIT_PLANS)
def unplan_package(session: Session, *, actor: Actor, project_id: int, package_id: int) -> None:
    """Put the tasks of a package aside; its stages stand for themselves again."""
    rows = stage_rows(session, get(session, Package, project_id, package_id))
    headings = {task.parent_id for task in _live(session, rows).values() if task.parent_id is not None}
    for heading_id in headings:
        archive_task(session, actor=actor, project_id=project_id, task_id=heading_id)
    for row in rows.values():
        row.task_id = None
        session.add(row)


def _live(session: Session, rows: Mapping[Stage, PackageStage]) -> dict[Stage, Task]:
    found = {stage: session.get(Task, row.task_id) for stage, row in rows.items() if row.task_id}
    return {stage: task for stage, task in found.items() if task and task.archived_at is None}


def _heading(
    session: Session,
    actor: Actor,
    package: Package,
    plan_id: int,
    rows: Mapping[Stage, PackageStage],
) -> int:
    """The heading over the tasks: the one they have, or a new one at the end of the plan."""
    for task in _live(session, rows).values():
        if task.parent_id is not None:
            heading = session.get_one(Task, task.parent_id)
            heading.title = package.title
            session.add(heading)
            return task.parent_id
    return create_task(
        session,
        actor=actor,
        project_id=package.project_id,
        plan_id=plan_id,
        title=package.title,
        kind=TaskKind.SUMMARY,
    )


def _task(session: Session, actor: Actor, row: PackageStage, heading_id: int, step: Step, title: str) -> int:
    """The task of a stage with its title and duration, made when there is none."""
    days = max(step.waits[0].period.n, MOMENT_DAYS) if step.takes_time else MOMENT_DAYS
    task = session.get(Task, row.task_id) if row.task_id is not None else None
    if task is None or task.archived_at is not None:
        heading = session.get_one(Task, heading_id)
        row.task_id = create_task(
            session,
            actor=actor,
            project_id=row.project_id,
            plan_id=heading.plan_id,
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


def _take_out(session: Session, actor: Actor, row: PackageStage) -> None:
    if row.task_id is not None:
        archive_task(session, actor=actor, project_id=row.project_id, task_id=row.task_id)
        row.task_id = None
        session.add(row)
        session.flush()


def _tie(session: Session, project_id: int, steps: tuple[Step, ...], tasks: Mapping[Stage, int]) -> None:
    """Link the tasks as the stages wait for each other; links between them that no wait asks for go."""
    wanted = {(tasks[wait.after], tasks[step.stage]) for step in steps for wait in step.waits}
    mine = list(tasks.values())
    present = select(Dependency).where(
        Dependency.project_id == project_id,
        col(Dependency.predecessor_id).in_(mine),
        col(Dependency.successor_id).in_(mine),
        col(Dependency.archived_at).is_(None),
    )
    for link in session.exec(present).all():
        if (link.predecessor_id, link.successor_id) not in wanted:
            editing.archive(session, link)
    for step in steps:
        for wait in step.waits:
            lag = 0 if step.takes_time else _lag(wait)
            before, after = tasks[wait.after], tasks[step.stage]
            tie(session, project_id, before, after, LinkType.FS, lag, wait.period.unit)


def _lag(wait: Wait) -> int:
    return wait.period.n - MOMENT_DAYS


def _date(
    session: Session,
    package: Package,
    steps: tuple[Step, ...],
    tasks: Mapping[Stage, int],
    today: dt.date,
) -> None:
    """The latest safe dates as deadlines; the first stage begins when it is expected."""
    calendar = work_calendar(session, package.project_id)
    opening_on = session.get_one(Project, package.project_id).opening_on
    latest = latest_safe(steps, opening_on=opening_on, calendar=calendar)
    held = {stage: Held(row.planned_on, row.actual_on) for stage, row in stage_rows(session, package).items()}
    coming = expected(steps, held, calendar=calendar, today=today)
    for step in steps:
        task = session.get_one(Task, tasks[step.stage])
        task.deadline = latest.get(step.stage)
        planned_on = held[step.stage].planned_on
        if not step.waits or planned_on is not None:
            task.constraint = Constraint.START_NO_EARLIER_THAN
            task.constraint_date = planned_on or coming[step.stage]
        else:
            task.constraint, task.constraint_date = Constraint.AS_SOON_AS_POSSIBLE, None
        session.add(task)
    session.flush()
