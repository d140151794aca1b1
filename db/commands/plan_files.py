"""Taking a plan file as a new plan: its tasks, links and calendar days, all together or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.baselines import keep_baselines_of_file
from db.commands.days import check_day
from db.commands.plans import create_plan
from db.commands.registry import command, get, require
from db.commands.tasks import LONGEST_DURATION, LONGEST_TITLE, check_schedule
from db.models import CalendarException, Dependency, Person, Plan, Task
from db.unit_of_work import note_bulk
from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.interchange.day_plan import DayException, DayPlan, DayTask, beyond_public_days
from tracker.interchange.plan_file import DATELESS
from tracker.permissions import Action, Actor
from tracker.schedule.model import TaskKind
from tracker.vocabulary import PlanKind

MOST_TASKS = 20_000
LONGEST_LAG = 10_000
"""Days; about forty years of work."""


@command(Action.EDIT_PLANS)
def import_plan(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    kind: PlanKind,
    title: str,
    plan: DayPlan,
    take_calendar: bool = True,
    take_baselines: bool = False,
    file_name: str = "",
) -> int:
    """Store a plan that was read from a file as a new plan document with tasks and links; gives its id.

    An owner is the person of that name in the project, nobody where there is none. A finish makes a task done.

    Args:
        session: the unit of work.
        actor: who imports.
        project_id: the project.
        kind: of the new plan document.
        title: likewise.
        plan: what was read.
        take_calendar: whether days that the public calendar does not say become the project's own; days that
            the project has settled already are left alone.
        take_baselines: whether the file's baselines become baselines of the project, which nobody can remove;
            only for who may take baselines.
        file_name: goes into the audit, so that people recognise the file.

    Raises:
        NotAllowed: the actor may not take baselines, but was to.
        Invalid: a task has no name or too long a one, a figure or date is out of range, a finish is before
            its start, a date rule lacks its date, or the project with this plan could not be scheduled.
    """
    if len(plan.tasks) > MOST_TASKS:
        raise Invalid("file_too_large", what="tasks", found=len(plan.tasks), limit=MOST_TASKS)
    plan_id = create_plan(session, actor=actor, project_id=project_id, kind=kind, title=title)
    own = {"project_id": project_id, "plan_id": plan_id, "version": 1}
    ids = _insert_tasks(session, plan.tasks, own, _people(session, project_id))
    links = [_link_values(project_id, plan, number, ids) for number in range(len(plan.links))]
    if links:
        session.connection().execute(sa.insert(Dependency), links)
    days = _keep_days(session, project_id, plan.exceptions) if take_calendar else 0
    facts = {"tasks": len(ids), "links": len(links), "calendar_days": days, "file_name": file_name[-200:]}
    note_bulk(session, get(session, Plan, project_id, plan_id), facts)
    if take_baselines:
        require(actor, Action.MANAGE_PROJECT, project_id)
        titles = {task.planned.id: task.planned.name.strip() for task in plan.tasks}
        stored = {number: (id_, titles[number]) for number, id_ in ids.items()}
        keep_baselines_of_file(session, project_id, plan.baselines, stored)
    check_schedule(session, project_id)
    return plan_id


def _people(session: Session, project_id: int) -> dict[str, int]:
    """Name → id; of namesakes the first."""
    query = (
        select(Person.name, Person.id)
        .where(Person.project_id == project_id, col(Person.archived_at).is_(None))
        .order_by(col(Person.id).desc())
    )
    return {name: id_ for name, id_ in session.exec(query) if id_ is not None}


def _insert_tasks(
    session: Session, tasks: Sequence[DayTask], own: Mapping[str, Any], people: Mapping[str, int]
) -> dict[int, int]:
    """Write the tasks, one level of the outline after the other; gives their ids by their numbers."""
    positions = {task.planned.id: position for position, task in enumerate(tasks, start=1)}
    insert = sa.insert(Task).returning(col(Task.id), sort_by_parameter_order=True)
    ids: dict[int, int] = {}
    for level in _levels(tasks):
        rows = [
            {
                **own,
                **_task_values(task),
                "position": positions[task.planned.id],
                "parent_id": None if task.planned.parent_id is None else ids[task.planned.parent_id],
                "owner_id": people.get(task.owner),
            }
            for task in level
        ]
        made = [id_ for id_ in session.connection().execute(insert, rows).scalars() if id_ is not None]
        ids.update(zip((task.planned.id for task in level), made, strict=True))
    return ids


def _levels(tasks: Sequence[DayTask]) -> Iterator[list[DayTask]]:
    """The tasks of each level, from the top; a heading comes before what stands under it."""
    level = [task for task in tasks if task.planned.parent_id is None]
    children: dict[int, list[DayTask]] = {}
    for task in tasks:
        if task.planned.parent_id is not None:
            children.setdefault(task.planned.parent_id, []).append(task)
    while level:
        yield level
        level = [child for task in level for child in children.get(task.planned.id, [])]


def _task_values(task: DayTask) -> dict[str, Any]:
    """The columns of a task that its file says.

    Raises:
        Invalid: one of them cannot be stored; the task is named.
    """
    planned = task.planned
    name = planned.name.strip()
    if not name:
        raise Invalid("text_missing", field="title")
    if len(name) > LONGEST_TITLE:
        raise Invalid("task_name_too_long", task=name[:60], length=len(name), longest=LONGEST_TITLE)
    if not 0 <= planned.duration_days <= LONGEST_DURATION:
        raise Invalid("duration_out_of_range", title=name, longest=LONGEST_DURATION)
    if planned.constraint_date is None and planned.constraint not in DATELESS:
        raise Invalid("constraint_without_date", title=name)
    done, finish = planned.percent_complete, planned.actual_finish
    start = planned.actual_start or finish
    if start and finish and finish < start:
        raise Invalid("finish_before_start", title=name, start=start, finish=finish)
    for day in (planned.constraint_date, planned.deadline, start, finish):
        if day is not None:
            check_day(day)
    return {
        "kind": planned.kind,
        "title": name,
        "duration_days": planned.duration_days if planned.kind is TaskKind.TASK else 0,
        "constraint": planned.constraint,
        "constraint_date": planned.constraint_date,
        "deadline": planned.deadline,
        "actual_start": start,
        "actual_finish": finish,
        "percent_complete": 100 if finish else min(max(done, 0), 100),
        "notes": task.notes,
    }


def _link_values(project_id: int, plan: DayPlan, number: int, ids: Mapping[int, int]) -> dict[str, Any]:
    link = plan.links[number]
    if abs(link.lag_days) > LONGEST_LAG:
        names = {task.planned.id: task.planned.name for task in plan.tasks}
        raise Invalid("lag_out_of_range", task=names[link.successor_id], longest=LONGEST_LAG)
    return {
        "project_id": project_id,
        "version": 1,
        "predecessor_id": ids[link.predecessor_id],
        "successor_id": ids[link.successor_id],
        "type": link.type,
        "lag_days": link.lag_days,
        "lag_unit": link.lag_unit,
    }


def _keep_days(session: Session, project_id: int, exceptions: Sequence[DayException]) -> int:
    """Store the days that the public calendar does not say; gives how many."""
    stored = {
        row.day: row
        for row in session.exec(select(CalendarException).where(CalendarException.project_id == project_id))
    }
    kept = 0
    for one in beyond_public_days(exceptions, WorkCalendar()):
        row = stored.get(one.day) or CalendarException(project_id=project_id, day=one.day, is_working=True)
        if row.id is not None and row.archived_at is None:
            continue
        row.is_working, row.reason, row.archived_at = one.is_working, one.reason[:200], None
        session.add(row)
        kept += 1
    return kept
