"""Recruitment rounds: made from the template of an open examination, changed, put aside."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.commands.round_posts import seek
from db.commands.round_stages import check_round, stage_rows
from db.models import RecruitmentRound, RoundStageRow
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.recruitment import TEMPLATE, TRAINING_DAYS
from tracker.recruitment_checks import LONGEST_DAYS

LONGEST_TITLE = 160
LONGEST_NOTES = 4_000

FIELDS = frozenset({"title", "training_days", "notes"})
"""What may be edited of a round."""


@command(Action.EDIT_PEOPLE)
def create_recruitment_round(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    title: str,
    wanted: Mapping[int, int],
    today: dt.date,
    starts_on: dt.date | None = None,
    training_days: int = TRAINING_DAYS,
    notes: str = "",
    reason: str = "",
) -> int:
    """Make a round with the stages of the template; gives its id.

    Args:
        session: the unit of work.
        actor: who asks.
        project_id: the project.
        title: what it is called.
        wanted: people sought, by post; one post at least.
        today: the day on which posts are compared with who is there.
        starts_on: when its first stage begins; None for as soon as possible.
        training_days: working days that follow its last stage.
        notes: whatever else.
        reason: why more people are sought than places are open, where they are.

    Raises:
        Invalid: "round_without_posts", a rule of `_check`, of `round_posts.seek` or of `round_stages.check_round`.
    """
    if not wanted:
        raise Invalid("round_without_posts")
    found = RecruitmentRound(project_id=project_id, title=title, training_days=training_days, notes=notes)
    _check(found)
    session.add(found)
    session.flush()
    assert found.id is not None  # noqa: S101 (flushed)
    for stage in TEMPLATE:
        session.add(
            RoundStageRow(
                project_id=project_id,
                round_id=found.id,
                stage=stage.stage,
                duration_days=stage.duration_days,
                minimum_days=stage.minimum_days,
                minimum_unit=stage.minimum_unit,
                minimum_source=stage.minimum_source,
            )
        )
    session.flush()
    if starts_on is not None:
        calendar = work_calendar(session, project_id)
        first = stage_rows(session, found)[TEMPLATE[0].stage]
        began = calendar.next_working(starts_on)
        first.planned_on = calendar.add_working_days(began, first.duration_days - 1)
        session.add(first)
    for post_id, people in wanted.items():
        seek(session, found, post_id, people, today=today, reason=reason)
    check_round(session, found, today)
    return found.id


@command(Action.EDIT_PEOPLE)
def update_recruitment_round(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the fields of `FIELDS`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`, and "field_not_editable".
    """
    found = get(session, RecruitmentRound, project_id, round_id)
    merge_edit(found, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(found)
    session.add(found)


@command(Action.EDIT_PEOPLE)
def archive_recruitment_round(session: Session, *, actor: Actor, project_id: int, round_id: int) -> None:
    """Put a round aside; it brings nobody any more.

    Raises:
        Invalid: "round_in_plan", while its stages are tasks of a plan.
    """
    found = get(session, RecruitmentRound, project_id, round_id)
    if any(row.task_id is not None for row in stage_rows(session, found).values()):
        raise Invalid("round_in_plan", title=found.title)
    editing.archive(session, found)


@command(Action.EDIT_PEOPLE)
def restore_recruitment_round(session: Session, *, actor: Actor, project_id: int, round_id: int) -> None:
    """Bring a round back with its posts and stages."""
    editing.restore(session, get(session, RecruitmentRound, project_id, round_id))


def _check(found: RecruitmentRound) -> None:
    """Refuse a round that makes no sense.

    Raises:
        Invalid: "text_missing", "text_too_long", or "training_days" for days below 0 or beyond reason.
    """
    found.title = required_text("title", found.title, longest=LONGEST_TITLE)
    found.notes = found.notes.strip()
    if len(found.notes) > LONGEST_NOTES:
        raise Invalid("text_too_long", field="notes", longest=LONGEST_NOTES, length=len(found.notes))
    if not 0 <= found.training_days <= LONGEST_DAYS:
        raise Invalid("training_days", title=found.title, longest=LONGEST_DAYS)
