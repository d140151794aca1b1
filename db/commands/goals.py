"""The direction of work, and the goals with their horizon."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, func, select

from db.commands import editing
from db.commands.days import check_day
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.commands.workstreams import LONGEST_TEXT
from db.models import Direction, Goal
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import DirectionKind

LONGEST_DIRECTION = 300
LONGEST_GOAL = 200

_DIRECTION_FIELDS = frozenset({"kind", "text", "position"})
_GOAL_FIELDS = frozenset({"title", "horizon_on", "stated_on", "description", "position"})


@command(Action.EDIT_WORK)
def create_direction(
    session: Session, *, actor: Actor, project_id: int, kind: DirectionKind, text: str
) -> int:
    """State a direction of work; gives its id.

    Raises:
        Invalid: the text is missing or too long.
    """
    direction = Direction(
        project_id=project_id,
        kind=kind,
        text=required_text("text", text, longest=LONGEST_DIRECTION),
        position=_next(session, Direction, project_id),
    )
    session.add(direction)
    session.flush()
    assert direction.id is not None  # noqa: S101 (flushed)
    return direction.id


@command(Action.EDIT_WORK)
def update_direction(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    direction_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a direction of work.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: the text is missing or too long.
    """
    direction = get(session, Direction, project_id, direction_id)
    merge_edit(
        direction,
        expected_version=expected_version,
        original=original,
        changes=changes,
        fields=_DIRECTION_FIELDS,
    )
    direction.text = required_text("text", direction.text, longest=LONGEST_DIRECTION)
    session.add(direction)


@command(Action.EDIT_WORK)
def archive_direction(session: Session, *, actor: Actor, project_id: int, direction_id: int) -> None:
    """Put a direction of work aside."""
    editing.archive(session, get(session, Direction, project_id, direction_id))


@command(Action.EDIT_WORK)
def restore_direction(session: Session, *, actor: Actor, project_id: int, direction_id: int) -> None:
    """Bring a direction of work back."""
    editing.restore(session, get(session, Direction, project_id, direction_id))


@command(Action.EDIT_WORK)
def create_goal(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    title: str,
    horizon_on: dt.date,
    stated_on: dt.date | None = None,
    description: str = "",
) -> int:
    """Set a goal to be reached by `horizon_on`, stated on a day; gives its id.

    Raises:
        Invalid: a text is missing or too long, a day is out of range, or the horizon lies before the day it was stated
            (`goal_horizon`).
    """
    goal = Goal(
        project_id=project_id,
        title=title,
        horizon_on=horizon_on,
        stated_on=stated_on,
        description=description,
        position=_next(session, Goal, project_id),
    )
    _check_goal(goal)
    session.add(goal)
    session.flush()
    assert goal.id is not None  # noqa: S101 (flushed)
    return goal.id


@command(Action.EDIT_WORK)
def update_goal(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    goal_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a goal.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_goal`.
    """
    goal = get(session, Goal, project_id, goal_id)
    merge_edit(
        goal, expected_version=expected_version, original=original, changes=changes, fields=_GOAL_FIELDS
    )
    _check_goal(goal)
    session.add(goal)


@command(Action.EDIT_WORK)
def archive_goal(session: Session, *, actor: Actor, project_id: int, goal_id: int) -> None:
    """Put a goal aside."""
    editing.archive(session, get(session, Goal, project_id, goal_id))


@command(Action.EDIT_WORK)
def restore_goal(session: Session, *, actor: Actor, project_id: int, goal_id: int) -> None:
    """Bring a goal back."""
    editing.restore(session, get(session, Goal, project_id, goal_id))


def _next(session: Session, model: type[Direction] | type[Goal], project_id: int) -> int:
    last = session.exec(select(func.max(model.position)).where(model.project_id == project_id)).one()
    return (last or 0) + 1


def _check_goal(goal: Goal) -> None:
    goal.title = required_text("title", goal.title, longest=LONGEST_GOAL)
    goal.description = goal.description.strip()
    if len(goal.description) > LONGEST_TEXT:
        raise Invalid(
            "text_too_long", field="description", longest=LONGEST_TEXT, length=len(goal.description)
        )
    check_day(goal.horizon_on)
    if goal.stated_on is not None:
        check_day(goal.stated_on)
        if goal.stated_on > goal.horizon_on:
            raise Invalid("goal_horizon", stated_on=goal.stated_on, horizon_on=goal.horizon_on)
