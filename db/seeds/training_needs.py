"""The sample's required training: a course on the new building's equipment, planned before opening (invented, 示例).

Three posts require it. On opening day eleven people are expected in them (6, 3 and 2); the eight who are there today
take part, so that the three who arrive two weeks before opening are still to be entered. Twelve hours lie on six
afternoons of weeks 10 and 11; nothing was held yet.
"""

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Session

from db.commands.course_requirements import require_course
from db.commands.participant_import import import_participants
from db.commands.training import create_course
from db.seeds.layout import Layout
from tracker.permissions import Actor
from tracker.training import HOUR, weekly_rule
from tracker.vocabulary import CourseKind

TITLE = "新馆设备操作培训(示例)"
ROOM = "二楼培训室(示例)"
ORGANISATION = "示例区图书馆(示例)"
PLANNED_HOURS = 12 * HOUR
AFTERNOON_HOURS = 2 * HOUR
CERTIFICATE_MONTHS = 24
TAKING_PART = {"借阅馆员": 5, "地方文献馆员": 2, "系统管理员": 1}
"""People who take part, by the post they hold: those in post today."""


def load(session: Session, *, actor: Actor, project_id: int, layout: Layout, posts: Mapping[str, int]) -> int:
    """Lay out the course with who takes part, and require it of their posts; gives its id."""
    starts_on = layout.day(10, 1)
    course_id = create_course(
        session,
        actor=actor,
        project_id=project_id,
        title=TITLE,
        kind=CourseKind.EQUIPMENT,
        starts_on=starts_on,
        starts_at=dt.time(14, 0),
        rule=weekly_rule([1, 2, 3], layout.day(11, 3)),
        planned_hours_milli=PLANNED_HOURS,
        session_hours_milli=AFTERNOON_HOURS,
        room=ROOM,
        certificate_months=CERTIFICATE_MONTHS,
    )
    holders = [post for post, people in TAKING_PART.items() for _ in range(people)]
    listed = [
        {"name": f"馆员{number:02d}(示例)", "organisation": ORGANISATION, "post_id": posts[post]}
        for number, post in enumerate(holders, start=1)
    ]
    import_participants(session, actor=actor, project_id=project_id, course_id=course_id, listed=listed)
    require_course(
        session,
        actor=actor,
        project_id=project_id,
        course_id=course_id,
        post_ids=[posts[post] for post in TAKING_PART],
    )
    return course_id
