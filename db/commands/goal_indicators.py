"""Which indicators tell how far a goal is reached, and the value of each that reaches it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.registry import command, get
from db.commands.workstreams import check_value
from db.models import Goal, GoalIndicator, Indicator
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

_FIELDS = frozenset({"target_milli"})


@command(Action.EDIT_WORK)
def tie_indicator(
    session: Session, *, actor: Actor, project_id: int, goal_id: int, indicator_id: int, target_milli: int
) -> int:
    """Tie an indicator to a goal with the value that reaches it; one that was untied comes back. Gives the tie's id.

    Raises:
        Invalid: `goal_archived`, `indicator_tied`, `indicator_archived`, `value_out_of_range`.
    """
    goal = get(session, Goal, project_id, goal_id)
    if goal.archived_at is not None:
        raise Invalid("goal_archived", title=goal.title)
    indicator = get(session, Indicator, project_id, indicator_id)
    if indicator.archived_at is not None:
        raise Invalid("indicator_archived", name=indicator.name)
    check_value(target_milli)
    tie = session.exec(
        select(GoalIndicator).where(
            GoalIndicator.project_id == project_id,
            GoalIndicator.goal_id == goal_id,
            GoalIndicator.indicator_id == indicator_id,
        )
    ).first()
    if tie is None:
        tie = GoalIndicator(
            project_id=project_id, goal_id=goal_id, indicator_id=indicator_id, target_milli=target_milli
        )
    elif tie.archived_at is None:
        raise Invalid("indicator_tied", name=indicator.name)
    tie.target_milli = target_milli
    editing.restore(session, tie)
    session.add(tie)
    session.flush()
    assert tie.id is not None  # noqa: S101 (flushed)
    return tie.id


@command(Action.EDIT_WORK)
def update_goal_indicator(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    goal_indicator_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the value that reaches the goal.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: `value_out_of_range`.
    """
    tie = get(session, GoalIndicator, project_id, goal_indicator_id)
    merge_edit(tie, expected_version=expected_version, original=original, changes=changes, fields=_FIELDS)
    check_value(tie.target_milli)
    session.add(tie)


@command(Action.EDIT_WORK)
def untie_indicator(session: Session, *, actor: Actor, project_id: int, goal_indicator_id: int) -> None:
    """Take an indicator from a goal; tying it again brings it back."""
    editing.archive(session, get(session, GoalIndicator, project_id, goal_indicator_id))
