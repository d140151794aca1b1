"""Issues of the information bulletin with the offices that they go to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Bulletin, BulletinRecipient
from tracker.bulletins import Head, Recipient, head_kept, recipient_of
from tracker.exports.bulletin_paper import BulletinPaper, head_of, recipient_lines
from tracker.i18n import Words
from tracker.vocabulary import IssueStatus


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """An issue; it has a number and a day once it is issued.

    `starts_on` and `ends_on` are the period that it tells of, where it has one; `head` is what stood at its head when
    it was issued.
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
    head: Head | None
    recipients: tuple[Recipient, ...]

    def paper(self, library: str, today: dt.date) -> BulletinPaper:
        """What stands on its paper; a draft has the head of a library as it is called today."""
        own = Words.of(self.language)
        head = self.head or head_of(
            own, number=self.number, year=self.year, library=library, day=self.issued_on or today
        )
        return BulletinPaper(
            head, self.title, self.body, recipient_lines(own, self.recipients), self.language
        )


def bulletins(session: Session, project_id: int) -> list[BulletinRow]:
    """All issues, those being written first, then the newest; two statements."""
    recipients: dict[int, list[Recipient]] = {}
    offices: Any = (
        select(BulletinRecipient.bulletin_id, BulletinRecipient.manner, BulletinRecipient.name)
        .where(BulletinRecipient.project_id == project_id, col(BulletinRecipient.archived_at).is_(None))
        .order_by(col(BulletinRecipient.position), col(BulletinRecipient.id))
    )
    for bulletin_id, manner, name in session.exec(offices):
        recipients.setdefault(bulletin_id, []).append(recipient_of(manner, name))
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
        Bulletin.letterhead,
    ]
    query = select(*columns).where(Bulletin.project_id == project_id)
    rows = [
        BulletinRow(*[*row[:11], row[11] is not None, head_kept(row[12]), tuple(recipients.get(row[0], ()))])
        for row in session.exec(query)
    ]
    return sorted(rows, key=lambda row: (row.number is not None, -row.year, -(row.number or 0), -row.id))
