"""The direction of work and the goals, in their order."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from db.models import Direction, Goal
from tracker.vocabulary import DirectionKind


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """A statement of the direction of work."""

    id: int
    version: int
    kind: DirectionKind
    text: str
    archived: bool


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal, when it was stated (None: not known) and by when it is to be reached."""

    id: int
    version: int
    title: str
    stated_on: dt.date | None
    horizon_on: dt.date
    description: str
    archived: bool


def directions(session: Session, project_id: int) -> list[DirectionRow]:
    """The statements of a project, archived ones too; one statement."""
    columns: list[Any] = [
        Direction.id,
        Direction.version,
        Direction.kind,
        Direction.text,
        Direction.archived_at,
    ]
    query = (
        select(*columns).where(Direction.project_id == project_id).order_by(Direction.position, Direction.id)
    )
    return [DirectionRow(*[*row[:4], row[4] is not None]) for row in session.exec(query)]


def goals(session: Session, project_id: int) -> list[GoalRow]:
    """The goals of a project, archived ones too; one statement."""
    columns: list[Any] = [
        Goal.id,
        Goal.version,
        Goal.title,
        Goal.stated_on,
        Goal.horizon_on,
        Goal.description,
        Goal.archived_at,
    ]
    query = select(*columns).where(Goal.project_id == project_id).order_by(Goal.position, Goal.id)
    return [GoalRow(*[*row[:6], row[6] is not None]) for row in session.exec(query)]
