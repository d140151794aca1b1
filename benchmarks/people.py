"""A large library: 200 departments, 5,000 posts, 2,000 sessions, 100,000 attendance marks; the people pages, warm.

`python -m benchmarks.people` measures this alone.
"""

import asyncio
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from benchmarks.driver import Visitor
from benchmarks.pages import percentile
from db.engine import engine_for
from db.migrate import upgrade
from db.models import (
    Attendance,
    Course,
    CourseRequirement,
    CourseSession,
    Department,
    Enrolment,
    Person,
    Plan,
    Post,
    PostCount,
    RecruitmentRound,
    RoundPost,
    RoundStageRow,
    Task,
)
from db.seeds import sample
from db.unit_of_work import about, note_bulk, unit_of_work
from tests.support.server import AppServer
from tracker.permissions import SYSTEM
from tracker.recruitment import TEMPLATE
from tracker.training import HOUR
from tracker.vocabulary import AttendanceMark, CourseKind, PlanKind, StaffKind

AS_OF = dt.date(2026, 3, 2)
DEPARTMENTS = 200
POSTS = 5_000
COURSES = 80
SESSIONS = 2_000
MARKS = 100_000
PEOPLE = 1_000
ROUNDS = 40
POSTS_PER_ROUND = 10
TASKS = 200

PER_COURSE = MARKS // SESSIONS
"""Participants of a course; each has a mark for each session."""

TARGET_P50 = 0.100
RERUNS = 20


def fill(engine: sa.Engine, files: Path) -> None:
    """A new database with the sample library and, in its project, a great many people."""
    upgrade(engine)
    project_id = sample.load(engine, as_of=AS_OF, files=files)
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="benchmark")
        posts = _posts(session, project_id)
        courses = _training(session, project_id, posts)
        rounds = _recruitment(session, project_id, posts)
        _tasks(session, project_id, posts, courses, rounds)
        department = session.exec(select(Department)).first()
        assert department is not None
        note_bulk(session, department, {"posts": POSTS, "marks": MARKS})


def _insert(
    session: Session, model: type[SQLModel], project_id: int, rows: list[dict[str, Any]]
) -> list[int]:
    """Store rows in bulk; gives their ids, in the order of the rows."""
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    last = session.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar_one()
    session.connection().execute(sa.insert(model), [{"project_id": project_id, **row} for row in rows])
    query = sa.select(table.c.id).where(table.c.id > last).order_by(table.c.id)
    return list(session.execute(query).scalars())


def _posts(session: Session, project_id: int) -> list[int]:
    departments = _insert(
        session,
        Department,
        project_id,
        [{"name": f"测试部门 {n:03}", "position": 100 + n} for n in range(DEPARTMENTS)],
    )
    posts = _insert(
        session,
        Post,
        project_id,
        [
            {
                "department_id": departments[n % DEPARTMENTS],
                "title": f"测试岗位 {n:04}",
                "kind": list(StaffKind)[n % len(StaffKind)],
                "approved": n % 4 + 1,
                "approved_on": AS_OF - dt.timedelta(days=200),
            }
            for n in range(POSTS)
        ],
    )
    counts = [
        {"post_id": post_id, "on": AS_OF - dt.timedelta(days=90), "in_post": n % 4, "is_planned": False}
        for n, post_id in enumerate(posts)
    ]
    counts += [
        {
            "post_id": post_id,
            "on": AS_OF + dt.timedelta(days=n % 60 + 1),
            "in_post": n % 4 + 1,
            "is_planned": True,
        }
        for n, post_id in enumerate(posts)
        if n % 5 == 0
    ]
    _insert(session, PostCount, project_id, counts)
    return posts


