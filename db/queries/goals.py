"""The direction of work and the goals, in their order."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Direction, Goal, GoalIndicator, Indicator
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


@dataclass(frozen=True, slots=True)
class GoalIndicatorRow:
    """An indicator that is tied to a goal, and the value that reaches it, thousandths of the indicator's unit."""

    id: int
    version: int
    goal_id: int
    indicator_id: int
    target_milli: int


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


def goal_indicators(session: Session, project_id: int) -> list[GoalIndicatorRow]:
    """The indicators of a project's goals without the untied and the archived ones; one statement."""
    columns: list[Any] = [
        GoalIndicator.id,
        GoalIndicator.version,
        GoalIndicator.goal_id,
        GoalIndicator.indicator_id,
        GoalIndicator.target_milli,
    ]
    query = (
        select(*columns)
        .join(
            Indicator,
            (col(Indicator.project_id) == GoalIndicator.project_id)
            & (col(Indicator.id) == GoalIndicator.indicator_id),
        )
        .where(
            GoalIndicator.project_id == project_id,
            col(GoalIndicator.archived_at).is_(None),
            col(Indicator.archived_at).is_(None),
        )
        .order_by(col(GoalIndicator.id))
    )
    return [GoalIndicatorRow(*row) for row in session.exec(query)]
