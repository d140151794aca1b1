"""Calendar feeds: those of a project, and the one behind an address."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.feed_tokens import token_sha256
from db.models import CalendarFeed, Project


@dataclass(frozen=True, slots=True)
class CalendarFeedRow:
    """An address that was opened; instants in UTC. Its secret is not kept."""

    id: int
    name: str
    language: str
    created_at: dt.datetime
    revoked_at: dt.datetime | None


def calendar_feeds(session: Session, project_id: int) -> list[CalendarFeedRow]:
    """All addresses of a project, revoked ones too, the newest first; one statement."""
    query = (
        select(  # type: ignore[call-overload]  # SQLModel types up to four columns
            CalendarFeed.id,
            CalendarFeed.name,
            CalendarFeed.language,
            CalendarFeed.created_at,
            CalendarFeed.revoked_at,
        )
        .where(CalendarFeed.project_id == project_id)
        .order_by(col(CalendarFeed.id).desc())
    )
    return [CalendarFeedRow(*row) for row in session.exec(query)]


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """What an address answers with: which feed of which project, in which language."""

    id: int
    project_id: int
    language: str


def feed_at(session: Session, token: str) -> OpenFeed | None:
    """The feed behind a secret; None when it is unknown, revoked, or its project is archived. One statement."""
    query = (
        select(CalendarFeed.id, CalendarFeed.project_id, CalendarFeed.language)
        .join(Project, col(Project.id) == CalendarFeed.project_id)
        .where(
            CalendarFeed.token_sha256 == token_sha256(token),
            col(CalendarFeed.revoked_at).is_(None),
            col(Project.archived_at).is_(None),
        )
    )
    row = session.exec(query).first()
    if row is None or row[0] is None:
        return None
    return OpenFeed(row[0], row[1], row[2])
