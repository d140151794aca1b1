"""Plans, submissions, tasks with their computed dates, people who own them."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.models import (
    CalendarException,
    Course,
    Person,
    Plan,
    Post,
    Project,
    RecruitmentRound,
    Submission,
    Task,
    Zone,
)
from db.models import Dependency as DependencyRow
from tracker.calendar import WorkCalendar
from tracker.plans import DatedTaskRow, TaskFacts, dated
from tracker.schedule.model import Dependency, TaskKind
from tracker.submissions import USUAL_ANSWER_DAYS
from tracker.vocabulary import PlanKind, PlanStatus, SubmissionOutcome


@dataclass(frozen=True, slots=True)
class PlanListRow:
    """A plan document with its last submission, and how many of its tasks (headings apart) are done."""

    id: int
    version: int
    kind: PlanKind
    title: str
    status: PlanStatus
    summary: str
    archived: bool
    recipient: str
    submitted_on: dt.date | None
    answer_days: int
    outcome: SubmissionOutcome | None
    decided_on: dt.date | None
    tasks: int
    tasks_done: int


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A plan sent upward, within how many working days an answer is expected, and what came back."""

    id: int
    version: int
    plan_id: int
    recipient: str
    submitted_on: dt.date
    answer_days: int
    outcome: SubmissionOutcome | None
    decided_on: dt.date | None
    remarks: str


def submissions(session: Session, project_id: int) -> list[SubmissionRow]:
    """All submissions of all plans, the oldest first."""
    query = (
        select(
            Submission.id,
            Submission.version,
            Submission.plan_id,
            Submission.recipient,
            Submission.submitted_on,
            Submission.answer_days,
            Submission.outcome,
            Submission.decided_on,
            Submission.remarks,
        )  # type: ignore[call-overload]  # SQLModel types up to four columns
        .where(Submission.project_id == project_id, col(Submission.archived_at).is_(None))
        .order_by(Submission.submitted_on, Submission.id)
    )
    return [SubmissionRow(*row) for row in session.exec(query)]


def plans(session: Session, project_id: int) -> list[PlanListRow]:
    """All plans, archived ones too, in their order; three statements."""
    last = {row.plan_id: row for row in submissions(session, project_id)}
    counts: dict[int, tuple[int, int]] = {}
    progress = select(col(Task.plan_id), col(Task.percent_complete), col(Task.actual_finish)).where(
        Task.project_id == project_id, col(Task.archived_at).is_(None), Task.kind != TaskKind.SUMMARY
    )
    for plan_id, percent, finished_on in session.exec(progress):
        total, done = counts.get(plan_id, (0, 0))
        counts[plan_id] = (total + 1, done + (percent >= 100 or finished_on is not None))
    rows = []
    query = (
        select(Plan.id, Plan.version, Plan.kind, Plan.title, Plan.status, Plan.summary, Plan.archived_at)  # type: ignore[call-overload]  # SQLModel types up to four columns
        .where(Plan.project_id == project_id)
        .order_by(Plan.position, Plan.id)
    )
    for id_, version, kind, title, status, summary, archived_at in session.exec(query):
        sent = last.get(id_)
        total, done = counts.get(id_, (0, 0))
        rows.append(
            PlanListRow(
                id=id_,
                version=version,
                kind=kind,
                title=title,
                status=status,
                summary=summary,
                archived=archived_at is not None,
                recipient=sent.recipient if sent else "",
                submitted_on=sent.submitted_on if sent else None,
                answer_days=sent.answer_days if sent else USUAL_ANSWER_DAYS,
                outcome=sent.outcome if sent else None,
                decided_on=sent.decided_on if sent else None,
                tasks=total,
                tasks_done=done,
            )
        )
    return rows


