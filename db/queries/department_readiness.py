"""Posts filled, and filled by people who are trained, on opening day: by department, under the plan's own dates."""

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.plan import work_calendar
from db.queries.recruitment import arrivals
from db.queries.training_progress import needs
from tracker.department_readiness import DepartmentReadiness, PostFacts, by_department
from tracker.recruitment_arrivals import Arrival
from tracker.staffing import Count, Grant, approved_on_day

POST = metadata.tables["post"]
DEPARTMENT = metadata.tables["department"]
APPROVAL = metadata.tables["post_approval"]
COUNT = metadata.tables["post_count"]
ROUND = metadata.tables["recruitment_round"]


def department_readiness(
    session: Session,
    project_id: int,
    today: dt.date,
    opening_on: dt.date,
    schedule: Mapping[int, dt.date] | None = None,
    *,
    training: bool = True,
) -> list[DepartmentReadiness]:
    """Every department that has posts on opening day, in their order; a fixed number of statements.

    Args:
        session: the unit of work.
        project_id: the project.
        today: the day from which what is to come is expected.
        opening_on: the announced opening day.
        schedule: the end of each task by id, where the caller has one (a preview); None for the plan's own.
        training: False leaves out what courses posts require, for who asks for filled posts alone.

    Raises:
        Invalid: the plan cannot be scheduled.
    """
    coming: dict[int, list[Arrival]] = {}
    trained_on: dict[int, dt.date] = {}
    brought = arrivals(session, project_id, today, schedule)
    if brought:
        trained_on = _trained_on(session, project_id, brought)
        for each in brought:
            coming.setdefault(each.post_id, []).append(each)
    trained = _trained(session, project_id, today, opening_on) if training else {}
    counts, grants = _counts(session, project_id), _grants(session, project_id)
    query = (
        sa.select(POST.c.id, POST.c.department_id, DEPARTMENT.c.name, POST.c.approved, POST.c.approved_on)
        .join(
            DEPARTMENT,
            sa.and_(DEPARTMENT.c.project_id == POST.c.project_id, DEPARTMENT.c.id == POST.c.department_id),
        )
        .where(
            POST.c.project_id == project_id, POST.c.archived_at.is_(None), DEPARTMENT.c.archived_at.is_(None)
        )
        .order_by(DEPARTMENT.c.position, DEPARTMENT.c.id, POST.c.id)
    )
    posts = [
        PostFacts(
            department_id,
            department,
            approved_on_day([Grant(first_on, first), *grants.get(id_, ())], max(opening_on, today)),
            tuple(counts.get(id_, ())),
            tuple(coming.get(id_, ())),
            trained.get(id_),
        )
        for id_, department_id, department, first, first_on in session.execute(query)
    ]
    return by_department(posts, trained_on, today, opening_on)


def _trained_on(session: Session, project_id: int, brought: list[Arrival]) -> dict[int, dt.date]:
    """The last day of the training that follows a round, by round; the day of arrival where none follows."""
    query = sa.select(ROUND.c.id, ROUND.c.training_days).where(ROUND.c.project_id == project_id)
    days = {row.id: row.training_days for row in session.execute(query)}
    calendar = work_calendar(session, project_id)
    return {
        each.round_id: calendar.add_working_days(each.on, days[each.round_id])
        for each in brought
        if days[each.round_id]
    }


def _trained(session: Session, project_id: int, today: dt.date, opening_on: dt.date) -> dict[int, int]:
    """People who will have every course their post requires, by post: as many as the course with the fewest."""
    found: dict[int, int] = {}
    for row in needs(session, project_id, today, opening_on):
        able = row.need.trained_at_opening
        found[row.post_id] = min(able, found.get(row.post_id, able))
    return found


def _counts(session: Session, project_id: int) -> dict[int, list[Count]]:
    query = (
        sa.select(COUNT.c.post_id, COUNT.c.on, COUNT.c.in_post, COUNT.c.is_planned)
        .where(COUNT.c.project_id == project_id, COUNT.c.archived_at.is_(None))
        .order_by(COUNT.c.post_id, COUNT.c.on)
    )
    found: dict[int, list[Count]] = {}
    for post_id, on, people, is_planned in session.execute(query):
        found.setdefault(post_id, []).append(Count(on, people, is_planned))
    return found


def _grants(session: Session, project_id: int) -> dict[int, list[Grant]]:
    """The later approvals of each post."""
    query = sa.select(APPROVAL.c.post_id, APPROVAL.c.on, APPROVAL.c.approved).where(
        APPROVAL.c.project_id == project_id, APPROVAL.c.archived_at.is_(None)
    )
    found: dict[int, list[Grant]] = {}
    for post_id, on, approved in session.execute(query):
        found.setdefault(post_id, []).append(Grant(on, approved))
    return found
