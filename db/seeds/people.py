"""The sample's establishment and its seminar (facts M1, T1, T2); what the source does not state is invented.

Posts: 26 approved under the new establishment in seven departments (25 at first, one more by a second document),
21 of them filled, four more people due two weeks before opening, so that one post (rare books) is still open on the
day. A norm of staff and a service population, both plainly samples, show how the posts are held against them.

Seminar: every Tuesday at 19:00, from the Tuesday four weeks before the as-of week, for 50 days. These are 8
Tuesdays, the 1st to the 50th day; at 2.5 class hours an evening they make the 20 hours planned. By the end
of the quarter 3 evenings were held, at 2 hours each as the opening ones ran shorter: 6 hours delivered; the
fourth Tuesday was not held and stands as "past, not recorded". Where public holidays take Tuesdays away,
fewer evenings share the same 6 hours, and the course shows how many of its 20 hours no session covers.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.commands.attendance import record_attendance
from db.commands.participants import create_participants
from db.commands.post_approvals import set_approval
from db.commands.posts import create_department, create_post, record_count
from db.commands.staffing_norms import create_staffing_norm, set_service_population
from db.commands.training import create_course
from db.models import CourseSession, Enrolment, Project
from db.seeds.layout import Layout
from tracker.permissions import Actor
from tracker.training import HOUR, weekly_rule
from tracker.vocabulary import AttendanceMark, StaffKind

Slot = tuple[int, int]
"""A day of the layout: (week, weekday)."""

FIRST_COUNT: Slot = (-30, 0)
APPROVED: Slot = (-6, 3)
ARRIVAL: Slot = (10, 0)
RAISED: Slot = (-3, 1)
DOCUMENT = "示例区编委〔示例〕1号(示例)"
SECOND_DOCUMENT = "示例区编委〔示例〕3号(示例)"
RESIDENTS = 400_000


@dataclass(frozen=True, slots=True)
class SamplePost:
    """A post: approved number, people at the beginning and since a later day, people planned at `ARRIVAL`.

    With `granted_first`, its number was that until `RAISED`.
    """

    department: str
    title: str
    approved: int
    at_first: int
    later: tuple[Slot, int] | None = None
    arriving: int | None = None
    kind: StaffKind = StaffKind.ESTABLISHED
    requirements: str = ""
    grade: str = ""
    granted_first: int | None = None


POSTS = (
    SamplePost("办公室", "主任", 1, 1, grade="管理七级(示例)"),
    SamplePost("办公室", "综合管理", 2, 2),
    SamplePost(
        "采编部", "采编馆员", 4, 3, arriving=4, requirements="图书馆学或信息管理专业本科", granted_first=3
    ),
    SamplePost("借阅部", "借阅馆员", 6, 4, later=((-9, 0), 5), arriving=6, requirements="本科,能值周末班"),
    SamplePost("借阅部", "读者服务", 2, 1, later=((-4, 0), 2), kind=StaffKind.PURCHASED_SERVICE),
    SamplePost("少儿部", "少儿馆员", 3, 3, requirements="学前教育或图书馆学专业本科"),
    SamplePost("少儿部", "活动策划", 1, 1, kind=StaffKind.CONTRACT),
    SamplePost("地方文献部", "地方文献馆员", 3, 2, arriving=3, requirements="历史学或文献学专业本科"),
    SamplePost(
        "古籍部",
        "古籍保护专员",
        2,
        1,
        requirements="古典文献学专业,有古籍普查经历",
        grade="专业技术十级(示例)",
    ),
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
    _norm(session, actor, project_id)
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
            approved=post.approved if post.granted_first is None else post.granted_first,
            approved_document=DOCUMENT,
            approved_on=layout.day(*APPROVED),
            grade=post.grade,
            requirements=post.requirements,
        )
        if post.granted_first is not None:
            set_approval(
                session,
                actor=actor,
                project_id=project_id,
                post_id=post_id,
                on=layout.day(*RAISED),
                approved=post.approved,
                document=SECOND_DOCUMENT,
                reason="新馆采编量增加(示例)",
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


def _norm(session: Session, actor: Actor, project_id: int) -> None:
    """A service population and a norm: samples, in no document."""
    project = session.get_one(Project, project_id)
    set_service_population(
        session,
        actor=actor,
        project_id=project_id,
        expected_version=project.version,
        original={"service_population": project.service_population},
        changes={"service_population": RESIDENTS},
    )
    create_staffing_norm(
        session,
        actor=actor,
        project_id=project_id,
        title="按服务人口配备工作人员(示例)",
        residents_low=10_000,
        residents_high=25_000,
        source="示例文件,非正式标准,请以本地现行规定替换(示例)",
    )


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
        record_attendance(
            session,
            actor=actor,
            project_id=project_id,
            session_id=evening.id,
            expected_version=evening.version,
            original={},
            changes={id_: away.get(name, AttendanceMark.PRESENT) for name, id_ in by_name.items()},
            today=layout.as_of,
            held_on=evening.planned_on,
            hours_milli=DELIVERED_HOURS // len(evenings),
        )
