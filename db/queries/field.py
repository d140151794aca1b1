"""What a phone holds of today, and what all phones have said in a round."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.inspections import slot_rows
from db.queries.places import OrganisationRow, ZoneRow, organisations, zones
from db.queries.plan import work_calendar
from tracker.calendar import WorkCalendar
from tracker.findings import SETTLED, default_due
from tracker.inspections import SlotState
from tracker.vocabulary import FindingStatus, InspectionStatus, Severity, Trade

INSPECTION = metadata.tables["inspection"]
INSPECTION_SERIES = metadata.tables["inspection_series"]
CHECKLIST_ITEM = metadata.tables["checklist_item"]
FINDING = metadata.tables["finding"]
ORGANISATION = metadata.tables["organisation"]
ATTACHMENT = metadata.tables["attachment"]
ATTENDEE = metadata.tables["attendee"]

DAYS_AROUND = 62
"""A slot that is open today was planned at most so many days away, however a holiday moved it."""

LAST_ROUNDS = 10
"""Who walked along in these is likely to walk along today."""

SHOWN = frozenset({SlotState.DUE, SlotState.LATE})


@dataclass(frozen=True, slots=True)
class RoundOffer:
    """A round to hold or to go on with; without an id nobody began it. `title` is empty for an extra round."""

    id: int | None
    client_id: str | None
    series_id: int | None
    title: str
    planned_on: dt.date
    window_ends_on: dt.date | None
    held_on: dt.date | None
    state: SlotState


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the checklist; without a zone it is asked in every one."""

    id: int
    zone_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class OpenFindingRow:
    """A finding that is neither closed nor waived; `photo` is the SHA-256 of its first photo, "" without one."""

    id: int
    number: int
    zone_id: int | None
    trade: Trade
    severity: Severity
    status: FindingStatus
    description: str
    found_on: dt.date
    due_on: dt.date | None
    organisation: str
    photo: str


@dataclass(frozen=True, slots=True)
class KnownAttendee:
    """Somebody who was at one of the last rounds."""

    name: str
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class UsualDue:
    """When a finding of a severity, found today, is due unless agreed otherwise; None where no day is usual."""

    severity: Severity
    due_on: dt.date | None
    due_days: int | None


@dataclass(frozen=True, slots=True)
class Today:
    """All that a phone needs to hold today's round without a line."""

    rounds: list[RoundOffer]
    zones: list[ZoneRow]
    checklist: list[QuestionRow]
    findings: list[OpenFindingRow]
    organisations: list[OrganisationRow]
    people: list[KnownAttendee]
    severities: list[UsualDue]


def today_bundle(session: Session, project_id: int, *, today: dt.date, opening_on: dt.date) -> Today:
    """What a phone needs on a day. Ten statements, whatever the number of rows."""
    calendar = work_calendar(session, project_id)
    return Today(
        rounds=offers(session, project_id, today, calendar),
        zones=[zone for zone in zones(session, project_id) if not zone.archived],
        checklist=checklist(session, project_id),
        findings=open_findings(session, project_id),
        organisations=[each for each in organisations(session, project_id) if not each.archived],
        people=people_of_last_rounds(session, project_id),
        severities=[_usual_due(severity, today, opening_on, calendar) for severity in Severity],
    )


def offers(session: Session, project_id: int, today: dt.date, calendar: WorkCalendar) -> list[RoundOffer]:
    """The slots that are due or late and not held, and every other working round, by day. Three statements."""
    working = _working_rounds(session, project_id)
    around = dt.timedelta(days=DAYS_AROUND)
    planned = slot_rows(
        session, project_id, first=today - around, last=today + around, today=today, calendar=calendar
    )
    found = []
    for row in planned:
        if row.state not in SHOWN or row.signed:
            continue
        begun = working.pop(row.round_id or 0, None)
        found.append(
            RoundOffer(
                id=row.round_id,
                client_id=begun.client_id if begun else None,
                series_id=row.series_id,
                title=row.series,
                planned_on=row.slot.planned_on,
                window_ends_on=row.slot.closes_on,
                held_on=row.held_on,
                state=row.state,
            )
        )
    return sorted([*found, *working.values()], key=lambda row: (row.planned_on, row.id or 0))


def checklist(session: Session, project_id: int) -> list[QuestionRow]:
    """The questions that are asked, in their order. One statement."""
    query = (
        sa.select(CHECKLIST_ITEM.c.id, CHECKLIST_ITEM.c.zone_id, CHECKLIST_ITEM.c.text)
        .where(CHECKLIST_ITEM.c.project_id == project_id, CHECKLIST_ITEM.c.archived_at.is_(None))
        .order_by(CHECKLIST_ITEM.c.position, CHECKLIST_ITEM.c.id)
    )
    return [QuestionRow(*row) for row in session.execute(query)]


