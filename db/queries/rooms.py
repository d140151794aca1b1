"""When each room was last seen, from everything that rounds leave behind."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.places import zones
from tracker.rooms import Place, RoomVisit, last_visits
from tracker.vocabulary import InspectionStatus

INSPECTION = metadata.tables["inspection"]
INSPECTION_NOTE = metadata.tables["inspection_note"]
INSPECTION_SERIES = metadata.tables["inspection_series"]
CHECK_RESULT = metadata.tables["check_result"]
FINDING = metadata.tables["finding"]
FINDING_CHECK = metadata.tables["finding_check"]

HELD_ON = sa.func.coalesce(INSPECTION.c.held_on, INSPECTION.c.planned_on)


def room_visits(
    session: Session, project_id: int, today: dt.date, *, since: dt.date | None = None
) -> list[RoomVisit]:
    """Every room that is not archived with its last visit up to today, in the order of the building. Two statements.

    A visit is a note, an answer of the checklist, a look at an earlier finding, or a finding raised. With `since`,
    what happened before that day is not looked at, which is quicker where only recent visits matter.
    """
    visits = _visits(project_id).subquery()
    query = (
        sa.select(visits.c.zone_id, sa.func.max(visits.c.day).label("day"))
        .where(visits.c.day <= today)
        .group_by(visits.c.zone_id)
    )
    if since is not None:
        query = query.where(visits.c.day >= since)
    seen = {row.zone_id: row.day for row in session.execute(query)}
    places = [
        Place(zone.id, zone.kind, zone.place, zone.parent_id)
        for zone in zones(session, project_id)
        if not zone.archived
    ]
    return last_visits(places, seen)


def rounds_since(session: Session, project_id: int) -> dt.date | None:
    """The first day of the earliest series that is not archived; None without one. One statement."""
    query = sa.select(sa.func.min(INSPECTION_SERIES.c.starts_on)).where(
        INSPECTION_SERIES.c.project_id == project_id, INSPECTION_SERIES.c.archived_at.is_(None)
    )
    day: dt.date | None = session.execute(query).scalar()
    return day


def _visits(project_id: int) -> sa.CompoundSelect[tuple[int, dt.date]]:
    """The zone and the day of everything seen; a round that was excused or archived saw nothing."""
    held = sa.and_(
        INSPECTION.c.project_id == project_id,
        INSPECTION.c.archived_at.is_(None),
        INSPECTION.c.status != InspectionStatus.EXCUSED,
    )
    notes = (
        sa.select(INSPECTION_NOTE.c.zone_id, HELD_ON.label("day"))
        .join(INSPECTION, INSPECTION.c.id == INSPECTION_NOTE.c.inspection_id)
        .where(held, INSPECTION_NOTE.c.archived_at.is_(None), INSPECTION_NOTE.c.zone_id.is_not(None))
    )
    answers = (
        sa.select(CHECK_RESULT.c.zone_id, HELD_ON)
        .join(INSPECTION, INSPECTION.c.id == CHECK_RESULT.c.inspection_id)
        .where(held, CHECK_RESULT.c.archived_at.is_(None))
    )
    raised = sa.select(FINDING.c.zone_id, FINDING.c.found_on).where(
        FINDING.c.project_id == project_id, FINDING.c.archived_at.is_(None), FINDING.c.zone_id.is_not(None)
    )
    looked_at = (
        sa.select(FINDING.c.zone_id, HELD_ON)
        .join(FINDING_CHECK, FINDING_CHECK.c.finding_id == FINDING.c.id)
        .join(INSPECTION, INSPECTION.c.id == FINDING_CHECK.c.inspection_id)
        .where(
            held,
            FINDING_CHECK.c.archived_at.is_(None),
            FINDING.c.archived_at.is_(None),
            FINDING.c.zone_id.is_not(None),
        )
    )
    return sa.union_all(notes, answers, raised, looked_at)
