"""Starting a project from a template: its plans, tasks and links in one transaction."""

import datetime as dt

from sqlmodel import Session

from db.commands.projects import create_project
from db.commands.registry import command
from db.models import Dependency, Plan, Task
from tracker.permissions import Action, Actor
from tracker.templates import Template, read_template


@command(Action.ADMINISTER)
def start_project(
    session: Session,
    *,
    actor: Actor,
    name: str,
    district: str,
    starts_on: dt.date,
    opening_on: dt.date,
    ceiling_fen: int | None,
    from_template: bool,
    language: str,
) -> int:
    """Start a project, empty or with the opening plan of the template in `language`; gives its id.

    Raises:
        Invalid: as `create_project`.
    """
    project_id = create_project(
        session,
        actor=actor,
        name=name,
        district=district,
        starts_on=starts_on,
        opening_on=opening_on,
        ceiling_fen=ceiling_fen,
    )
    if from_template:
        instantiate(session, project_id, read_template(), language=language, opening_on=opening_on)
    return project_id


def instantiate(
    session: Session, project_id: int, template: Template, *, language: str, opening_on: dt.date
) -> dict[str, int]:
    """Write a template's plans, tasks and links into a project; gives the task ids by template id."""
    plan_ids: dict[str, int] = {}
    for position, (kind, title) in enumerate(template.plans.items(), start=1):
        plan = Plan(project_id=project_id, kind=kind, title=title[language], position=position)
        session.add(plan)
        session.flush()
        assert plan.id is not None  # noqa: S101 (flushed)
        plan_ids[kind] = plan.id
    ids: dict[str, int] = {}
    for position, task in enumerate(template.tasks, start=1):
        row = Task(
            project_id=project_id,
            plan_id=plan_ids[task.plan],
            parent_id=ids[task.parent] if task.parent else None,
            position=position,
            kind=task.kind,
            title=task.title[language],
            duration_days=task.days,
            deadline=opening_on if task.ends_on_opening else None,
        )
        session.add(row)
        session.flush()
        assert row.id is not None  # noqa: S101 (flushed)
        ids[task.id] = row.id
        for link in task.after:
            session.add(
                Dependency(
                    project_id=project_id,
                    predecessor_id=ids[link.predecessor],
                    successor_id=row.id,
                    type=link.type,
                    lag_days=link.lag_days,
                    lag_unit=link.lag_unit,
                )
            )
    session.flush()
    return ids
