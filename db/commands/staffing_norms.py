"""Norms of staff by service population, as the library found them, and the population itself."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands import editing
from db.commands.days import check_day_of_project
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Project, StaffingNorm
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor

LONGEST_TITLE = 160
LONGEST_SOURCE = 2_000
LONGEST_EDITION = 60
MOST_RESIDENTS = 100_000_000
FIELDS = frozenset(
    {"title", "residents_low", "residents_high", "source", "edition", "valid_from", "valid_to"}
)
"""Columns that a person sets."""


@command(Action.MANAGE_PROJECT)
def create_staffing_norm(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    title: str,
    residents_low: int,
    residents_high: int,
    source: str,
    edition: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> int:
    """Add a norm: one member of staff for so many residents, by a source that is named; gives its id.

    Raises:
        Invalid: title or source is missing, a text is too long, the residents are not 1 to MOST_RESIDENTS with the
            low figure first (`norm_residents`), or the days are the wrong way round (`norm_days`).
    """
    norm = StaffingNorm(
        project_id=project_id,
        title=title,
        residents_low=residents_low,
        residents_high=residents_high,
        source=source,
        edition=edition,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _check(session, norm)
    session.add(norm)
    session.flush()
    assert norm.id is not None  # noqa: S101 (flushed)
    return norm.id


@command(Action.MANAGE_PROJECT)
def update_staffing_norm(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    norm_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a norm.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_staffing_norm`.
    """
    norm = get(session, StaffingNorm, project_id, norm_id)
    merge_edit(norm, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(session, norm)
    session.add(norm)


@command(Action.MANAGE_PROJECT)
def archive_staffing_norm(session: Session, *, actor: Actor, project_id: int, norm_id: int) -> None:
    """Put a norm aside; nothing is held against it any more."""
    editing.archive(session, get(session, StaffingNorm, project_id, norm_id))


@command(Action.MANAGE_PROJECT)
def restore_staffing_norm(session: Session, *, actor: Actor, project_id: int, norm_id: int) -> None:
    """Bring a norm back."""
    editing.restore(session, get(session, StaffingNorm, project_id, norm_id))


@command(Action.MANAGE_PROJECT)
def set_service_population(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Say how many residents the library serves; None for not known.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: it is not 1 to MOST_RESIDENTS (`population_out_of_range`).
    """
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound(record="project", id=project_id)
    merge_edit(
        project,
        expected_version=expected_version,
        original=original,
        changes=changes,
        fields=frozenset({"service_population"}),
    )
    population = project.service_population
    if population is not None and not 1 <= population <= MOST_RESIDENTS:
        raise Invalid("population_out_of_range", population=population, most=MOST_RESIDENTS)
    session.add(project)


def _check(session: Session, norm: StaffingNorm) -> None:
    norm.title = required_text("title", norm.title, longest=LONGEST_TITLE)
    norm.source = required_text("source", norm.source, longest=LONGEST_SOURCE)
    norm.edition = norm.edition.strip()
    if len(norm.edition) > LONGEST_EDITION:
        raise Invalid("text_too_long", field="edition", longest=LONGEST_EDITION, length=len(norm.edition))
    if not 1 <= norm.residents_low <= norm.residents_high <= MOST_RESIDENTS:
        raise Invalid("norm_residents", low=norm.residents_low, high=norm.residents_high, most=MOST_RESIDENTS)
    for day in (norm.valid_from, norm.valid_to):
        if day is not None:
            check_day_of_project(session, norm.project_id, day, may_be_older=True)
    if norm.valid_from is not None and norm.valid_to is not None and norm.valid_to < norm.valid_from:
        raise Invalid("norm_days", first=norm.valid_from, last=norm.valid_to)
