"""Packages of a procurement plan: the lines bought together, the method, and the stages on the way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.draft_rows import open_plan
from db.commands.editing import merge_edit, required_text
from db.commands.links import finish, take_back
from db.commands.registry import command, get
from db.models import LineageRow, Package, PackageLine, PackageStage, Task
from tracker.errors import Conflict, Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.process import Stage
from tracker.vocabulary import ProcurementMethod

LONGEST_TITLE = 160
LONGEST_DOCUMENT = 200
LONGEST_DAYS = 1_000

FIELDS = frozenset({"title", "method", "method_reason", "delivery_days", "installation_days"})
"""What may be edited of a package; it stays with its plan."""

STAGE_FIELDS = frozenset({"planned_on", "actual_on", "document"})
"""What may be said of a stage."""

BY_VALUE = 0
"""A version that no row has: the edit is held against what is stored, value by value."""


@command(Action.EDIT_PROCUREMENT)
def create_package(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    title: str,
    lineage_ids: Sequence[int] = (),
    method: ProcurementMethod | None = None,
    method_reason: str = "",
    delivery_days: int | None = None,
    installation_days: int | None = None,
) -> int:
    """Make a package of lines that are in none yet; gives its id. Days are working days.

    Raises:
        Invalid: as `_check`, and "line_in_package".
    """
    open_plan(session, project_id, plan_id)
    package = Package(
        project_id=project_id,
        plan_id=plan_id,
        title=title,
        method=method,
        method_reason=method_reason,
        delivery_days=delivery_days,
        installation_days=installation_days,
    )
    _check(package)
    session.add(package)
    session.flush()
    assert package.id is not None  # noqa: S101 (flushed)
    for lineage_id in lineage_ids:
        _put_in(session, package, lineage_id)
    return package.id


@command(Action.EDIT_PROCUREMENT)
def update_package(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    package_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the fields of `FIELDS`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`, and "field_not_editable".
    """
    _only(FIELDS, changes)
    package = get(session, Package, project_id, package_id)
    merge_edit(package, expected_version=expected_version, original=original, changes=changes)
    _check(package)
    session.add(package)


@command(Action.EDIT_PROCUREMENT)
def set_package_lines(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    package_id: int,
    add: Sequence[int] = (),
    remove: Sequence[int] = (),
) -> None:
    """Put lines into a package and take others out, by lineage.

    Raises:
        Invalid: "line_in_package", when a line is in another package; "package_archived".
    """
    package = get(session, Package, project_id, package_id)
    if package.archived_at is not None:
        raise Invalid("package_archived", title=package.title)
    for lineage_id in remove:
        row = _place(session, project_id, lineage_id)
        if row is not None and row.package_id == package_id:
            editing.archive(session, row)
    for lineage_id in add:
        _put_in(session, package, lineage_id)


@command(Action.EDIT_PROCUREMENT)
def archive_package(session: Session, *, actor: Actor, project_id: int, package_id: int) -> None:
    """Put a package aside with its history; its lines are free for others."""
    editing.archive(session, get(session, Package, project_id, package_id))


@command(Action.EDIT_PROCUREMENT)
def restore_package(session: Session, *, actor: Actor, project_id: int, package_id: int) -> None:
    """Bring a package back with the lines that no other package took meanwhile."""
    editing.restore(session, get(session, Package, project_id, package_id))


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
) -> int:
    """Say of a stage when it is planned, when it happened and by which document; gives the id of its row.

    A day on which it happened finishes the task that stands for it in the plan, and taking the day back opens it.

    Raises:
        Conflict: somebody else said otherwise since.
        Invalid: "field_not_editable", "text_too_long", "package_archived".
    """
    _only(STAGE_FIELDS, changes)
    package = get(session, Package, project_id, package_id)
    if package.archived_at is not None:
        raise Invalid("package_archived", title=package.title)
    row = stage_row(session, project_id, package_id, stage)
    moved = merge_edit(row, expected_version=expected_version, original=original, changes=changes)
    row.document = _short("document", row.document, LONGEST_DOCUMENT)
    editing.restore(session, row)
    session.add(row)
    session.flush()
    if "actual_on" in moved:
        drive(session, row)
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


def drive(session: Session, row: PackageStage) -> None:
    """Finish the task of a stage on the day it happened, or open it again."""
    task = session.get(Task, row.task_id) if row.task_id is not None else None
    if task is None or task.archived_at is not None:
        return
    if row.actual_on is not None:
        finish(session, task, row.actual_on)
    elif task.actual_finish is not None:
        take_back(session, task)


def _check(package: Package) -> None:
    """Refuse a package that makes no sense.

    Raises:
        Invalid: "text_missing", "text_too_long", or "package_days" for days below 0 or beyond reason.
    """
    package.title = required_text("title", package.title, longest=LONGEST_TITLE)
    package.method_reason = package.method_reason.strip()
    for days in (package.delivery_days, package.installation_days):
        if days is not None and not 0 <= days <= LONGEST_DAYS:
            raise Invalid("package_days", title=package.title, longest=LONGEST_DAYS)


def _place(session: Session, project_id: int, lineage_id: int) -> PackageLine | None:
    """Where a line is, or was: a line has one row at most."""
    return session.exec(
        select(PackageLine).where(PackageLine.project_id == project_id, PackageLine.lineage_id == lineage_id)
    ).first()


def _put_in(session: Session, package: Package, lineage_id: int) -> None:
    line = get(session, LineageRow, package.project_id, lineage_id)
    if line.plan_id != package.plan_id:
        raise Invalid("line_of_other_plan", title=package.title)
    assert package.id is not None  # noqa: S101 (stored)
    row = _place(session, package.project_id, lineage_id)
    if row is None:
        row = PackageLine(project_id=package.project_id, package_id=package.id, lineage_id=lineage_id)
    elif row.archived_at is None and row.package_id != package.id:
        holder = get(session, Package, package.project_id, row.package_id)
        if holder.archived_at is None:
            raise Invalid("line_in_package", title=holder.title)
    row.package_id = package.id
    editing.restore(session, row)
    session.add(row)


def _only(fields: frozenset[str], changes: Mapping[str, Any]) -> None:
    unknown = set(changes) - fields
    if unknown:
        raise Invalid("field_not_editable", fields=sorted(unknown))


def _short(field: str, value: str, longest: int) -> str:
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
