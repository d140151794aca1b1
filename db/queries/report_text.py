"""The text of a summary: computed from the data while it is written, read from its snapshot once it is issued."""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from db.models import Project, Report, ReportEdit
from db.queries.plan import work_calendar
from db.queries.promises import live_promises
from db.queries.report_charts import chart_facts
from db.queries.reporting import FACT_STEPS, Step, facts
from db.queries.reports import ReportRow, period_from, reports
from db.queries.word_templates import word_template
from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.i18n.official import date_signed
from tracker.periods import Period, PeriodKind
from tracker.reporting import Paragraph, Summary, compose
from tracker.reporting.charts import charts
from tracker.reporting.compose import extended
from tracker.reporting.edits import Edit, corrections, edited, left_out, overtaken
from tracker.reporting.model import Span, sentence
from tracker.reporting.promises import announced, said_last_time
from tracker.reporting.snapshot import Dress, dress_of, from_json
from tracker.vocabulary import IssueStatus
from tracker.word_templates import TemplateKind

OWN_STEPS = 3
"""What was announced before, what is announced now, and the charts."""

Told = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


def nobody(done: int, total: int) -> None:
    """Where nobody watches."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A summary's text, and of one that is being written how it came about.

    Attributes:
        summary: what it says.
        computed: what the data says, by paragraph.
        rewritten: the version of the edit of each paragraph that somebody rewrote.
        overtaken: the rewritten paragraphs whose data has moved since.
        left_out: what was written over paragraphs that the data has no more.
        dress: what its papers are laid out with: as it was issued, else as of today.
    """

    summary: Summary
    dress: Dress
    computed: dict[str, str] = field(default_factory=dict)
    rewritten: dict[str, int] = field(default_factory=dict)
    overtaken: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """The summary of a period, what its papers are laid out with, and whether it is issued."""

    summary: Summary
    dress: Dress
    is_issued: bool


def report_text(
    session: Session, project_id: int, report_id: int, today: dt.date, *, told: Told = nobody
) -> ReportText:
    """The text of a summary: as it was issued, or as the data and the edits have it today."""
    report = session.exec(select(Report).where(Report.project_id == project_id, Report.id == report_id)).one()
    if report.status is IssueStatus.ISSUED:
        dress = dress_of(report.snapshot) or dress_by(session, report, _issued_on(session, report))
        return ReportText(from_json(report.snapshot), dress)
    summary, edits = composed(session, report, today, told=told), edits_of(session, report)
    return ReportText(
        edited(summary, edits),
        dress_by(session, report, today),
        {paragraph.key: paragraph.text for paragraph in summary.paragraphs},
        _versions(session, report),
        overtaken(summary, edits),
        tuple(left_out(summary, edits)),
    )


def period_summary(
    session: Session, project_id: int, period: Period, language: str, today: dt.date
) -> PeriodSummary:
    """The summary of a period in a language: the issued one, else the one being written, else what the data says."""
    rows = session.exec(
        select(Report)
        .where(
            Report.project_id == project_id,
            Report.language == language,
            Report.starts_on == period.first,
            Report.ends_on == period.last,
            col(Report.archived_at).is_(None),
        )
        .order_by(col(Report.id).desc())
    ).all()
    kept = next((each for each in rows if each.status is IssueStatus.ISSUED), next(iter(rows), None))
    if kept is not None and kept.id is not None:
        text = report_text(session, project_id, kept.id, today)
        return PeriodSummary(text.summary, text.dress, kept.status is IssueStatus.ISSUED)
    unwritten = Report(
        project_id=project_id, title="", language=language, starts_on=period.first, ends_on=period.last
    )
    dress = dress_by(session, unwritten, today)
    return PeriodSummary(composed(session, unwritten, today), dress, is_issued=False)


def dress_by(session: Session, report: Report, on: dt.date) -> Dress:
    """What a summary's papers are laid out with today, signed on a day."""
    project = session.get_one(Project, report.project_id)
    template = word_template(session, report.project_id, TemplateKind.SUMMARY, report.language)
    return Dress(
        library=project.library or project.name,
        signed_on=date_signed(Words.of(report.language), on),
        template=None if template is None else template.sha256,
    )


def _issued_on(session: Session, report: Report) -> dt.date:
    """The day of issue where the library is."""
    zone = ZoneInfo(session.get_one(Project, report.project_id).time_zone)
    assert report.issued_at is not None  # noqa: S101 (issued)
    return report.issued_at.astimezone(zone).date()


