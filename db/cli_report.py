"""`python -m db report`: the summary of a period as a Word document or a PDF, without the app."""

import argparse
import datetime as dt
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from db.engine import engine_for
from db.files import file_store
from db.models import Project
from db.queries.report_text import period_summary
from db.unit_of_work import reading
from db.word_templates import template_bytes
from tracker.errors import Invalid, NotFound
from tracker.exports.summary_docx import summary_docx
from tracker.exports.summary_pdf import summary_pdf
from tracker.i18n import Words
from tracker.i18n.official import date_signed
from tracker.periods import read_period
from tracker.settings import Settings
from tracker.word_templates import TemplateKind


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write the summary; gives the exit code 0.

    Raises:
        Invalid: the period or the file's ending is none that we know (`report_ending`).
        NotFound: there is no such project.
    """
    period = read_period(options.period)
    ending = options.out.suffix.lower()
    if ending not in {".docx", ".pdf"}:
        raise Invalid("report_ending", ending=ending)
    with reading(engine_for(settings.database_url)) as session:
        project = session.exec(
            select(Project)
            .where(
                Project.id == options.project
                if options.project is not None
                else col(Project.archived_at).is_(None)
            )
            .order_by(col(Project.id).desc())
        ).first()
        if project is None or project.id is None:
            raise NotFound(table="project", id=options.project)
        zone = ZoneInfo(project.time_zone)
        today = settings.today or project.as_of or dt.datetime.now(zone).date()
        found = period_summary(session, project.id, period, options.language, today)
        library = project.library or project.name
        template = options.template.read_bytes() if options.template is not None else None
        if template is None and ending == ".docx":
            files = file_store(settings.files)
            template = template_bytes(session, files, project.id, TemplateKind.SUMMARY, options.language)
    summary, day = found.summary, found.issued_at.astimezone(zone).date() if found.issued_at else today
    signed_on = date_signed(Words.of(options.language), day)
    if ending == ".pdf":
        data = summary_pdf(summary, library=library, signed_on=signed_on, language=options.language)
    else:
        data = summary_docx(
            summary, library=library, signed_on=signed_on, language=options.language, template=template
        )
    options.out.write_bytes(data)
    figures = sum(len(paragraph.figures) for paragraph in summary.paragraphs)
    print(f"{options.out}: {len(summary.sections)} sections, {figures} figures, {len(summary.charts)} charts")
    return 0
