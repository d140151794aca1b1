"""Findings as the table and the panel show them, and each one's history."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.places import places
from tracker.findings import Turn, is_blocking, is_overdue, turn
from tracker.vocabulary import FindingStatus, Severity, Trade

ORGANISATION = metadata.tables["organisation"]
FINDING_EVENT = metadata.tables["finding_event"]
ATTACHMENT = metadata.tables["attachment"]
FINDING = metadata.tables["finding"]
ACCOUNT = metadata.tables["account"]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding; `place` and `organisation` are empty where there is none; `photos` is how many it has."""

    id: int
    version: int
    number: int
    round_id: int | None
    zone_id: int | None
    place: str
    trade: Trade
    severity: Severity
    description: str
    found_on: dt.date
    due_on: dt.date | None
    organisation_id: int | None
    organisation: str
    assignee_account_id: int | None
    rectified_by_id: int | None
    rectified_on: dt.date | None
    closed_on: dt.date | None
    reopened: int
    status: FindingStatus
    archived: bool
    photos: int

    @property
    def turn(self) -> Turn:
        """Who must act now."""
        return turn(self.status)

    @property
    def blocking(self) -> bool:
        """Whether it holds up an acceptance or the opening."""
        return is_blocking(self.status, self.severity)

    def overdue(self, today: dt.date) -> bool:
        """Whether its due day has passed and it is not settled."""
        return is_overdue(self.status, self.due_on, today)


@dataclass(frozen=True, slots=True)
class EventRow:
    """A step in a finding's life; `actor` is the account's name, empty in local mode and for the sample."""

    on: dt.date
    actor: str
    from_status: FindingStatus | None
    to_status: FindingStatus
    text: str


def findings(session: Session, project_id: int, *, round_id: int | None = None) -> list[FindingRow]:
    """The findings of a project or of one round, newest first, archived ones too. Two statements."""
    query = rows_query().where(FINDING.c.project_id == project_id).order_by(FINDING.c.number.desc())
    if round_id is not None:
        query = query.where(FINDING.c.inspection_id == round_id)
    return read_rows(session, query, places(session, project_id))


def finding(session: Session, project_id: int, finding_id: int) -> FindingRow | None:
    """One finding, archived or not; None when the project has none with this id. Two statements."""
    query = rows_query().where(FINDING.c.project_id == project_id, FINDING.c.id == finding_id)
    found = read_rows(session, query, places(session, project_id))
    return found[0] if found else None


def rows_query() -> sa.Select[Any]:
    """What `read_rows` needs of findings, with the organisation joined; the caller says which and in what order."""
    return sa.select(
        FINDING.c.id,
        FINDING.c.version,
        FINDING.c.number,
        FINDING.c.inspection_id,
        FINDING.c.zone_id,
        FINDING.c.trade,
        FINDING.c.severity,
        FINDING.c.description,
        FINDING.c.found_on,
        FINDING.c.due_on,
        FINDING.c.organisation_id,
        sa.func.coalesce(ORGANISATION.c.name, "").label("organisation"),
        FINDING.c.assignee_account_id,
        FINDING.c.rectified_by_id,
        FINDING.c.rectified_on,
        FINDING.c.closed_on,
        FINDING.c.reopened,
        FINDING.c.status,
        FINDING.c.archived_at.is_not(None).label("archived"),
        _photo_count().label("photos"),
    ).join(ORGANISATION, ORGANISATION.c.id == FINDING.c.organisation_id, isouter=True)


def read_rows(session: Session, query: sa.Select[Any], names: Mapping[int, str]) -> list[FindingRow]:
    """The rows of a query made from `rows_query`; `names` are the places of the zones, by id. One statement."""
    return [
        FindingRow(
            id=row.id,
            version=row.version,
            number=row.number,
            round_id=row.inspection_id,
            zone_id=row.zone_id,
            place=names.get(row.zone_id, "") if row.zone_id else "",
            trade=row.trade,
            severity=row.severity,
            description=row.description,
            found_on=row.found_on,
            due_on=row.due_on,
            organisation_id=row.organisation_id,
            organisation=row.organisation,
            assignee_account_id=row.assignee_account_id,
            rectified_by_id=row.rectified_by_id,
            rectified_on=row.rectified_on,
            closed_on=row.closed_on,
            reopened=row.reopened,
            status=row.status,
            archived=row.archived,
            photos=row.photos,
        )
        for row in session.execute(query)
    ]


def history(session: Session, project_id: int, finding_id: int) -> list[EventRow]:
    """What happened to a finding, oldest first. One statement."""
    query = (
        sa.select(
            FINDING_EVENT.c.on,
            sa.func.coalesce(ACCOUNT.c.name, "").label("actor"),
            FINDING_EVENT.c.from_status,
            FINDING_EVENT.c.to_status,
            FINDING_EVENT.c.text,
        )
        .join(ACCOUNT, ACCOUNT.c.id == FINDING_EVENT.c.actor_id, isouter=True)
        .where(FINDING_EVENT.c.project_id == project_id, FINDING_EVENT.c.finding_id == finding_id)
        .order_by(FINDING_EVENT.c.id)
    )
    return [EventRow(*row) for row in session.execute(query)]


def _photo_count() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .where(
            ATTACHMENT.c.project_id == FINDING.c.project_id,
            ATTACHMENT.c.record_table == "finding",
            ATTACHMENT.c.record_id == FINDING.c.id,
            ATTACHMENT.c.archived_at.is_(None),
        )
        .scalar_subquery()
    )
