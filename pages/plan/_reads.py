"""What the plan pages read, kept by revision: tasks with their dates, links, and the names that options show."""

from dataclasses import replace

from sqlmodel import Session

from db.queries import audit, plan_versions
from db.queries import plan as queries
from db.queries.audit import HistoryRow
from db.queries.calendar_feeds import CalendarFeedRow, calendar_feeds
from db.queries.plan import PlanListRow, SubmissionRow
from db.queries.plan_versions import PlanVersionRow
from db.queries.templates import TemplateRow, kept_templates
from pages._kit.cached import Key, by_revision
from tracker.calendar import WorkCalendar
from tracker.permissions import Action
from tracker.plans import DatedTaskRow, TaskFacts
from tracker.schedule.model import Dependency


@by_revision("plan", "project")
def dated_tasks(session: Session, key: Key) -> list[DatedTaskRow]:
    """Every live task with its dates; owners are named only to who may see names."""
    rows = queries.dated_tasks(session, key.project_id, key.today)
    return rows if key.may(Action.SEE_NAMES) else [replace(row, owner_id=None, owner="") for row in rows]


@by_revision("plan", "project")
def archived_tasks(session: Session, key: Key) -> list[TaskFacts]:
    """The tasks that were put aside."""
    return [task for task in queries.task_facts(session, key.project_id) if task.archived]


@by_revision("plan")
def plans(session: Session, key: Key) -> list[PlanListRow]:
    """All plan documents, archived ones too."""
    return queries.plans(session, key.project_id)


@by_revision("plan")
def submissions(session: Session, key: Key) -> list[SubmissionRow]:
    """All submissions, the oldest first."""
    return queries.submissions(session, key.project_id)


@by_revision("project")
def versions(session: Session, key: Key) -> dict[int, list[PlanVersionRow]]:
    """The files of each plan as numbered versions, archived ones too, the newest first."""
    return plan_versions.plan_versions(session, key.project_id)


@by_revision("project", "plan")
def sent_files(session: Session, key: Key) -> dict[int, str]:
    """The SHA-256 of the file that each submission sent."""
    return plan_versions.sent_files(session, key.project_id)


@by_revision("project")
def templates(session: Session, key: Key) -> list[TemplateRow]:
    """The templates that the project keeps, archived ones too, the newest first."""
    return kept_templates(session, [key.project_id])


@by_revision("plan")
def feeds(session: Session, key: Key) -> list[CalendarFeedRow]:
    """The addresses that calendar programs read, revoked ones too, the newest first."""
    return calendar_feeds(session, key.project_id)


@by_revision("plan")
def links(session: Session, key: Key) -> list[Dependency]:
    """All links between tasks."""
    return queries.dependencies(session, key.project_id)


@by_revision("plan")
def calendar(session: Session, key: Key) -> WorkCalendar:
    """The working calendar of the project."""
    return queries.work_calendar(session, key.project_id)


@by_revision("project")
def people(session: Session, key: Key) -> dict[int, str]:
    """People who may own a task, by id; nobody for who may not see names."""
    return queries.people(session, key.project_id) if key.may(Action.SEE_NAMES) else {}


@by_revision("site")
def zones(session: Session, key: Key) -> dict[int, str]:
    """Zones by id."""
    return queries.zones(session, key.project_id)


@by_revision("people")
def posts(session: Session, key: Key) -> dict[int, str]:
    """Posts by id."""
    return queries.posts(session, key.project_id)


@by_revision("people")
def rounds(session: Session, key: Key) -> dict[int, str]:
    """Recruitment rounds by id."""
    return queries.rounds(session, key.project_id)


@by_revision("people")
def courses(session: Session, key: Key) -> dict[int, str]:
    """Courses by id."""
    return queries.courses(session, key.project_id)


@by_revision("plan")
def history(session: Session, key: Key, table: str, record_id: int) -> list[HistoryRow]:
    """The writes to one record, the newest first."""
    return audit.record_history(session, key.project_id, table, record_id)
