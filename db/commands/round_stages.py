"""What is said of a round's stages: days, counts, least periods; and what that does to their tasks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.links import finish, take_back
from db.commands.registry import command, get
from db.models import Project, RecruitmentRound, RoundPost, RoundStageRow, Task
from db.queries.plan import work_calendar
from tracker.errors import Conflict, Invalid
from tracker.permissions import Action, Actor
from tracker.recruitment import Stage, overtaken
from tracker.recruitment_checks import TooShort, check_stages, too_short
from tracker.vocabulary import RoundStage

FIELDS = frozenset(
    {
        "planned_on",
        "actual_on",
        "people",
        "duration_days",
        "minimum_days",
        "minimum_unit",
        "minimum_source",
    }
)
"""What may be said of a stage."""

BY_VALUE = 0
"""A version that no row has: the edit is held against what is stored, value by value."""


@command(Action.EDIT_PEOPLE)
def update_round_stage(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    stage_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
    reason: str = "",
) -> None:
    """Say of a stage when it ended, how many people were left, how long it keeps to the one before.

    A day on which it ended finishes the task that stands for it in the plan, and taking the day back opens it.

    Raises:
        Conflict: somebody else said otherwise since.
        Invalid: "field_not_editable", "round_archived", a rule of `check_round`; and, without a `reason`,
            "minimum_broken" or "more_arrive_than_wanted".
    """
    row = get(session, RoundStageRow, project_id, stage_id)
    seen = {RoundStage(row.stage): (expected_version, original, changes)}
    _save(session, get(session, RecruitmentRound, project_id, row.round_id), seen, today, reason)


@command(Action.EDIT_PEOPLE)
def save_round_stages(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
    reason: str = "",
    expected_version: int = BY_VALUE,
) -> int:
    """Save an edited table of stages, all of it or nothing; gives how many stages were touched.

    Args:
        session: the unit of work.
        actor: who saves.
        project_id: the project.
        round_id: the round.
        original: what the person saw, as `{"<stage>.<column>": value}`.
        changes: what the person set, in the same form.
        today: the day that nothing may have happened after.
        reason: why a least period was cut short, or more people came than were sought.
        expected_version: not used: every cell is held against the stored value.

    Raises:
        Conflict: a cell that somebody else changed too, under the keys of `changes`.
        Invalid: as `update_round_stage`.
    """
    cells: defaultdict[RoundStage, dict[str, Any]] = defaultdict(dict)
    for key, value in changes.items():
        stage, field = key.split(".")
        cells[RoundStage(stage)][field] = value
    edits = {
        stage: (
            BY_VALUE,
            {field: original[f"{stage}.{field}"] for field in wanted if f"{stage}.{field}" in original},
            wanted,
        )
        for stage, wanted in cells.items()
    }
    _save(session, get(session, RecruitmentRound, project_id, round_id), edits, today, reason)
    return len(cells)


@command(Action.EDIT_PEOPLE)
def archive_round_stage(session: Session, *, actor: Actor, project_id: int, stage_id: int) -> None:
    """Leave a stage out of its round (a round without an interview).

    Raises:
        Invalid: "last_stage_needed" for the day on which people come on board; "stage_in_plan", while a task of a
            plan stands for it.
    """
    row = get(session, RoundStageRow, project_id, stage_id)
    if row.stage is RoundStage.ON_BOARD:
        raise Invalid("last_stage_needed", stage=row.stage)
    if row.task_id is not None:
        raise Invalid("stage_in_plan", stage=row.stage)
    editing.archive(session, row)


@command(Action.EDIT_PEOPLE)
def restore_round_stage(
    session: Session, *, actor: Actor, project_id: int, stage_id: int, today: dt.date
) -> None:
    """Take a stage into its round again.

    Raises:
        Invalid: as `check_round`, when its days or counts no longer fit.
    """
    row = get(session, RoundStageRow, project_id, stage_id)
    editing.restore(session, row)
    session.flush()
    check_round(session, get(session, RecruitmentRound, project_id, row.round_id), today)


Edit = tuple[int, Mapping[str, Any], Mapping[str, Any]]
"""Expected version, what the person saw, what they set."""


def _save(
    session: Session,
    found: RecruitmentRound,
    edits: Mapping[RoundStage, Edit],
    today: dt.date,
    reason: str,
) -> None:
    """Apply the edits, then judge the round as a whole: the order in which cells are saved does not matter."""
    if found.archived_at is not None:
        raise Invalid("round_archived", title=found.title)
    rows = stage_rows(session, found)
    calendar = work_calendar(session, found.project_id)
    before, came = too_short(held_stages(rows), calendar), _on_board(rows)
    with session.no_autoflush:  # a rule must be told before the database refuses the row
        for stage, (version, original, changes) in edits.items():
            if stage not in rows:
                raise Invalid("stage_left_out", stage=stage)
            _merge(rows[stage], stage, version, original, changes)
        stages = held_stages(rows)
        check_stages(stages, opening_on=_opening(session, found), today=today)
    if not reason.strip():
        _refuse_short([each for each in too_short(stages, calendar) if each not in before])
        if _on_board(rows) != came:
            _refuse_more(session, found, _on_board(rows))
    session.add_all(rows.values())
    session.flush()
    drive(session, found)


def _merge(
    row: RoundStageRow,
    stage: RoundStage,
    version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Take over what one person changed; a conflict in a table names its cells."""
    try:
        merge_edit(row, expected_version=version, original=original, changes=changes, fields=FIELDS)
    except Conflict as conflict:
        if version != BY_VALUE:
            raise

        def named(values: Mapping[str, Any]) -> dict[str, Any]:
            return {f"{stage}.{field}": value for field, value in values.items()}

        raise Conflict(
            base=named(conflict.base),
            mine=named(conflict.mine),
            theirs=named(conflict.theirs),
            version=conflict.version,
            record_id=conflict.record_id,
        ) from conflict
    row.minimum_source = row.minimum_source.strip()