def composed(session: Session, report: Report, today: dt.date, *, told: Told = nobody) -> Summary:
    """What the data says of a summary's period, and what follows from the summaries before it.

    After the sections of the period: what the last summary of the same kind announced and what became of it, what
    this one announces, and what is to be corrected of that last one (where there is none, of the last of any kind).
    """
    words = Words.of(report.language)
    period = period_from(report.starts_on, report.ends_on)
    earlier = _issued_before(session, report)
    step = _counted(told, FACT_STEPS * (2 if earlier else 1) + OWN_STEPS)
    found = facts(session, report.project_id, period, today, step=step)
    summary = compose(words, found, period)
    said = _said(session, _of_kind(earlier, period.kind), today)
    summary = extended(words, summary, "said", words._("What was announced last time"), said)
    step()
    own = _announced(session, report, today)
    summary = extended(words, summary, "next", words._("What comes next"), own)
    step()
    wrong = _corrected(session, _of_kind(earlier, period.kind) or next(iter(earlier), None), today, step)
    summary = extended(words, summary, "corrections", words._("Corrections to the last summary"), wrong)
    drawn = charts(words, chart_facts(session, report.project_id, found, period), period)
    step()
    return replace(summary, charts=drawn)


def _counted(told: Told, total: int) -> Step:
    """A step that tells how many of `total` are done."""
    done = itertools.count(1)
    return lambda: told(next(done), total)


def announcing(session: Session, project_id: int, report_id: int) -> ReportRow | None:
    """The issued summary before this one, of the same kind and language, whose announcements this one answers."""
    listed = {row.id: row for row in reports(session, project_id)}
    report = session.get_one(Report, report_id)
    before = _of_kind(_issued_before(session, report), listed[report_id].period.kind)
    return None if before is None or before.id is None else listed[before.id]


def edits_of(session: Session, report: Report) -> dict[str, Edit]:
    """The rewritten paragraphs of a summary, by key."""
    query = select(ReportEdit.paragraph, ReportEdit.text, ReportEdit.basis).where(*_edits(report))
    return {key: Edit(text, basis) for key, text, basis in session.exec(query)}


def _versions(session: Session, report: Report) -> dict[str, int]:
    query = select(ReportEdit.paragraph, ReportEdit.version).where(*_edits(report))
    return dict(session.exec(query).all())


def _edits(report: Report) -> tuple[Any, ...]:
    return (
        ReportEdit.project_id == report.project_id,
        ReportEdit.report_id == report.id,
        col(ReportEdit.archived_at).is_(None),
    )


def _issued_before(session: Session, report: Report) -> Sequence[Report]:
    """The issued summaries of earlier periods in the same language, the newest first."""
    return session.exec(
        select(Report)
        .where(
            Report.project_id == report.project_id,
            Report.language == report.language,
            Report.status == IssueStatus.ISSUED,
            Report.ends_on < report.starts_on,
            col(Report.archived_at).is_(None),
        )
        .order_by(col(Report.ends_on).desc(), col(Report.id).desc())
    ).all()


def _of_kind(rows: Sequence[Report], kind: PeriodKind) -> Report | None:
    return next((each for each in rows if period_from(each.starts_on, each.ends_on).kind is kind), None)


def _said(session: Session, before: Report | None, today: dt.date) -> list[Paragraph]:
    if before is None or before.id is None:
        return []
    promises = live_promises(session, before.project_id, before.id, today)
    calendar = work_calendar(session, before.project_id)
    return said_last_time(Words.of(before.language), promises, calendar, today)


def _announced(session: Session, report: Report, today: dt.date) -> list[Paragraph]:
    if report.id is None:
        return []
    return announced(Words.of(report.language), live_promises(session, report.project_id, report.id, today))


def _corrected(session: Session, before: Report | None, today: dt.date, step: Step) -> list[Paragraph]:
    """What the last issued summary in the same language said otherwise than it would be said today.

    The last one of the same kind: a month's summary that was issued between two quarters does not hide a mistake.
    """
    if before is None:
        return []
    words = Words.of(before.language)
    period = period_from(before.starts_on, before.ends_on)
    now = compose(words, facts(session, before.project_id, period, today, step=step), period)
    spans: list[Span] = []
    for title, then, current in corrections(from_json(before.snapshot), now):
        if spans and before.language != "zh":
            spans.append(" ")
        spans += sentence(
            words,
            N_("In “{section}” of {title}, {then} is corrected to {now}."),
            section=title,
            title=before.title,
            then=then.text,
            now=current,
        )
    return [Paragraph("corrections", tuple(spans))] if spans else []