def _training(session: Session, project_id: int, posts: list[int]) -> list[int]:
    people = _insert(session, Person, project_id, [{"name": f"测试学员 {n:04}(示例)"} for n in range(PEOPLE)])
    each = SESSIONS // COURSES
    starts = [AS_OF - dt.timedelta(weeks=n % each) for n in range(COURSES)]
    courses = _insert(
        session,
        Course,
        project_id,
        [
            {
                "title": f"测试课程 {n:02}",
                "kind": list(CourseKind)[n % len(CourseKind)],
                "room": f"教室 {n}",
                "rule": f"FREQ=WEEKLY;COUNT={each}",
                "starts_on": start,
                "starts_at": dt.time(19, 0),
                "planned_hours_milli": each * 2 * HOUR,
                "session_hours_milli": 2 * HOUR,
            }
            for n, start in enumerate(starts)
        ],
    )
    meetings: list[dict[str, Any]] = []
    enrolments: list[dict[str, Any]] = []
    for n, (course_id, start) in enumerate(zip(courses, starts, strict=True)):
        for week in range(each):
            day = start + dt.timedelta(weeks=week)
            held = (
                {"held_on": day, "hours_milli": 2 * HOUR}
                if day < AS_OF
                else {"held_on": None, "hours_milli": None}
            )
            meetings.append({"course_id": course_id, "planned_on": day, **held})
        enrolments += [
            {
                "course_id": course_id,
                "person_id": people[(n * 13 + k) % PEOPLE],
                "post_id": posts[(n * PER_COURSE + k) % POSTS],
            }
            for k in range(PER_COURSE)
        ]
    sessions = _insert(session, CourseSession, project_id, meetings)
    enrolled = _insert(session, Enrolment, project_id, enrolments)
    _insert(
        session,
        Attendance,
        project_id,
        [
            {
                "session_id": session_id,
                "enrolment_id": enrolled[at // each * PER_COURSE + k],
                "mark": AttendanceMark.ABSENT if (at + k) % 9 == 0 else AttendanceMark.PRESENT,
            }
            for at, session_id in enumerate(sessions)
            for k in range(PER_COURSE)
        ],
    )
    required = [
        {"course_id": course_id, "post_id": posts[n * PER_COURSE % POSTS]}
        for n, course_id in enumerate(courses)
    ]
    _insert(session, CourseRequirement, project_id, required)
    return courses


def _recruitment(session: Session, project_id: int, posts: list[int]) -> list[int]:
    rounds = _insert(
        session,
        RecruitmentRound,
        project_id,
        [{"title": f"测试招聘 {n:02}", "training_days": 10} for n in range(ROUNDS)],
    )
    sought = [
        {"round_id": round_id, "post_id": posts[(n * POSTS_PER_ROUND + k) * 11 % POSTS], "wanted": 1}
        for n, round_id in enumerate(rounds)
        for k in range(POSTS_PER_ROUND)
    ]
    _insert(session, RoundPost, project_id, sought)
    stages = [
        {
            "round_id": round_id,
            "stage": held.stage,
            "duration_days": held.duration_days,
            "minimum_days": held.minimum_days,
        }
        for round_id in rounds
        for held in TEMPLATE
    ]
    _insert(session, RoundStageRow, project_id, stages)
    return rounds


def _tasks(
    session: Session, project_id: int, posts: list[int], courses: list[int], rounds: list[int]
) -> None:
    plan_id = session.exec(
        select(col(Plan.id)).where(Plan.project_id == project_id, Plan.kind == PlanKind.RECRUITMENT)
    ).first()
    person_id = session.exec(select(col(Person.id)).where(Person.project_id == project_id)).first()
    rows = [
        {
            "plan_id": plan_id,
            "title": f"测试人员任务 {n:03}",
            "position": 1000 + n,
            "duration_days": n % 9 + 1,
            "owner_id": person_id if n % 4 == 0 else None,
            "post_id": posts[n] if n % 3 == 0 else None,
            "round_id": rounds[n % ROUNDS] if n % 3 == 1 else None,
            "course_id": courses[n % COURSES] if n % 3 == 2 else None,
        }
        for n in range(TASKS)
    ]
    _insert(session, Task, project_id, rows)


def asked(project: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """What is asked: a name, the address, its query; ids are those of `project`."""
    yield "posts", "posts", ""
    yield "posts, one opened", "posts", f"post={project['post']}"
    yield "recruitment", "recruitment", ""
    yield "recruitment, one round", "recruitment", f"round={project['round']}"
    yield "staffing tasks, board", "staffing", ""
    yield "staffing tasks, table", "staffing", "staffing_view=表格"
    yield "one person's tasks", "staffing", f"owner={project['person']}"
    yield "training", "training", ""
    yield "training, one course", "training", f"course={project['course']}"
    yield "overview", "overview", ""


@dataclass(frozen=True, slots=True)
class PeopleFigure:
    """Seconds that a page takes: its first run, and the median and the slowest of the reruns."""

    name: str
    first: float
    p50: float
    slowest: float

    @property
    def meets_target(self) -> bool:
        """Whether the page is as fast as we promise."""
        return self.p50 <= TARGET_P50


async def measure(server: AppServer, project: dict[str, int]) -> list[PeopleFigure]:
    """Each page, opened once and run again `RERUNS` times by one visitor."""
    figures = []
    async with aiohttp.ClientSession() as http:
        for name, path, query in asked(project):
            async with Visitor(http, server.url, path, "&".join(filter(None, ["lang=zh", query]))) as visitor:
                seconds = [(await visitor.run()).seconds for _ in range(RERUNS + 1)]
            figures.append(PeopleFigure(name, seconds[0], percentile(seconds[1:], 0.5), max(seconds[1:])))
    return figures


def _ids(engine: sa.Engine) -> dict[str, int]:
    """A post, a round, a course and a person that the large library added last or has tasks for."""
    wanted = {
        "post": sa.func.max(Post.id),
        "round": sa.func.max(RecruitmentRound.id),
        "course": sa.func.max(Course.id),
        "person": sa.func.min(Person.id),
    }
    with Session(engine) as session:
        return {name: session.execute(sa.select(value)).scalar_one() for name, value in wanted.items()}


def run() -> list[PeopleFigure]:
    """Build the database, start a server over it, measure."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as folder:
        url, files = f"sqlite:///{folder}/bench.sqlite3", Path(folder) / "files"
        engine = engine_for(url)
        fill(engine, files)
        project = _ids(engine)
        engine.dispose()
        server = AppServer(url, files, Path(folder) / "server.log", today=AS_OF.isoformat())
        try:
            server.start()
            return asyncio.run(measure(server, project))
        finally:
            server.kill()


def table(figures: list[PeopleFigure]) -> Iterator[str]:
    """The figures as lines of text."""
    yield (
        f"People pages over {DEPARTMENTS} departments, {POSTS} posts, {SESSIONS} sessions and {MARKS} marks, "
        f"{RERUNS} reruns each, in ms (target p50 ≤ {TARGET_P50 * 1000:.0f})"
    )
    yield f"{'first':>8}{'p50':>8}{'max':>8}"
    for row in figures:
        times = "".join(f"{value * 1000:8.0f}" for value in (row.first, row.p50, row.slowest))
        yield f"{times}  {row.name}{'' if row.meets_target else '  misses the target'}"


if __name__ == "__main__":
    figures = run()
    print("\n".join(table(figures)))
    sys.exit(0 if all(each.meets_target for each in figures) else 1)
