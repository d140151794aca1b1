"""What the sheet of a round shows: the zones with their questions, the open findings, the head as it stands."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.field import checklist, open_findings
from db.queries.places import organisations, zones
from tracker.checklist import Question, walk
from tracker.rooms import Place
from tracker.round_sheet import HEAD_FIELDS, RoundSheet, SheetFinding

INSPECTION = metadata.tables["inspection"]
INSPECTION_SERIES = metadata.tables["inspection_series"]
PROJECT = metadata.tables["project"]


def round_sheet(
    session: Session, project_id: int, round_id: int, *, device: uuid.UUID, now: dt.datetime
) -> RoundSheet | None:
    """The sheet of a round, under a new `device`; None without such a round. Seven statements.

    Findings that the round itself raised are not asked about.
    """
    query = (
        sa.select(
            *(INSPECTION.c[name] for name in HEAD_FIELDS),
            INSPECTION.c.planned_on,
            sa.func.coalesce(INSPECTION_SERIES.c.title, "").label("series"),
            PROJECT.c.name.label("project"),
        )
        .join(PROJECT, PROJECT.c.id == INSPECTION.c.project_id)
        .join(INSPECTION_SERIES, INSPECTION_SERIES.c.id == INSPECTION.c.series_id, isouter=True)
        .where(INSPECTION.c.project_id == project_id, INSPECTION.c.id == round_id)
    )
    row = session.execute(query).first()
    if row is None:
        return None
    active = [zone for zone in zones(session, project_id) if not zone.archived]
    places = {zone.id: zone.place for zone in active}
    questions = [Question(each.id, each.zone_id, each.text) for each in checklist(session, project_id)]
    parties = {each.id: each.name for each in organisations(session, project_id) if not each.archived}
    return RoundSheet(
        project=row.project,
        project_id=project_id,
        round_id=round_id,
        title=row.series,
        day=row.held_on or row.planned_on,
        device=device,
        exported_at=now,
        stops=tuple(
            walk([Place(zone.id, zone.kind, zone.place, zone.parent_id) for zone in active], questions)
        ),
        places=places,
        findings=_earlier_findings(session, project_id, round_id, places),
        organisations=parties,
        head={name: getattr(row, name) for name in HEAD_FIELDS},
    )


def _earlier_findings(
    session: Session, project_id: int, round_id: int, places: dict[int, str]
) -> tuple[SheetFinding, ...]:
    """The open findings of other rounds in the order of the room list."""
    finding = metadata.tables["finding"]
    own = set(
        session.scalars(
            sa.select(finding.c.id).where(
                finding.c.project_id == project_id, finding.c.inspection_id == round_id
            )
        )
    )
    order = {zone_id: at for at, zone_id in enumerate(places)}
    rows = [row for row in open_findings(session, project_id) if row.id not in own]
    rows.sort(key=lambda row: order.get(row.zone_id or 0, len(order)))
    return tuple(
        SheetFinding(
            id=row.id,
            number=row.number,
            place=places.get(row.zone_id or 0, ""),
            severity=row.severity,
            description=row.description,
            due_on=row.due_on,
        )
        for row in rows
    )
