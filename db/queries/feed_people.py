"""What a calendar feed says of the people area: sessions of courses, and stages of recruitment; no names."""

from typing import Any

from sqlmodel import Session, col, func, select

from db.models import Course, CourseSession, RecruitmentRound, RoundStageRow
from tracker.exports.people_feed import FeedSession, FeedStage


def feed_sessions(session: Session, project_id: int) -> list[FeedSession]:
    """The sessions that are not cancelled, of courses that are not archived, by day; one statement."""
    day = func.coalesce(CourseSession.held_on, CourseSession.planned_on)
    columns: list[Any] = [
        CourseSession.id,
        Course.title,
        day,
        func.coalesce(CourseSession.starts_at, Course.starts_at),
        Course.session_minutes,
        func.coalesce(func.nullif(CourseSession.room, ""), Course.room),
        CourseSession.original_on,
    ]
    query = (
        select(*columns)
        .join(
            Course,
            (col(Course.project_id) == CourseSession.project_id)
            & (col(Course.id) == CourseSession.course_id),
        )
        .where(
            CourseSession.project_id == project_id,
            col(CourseSession.archived_at).is_(None),
            col(Course.archived_at).is_(None),
        )
        .order_by(day, col(CourseSession.id))
    )
    return [FeedSession(*row) for row in session.exec(query)]


def feed_stages(session: Session, project_id: int) -> list[FeedStage]:
    """The dated stages of rounds that are no tasks (those are in the plan's part), by day; one statement."""
    day = func.coalesce(RoundStageRow.actual_on, RoundStageRow.planned_on)
    columns: list[Any] = [
        RoundStageRow.id,
        RoundStageRow.round_id,
        RecruitmentRound.title,
        RoundStageRow.stage,
        day,
    ]
    query = (
        select(*columns)
        .join(
            RecruitmentRound,
            (col(RecruitmentRound.project_id) == RoundStageRow.project_id)
            & (col(RecruitmentRound.id) == RoundStageRow.round_id),
        )
        .where(
            RoundStageRow.project_id == project_id,
            col(RoundStageRow.task_id).is_(None),
            col(RoundStageRow.archived_at).is_(None),
            col(RecruitmentRound.archived_at).is_(None),
            day.is_not(None),
        )
        .order_by(day, col(RoundStageRow.id))
    )
    return [FeedStage(*row) for row in session.exec(query)]
