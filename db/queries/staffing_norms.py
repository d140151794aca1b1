"""The norms that the library entered, and the population they are applied to."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from db.models import Project, StaffingNorm
from tracker.staffing_norms import Norm


@dataclass(frozen=True, slots=True)
class NormRow:
    """A norm as it is stored."""

    version: int
    archived: bool
    norm: Norm

    @property
    def id(self) -> int:
        """Of the norm."""
        return self.norm.id


@dataclass(frozen=True, slots=True)
class Population:
    """The residents that the library serves (None: not known), and the version of the project that says so."""

    version: int
    residents: int | None


def staffing_norms(session: Session, project_id: int) -> list[NormRow]:
    """All norms in the order they were entered, archived ones too. One statement."""
    columns: list[Any] = [
        StaffingNorm.version,
        StaffingNorm.archived_at,
        StaffingNorm.id,
        StaffingNorm.title,
        StaffingNorm.residents_low,
        StaffingNorm.residents_high,
        StaffingNorm.source,
        StaffingNorm.edition,
        StaffingNorm.valid_from,
        StaffingNorm.valid_to,
    ]
    query = select(*columns).where(StaffingNorm.project_id == project_id).order_by(StaffingNorm.id)
    return [NormRow(row[0], row[1] is not None, Norm(*row[2:])) for row in session.exec(query)]


def service_population(session: Session, project_id: int) -> Population:
    """The residents that a project's library serves. One statement."""
    row = session.exec(
        select(Project.version, Project.service_population).where(Project.id == project_id)
    ).one()
    return Population(*row)