def task_facts(session: Session, project_id: int) -> list[TaskFacts]:
    """All tasks of plans that are not archived, archived tasks too, in the order of the grid; one statement."""
    query = (
        select(  # type: ignore[call-overload, misc]  # SQLModel types up to four columns
            Task.id,
            Task.version,
            Task.plan_id,
            Plan.title,
            Plan.kind,
            Task.parent_id,
            Task.position,
            Task.kind,
            Task.title,
            Task.owner_id,
            Person.name,
            Task.post_id,
            Task.zone_id,
            Task.duration_days,
            Task.optimistic_days,
            Task.pessimistic_days,
            Task.constraint,
            Task.constraint_date,
            Task.deadline,
            Task.actual_start,
            Task.actual_finish,
            Task.percent_complete,
            Task.notes,
            Task.archived_at,
            Task.round_id,
            Task.course_id,
        )
        .join(Plan, (col(Plan.project_id) == Task.project_id) & (col(Plan.id) == Task.plan_id))
        .join(
            Person,
            (col(Person.project_id) == Task.project_id) & (col(Person.id) == Task.owner_id),
            isouter=True,
        )
        .where(Task.project_id == project_id, col(Plan.archived_at).is_(None))
        .order_by(Plan.position, Plan.id, Task.position, Task.id)
    )
    return [
        TaskFacts(
            *(*row[:10], row[10] or "", *row[11:23], row[23] is not None), round_id=row[24], course_id=row[25]
        )
        for row in session.exec(query)
    ]


def dependencies(session: Session, project_id: int) -> list[Dependency]:
    """All links between tasks."""
    query = select(  # type: ignore[call-overload]  # SQLModel types up to four columns
        DependencyRow.predecessor_id,
        DependencyRow.successor_id,
        DependencyRow.type,
        DependencyRow.lag_days,
        DependencyRow.lag_unit,
    ).where(DependencyRow.project_id == project_id, col(DependencyRow.archived_at).is_(None))
    return [Dependency(*row) for row in session.exec(query)]


def work_calendar(session: Session, project_id: int) -> WorkCalendar:
    """The public working calendar with the project's own exceptions on top."""
    query = select(col(CalendarException.day), col(CalendarException.is_working)).where(
        CalendarException.project_id == project_id, col(CalendarException.archived_at).is_(None)
    )
    return WorkCalendar(exceptions=dict(session.exec(query).all()))


def dated_tasks(session: Session, project_id: int, today: dt.date) -> list[DatedTaskRow]:
    """Every live task with the dates the schedule gives it on `today`; four statements.

    Raises:
        Invalid: the links make a cycle, or the plan cannot be scheduled for another reason.
    """
    frame = session.exec(
        select(col(Project.starts_on), col(Project.opening_on)).where(Project.id == project_id)
    ).one()
    return dated(
        task_facts(session, project_id),
        dependencies(session, project_id),
        calendar=work_calendar(session, project_id),
        starts_on=frame[0],
        opening_on=frame[1],
        today=today,
    )


def people(session: Session, project_id: int) -> dict[int, str]:
    """Names of the people who may own a task, by id. Only for roles that may see names."""
    query = (
        select(Person.id, Person.name)
        .where(Person.project_id == project_id, col(Person.archived_at).is_(None))
        .order_by(Person.name)
    )
    return {id_: name for id_, name in session.exec(query) if id_ is not None}


def zones(session: Session, project_id: int) -> dict[int, str]:
    """Names of the zones a task may be about, by id."""
    query = (
        select(Zone.id, Zone.name)
        .where(Zone.project_id == project_id, col(Zone.archived_at).is_(None))
        .order_by(col(Zone.id))
    )
    return {id_: name for id_, name in session.exec(query) if id_ is not None}


def rounds(session: Session, project_id: int) -> dict[int, str]:
    """Titles of the recruitment rounds a task may belong to, by id."""
    query = (
        select(RecruitmentRound.id, RecruitmentRound.title)
        .where(RecruitmentRound.project_id == project_id, col(RecruitmentRound.archived_at).is_(None))
        .order_by(col(RecruitmentRound.id))
    )
    return {id_: title for id_, title in session.exec(query) if id_ is not None}


def courses(session: Session, project_id: int) -> dict[int, str]:
    """Titles of the courses a task may prepare, by id."""
    query = (
        select(Course.id, Course.title)
        .where(Course.project_id == project_id, col(Course.archived_at).is_(None))
        .order_by(col(Course.id))
    )
    return {id_: title for id_, title in session.exec(query) if id_ is not None}


def posts(session: Session, project_id: int) -> dict[int, str]:
    """Titles of the posts a task may fill, by id."""
    query = (
        select(Post.id, Post.title)
        .where(Post.project_id == project_id, col(Post.archived_at).is_(None))
        .order_by(Post.title, col(Post.id))
    )
    return {id_: title for id_, title in session.exec(query) if id_ is not None}
