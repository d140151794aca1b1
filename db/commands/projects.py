"""Starting a project and changing its settings."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands.editing import merge_edit, required_text
from db.commands.registry import command
from db.models import Project
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor

LONGEST_NAME = 120


@command(Action.ADMINISTER)
def create_project(
    session: Session,
    *,
    actor: Actor,
    name: str,
    district: str,
    starts_on: dt.date,
    opening_on: dt.date,
    ceiling_fen: int | None,
    library: str = "",
    as_of: dt.date | None = None,
    is_sample: bool = False,
) -> int:
    """Start a project; gives its id. `ceiling_fen` None means that no ceiling is known yet.

    `library` is the library's own name on its papers; empty where it is the project's.

    Raises:
        Invalid: a name is missing or too long, the opening is not after the start, or the ceiling is not positive.
    """
    project = Project(
        name=required_text("name", name, longest=LONGEST_NAME),
        district=required_text("district", district, longest=LONGEST_NAME),
        library=_library(library),
        starts_on=starts_on,
        opening_on=opening_on,
        ceiling_fen=ceiling_fen,
        as_of=as_of,
        is_sample=is_sample,
    )
    _check(project)
    session.add(project)
    session.flush()
    assert project.id is not None  # noqa: S101 (flushed)
    return project.id


@command(Action.MANAGE_PROJECT)
def update_project(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change name, district, the library's own name (may be empty), start, opening day or ceiling of a project.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_project`.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound(record="project", id=project_id)
    changes = dict(changes)
    for field in ("name", "district"):
        if field in changes:
            changes[field] = required_text(field, changes[field], longest=LONGEST_NAME)
    if "library" in changes:
        changes["library"] = _library(changes["library"])
    merge_edit(project, expected_version=expected_version, original=original, changes=changes)
    _check(project)
    session.add(project)


def _library(name: str) -> str:
    return required_text("library", name, longest=LONGEST_NAME) if name.strip() else ""


def _check(project: Project) -> None:
    if project.opening_on <= project.starts_on:
        raise Invalid("opening_before_start", opening_on=project.opening_on, starts_on=project.starts_on)
    if project.ceiling_fen is not None and project.ceiling_fen <= 0:
        raise Invalid("ceiling_not_positive")