def _refuse_short(found: list[TooShort]) -> None:
    for each in found:
        raise Invalid(
            "minimum_broken",
            stage=each.stage,
            on=each.day,
            days=each.period.n,
            unit=each.period.unit,
            after=each.after,
            limit=each.limit_on,
        )


def _on_board(rows: Mapping[RoundStage, RoundStageRow]) -> int | None:
    last = rows.get(RoundStage.ON_BOARD)
    return None if last is None else last.people


def _refuse_more(session: Session, found: RecruitmentRound, came: int | None) -> None:
    wanted = sum(row.wanted for row in post_rows(session, found) if row.archived_at is None)
    if came is not None and came > wanted:
        raise Invalid("more_arrive_than_wanted", people=came, wanted=wanted)


def check_round(session: Session, found: RecruitmentRound, today: dt.date) -> None:
    """Refuse a round whose days or counts cannot be meant.

    Raises:
        Invalid: as `tracker.recruitment_checks.check_stages`.
    """
    stages = held_stages(stage_rows(session, found))
    check_stages(stages, opening_on=_opening(session, found), today=today)


def _opening(session: Session, found: RecruitmentRound) -> dt.date:
    return session.get_one(Project, found.project_id).opening_on


def post_rows(session: Session, found: RecruitmentRound) -> list[RoundPost]:
    """The posts of a round, those taken out too."""
    query = select(RoundPost).where(RoundPost.project_id == found.project_id, RoundPost.round_id == found.id)
    return list(session.exec(query))


def stage_rows(session: Session, found: RecruitmentRound) -> dict[RoundStage, RoundStageRow]:
    """The stages that a round goes through."""
    query = select(RoundStageRow).where(
        RoundStageRow.project_id == found.project_id, RoundStageRow.round_id == found.id
    )
    return {RoundStage(row.stage): row for row in session.exec(query) if row.archived_at is None}


def held_stages(rows: Mapping[RoundStage, RoundStageRow]) -> list[Stage]:
    """The stages as rules take them."""
    return [
        Stage(
            stage=stage,
            duration_days=row.duration_days,
            minimum_days=row.minimum_days,
            minimum_unit=row.minimum_unit,
            minimum_source=row.minimum_source,
            planned_on=row.planned_on,
            actual_on=row.actual_on,
            people=row.people,
        )
        for stage, row in rows.items()
    ]


def drive(session: Session, found: RecruitmentRound) -> None:
    """Finish the tasks of the stages that are over; open the others again."""
    rows = stage_rows(session, found)
    over = overtaken(held_stages(rows))
    for stage, row in rows.items():
        task = session.get(Task, row.task_id) if row.task_id is not None else None
        if task is None or task.archived_at is not None:
            continue
        day = row.actual_on or over.get(stage)
        if day is None and task.actual_finish is not None:
            take_back(session, task)
        elif day is not None and task.actual_finish != day:
            finish(session, task, day)
