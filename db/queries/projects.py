"""Projects as the frame of every page shows them."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.models import Account, Project


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project; money in fen."""

    id: int
    version: int
    name: str
    district: str
    starts_on: dt.date
    opening_on: dt.date
    ceiling_fen: int | None
    time_zone: str
    is_sample: bool
    as_of: dt.date | None
    library: str = ""

    @property
    def letterhead(self) -> str:
        """The library's own name, as its reports carry it; the project's where none is given."""
        return self.library or self.name


def projects(session: Session) -> list[ProjectRow]:
    """All projects that are not archived, the library's own before the sample, newest first."""
    rows = session.exec(
        select(Project)
        .where(col(Project.archived_at).is_(None))
        .order_by(col(Project.is_sample), col(Project.id).desc())
    )
    return [_row(project) for project in rows]


def _row(project: Project) -> ProjectRow:
    assert project.id is not None  # noqa: S101 (read from the database)
    return ProjectRow(
        id=project.id,
        version=project.version,
        name=project.name,
        district=project.district,
        starts_on=project.starts_on,
        opening_on=project.opening_on,
        ceiling_fen=project.ceiling_fen,
        time_zone=project.time_zone,
        is_sample=project.is_sample,
        as_of=project.as_of,
        library=project.library,
    )


def has_accounts(session: Session) -> bool:
    """Whether anybody can sign in; while nobody can, the tracker runs in local mode."""
    return session.exec(select(Account.id).limit(1)).first() is not None
