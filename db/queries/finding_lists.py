"""Short lists of findings: what is open in a place, what a contractor has to do, in which rounds findings were made."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.finding_groups import UNSETTLED, severity_rank, unsettled
from db.queries.findings import FindingRow, read_rows, rows_query
from db.queries.photos import PhotoRow, photos_of
from db.queries.places import places
from tracker.finding_likeness import Known

INSPECTION_SERIES = metadata.tables["inspection_series"]
INSPECTION = metadata.tables["inspection"]
FINDING = metadata.tables["finding"]

MOST_ROUNDS = 26
"""Rounds to choose from; older ones are found through the page of rounds."""


@dataclass(frozen=True, slots=True)
class RoundChoice:
    """A round to choose findings by: its day, and its series where it has one."""

    id: int
    day: dt.date
    series: str


@dataclass(frozen=True, slots=True)
class ContractorList:
    """What an organisation has to put right: the findings place by place, and their photos by finding."""

    findings: tuple[FindingRow, ...]
    photos: dict[int, tuple[PhotoRow, ...]]


def open_in_zone(session: Session, project_id: int, zone_id: int | None) -> list[Known]:
    """The open findings of a zone itself, or (None) of the building as a whole. One statement."""
    place = FINDING.c.zone_id == zone_id if zone_id is not None else FINDING.c.zone_id.is_(None)
    query = (
        sa.select(FINDING.c.id, FINDING.c.number, FINDING.c.description)
        .where(FINDING.c.project_id == project_id, *UNSETTLED, place)
        .order_by(FINDING.c.number)
    )
    return [Known(*row) for row in session.execute(query)]


def open_by_organisation(session: Session, project_id: int) -> dict[int, int]:
    """How many unsettled findings each organisation has that has any. One statement."""
    query = (
        sa.select(FINDING.c.organisation_id, sa.func.count())
        .where(*unsettled(project_id), FINDING.c.organisation_id.is_not(None))
        .group_by(FINDING.c.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def contractor_list(session: Session, project_id: int, organisation_id: int) -> ContractorList:
    """The unsettled findings of an organisation in the order of the room list, the worst of a place first.

    Three statements.
    """
    names = places(session, project_id)
    query = (
        rows_query()
        .where(FINDING.c.project_id == project_id, *UNSETTLED, FINDING.c.organisation_id == organisation_id)
        .order_by(severity_rank(), FINDING.c.due_on.asc().nulls_last(), FINDING.c.number)
    )
    rows = read_rows(session, query, names)
    order = {zone_id: index for index, zone_id in enumerate(names)}
    rows.sort(key=lambda row: order.get(row.zone_id or 0, len(order)))
    photos = photos_of(session, project_id, "finding", [row.id for row in rows])
    return ContractorList(tuple(rows), photos)


def rounds_with_findings(session: Session, project_id: int, *, also: int | None = None) -> list[RoundChoice]:
    """The latest rounds in which findings were made, newest first, and the round `also`. One statement."""
    day = sa.func.coalesce(INSPECTION.c.held_on, INSPECTION.c.planned_on)
    has_findings = sa.exists().where(
        FINDING.c.project_id == project_id, FINDING.c.inspection_id == INSPECTION.c.id
    )
    latest = (
        sa.select(INSPECTION.c.id)
        .where(INSPECTION.c.project_id == project_id, INSPECTION.c.archived_at.is_(None), has_findings)
        .order_by(day.desc(), INSPECTION.c.id.desc())
        .limit(MOST_ROUNDS)
    )
    wanted = INSPECTION.c.id.in_(latest.scalar_subquery())
    query = (
        sa.select(INSPECTION.c.id, day, sa.func.coalesce(INSPECTION_SERIES.c.title, ""))
        .join(INSPECTION_SERIES, INSPECTION_SERIES.c.id == INSPECTION.c.series_id, isouter=True)
        .where(INSPECTION.c.project_id == project_id, sa.or_(wanted, INSPECTION.c.id == also))
        .order_by(day.desc(), INSPECTION.c.id.desc())
    )
    return [RoundChoice(*row) for row in session.execute(query)]
