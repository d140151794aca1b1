"""Packages of a procurement plan: the lines bought together, and the method."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.draft_rows import open_plan
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import LineageRow, Package, PackageLine
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.thresholds import ProcurementObject
from tracker.vocabulary import ProcurementMethod

LONGEST_TITLE = 160
LONGEST_DAYS = 1_000

LONGEST_PLACE = 120

FIELDS = frozenset(
    {
        "title",
        "method",
        "method_reason",
        "delivery_days",
        "installation_days",
        "acceptance_days",
        "jurisdiction",
        "object",
    }
)
"""What may be edited of a package; it stays with its plan."""


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
    acceptance_days: int | None = None,
    jurisdiction: str = "",
    object: ProcurementObject | None = None,  # noqa: A002 (the field's own name)
) -> int:
    """Make a package of lines that are in none yet; gives its id. Days are working days.

    `jurisdiction` and `object` say which thresholds hold; left out, those of any place, and what the codes of the
    lines stand for.

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
        acceptance_days=acceptance_days,
        jurisdiction=jurisdiction,
        object=object or "",
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
    package = get(session, Package, project_id, package_id)
    merge_edit(package, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
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


def _check(package: Package) -> None:
    """Refuse a package that makes no sense.

    Raises:
        Invalid: "text_missing", "text_too_long", "object_unknown", or "package_days" for days below 0 or beyond
            reason.
    """
    package.title = required_text("title", package.title, longest=LONGEST_TITLE)
    package.method_reason = package.method_reason.strip()
    package.jurisdiction, package.object = package.jurisdiction.strip(), package.object or ""
    if len(package.jurisdiction) > LONGEST_PLACE:
        length = len(package.jurisdiction)
        raise Invalid("text_too_long", field="jurisdiction", longest=LONGEST_PLACE, length=length)
    if package.object not in {"", *ProcurementObject}:
        raise Invalid("object_unknown", asked=package.object)
    for days in (package.delivery_days, package.installation_days, package.acceptance_days):
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
