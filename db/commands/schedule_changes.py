"""Storing a previewed change of the schedule, and taking it back: one task, the columns that move it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands.editing import only_fields
from db.commands.registry import command
from db.commands.tasks import update_task
from tracker.permissions import Action, Actor

SCHEDULE_COLUMNS = frozenset({"duration_days", "constraint", "constraint_date"})
"""What a previewed change may set (`tracker.preview.Preview.changes`)."""


@command(Action.EDIT_PLANS)
def apply_change(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    task_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Store a previewed change of a task; edits of other fields that were made meanwhile stay.

    To take it back, run it again with `original` and `changes` exchanged: what somebody set differently since
    is then a conflict and not overwritten.

    Raises:
        Conflict: somebody else changed the same field since the preview.
        Invalid: "field_not_editable" for any other column; else as `update_task`.
    """
    only_fields(changes, SCHEDULE_COLUMNS)
    update_task(
        session,
        actor=actor,
        project_id=project_id,
        task_id=task_id,
        expected_version=expected_version,
        original=original,
        changes=changes,
    )
