"""`python -m db report`: the summary of a period as a Word document or a PDF, without the app."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from db.engine import engine_for
from db.files import file_store
from db.models import Project
from db.queries.report_text import period_summary
from db.unit_of_work import reading
from tracker.errors import Invalid, TrackerError, UnreadableFile
from tracker.exports.summary_docx import summary_docx
from tracker.exports.summary_pdf import summary_pdf
from tracker.i18n import Words
from tracker.periods import read_period
from tracker.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write the summary; gives the exit code: 0 done, 2 refused, with the reason as a sentence on the error output."""
    try:
        print(_written(options, settings))
    except TrackerError as error:
        print(Words.of("en").problem(error), file=sys.stderr)
        return 2
    return 0


def _written(options: argparse.Namespace, settings: Settings) -> str:
    """Write the file; gives the line that says so.

    Raises:
        Invalid: the period or the file's ending is none that we know (`report_ending`), there is no such project
            (`no_project`), or the file cannot be written (`report_not_written`).
        UnreadableFile: the template cannot be read, or used.
    """
    period = read_period(options.period)
    ending = options.out.suffix.lower()
    if ending not in {".docx", ".pdf"}:
        raise Invalid("report_ending", ending=ending or options.out.name)
    own = None if options.template is None else _read(options.template)
    with reading(engine_for(settings.database_url)) as session:
        project = _project(session, options.project)
        assert project.id is not None  # noqa: S101 (read from the database)
        clock = dt.datetime.now(ZoneInfo(project.time_zone)).date()
        found = period_summary(
            session, project.id, period, options.language, settings.today or project.as_of or clock
        )
    summary, dress = found.summary, found.dress
    signed = {"library": dress.library, "signed_on": dress.signed_on, "language": options.language}
    if ending == ".pdf":
        data = summary_pdf(summary, **signed)
    else:
        kept = file_store(settings.files).get(dress.template) if dress.template and own is None else None
        data = summary_docx(summary, **signed, template=own or kept)
    try:
        options.out.write_bytes(data)
    except OSError as error:
        raise Invalid("report_not_written", file=str(options.out), reason=error.strerror) from error
    figures = sum(len(paragraph.figures) for paragraph in summary.paragraphs)
    return f"{options.out}: {len(summary.sections)} sections, {figures} figures, {len(summary.charts)} charts"


def _project(session: Session, wanted: int | None) -> Project:
    """The project asked for, else the newest one that is not archived."""
    which = col(Project.archived_at).is_(None) if wanted is None else col(Project.id) == wanted
    project = session.exec(select(Project).where(which).order_by(col(Project.id).desc())).first()
    if project is None:
        raise Invalid("no_project", id=wanted)
    return project


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile("word_template_not_read", file=str(file), reason=error.strerror) from error
