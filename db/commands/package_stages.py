"""What is said of a package's stages: planned and actual days, documents; and what that does to their tasks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.links import finish, take_back
from db.commands.registry import command, get
from db.models import Package, PackageStage, Task
from tracker.errors import Conflict, Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.process import Stage, way
from tracker.procurement.stage_dates import Held, overtaken

LONGEST_DOCUMENT = 200

STAGE_FIELDS = frozenset({"planned_on", "actual_on", "document"})
"""What may be said of a stage."""

BY_VALUE = 0
"""A version that no row has: the edit is held against what is stored, value by value."""


@command(Action.EDIT_PROCUREMENT)
def update_stage(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    package_id: int,
    stage: Stage,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
) -> int:
    """Say of a stage when it is planned, when it happened and by which document; gives the id of its row.

    A day on which it happened finishes the task that stands for it in the plan, and taking the day back opens it.

    Raises:
        Conflict: somebody else said otherwise since.
        Invalid: "field_not_editable", "text_too_long", "package_archived"; "stage_in_future", when it would have
            happened after `today`.
    """
    package = get(session, Package, project_id, package_id)
    if package.archived_at is not None:
        raise Invalid("package_archived", title=package.title)
    row = stage_row(session, project_id, package_id, stage)
    moved = merge_edit(
        row, expected_version=expected_version, original=original, changes=changes, fields=STAGE_FIELDS
    )
    if "actual_on" in moved and row.actual_on is not None and row.actual_on > today:
        raise Invalid("stage_in_future", stage=stage, on=row.actual_on)
    row.document = _short("document", row.document, LONGEST_DOCUMENT)
    editing.restore(session, row)
    session.add(row)
    session.flush()
    if "actual_on" in moved:
        drive(session, package)
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.EDIT_PROCUREMENT)
def save_stages(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    package_id: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
    expected_version: int = BY_VALUE,
) -> int:
    """Save an edited table of stages, all of it or nothing; gives how many stages were touched.

    Args:
        session: the unit of work.
        actor: who saves.
        project_id: the project.
        package_id: the package.
        original: what the person saw, as `{"<stage>.<column>": value}`.
        changes: what the person set, in the same form.
        today: the day that nothing may have happened after.
        expected_version: not used: every cell is held against the stored value, as in `save_lines`.

    Raises:
        Conflict: a cell that somebody else changed too, under the keys of `changes`.
        Invalid: as `update_stage`.
    """
    cells: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for key, value in changes.items():
        stage, field = key.split(".")
        cells[stage][field] = value
    for stage, wanted in cells.items():
        seen = {field: original[f"{stage}.{field}"] for field in wanted if f"{stage}.{field}" in original}
        try:
            update_stage(
                session,
                actor=actor,
                project_id=project_id,
                package_id=package_id,
                stage=Stage(stage),
                expected_version=BY_VALUE,
                original=seen,
                changes=wanted,
                today=today,
            )
        except Conflict as conflict:
            raise _of_stage(stage, conflict) from conflict
    return len(cells)


def _of_stage(stage: str, conflict: Conflict) -> Conflict:
    """A conflict with its fields named as in the table."""

    def named(values: Mapping[str, Any]) -> dict[str, Any]:
        return {f"{stage}.{field}": value for field, value in values.items()}

    return Conflict(
        base=named(conflict.base),
        mine=named(conflict.mine),
        theirs=named(conflict.theirs),
        version=conflict.version,
        record_id=conflict.record_id,
    )


def stage_row(session: Session, project_id: int, package_id: int, stage: Stage) -> PackageStage:
    """The row of a package's stage; one that was never spoken of is new."""
    found = session.exec(
        select(PackageStage).where(
            PackageStage.project_id == project_id,
            PackageStage.package_id == package_id,
            PackageStage.stage == stage,
        )
    ).first()
    return found or PackageStage(project_id=project_id, package_id=package_id, stage=stage)


def stage_rows(session: Session, package: Package) -> dict[Stage, PackageStage]:
    """What was said of a package's stages."""
    query = select(PackageStage).where(
        PackageStage.project_id == package.project_id, PackageStage.package_id == package.id
    )
    return {Stage(row.stage): row for row in session.exec(query)}


def drive(session: Session, package: Package) -> None:
    """Finish the tasks of the stages that happened, and of those these stand on; open the others again."""
    rows = stage_rows(session, package)
    steps = way(
        package.method,
        delivery_days=package.delivery_days,
        installation_days=package.installation_days,
        acceptance_days=package.acceptance_days,
    )
    over = overtaken(steps, {stage: Held(actual_on=row.actual_on) for stage, row in rows.items()})
    for stage, row in rows.items():
        task = session.get(Task, row.task_id) if row.task_id is not None else None
        if task is None or task.archived_at is not None:
            continue
        day = row.actual_on or over.get(stage)
        if day is None and task.actual_finish is not None:
            take_back(session, task)
        elif day is not None and task.actual_finish != day:
            finish(session, task, day)


def _short(field: str, value: str, longest: int) -> str:
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
