"""A summary as Word and as PDF, made when somebody clicks."""

from dataclasses import replace

import streamlit as st

from db.queries.reports import ReportRow
from pages._kit.context import context
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.reports import _reads
from pages.reports._template import DOCX, template
from tracker.exports.summary_docx import summary_docx
from tracker.exports.summary_pdf import summary_pdf
from tracker.i18n import Words
from tracker.i18n.official import date_signed
from tracker.reporting import Summary
from tracker.word_templates import TemplateKind


def files(row: ReportRow, summary: Summary, *, with_charts: bool) -> None:
    """The buttons that save the summary, and the Word template behind it."""
    w, frame, store = words(), context(), file_store()
    day = row.issued_at.date() if row.issued_at is not None else frame.today
    paper = summary if with_charts else replace(summary, charts=())
    kept = _reads.word_template(TemplateKind.SUMMARY, row.language)
    signed = {
        "library": frame.project.letterhead,
        "signed_on": date_signed(Words.of(row.language), day),
        "language": row.language,
    }
    st.download_button(
        w._("Word"),
        lambda: summary_docx(paper, **signed, template=store.get(kept.sha256) if kept else None),
        file_name=f"{summary.title}.docx",
        mime=DOCX,
        key="report_docx",
        on_click="ignore",
        icon=":material/description:",
    )
    st.download_button(
        w._("PDF"),
        lambda: summary_pdf(paper, **signed),
        file_name=f"{summary.title}.pdf",
        mime="application/pdf",
        key="report_pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
    )
    template(TemplateKind.SUMMARY, row.language)
