"""What the library sends upward: periodic summaries and numbered bulletins, frozen when issued."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.vocabulary import IssueStatus


class ReportsRow(ProjectRow):
    """A row of the reports area."""

    area: ClassVar[str] = "reports"


class Report(ReportsRow, Versioned, Archivable, table=True):
    """A summary of a period in one language.

    While it is a draft its text follows the data; issuing keeps the text with the figures and the rows behind them in
    `snapshot` (JSON), which never changes afterwards.
    """

    __table_args__ = constraints(sa.CheckConstraint("ends_on >= starts_on", name="days"))

    title: str = Field(max_length=200)
    language: str = Field(max_length=8)
    starts_on: dt.date
    ends_on: dt.date
    status: IssueStatus = choice(IssueStatus, IssueStatus.DRAFT)
    issued_at: dt.datetime | None = instant()
    snapshot: str = Field(default="", sa_type=sa.Text)


class ReportEdit(ReportsRow, Versioned, Archivable, table=True):
    """A paragraph that somebody rewrote: its key, the new text, and the text it was written over."""

    __tablename__ = "report_edit"
    __table_args__ = constraints(
        link("report_id", "report"), sa.UniqueConstraint("project_id", "report_id", "paragraph")
    )

    report_id: int = big()
    paragraph: str = Field(max_length=120)
    text: str = Field(sa_type=sa.Text)
    basis: str = Field(default="", sa_type=sa.Text)


class Bulletin(ReportsRow, Versioned, Archivable, table=True):
    """An issue of the information bulletin (信息简报); its number of the year is given when it is issued."""

    __table_args__ = constraints(
        sa.UniqueConstraint("project_id", "year", "number"),
        sa.CheckConstraint("number IS NULL OR number > 0", name="number"),
    )

    year: int
    number: int | None = None
    title: str = Field(max_length=200)
    language: str = Field(default="zh", max_length=8)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    status: IssueStatus = choice(IssueStatus, IssueStatus.DRAFT)
    issued_on: dt.date | None = None
    body: str = Field(default="", sa_type=sa.Text)


class BulletinRecipient(ReportsRow, Versioned, Archivable, table=True):
    """An office that a bulletin is sent to (报, 送, 发)."""

    __tablename__ = "bulletin_recipient"
    __table_args__ = constraints(link("bulletin_id", "bulletin"))

    bulletin_id: int = big()
    name: str = Field(max_length=160)
    position: int = 0
