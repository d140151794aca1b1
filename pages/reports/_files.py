"""A summary as Word and as PDF, made when somebody clicks."""

from dataclasses import replace

import streamlit as st

from db.queries.report_text import ReportText
from db.queries.reports import ReportRow
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.reports._template import DOCX, template
from tracker.exports.summary_docx import summary_docx
from tracker.exports.summary_pdf import summary_pdf
from tracker.word_templates import TemplateKind


def files(row: ReportRow, text: ReportText, *, with_charts: bool) -> None:
    """The buttons that save the summary, and the Word template behind it; of an issued one as it was issued."""
    w, store, dress = words(), file_store(), text.dress
    summary = text.summary
    paper = summary if with_charts else replace(summary, charts=())
    signed = {"library": dress.library, "signed_on": dress.signed_on, "language": row.language}
    st.download_button(
        w._("Word"),
        lambda: summary_docx(paper, **signed, template=store.get(dress.template) if dress.template else None),
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
