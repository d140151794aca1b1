"""How far the courses have come: their sessions, hours by person, and what posts still lack before opening.

What names a person is read only with `names=True`; people are otherwise told apart by their number in the course.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from db.models import (
    Attendance,
    Course,
    CourseRequirement,
    CourseSession,
    Department,
    Enrolment,
    Post,
)
from db.queries.certificates import newest_certificates
from db.queries.people import staffing
from db.queries.plan import work_calendar
from tracker.calendar import WorkCalendar
from tracker.imports.participant_list import KnownPost
from tracker.training import Session as CourseMeeting
from tracker.training_needs import FinishBasis, Need, Trainee, need
from tracker.training_progress import (
    CoursePlan,
    Forecast,
    forecast,
    pass_state,
    planned_finish,
)
from tracker.vocabulary import AttendanceMark


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A course that a post requires."""

    id: int
    course_id: int
    post_id: int


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What a post still lacks of a required course before opening."""

    requirement_id: int
    course_id: int
    course: str
    post_id: int
    post: str
    department_id: int
    department: str
    need: Need


def course_plans(
    session: Session, project_id: int, course_ids: Collection[int] | None = None
) -> list[CoursePlan]:
    """The courses that are not archived (those named, or all) with their sessions, newest first; two statements."""
    among = () if course_ids is None else (col(Course.id).in_(course_ids),)
    meetings: dict[int, list[CourseMeeting]] = {}
    for row in session.exec(_meetings(project_id, course_ids)):
        meetings.setdefault(row[1], []).append(CourseMeeting(*row[2:]))
    columns: list[Any] = [
        Course.id,
        Course.title,
        Course.rule,
        Course.starts_on,
        Course.planned_hours_milli,
        Course.session_hours_milli,
        Course.pass_hours_milli,
    ]
    query = (
        select(*columns)
        .where(Course.project_id == project_id, col(Course.archived_at).is_(None), *among)
        .order_by(col(Course.starts_on).desc(), col(Course.id).desc())
    )
    return [CoursePlan(*[*row, tuple(meetings.get(row[0], ()))]) for row in session.exec(query)]


def forecasts(session: Session, project_id: int, today: dt.date) -> dict[int, Forecast]:
    """When each course that is not archived finishes at the present pace, by course id; three statements."""
    calendar = work_calendar(session, project_id)
    return {plan.id: forecast(plan, calendar, today) for plan in course_plans(session, project_id)}


def course_standing(session: Session, project_id: int, course_id: int) -> dict[int, Trainee]:
    """How the participants of a course stand, by person, in the order they were entered; five statements."""
    plans = {plan.id: plan for plan in course_plans(session, project_id, [course_id])}
    return {person_id: trainee for _, person_id, _, trainee in _trainees(session, project_id, plans)}


def requirements(session: Session, project_id: int) -> list[RequirementRow]:
    """Which course is required of which post, the archived of neither; one statement."""
    columns: list[Any] = [CourseRequirement.id, CourseRequirement.course_id, CourseRequirement.post_id]
    query = (
        select(*columns)
        .join(
            Course,
            (col(Course.project_id) == CourseRequirement.project_id)
            & (col(Course.id) == CourseRequirement.course_id),
        )
        .where(
            CourseRequirement.project_id == project_id,
            col(CourseRequirement.archived_at).is_(None),
            col(Course.archived_at).is_(None),
        )
        .order_by(col(CourseRequirement.course_id), col(CourseRequirement.id))
    )
    return [RequirementRow(*row) for row in session.exec(query)]


def known_posts(session: Session, project_id: int) -> list[KnownPost]:
    """The posts that are not archived, in the order of departments; one statement."""
    columns: list[Any] = [Post.id, Post.title, Department.name]
    department = (col(Department.project_id) == Post.project_id) & (col(Department.id) == Post.department_id)
    query = (
        select(*columns)
        .join(Department, department)
        .where(Post.project_id == project_id, col(Post.archived_at).is_(None))
        .order_by(col(Department.position), col(Department.id), col(Post.id))
    )
    return [KnownPost(*row) for row in session.exec(query)]


def needs(session: Session, project_id: int, today: dt.date, opening_on: dt.date) -> list[NeedRow]:
    """What each post lacks of each course required of it, by course and the order of posts.

    A fixed number of statements, whatever the number of rows; one where no course is required.
    """
    required = requirements(session, project_id)
    if not required:
        return []
    course_ids = {row.course_id for row in required}
    plans = {plan.id: plan for plan in course_plans(session, project_id, course_ids)}
    calendar = work_calendar(session, project_id)
    finishes = {id_: _finish(plan, calendar, today) for id_, plan in plans.items()}
    trainees: dict[tuple[int, int | None], list[Trainee]] = {}
    for course_id, _, post_id, trainee in _trainees(session, project_id, plans):
        trainees.setdefault((course_id, post_id), []).append(trainee)
    wanted = {(row.course_id, row.post_id): row.id for row in required}
    posts = [post for post in staffing(session, project_id, today, opening_on).posts if not post.archived]
    found = []
    for course_id, plan in plans.items():
        finishes_on, basis = finishes[course_id]
        for post in posts:
            if (course_id, post.id) not in wanted:
                continue
            lacking = need(
                post.strength.expected,
                trainees.get((course_id, post.id), ()),
                opening_on,
                finishes_on=finishes_on,
                basis=basis,
            )
            found.append(
                NeedRow(
                    wanted[course_id, post.id],
                    course_id,
                    plan.title,
                    post.id,
                    post.title,
                    post.department_id,
                    post.department,
                    lacking,
                )
            )
    return found


def _finish(plan: CoursePlan, calendar: WorkCalendar, today: dt.date) -> tuple[dt.date | None, FinishBasis]:
    """The finishing day at the present pace; a course that was not held yet goes by its plan."""
    if not plan.delivered_milli:
        return planned_finish(plan, calendar, today), FinishBasis.PLAN
    return forecast(plan, calendar, today).finishes_on, FinishBasis.PACE


def _trainees(
    session: Session, project_id: int, plans: Mapping[int, CoursePlan]
) -> list[tuple[int, int, int | None, Trainee]]:
    """Who takes part as (course, person, post, standing), in the order they were entered; three statements."""
    attended = _attended(session, project_id, plans)
    newest = newest_certificates(session, project_id, plans)
    columns: list[Any] = [Enrolment.id, Enrolment.course_id, Enrolment.person_id, Enrolment.post_id]
    query = (
        select(*columns)
        .where(
            Enrolment.project_id == project_id,
            col(Enrolment.course_id).in_(plans),
            col(Enrolment.archived_at).is_(None),
        )
        .order_by(col(Enrolment.id))
    )
    return [
        (
            course_id,
            person_id,
            post_id,
            Trainee(
                pass_state(plans[course_id], attended.get(enrolment_id, 0)),
                newest.get((course_id, person_id)),
            ),
        )
        for enrolment_id, course_id, person_id, post_id in session.exec(query)
    ]


def _attended(session: Session, project_id: int, course_ids: Collection[int]) -> dict[int, int]:
    """Hours attended at held sessions, by enrolment id: the sum that `attended_hours` gives, over many courses."""
    query = (
        select(Attendance.enrolment_id, func.sum(CourseSession.hours_milli))
        .join(
            CourseSession,
            (col(CourseSession.project_id) == Attendance.project_id)
            & (col(CourseSession.id) == Attendance.session_id),
        )
        .where(
            Attendance.project_id == project_id,
            col(CourseSession.course_id).in_(course_ids),
            col(CourseSession.archived_at).is_(None),
            col(CourseSession.held_on).is_not(None),
            Attendance.mark == AttendanceMark.PRESENT,
        )
        .group_by(col(Attendance.enrolment_id))
    )
    return {enrolment_id: int(total or 0) for enrolment_id, total in session.exec(query)}


def _meetings(project_id: int, course_ids: Collection[int] | None) -> Any:
    """Sessions that are not archived as (id, course, planned day, day held, hours), by planned day."""
    columns: list[Any] = [
        CourseSession.id,
        CourseSession.course_id,
        CourseSession.planned_on,
        CourseSession.held_on,
        CourseSession.hours_milli,
    ]
    query = select(*columns).where(
        CourseSession.project_id == project_id, col(CourseSession.archived_at).is_(None)
    )
    if course_ids is not None:
        query = query.where(col(CourseSession.course_id).in_(course_ids))
    return query.order_by(col(CourseSession.planned_on))
