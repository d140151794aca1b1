"""Everything the overview stands on, in one read: what the visitor may not see is None."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from db.queries import people as people_queries
from db.queries import plan as plan_queries
from db.queries import procurement as procurement_queries
from db.queries import review as review_queries
from db.queries import site as site_queries
from db.queries.department_readiness import department_readiness
from db.queries.need_facts import people_needs, procurement_needs
from db.queries.people import PeopleSummary
from db.queries.procurement import ProcurementSummary
from db.queries.recruitment import arrivals
from db.queries.site import SiteSummary
from db.queries.training_progress import forecasts
from tracker.calendar import WorkCalendar
from tracker.department_readiness import DepartmentReadiness
from tracker.overview import Need, NeedKind, OpenSubmission, late_task_needs, ordered, site_needs, unanswered
from tracker.permissions import Action
from tracker.plans import DatedTaskRow, expected_opening
from tracker.vocabulary import DraftStatus, PlanStatus


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a project on a day; money in fen. A part is None where the visitor may not see it.

    `expected` is the working day on which everything before opening is done under today's dates; `days_late`
    how many working days that lies behind the announced day (negative: before it). `departments` tells how each
    is staffed and trained on the announced day, `finishes` when a course under way ends at the present pace, by its id.
    """

    tasks: tuple[DatedTaskRow, ...] | None
    expected: dt.date | None
    days_late: int
    site: SiteSummary | None
    procurement: ProcurementSummary | None
    people: PeopleSummary | None
    needs: tuple[Need, ...]
    departments: tuple[DepartmentReadiness, ...] = ()
    finishes: Mapping[int, dt.date] = field(default_factory=dict)


def overview(
    session: Session,
    project_id: int,
    *,
    today: dt.date,
    opening_on: dt.date,
    ceiling_fen: int | None,
    may: Callable[[Action], bool],
) -> Overview:
    """Gather the overview for a visitor.

    Raises:
        Invalid: the plan cannot be scheduled.
    """
    calendar = plan_queries.work_calendar(session, project_id)
    needs: list[Need] = []
    waiting: list[OpenSubmission] = []
    tasks = site = procurement = people = None
    if may(Action.SEE_PLANS):
        tasks = tuple(plan_queries.dated_tasks(session, project_id, today))
        waiting += _open_plans(session, project_id)
    if may(Action.SEE_PROCUREMENT):
        procurement = procurement_queries.procurement_summary(session, project_id)
        waiting += _open_review(procurement)
        needs += _over_ceiling(procurement, ceiling_fen)
        needs += _returned(session, project_id, today)
    needs += unanswered(waiting, today, calendar)
    if may(Action.SEE_SITE):
        site = site_queries.site_summary(session, project_id, today, calendar)
        needs += site_needs(site_queries.needs_attention(session, project_id, today, calendar))
    if tasks is not None:
        needs += late_task_needs(tasks)
    if may(Action.SEE_PROCUREMENT):
        needs += procurement_needs(session, project_id, today=today, opening_on=opening_on, calendar=calendar)
    departments: list[DepartmentReadiness] = []
    finishes: dict[int, dt.date] = {}
    if may(Action.SEE_PEOPLE):
        schedule = None if tasks is None else {task.id: task.finish for task in tasks}
        departments = department_readiness(session, project_id, today, opening_on, schedule)
        coming = arrivals(session, project_id, today, schedule)
        people = people_queries.people_summary(session, project_id, today, opening_on, coming)
        needs += _missing_posts(people)
        needs += people_needs(
            session,
            project_id,
            today=today,
            opening_on=opening_on,
            calendar=calendar,
            schedule=schedule or {},
            coming=coming,
        )
        finishes = _finishes(session, project_id, today)
    expected = expected_opening(tasks, calendar) if tasks else None
    return Overview(
        tasks=tasks,
        expected=expected,
        days_late=_late(calendar, opening_on, expected),
        site=site,
        procurement=procurement,
        people=people,
        needs=tuple(ordered(needs)),
        departments=tuple(departments),
        finishes=finishes,
    )


def _finishes(session: Session, project_id: int, today: dt.date) -> dict[int, dt.date]:
    """When the courses that still have hours to give end at the present pace; without those that nobody can tell."""
    foretold = forecasts(session, project_id, today)
    return {id_: each.finishes_on for id_, each in foretold.items() if each.days and each.finishes_on}


def _late(calendar: WorkCalendar, opening_on: dt.date, expected: dt.date | None) -> int:
    return 0 if expected is None else calendar.working_days_between(opening_on, expected)


def _open_plans(session: Session, project_id: int) -> list[OpenSubmission]:
    return [
        OpenSubmission(
            NeedKind.PLAN_UNANSWERED,
            plan.title,
            plan.recipient,
            plan.submitted_on,
            plan.id,
            "documents",
            "plan",
            plan.answer_days,
        )
        for plan in plan_queries.plans(session, project_id)
        if plan.status is PlanStatus.SUBMITTED and plan.submitted_on is not None and not plan.archived
    ]


def _open_review(summary: ProcurementSummary | None) -> list[OpenSubmission]:
    if summary is None or summary.submitted_on is None:
        return []
    if summary.status not in {DraftStatus.SUBMITTED, DraftStatus.IN_REVIEW}:
        return []
    return [
        OpenSubmission(
            NeedKind.REVIEW_UNANSWERED,
            str(summary.number),
            "",
            summary.submitted_on,
            summary.draft_id,
            "drafts",
            "draft",
        )
    ]


def _over_ceiling(summary: ProcurementSummary | None, ceiling_fen: int | None) -> list[Need]:
    if summary is None or ceiling_fen is None or summary.total_fen <= ceiling_fen:
        return []
    facts = {"number": summary.number, "over_fen": summary.total_fen - ceiling_fen}
    return [Need(NeedKind.OVER_CEILING, facts, "drafts", "draft", summary.draft_id, urgent=True)]


def _returned(session: Session, project_id: int, today: dt.date) -> list[Need]:
    """Drafts that the reviewer sent back with a day for the answer; urgent when that day is over."""
    return [
        Need(
            NeedKind.DRAFT_RETURNED,
            {"number": draft.number, "answer_by": draft.answer_by},
            "review",
            urgent=draft.answer_by < today,
        )
        for draft in review_queries.returned_drafts(session, project_id)
        if draft.answer_by is not None
    ]


def _missing_posts(summary: PeopleSummary) -> list[Need]:
    if summary.gap_at_opening <= 0:
        return []
    return [Need(NeedKind.POSTS_MISSING, {"n": summary.gap_at_opening}, "posts")]
