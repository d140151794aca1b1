"""Summaries of a period: begun, rewritten paragraph by paragraph, issued and frozen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Report, ReportEdit
from db.queries.report_text import composed, dress_by, edits_of
from tracker.errors import Invalid
from tracker.languages import LANGUAGES
from tracker.periods import read_period
from tracker.permissions import Action, Actor
from tracker.reporting.edits import edited
from tracker.reporting.snapshot import to_json
from tracker.vocabulary import IssueStatus

LONGEST_PARAGRAPH = 10_000

_FIELDS = frozenset({"text"})


@command(Action.EDIT_WORK)
def create_report(
    session: Session, *, actor: Actor, project_id: int, period: str, language: str, title: str
) -> int:
    """Begin the summary of a period (2026Q1, 2026-03, 2026) in a language; gives its id.

    Raises:
        Invalid: the period cannot be read, there is no such language (`language_unknown`), the title is missing, or
            the period has a summary in that language that is not issued (`report_exists`).
    """
    if language not in LANGUAGES:
        raise Invalid("language_unknown", language=language)
    found = read_period(period)
    present = session.exec(
        select(Report).where(
            Report.project_id == project_id,
            Report.starts_on == found.first,
            Report.ends_on == found.last,
            Report.language == language,
            Report.status == IssueStatus.DRAFT,
        )
    ).first()
    if present is not None and present.archived_at is None:
        raise Invalid("report_exists", period=found.code)
    report = Report(
        project_id=project_id,
        title=required_text("title", title, longest=200),
        language=language,
        starts_on=found.first,
        ends_on=found.last,
    )
    session.add(report)
    session.flush()
    assert report.id is not None  # noqa: S101 (flushed)
    return report.id


@command(Action.EDIT_WORK)
def rewrite_paragraph(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    report_id: int,
    paragraph: str,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    basis: str,
) -> None:
    """Put `changes["text"]` in the place of a paragraph; it stays until it is taken back.

    Args:
        session: the unit of work.
        actor: who asks.
        project_id: the project.
        report_id: the summary.
        paragraph: the paragraph's key.
        expected_version: of the edit that the person saw; 0 where the paragraph followed the data.
        original: the text that stood there when the form was opened.
        changes: the new text.
        basis: the words that are computed from the data.

    Raises:
        Conflict: somebody else has rewritten it since.
        Invalid: the summary was issued (`report_issued`), or the text is missing or too long.
    """
    draft_report(session, project_id, report_id)
    text = required_text("text", str(changes["text"]), longest=LONGEST_PARAGRAPH)
    edit = _edit(session, project_id, report_id, paragraph)
    if edit is None:
        edit = ReportEdit(project_id=project_id, report_id=report_id, paragraph=paragraph, text="")
    elif edit.archived_at is None:
        merge_edit(
            edit, expected_version=expected_version, original=original, changes={"text": text}, fields=_FIELDS
        )
    edit.text, edit.basis, edit.archived_at = text, basis, None
    session.add(edit)


@command(Action.EDIT_WORK)
def take_back_paragraph(
    session: Session, *, actor: Actor, project_id: int, report_id: int, paragraph: str
) -> None:
    """Let a paragraph follow the data again; what was written stays on record.

    Raises:
        Invalid: the summary was issued (`report_issued`).
    """
    draft_report(session, project_id, report_id)
    edit = _edit(session, project_id, report_id, paragraph)
    if edit is not None:
        editing.archive(session, edit)


@command(Action.DECIDE)
def issue_report(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    report_id: int,
    today: dt.date,
    seen: str | None = None,
) -> None:
    """Issue a summary as it reads today: it is kept, and never changes.

    With the text, its figures and the rows behind them are kept the name that signs, the day of issue and the Word
    template, so that its papers come out the same later. `seen` is the whole text that the person agreed to.

    Raises:
        Invalid: it was issued already (`report_issued`), it was put aside (`report_archived`), its period has not
            ended (`report_too_early`), or it reads otherwise than `seen` by now (`report_moved`).
    """
    report = draft_report(session, project_id, report_id)
    if report.archived_at is not None:
        raise Invalid("report_archived", title=report.title)
    if report.ends_on >= today:
        raise Invalid("report_too_early", ends_on=report.ends_on)
    summary = edited(composed(session, report, today), edits_of(session, report))
    if seen is not None and seen != summary.text:
        raise Invalid("report_moved", title=report.title)
    report.snapshot = to_json(summary, dress_by(session, report, today))
    report.status, report.issued_at = IssueStatus.ISSUED, dt.datetime.now(dt.UTC)
    session.add(report)


@command(Action.EDIT_WORK)
def archive_report(session: Session, *, actor: Actor, project_id: int, report_id: int) -> None:
    """Put a summary that was not issued aside.

    Raises:
        Invalid: it was issued (`report_issued`).
    """
    editing.archive(session, draft_report(session, project_id, report_id))


@command(Action.EDIT_WORK)
def restore_report(session: Session, *, actor: Actor, project_id: int, report_id: int) -> None:
    """Bring a summary back."""
    editing.restore(session, get(session, Report, project_id, report_id))


def draft_report(session: Session, project_id: int, report_id: int) -> Report:
    """A summary that may still be written.

    Raises:
        Invalid: it was issued (`report_issued`).
    """
    report = get(session, Report, project_id, report_id)
    if report.status is IssueStatus.ISSUED:
        raise Invalid("report_issued", title=report.title)
    return report


def _edit(session: Session, project_id: int, report_id: int, paragraph: str) -> ReportEdit | None:
    return session.exec(
        select(ReportEdit).where(
            ReportEdit.project_id == project_id,
            ReportEdit.report_id == report_id,
            ReportEdit.paragraph == paragraph,
        )
    ).first()
