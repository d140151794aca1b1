"""What the rules of `tracker.need_rules` ask of the database: open comments, stages ahead, posts and courses."""

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import Draft, ProcurementPlan, Project, ReviewComment
from db.queries.packages import packages
from db.queries.people import staffing
from db.queries.recruitment import RoundRow, rounds
from db.queries.training_progress import course_plans
from tracker.calendar import WorkCalendar
from tracker.need_rules import (
    OpenComments,
    StageAhead,
    comments_unanswered,
    courses_behind,
    late_stages,
    posts_without_round,
)
from tracker.overview import Need, NeedKind
from tracker.procurement.stage_dates import dates as package_dates
from tracker.procurement.stage_dates import next_stage as next_package_stage
from tracker.recruitment import dates as round_dates
from tracker.recruitment import latest_start
from tracker.recruitment import next_stage as next_round_stage
from tracker.recruitment_arrivals import Arrival
from tracker.vocabulary import CommentStatus


def procurement_needs(
    session: Session, project_id: int, *, today: dt.date, opening_on: dt.date, calendar: WorkCalendar
) -> list[Need]:
    """Comments of the review without an answer, and packages past their latest safe date. Five statements."""
    live = _live_plans(session, project_id)
    ahead = []
    for row in packages(session, project_id):
        if row.archived or row.plan_id not in live:
            continue
        days = package_dates(row.steps, row.held, calendar=calendar, opening_on=opening_on, today=today)
        coming = next_package_stage(days)
        if coming is not None and coming.latest_on is not None and coming.late_days is not None:
            ahead.append(StageAhead(row.id, row.title, coming.stage, coming.latest_on, coming.late_days))
    return [
        *late_stages(NeedKind.PACKAGE_STAGE_LATE, ahead, "purchasing"),
        *comments_unanswered(_open_comments(session, project_id), today, calendar),
    ]


def people_needs(
    session: Session,
    project_id: int,
    *,
    today: dt.date,
    opening_on: dt.date,
    calendar: WorkCalendar,
    schedule: Mapping[int, dt.date],
    coming: Sequence[Arrival],
) -> list[Need]:
    """Rounds past their latest safe date, people whom no round seeks, and courses behind. Nine statements.

    `schedule` has the end of each task by its id, `coming` the people whom rounds bring (`recruitment.arrivals`).
    """
    live = [row for row in rounds(session, project_id) if not row.archived]
    posts = staffing(session, project_id, today, opening_on, coming).posts
    gaps = {post.id: post.strength.gap_at_opening for post in posts if not post.archived}
    sought = {post.post_id for row in live for post in row.posts}
    return [
        *late_stages(
            NeedKind.ROUND_STAGE_LATE,
            _round_stages(live, schedule, today=today, opening_on=opening_on, calendar=calendar),
            "recruitment",
            "round",
        ),
        *posts_without_round(gaps, sought, latest_start(opening_on, calendar=calendar), today),
        *courses_behind(course_plans(session, project_id), opening_on, today, calendar),
    ]


def _round_stages(
    live: Sequence[RoundRow],
    schedule: Mapping[int, dt.date],
    *,
    today: dt.date,
    opening_on: dt.date,
    calendar: WorkCalendar,
) -> list[StageAhead]:
    """The next stage of each round, as late as its people come too late to be trained."""
    found = []
    for row in live:
        days = round_dates(
            row.held(schedule),
            calendar=calendar,
            opening_on=opening_on,
            training_days=row.training_days,
            today=today,
        )
        coming = next_round_stage(days)
        if coming is not None:
            found.append(StageAhead(row.id, row.title, coming.stage, coming.latest_on, days[-1].late_days))
    return found


def _live_plans(session: Session, project_id: int) -> set[int]:
    """The procurement plans that are not archived."""
    query = sa.select(col(ProcurementPlan.id)).where(
        col(ProcurementPlan.project_id) == project_id, col(ProcurementPlan.archived_at).is_(None)
    )
    return set(session.scalars(query))


def _open_comments(session: Session, project_id: int) -> list[OpenComments]:
    """The open comments of plans that are not archived, by draft; the day they were written is the project's."""
    newest = (
        sa.select(col(Draft.plan_id).label("plan_id"), sa.func.max(col(Draft.number)).label("number"))
        .where(col(Draft.project_id) == project_id, col(Draft.archived_at).is_(None))
        .group_by(col(Draft.plan_id))
        .subquery()
    )
    query = (
        sa.select(
            col(Draft.id),
            col(Draft.number),
            sa.func.count(col(ReviewComment.id)),
            sa.func.min(col(ReviewComment.written_at)),
            newest.c.number,
            col(Project.time_zone),
        )
        .join(
            Draft,
            sa.and_(
                col(Draft.project_id) == col(ReviewComment.project_id),
                col(Draft.id) == col(ReviewComment.draft_id),
            ),
        )
        .join(
            ProcurementPlan,
            sa.and_(
                col(ProcurementPlan.project_id) == col(Draft.project_id),
                col(ProcurementPlan.id) == col(Draft.plan_id),
            ),
        )
        .join(newest, newest.c.plan_id == col(Draft.plan_id))
        .join(Project, col(Project.id) == col(ReviewComment.project_id))
        .where(
            col(ReviewComment.project_id) == project_id,
            col(ReviewComment.status) == CommentStatus.OPEN,
            col(ReviewComment.archived_at).is_(None),
            col(Draft.number).is_not(None),
            col(Draft.archived_at).is_(None),
            col(ProcurementPlan.archived_at).is_(None),
        )
        .group_by(col(Draft.id), col(Draft.number), newest.c.number, col(Project.time_zone))
        .order_by(col(Draft.number))
    )
    return [
        OpenComments(id_, number, n, written_at.astimezone(ZoneInfo(zone)).date(), number < last)
        for id_, number, n, written_at, last, zone in session.execute(query)
    ]
