"""What the library sends upward: periodic summaries, numbered bulletins, and packs of evidence."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from db.models.base import Archivable, BigId, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.bulletins import Manner
from tracker.vocabulary import IssueStatus, JobStatus, PromiseVerdict


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


class ReportPromise(ReportsRow, Versioned, Archivable, table=True):
    """What a summary says will be done by the next one.

    A task tells by itself what became of it; of anything else a person says so in `verdict`.
    """

    __tablename__ = "report_promise"
    __table_args__ = constraints(link("report_id", "report"), link("task_id", "task"))

    report_id: int = big()
    text: str = Field(max_length=300)
    due_on: dt.date | None = None
    task_id: int | None = big(nullable=True)
    verdict: PromiseVerdict | None = choice(PromiseVerdict, nullable=True)
    verdict_note: str = Field(default="", max_length=300)
    position: int = 0


class Bulletin(ReportsRow, Versioned, Archivable, table=True):
    """An issue of the information bulletin (信息简报); its number of the year is given when it is issued.

    `letterhead` (JSON) keeps what its head said on that day.
    """

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
    letterhead: str = Field(default="", sa_type=sa.Text)
    body: str = Field(default="", sa_type=sa.Text)


class BulletinRecipient(ReportsRow, Versioned, Archivable, table=True):
    """An office that a bulletin goes to, and whether it is above, beside or below the library (报, 送, 发)."""

    __tablename__ = "bulletin_recipient"
    __table_args__ = constraints(link("bulletin_id", "bulletin"))

    bulletin_id: int = big()
    name: str = Field(max_length=160)
    manner: Manner | None = choice(Manner, nullable=True)
    position: int = 0


class EvidencePack(ReportsRow, Versioned, Archivable, table=True):
    """A ZIP of what stands behind a gate or a period; its file is an attachment of this record."""

    __tablename__ = "evidence_pack"
    __table_args__ = constraints(
        link("gate_id", "gate"),
        sa.CheckConstraint(
            "gate_id IS NOT NULL OR (starts_on IS NOT NULL AND ends_on >= starts_on)",
            name="scope",
        ),
    )

    gate_id: int | None = big(nullable=True)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    language: str = Field(default="zh", max_length=8)


class BackgroundJob(SQLModel, table=True):
    """Long work on a record that goes on without its page: how far it is, and who is at it until when.

    A worker claims a job until `claimed_until` and renews that while it works; a job whose worker died is free
    again. How far it is, is no change of the project's content: the audit does not repeat it.
    """

    __tablename__ = "background_job"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "record_table", "record_id"),
        sa.Index(None, "status", "claimed_until"),
        sa.CheckConstraint("done >= 0 AND total >= 0 AND done <= total", name="progress"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    project_id: int = Field(sa_type=sa.BigInteger, foreign_key="project.id")
    record_table: str = Field(max_length=63)
    record_id: int = big()
    status: JobStatus = choice(JobStatus, JobStatus.WAITING)
    step: str = Field(default="", max_length=120)
    done: int = 0
    total: int = 0
    attempts: int = 0
    error: str = Field(default="", sa_type=sa.Text)
    requested_at: dt.datetime = instant(nullable=False)
    claimed_until: dt.datetime | None = instant()
    finished_at: dt.datetime | None = instant()
