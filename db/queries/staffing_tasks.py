"""What a staffing task may serve: a post, a recruitment round, a course."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata

POST = metadata.tables["post"]
DEPARTMENT = metadata.tables["department"]
ROUND = metadata.tables["recruitment_round"]
COURSE = metadata.tables["course"]


@dataclass(frozen=True, slots=True)
class TaskTargets:
    """Names by id, archived ones too: a task may still point there. `archived` holds (column of the task, id)."""

    posts: dict[int, str]
    rounds: dict[int, str]
    courses: dict[int, str]
    archived: frozenset[tuple[str, int]]

    def by_column(self) -> dict[str, dict[int, str]]:
        """The names under the task's column that holds the id."""
        return {"post_id": self.posts, "round_id": self.rounds, "course_id": self.courses}

    def offered(self) -> dict[str, dict[int, str]]:
        """As `by_column`, without what is archived: what a new link may point to."""
        return {
            column: {id_: name for id_, name in names.items() if (column, id_) not in self.archived}
            for column, names in self.by_column().items()
        }


def task_targets(session: Session, project_id: int) -> TaskTargets:
    """Posts as "title · department" by department, rounds and courses as they were made; three statements."""
    posts = (
        sa.select(POST.c.id, POST.c.title + " · " + DEPARTMENT.c.name, POST.c.archived_at.is_not(None))
        .join(
            DEPARTMENT,
            sa.and_(DEPARTMENT.c.project_id == POST.c.project_id, DEPARTMENT.c.id == POST.c.department_id),
        )
        .where(POST.c.project_id == project_id)
        .order_by(DEPARTMENT.c.position, DEPARTMENT.c.id, POST.c.id)
    )
    found: dict[str, dict[int, str]] = {}
    archived: set[tuple[str, int]] = set()
    for column, query in {
        "post_id": posts,
        "round_id": _titles(ROUND, project_id),
        "course_id": _titles(COURSE, project_id),
    }.items():
        found[column] = {}
        for id_, name, is_archived in session.execute(query):
            found[column][id_] = name
            if is_archived:
                archived.add((column, id_))
    return TaskTargets(found["post_id"], found["round_id"], found["course_id"], frozenset(archived))


def _titles(table: sa.Table, project_id: int) -> sa.Select[tuple[int, str, bool]]:
    return (
        sa.select(table.c.id, table.c.title, table.c.archived_at.is_not(None))
        .where(table.c.project_id == project_id)
        .order_by(table.c.id)
    )
