"""Summaries: the list, the text of one (computed while it is written, kept once it is issued), the rows of a figure."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import Report, ReportEdit, metadata
from db.queries.reporting import facts
from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.periods import Period, PeriodKind, period_of
from tracker.reporting import Source, SourceKind, Summary, compose
from tracker.reporting.edits import Edit, corrections, edited, overtaken
from tracker.reporting.model import Paragraph, Section, Span, sentence
from tracker.reporting.snapshot import from_json
from tracker.vocabulary import IssueStatus

TABLES: dict[SourceKind, tuple[str, tuple[str, ...]]] = {
    SourceKind.READINGS: ("reading", ("on", "value_milli", "qualifier", "source")),
    SourceKind.EVENTS: ("event", ("starts_on", "ends_on", "title", "place")),
    SourceKind.PLANS: ("plan", ("title", "status")),
    SourceKind.ROUNDS: ("inspection", ("planned_on", "held_on", "status")),
    SourceKind.GATES: ("gate", ("stage", "contract", "planned_on")),
    SourceKind.DRAFTS: ("draft", ("number", "status", "submitted_on")),
    SourceKind.ASSETS: ("asset", ("code", "name", "quantity_milli")),
    SourceKind.COURSES: ("course", ("title", "starts_on", "planned_hours_milli")),
    SourceKind.SESSIONS: ("course_session", ("planned_on", "held_on", "hours_milli")),
    SourceKind.PARTICIPANTS: ("enrolment", ()),
    SourceKind.BULLETINS: ("bulletin", ("year", "number", "title", "issued_on")),
    SourceKind.GOALS: ("goal", ("title", "stated_on", "horizon_on")),
}
"""The table of each kind of source, and the columns that show its rows; none of them names a person."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A summary in the list."""

    id: int
    version: int
    title: str
    language: str
    starts_on: dt.date
    ends_on: dt.date
    status: IssueStatus
    issued_at: dt.datetime | None
    archived: bool

    @property
    def period(self) -> Period:
        """The calendar period that it covers."""
        return period_from(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class ReportText:
    """A summary's text, and of one that is being written how it came about.

    Attributes:
        summary: what it says.
        computed: what the data says, by paragraph.
        rewritten: the version of the edit of each paragraph that somebody rewrote.
        overtaken: the rewritten paragraphs whose data has moved since.
    """

    summary: Summary
    computed: dict[str, str]
    rewritten: dict[str, int]
    overtaken: frozenset[str]


def period_from(first: dt.date, last: dt.date) -> Period:
    """The month, quarter or year of these days."""
    return next(period for kind in PeriodKind for period in [period_of(first, kind)] if period.last == last)


def reports(session: Session, project_id: int) -> list[ReportRow]:
    """All summaries, the newest period first; one statement."""
    columns: list[Any] = [
        Report.id,
        Report.version,
        Report.title,
        Report.language,
        Report.starts_on,
        Report.ends_on,
        Report.status,
        Report.issued_at,
        Report.archived_at,
    ]
    query = (
        select(*columns)
        .where(Report.project_id == project_id)
        .order_by(col(Report.ends_on).desc(), col(Report.starts_on).desc(), col(Report.id).desc())
    )
    return [ReportRow(*[*row[:8], row[8] is not None]) for row in session.exec(query)]


def report_text(session: Session, project_id: int, report_id: int, today: dt.date) -> ReportText:
    """The text of a summary: as it was issued, or as the data and the edits have it today."""
    report = session.exec(select(Report).where(Report.project_id == project_id, Report.id == report_id)).one()
    if report.status is IssueStatus.ISSUED:
        return ReportText(from_json(report.snapshot), {}, {}, frozenset())
    summary, edits = composed(session, report, today), edits_of(session, report)
    return ReportText(
        edited(summary, edits),
        {paragraph.key: paragraph.text for paragraph in summary.paragraphs},
        _versions(session, report),
        overtaken(summary, edits),
    )


def composed(session: Session, report: Report, today: dt.date) -> Summary:
    """What the data says of a summary's period, with what is to be corrected of the one issued before it."""
    words = Words.of(report.language)
    period = period_from(report.starts_on, report.ends_on)
    summary = compose(words, facts(session, report.project_id, period, today), period)
    wrong = _corrected(session, report, today)
    if not wrong:
        return summary
    title = words._("Corrections to the last summary")
    section = Section("corrections", title, (Paragraph("corrections", wrong),))
    return Summary(summary.title, summary.opening, (*summary.sections, section))


def edits_of(session: Session, report: Report) -> dict[str, Edit]:
    """The rewritten paragraphs of a summary, by key."""
    query = select(ReportEdit.paragraph, ReportEdit.text, ReportEdit.basis).where(
        ReportEdit.project_id == report.project_id,
        ReportEdit.report_id == report.id,
        col(ReportEdit.archived_at).is_(None),
    )
    return {key: Edit(text, basis) for key, text, basis in session.exec(query)}


def _versions(session: Session, report: Report) -> dict[str, int]:
    query = select(ReportEdit.paragraph, ReportEdit.version).where(
        ReportEdit.project_id == report.project_id,
        ReportEdit.report_id == report.id,
        col(ReportEdit.archived_at).is_(None),
    )
    return dict(session.exec(query).all())


def rows_behind(session: Session, project_id: int, source: Source) -> list[dict[str, Any]]:
    """The rows that a figure was computed from, in its order; columns by name, the id first."""
    name, columns = TABLES[source.kind]
    table = metadata.tables[name]
    query = sa.select(table.c.id, *(table.c[column] for column in columns)).where(
        table.c.project_id == project_id, table.c.id.in_(source.ids)
    )
    found = {row.id: dict(row._mapping) for row in session.execute(query)}
    return [found[id_] for id_ in source.ids if id_ in found]


def _corrected(session: Session, report: Report, today: dt.date) -> tuple[Span, ...]:
    """What the last issued summary in the same language said otherwise than it would be said today."""
    before = session.exec(
        select(Report)
        .where(
            Report.project_id == report.project_id,
            Report.language == report.language,
            Report.status == IssueStatus.ISSUED,
            Report.ends_on < report.starts_on,
            col(Report.archived_at).is_(None),
        )
        .order_by(col(Report.ends_on).desc(), col(Report.id).desc())
    ).first()
    if before is None:
        return ()
    words = Words.of(report.language)
    period = period_from(before.starts_on, before.ends_on)
    now = compose(words, facts(session, report.project_id, period, today), period)
    spans: list[Span] = []
    for title, then, current in corrections(from_json(before.snapshot), now):
        if spans and report.language != "zh":
            spans.append(" ")
        spans += sentence(
            words,
            N_("In “{section}” of {title}, {then} is corrected to {now}."),
            section=title,
            title=before.title,
            then=then.text,
            now=current,
        )
    return tuple(spans)
