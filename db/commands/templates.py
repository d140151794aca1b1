"""Plans from templates: starting a project with one, adding one to a project, keeping one to choose again."""

import datetime as dt

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import required_text
from db.commands.projects import create_project
from db.commands.registry import command, get
from db.commands.tasks import check_schedule
from db.documents import StoredDocument, hang_document
from db.models import Attachment, Dependency, Plan, Project, Task
from db.queries.templates import PROJECT, TEMPLATE
from tracker.errors import NotFound
from tracker.permissions import Action, Actor
from tracker.schedule.model import Constraint, TaskKind
from tracker.templates import Template

LONGEST_NAME = 120


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
    template: Template | None,
    language: str,
) -> int:
    """Start a project, empty or with the plans of a template in `language`; gives its id.

    Raises:
        Invalid: as `create_project`; or the template's tasks cannot be scheduled.
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
    if template is not None:
        instantiate(session, project_id, template, language=language, opening_on=opening_on)
        check_schedule(session, project_id)
    return project_id


@command(Action.EDIT_PLANS)
def add_template(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    template: Template,
    language: str,
    starts_on: dt.date,
) -> int:
    """Add the plans of a template to a project; gives how many tasks they have.

    Work that waits for nothing begins no earlier than `starts_on`; the opening is due on the project's announced day.

    Raises:
        Invalid: with its tasks, the project could not be scheduled.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound(record="project", id=project_id)
    ids = instantiate(
        session,
        project_id,
        template,
        language=language,
        opening_on=project.opening_on,
        begin_on=starts_on if starts_on > project.starts_on else None,
    )
    check_schedule(session, project_id)
    return len(ids)


@command(Action.EDIT_PLANS)
def keep_template(
    session: Session, *, actor: Actor, project_id: int, name: str, document: StoredDocument
) -> int:
    """Keep a template's file in the project under a name, to choose it again; gives the attachment's id.

    Raises:
        Invalid: the name is missing or too long.
    """
    caption = required_text("name", name, longest=LONGEST_NAME)
    if session.get(Project, project_id) is None:
        raise NotFound(record="project", id=project_id)
    return hang_document(
        session, project_id, PROJECT, project_id, document, caption=caption, purpose=TEMPLATE
    )


@command(Action.EDIT_PLANS)
def archive_template(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Put a kept template aside; what was made from it stays."""
    editing.archive(session, _template(session, project_id, attachment_id))


@command(Action.EDIT_PLANS)
def restore_template(session: Session, *, actor: Actor, project_id: int, attachment_id: int) -> None:
    """Bring an archived template back."""
    editing.restore(session, _template(session, project_id, attachment_id))


def _template(session: Session, project_id: int, attachment_id: int) -> Attachment:
    attachment = get(session, Attachment, project_id, attachment_id)
    if (attachment.record_table, attachment.purpose) != (PROJECT, TEMPLATE):
        raise NotFound(record="attachment", id=attachment_id)
    return attachment


def instantiate(
    session: Session,
    project_id: int,
    template: Template,
    *,
    language: str,
    opening_on: dt.date,
    begin_on: dt.date | None = None,
) -> dict[str, int]:
    """Write a template's plans, tasks and links into a project; gives the task ids by template id.

    With `begin_on`, work that waits for nothing begins no earlier than that day.
    """
    plan_ids = _plans(session, project_id, template, language)
    ids: dict[str, int] = {}
    for position, task in enumerate(template.tasks, start=1):
        held = begin_on is not None and not task.after and task.kind is not TaskKind.SUMMARY
        row = Task(
            project_id=project_id,
            plan_id=plan_ids[task.plan],
            parent_id=ids[task.parent] if task.parent else None,
            position=position,
            kind=task.kind,
            title=task.title[language] or task.id,
            duration_days=task.days if task.kind is TaskKind.TASK else 0,
            constraint=Constraint.START_NO_EARLIER_THAN if held else Constraint.AS_SOON_AS_POSSIBLE,
            constraint_date=begin_on if held else None,
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


def _plans(session: Session, project_id: int, template: Template, language: str) -> dict[str, int]:
    """Add the template's plans behind those of the project; gives their ids by kind."""
    last = session.exec(select(func.max(col(Plan.position))).where(Plan.project_id == project_id)).one()
    plan_ids: dict[str, int] = {}
    for position, (kind, title) in enumerate(template.plans.items(), start=(last or 0) + 1):
        plan = Plan(project_id=project_id, kind=kind, title=title[language], position=position)
        session.add(plan)
        session.flush()
        assert plan.id is not None  # noqa: S101 (flushed)
        plan_ids[kind] = plan.id
    return plan_ids