def open_findings(session: Session, project_id: int) -> list[OpenFindingRow]:
    """The findings that are neither closed nor waived, by number. Two statements."""
    is_open = sa.and_(
        FINDING.c.project_id == project_id,
        FINDING.c.archived_at.is_(None),
        FINDING.c.status.not_in(SETTLED),
    )
    photo_query = (
        sa.select(ATTACHMENT.c.record_id, ATTACHMENT.c.sha256)
        .join(FINDING, sa.and_(FINDING.c.id == ATTACHMENT.c.record_id, is_open))
        .where(
            ATTACHMENT.c.project_id == project_id,
            ATTACHMENT.c.record_table == "finding",
            ATTACHMENT.c.archived_at.is_(None),
        )
        .order_by(ATTACHMENT.c.id.desc())
    )
    first_photo = {row.record_id: row.sha256 for row in session.execute(photo_query)}
    query = (
        sa.select(
            FINDING.c.id,
            FINDING.c.number,
            FINDING.c.zone_id,
            FINDING.c.trade,
            FINDING.c.severity,
            FINDING.c.status,
            FINDING.c.description,
            FINDING.c.found_on,
            FINDING.c.due_on,
            sa.func.coalesce(ORGANISATION.c.name, "").label("organisation"),
        )
        .join(ORGANISATION, ORGANISATION.c.id == FINDING.c.organisation_id, isouter=True)
        .where(is_open)
        .order_by(FINDING.c.number)
    )
    return [
        OpenFindingRow(**row._asdict(), photo=first_photo.get(row.id, "")) for row in session.execute(query)
    ]


def people_of_last_rounds(session: Session, project_id: int) -> list[KnownAttendee]:
    """Who was at the last rounds, by name. One statement."""
    last = (
        sa.select(INSPECTION.c.id)
        .where(INSPECTION.c.project_id == project_id, INSPECTION.c.archived_at.is_(None))
        .where(INSPECTION.c.status != InspectionStatus.EXCUSED)
        .order_by(INSPECTION.c.planned_on.desc(), INSPECTION.c.id.desc())
        .limit(LAST_ROUNDS)
    )
    query = (
        sa.select(ATTENDEE.c.name, ATTENDEE.c.organisation_id)
        .where(ATTENDEE.c.project_id == project_id, ATTENDEE.c.archived_at.is_(None))
        .where(ATTENDEE.c.inspection_id.in_(last.scalar_subquery()))
        .distinct()
        .order_by(ATTENDEE.c.name, ATTENDEE.c.organisation_id)
    )
    return [KnownAttendee(*row) for row in session.execute(query)]


def photo_is_here(session: Session, project_id: int, sha256: str) -> bool:
    """Whether a photo hangs on a record of the project. One statement."""
    query = sa.select(ATTACHMENT.c.id).where(
        ATTACHMENT.c.project_id == project_id,
        ATTACHMENT.c.sha256 == sha256,
        ATTACHMENT.c.archived_at.is_(None),
    )
    return session.execute(query.limit(1)).first() is not None


def _working_rounds(session: Session, project_id: int) -> dict[int, RoundOffer]:
    """The rounds that are being held, by id."""
    query = (
        sa.select(
            INSPECTION.c.id,
            INSPECTION.c.client_id,
            INSPECTION.c.series_id,
            sa.func.coalesce(INSPECTION_SERIES.c.title, "").label("title"),
            INSPECTION.c.planned_on,
            INSPECTION.c.held_on,
        )
        .join(INSPECTION_SERIES, INSPECTION_SERIES.c.id == INSPECTION.c.series_id, isouter=True)
        .where(
            INSPECTION.c.project_id == project_id,
            INSPECTION.c.status == InspectionStatus.WORKING,
            INSPECTION.c.archived_at.is_(None),
        )
    )
    return {
        row.id: RoundOffer(
            id=row.id,
            client_id=row.client_id,
            series_id=row.series_id,
            title=row.title,
            planned_on=row.planned_on,
            window_ends_on=None,
            held_on=row.held_on,
            state=SlotState.DUE,
        )
        for row in session.execute(query)
    }


def _usual_due(severity: Severity, today: dt.date, opening_on: dt.date, calendar: WorkCalendar) -> UsualDue:
    due_on = default_due(severity, today, completion_on=opening_on, calendar=calendar)
    return UsualDue(severity, due_on, None if due_on is None else (due_on - today).days)
