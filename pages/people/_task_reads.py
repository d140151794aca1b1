"""What the page of staffing tasks reads, kept by revision."""

from sqlmodel import Session

from db.queries.staffing_tasks import TaskTargets, task_targets
from pages._kit.cached import Key, by_revision
from pages.people._tasks import LINKS, StaffingTask, as_tasks, is_staffing
from pages.plan import _reads as plan_reads
from tracker.permissions import Action
from tracker.plans import TaskFacts
from tracker.schedule.model import TaskKind
from tracker.vocabulary import PlanKind


@by_revision("people")
def targets(session: Session, key: Key) -> TaskTargets:
    """What a task may serve."""
    return task_targets(session, key.project_id)


@by_revision("people")
def offered(_session: Session, _key: Key) -> dict[str, dict[int, str]]:
    """What a task may be tied to from now on, by the task's column."""
    return targets().offered()


@by_revision("plan", "people", "project")
def staffing_tasks(_session: Session, key: Key) -> list[StaffingTask]:
    """The tasks of the recruitment plans, and every task that serves a post, a round or a course."""
    rows = [row for row in plan_reads.dated_tasks() if is_staffing(row)]
    return as_tasks(rows, targets().by_column(), owners=key.may(Action.SEE_NAMES))


@by_revision("plan", "people", "project")
def all_tasks(_session: Session, key: Key) -> list[StaffingTask]:
    """The tasks of every plan, headings apart, with the late ones first."""
    rows = [row for row in plan_reads.dated_tasks() if row.kind is not TaskKind.SUMMARY]
    return as_tasks(rows, targets().by_column(), owners=key.may(Action.SEE_NAMES))


@by_revision("plan", "project")
def put_aside(_session: Session, _key: Key) -> list[TaskFacts]:
    """The staffing tasks that were archived."""
    return [
        row
        for row in plan_reads.archived_tasks()
        if row.plan_kind is PlanKind.RECRUITMENT or any(getattr(row, column) is not None for column in LINKS)
    ]


@by_revision("plan")
def recruitment_plans(_session: Session, _key: Key) -> dict[int, str]:
    """Where a new staffing task may stand."""
    return {
        row.id: row.title
        for row in plan_reads.plans()
        if row.kind is PlanKind.RECRUITMENT and not row.archived
    }
