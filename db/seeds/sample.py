"""The sample library as a whole: every fact of the source document that these areas hold, from a given day."""

import datetime as dt
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.editing import archive
from db.commands.projects import create_project
from db.models import Project, Task
from db.seeds import people, plan, procurement, purchasing, recruitment, site, training_needs, work
from db.seeds.layout import Layout
from db.unit_of_work import about, unit_of_work
from tracker.money import FEN_PER_WAN
from tracker.permissions import SYSTEM

NAME = "示例区图书馆新馆开馆"
LIBRARY = "示例区图书馆"
DISTRICT = "重庆市示例区"
CEILING_FEN = 360 * FEN_PER_WAN


def load(engine: sa.Engine, *, as_of: dt.date, files: str | Path) -> int:
    """Lay the sample library out as of a day, in one transaction; gives the project's id.

    A sample laid out for the same day is left as it is; one for another day is archived first.
    """
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="load_sample")
        present = _present(session)
        if present is not None and present.as_of == as_of:
            assert present.id is not None  # noqa: S101 (read from the database)
            return present.id
        if present is not None:
            archive(session, present)
        layout = Layout(as_of)
        project_id = create_project(
            session,
            actor=SYSTEM,
            name=NAME,
            library=LIBRARY,
            district=DISTRICT,
            starts_on=layout.starts_on,
            opening_on=layout.opening_on,
            ceiling_fen=CEILING_FEN,
            as_of=as_of,
            is_sample=True,
        )
        tasks = plan.load(session, actor=SYSTEM, project_id=project_id, layout=layout)
        site.load(session, actor=SYSTEM, project_id=project_id, layout=layout, files=files, tasks=tasks)
        plan.bind_zones(session, project_id, tasks)
        plan_id = procurement.load(session, actor=SYSTEM, project_id=project_id, layout=layout)
        purchasing.load(session, actor=SYSTEM, project_id=project_id, layout=layout, plan_id=plan_id)
        posts = people.load(session, actor=SYSTEM, project_id=project_id, layout=layout)
        course_id = training_needs.load(
            session, actor=SYSTEM, project_id=project_id, layout=layout, posts=posts
        )
        round_id = recruitment.load(session, actor=SYSTEM, project_id=project_id, layout=layout, posts=posts)
        session.get_one(Task, tasks["D2"]).round_id = round_id
        session.get_one(Task, tasks["D3"]).course_id = course_id
        work.load(session, actor=SYSTEM, project_id=project_id, layout=layout, tasks=tasks)
        return project_id


def _present(session: Session) -> Project | None:
    return session.exec(
        select(Project).where(col(Project.is_sample).is_(True), col(Project.archived_at).is_(None))
    ).first()
