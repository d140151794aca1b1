"""The stages of a package as tasks of a plan: made, brought up to date, and taken out again.

Each stage is a task of one day under a heading with the package's title; delivery, installation and acceptance last as
long as they take. A period of n days from one stage to the next is a link finish to start with a lag of n − 1, in
calendar or working days as the law counts: the day of the second stage is the n-th after that of the first. The
latest safe date is the task's deadline.
"""

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Session

from db.commands.package_stages import drive, stage_rows
from db.commands.registry import command, get
from db.commands.stage_tasks import heading, keep_links, stage_task, take_out
from db.commands.task_links import tie
from db.commands.tasks import archive_task, check_schedule
from db.models import Package, PackageStage, Plan, Project, Task
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.process import Stage, Step, Wait, way
from tracker.procurement.stage_dates import Held, expected, latest_safe
from tracker.schedule.model import Constraint, LinkType

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
        _drop(session, actor, rows[stage])
    heading_id = heading(session, actor, package, plan_id, rows.values())
    tasks: dict[Stage, int] = {}
    for step in steps:
        row = rows.get(step.stage) or PackageStage(
            project_id=project_id, package_id=package_id, stage=step.stage
        )
        days = max(step.waits[0].period.n, MOMENT_DAYS) if step.takes_time else MOMENT_DAYS
        tasks[step.stage] = stage_task(session, actor, row, heading_id, title=titles[step.stage], days=days)
    _tie(session, project_id, steps, tasks)
    _date(session, package, steps, tasks, today)
    drive(session, package)
    check_schedule(session, project_id)
    return len(tasks)


@command(Action.EDIT_PLANS)
def unplan_package(session: Session, *, actor: Actor, project_id: int, package_id: int) -> None:
    """Put the tasks of a package aside; its stages stand for themselves again."""
    rows = stage_rows(session, get(session, Package, project_id, package_id))
    take_out(session, actor, project_id, rows.values())


def _drop(session: Session, actor: Actor, row: PackageStage) -> None:
    if row.task_id is not None:
        archive_task(session, actor=actor, project_id=row.project_id, task_id=row.task_id)
        row.task_id = None
        session.add(row)
        session.flush()


def _tie(session: Session, project_id: int, steps: tuple[Step, ...], tasks: Mapping[Stage, int]) -> None:
    """Link the tasks as the stages wait for each other; links between them that no wait asks for go."""
    wanted = {(tasks[wait.after], tasks[step.stage]) for step in steps for wait in step.waits}
    keep_links(session, project_id, tasks, wanted)
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
