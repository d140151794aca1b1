"""Issues of the information bulletin with the offices that they go to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Bulletin, BulletinRecipient
from tracker.vocabulary import IssueStatus


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """An issue; it has a number and a day once it is issued.

    `starts_on` and `ends_on` are the period that it tells of, where it has one; `recipients` are lines as
    `tracker.bulletins` has them.
    """

    id: int
    version: int
    year: int
    number: int | None
    title: str
    language: str
    status: IssueStatus
    issued_on: dt.date | None
    body: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    archived: bool
    recipients: tuple[str, ...]


def bulletins(session: Session, project_id: int) -> list[BulletinRow]:
    """All issues, those being written first, then the newest; two statements."""
    recipients: dict[int, list[str]] = {}
    offices = (
        select(BulletinRecipient.bulletin_id, BulletinRecipient.name)
        .where(BulletinRecipient.project_id == project_id, col(BulletinRecipient.archived_at).is_(None))
        .order_by(col(BulletinRecipient.position), col(BulletinRecipient.id))
    )
    for bulletin_id, name in session.exec(offices):
        recipients.setdefault(bulletin_id, []).append(name)
    columns: list[Any] = [
        Bulletin.id,
        Bulletin.version,
        Bulletin.year,
        Bulletin.number,
        Bulletin.title,
        Bulletin.language,
        Bulletin.status,
        Bulletin.issued_on,
        Bulletin.body,
        Bulletin.starts_on,
        Bulletin.ends_on,
        Bulletin.archived_at,
    ]
    query = select(*columns).where(Bulletin.project_id == project_id)
    rows = [
        BulletinRow(*[*row[:11], row[11] is not None, tuple(recipients.get(row[0], ()))])
        for row in session.exec(query)
    ]
    return sorted(rows, key=lambda row: (row.number is not None, -row.year, -(row.number or 0), -row.id))
