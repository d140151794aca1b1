"""The sample's establishment and its seminar (facts M1, T1, T2); what the source does not state is invented.

Posts: 26 approved under the new establishment in seven departments, 21 of them filled, four more people due
two weeks before opening, so that one post (rare books) is still open on the day.

Seminar: every Tuesday at 19:00, from the Tuesday four weeks before the as-of week, for 50 days. These are 8
Tuesdays, the 1st to the 50th day; at 2.5 class hours an evening they make the 20 hours planned. By the end
of the quarter 3 evenings were held, at 2 hours each as the opening ones ran shorter: 6 hours delivered; the
fourth Tuesday was not held and stands as "past, not recorded". Where public holidays take Tuesdays away,
fewer evenings share the same 6 hours, and the course shows how many of its 20 hours no session covers.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.commands.participants import create_participants
from db.commands.posts import create_department, create_post, record_count
from db.commands.training import create_course, update_session
from db.models import CourseSession, Enrolment
from db.seeds.layout import Layout
from tracker.permissions import Actor
from tracker.training import HOUR, weekly_rule
from tracker.vocabulary import AttendanceMark, StaffKind

Slot = tuple[int, int]
"""A day of the layout: (week, weekday)."""

FIRST_COUNT: Slot = (-30, 0)
APPROVED: Slot = (-6, 3)
ARRIVAL: Slot = (10, 0)
DOCUMENT = "示例区编委〔示例〕1号(示例)"


@dataclass(frozen=True, slots=True)
class SamplePost:
    """A post: approved number, people at the beginning and since a later day, people planned at `ARRIVAL`."""

    department: str
    title: str
    approved: int
    at_first: int
    later: tuple[Slot, int] | None = None
    arriving: int | None = None
    kind: StaffKind = StaffKind.ESTABLISHED
    requirements: str = ""


POSTS = (
    SamplePost("办公室", "主任", 1, 1),
    SamplePost("办公室", "综合管理", 2, 2),
    SamplePost("采编部", "采编馆员", 4, 3, arriving=4, requirements="图书馆学或信息管理专业本科"),
    SamplePost("借阅部", "借阅馆员", 6, 4, later=((-9, 0), 5), arriving=6, requirements="本科,能值周末班"),
    SamplePost("借阅部", "读者服务", 2, 1, later=((-4, 0), 2), kind=StaffKind.PURCHASED_SERVICE),
    SamplePost("少儿部", "少儿馆员", 3, 3, requirements="学前教育或图书馆学专业本科"),
    SamplePost("少儿部", "活动策划", 1, 1, kind=StaffKind.CONTRACT),
    SamplePost("地方文献部", "地方文献馆员", 3, 2, arriving=3, requirements="历史学或文献学专业本科"),
    SamplePost("古籍部", "古籍保护专员", 2, 1, requirements="古典文献学专业,有古籍普查经历"),
    SamplePost("技术部", "系统管理员", 2, 1, arriving=2, requirements="计算机类专业本科"),
)

TITLE = "视觉艺术高端研讨班"
PARTICIPANTS = tuple(f"学员{number:02d}(示例)" for number in range(1, 21))
RUNS = dt.timedelta(days=50)
PLANNED_HOURS = 20 * HOUR
EVENING_HOURS = 5 * HOUR // 2
DELIVERED_HOURS = 6 * HOUR
EVENINGS_HELD = 3

AWAY: tuple[dict[str, AttendanceMark], ...] = (
    {},
    {"学员07(示例)": AttendanceMark.EXCUSED},
    {"学员07(示例)": AttendanceMark.EXCUSED, "学员15(示例)": AttendanceMark.ABSENT},
)
"""Who was missing on each evening held; everybody else was there."""


def load(session: Session, *, actor: Actor, project_id: int, layout: Layout) -> dict[str, int]:
    """Lay out departments, posts, counts and the seminar; gives the post ids by title."""
    posts = _posts(session, actor, project_id, layout)
    _seminar(session, actor, project_id, layout)
    return posts


def _posts(session: Session, actor: Actor, project_id: int, layout: Layout) -> dict[str, int]:
    departments = {
        name: create_department(session, actor=actor, project_id=project_id, name=name)
        for name in dict.fromkeys(post.department for post in POSTS)
    }
    ids: dict[str, int] = {}
    for post in POSTS:
        post_id = ids[post.title] = create_post(
            session,
            actor=actor,
            project_id=project_id,
            department_id=departments[post.department],
            title=post.title,
            kind=post.kind,
            approved=post.approved,
            approved_document=DOCUMENT,
            approved_on=layout.day(*APPROVED),
            requirements=post.requirements,
        )
        counts = [(FIRST_COUNT, post.at_first, False)]
        if post.later is not None:
            counts.append((*post.later, False))
        if post.arriving is not None:
            counts.append((ARRIVAL, post.arriving, True))
        for slot, people, is_planned in counts:
            record_count(
                session,
                actor=actor,
                project_id=project_id,
                post_id=post_id,
                on=layout.day(*slot),
                in_post=people,
                today=layout.as_of,
                is_planned=is_planned,
            )
    return ids


def _seminar(session: Session, actor: Actor, project_id: int, layout: Layout) -> None:
    starts_on = layout.day(-4, 1)
    course_id = create_course(
        session,
        actor=actor,
        project_id=project_id,
        title=TITLE,
        starts_on=starts_on,
        starts_at=dt.time(19, 0),
        rule=weekly_rule([starts_on.weekday()], starts_on + RUNS - dt.timedelta(days=1)),
        planned_hours_milli=PLANNED_HOURS,
        session_hours_milli=EVENING_HOURS,
        room="多功能厅",
        trainer="馆负责人(示例)",
    )
    create_participants(session, actor=actor, project_id=project_id, course_id=course_id, people=PARTICIPANTS)
    enrolments = session.exec(
        select(Enrolment.id)
        .where(Enrolment.project_id == project_id, Enrolment.course_id == course_id)
        .order_by(col(Enrolment.id))
    ).all()
    by_name = {name: id_ for name, id_ in zip(PARTICIPANTS, enrolments, strict=True) if id_ is not None}
    evenings = session.exec(
        select(CourseSession)
        .where(
            CourseSession.project_id == project_id,
            CourseSession.course_id == course_id,
            CourseSession.planned_on <= layout.quarter[1],
        )
        .order_by(col(CourseSession.planned_on))
        .limit(EVENINGS_HELD)
    ).all()
    for evening, away in zip(evenings, AWAY, strict=False):
        assert evening.id is not None  # noqa: S101 (read from the database)
        update_session(
            session,
            actor=actor,
            project_id=project_id,
            session_id=evening.id,
            expected_version=evening.version,
            original={"held_on": None, "hours_milli": None},
            changes={"held_on": evening.planned_on, "hours_milli": DELIVERED_HOURS // len(evenings)},
            today=layout.as_of,
            marks={id_: away.get(name, AttendanceMark.PRESENT) for name, id_ in by_name.items()},
        )
