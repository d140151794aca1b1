"""A summary as Word and as PDF, made when somebody clicks."""

import streamlit as st

from db.queries.reports import ReportRow
from pages._kit.context import context
from pages._kit.language import words
from tracker.exports.summary_docx import standard_template, summary_docx
from tracker.exports.summary_pdf import summary_pdf
from tracker.i18n import Words
from tracker.reporting import Summary

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def files(row: ReportRow, summary: Summary) -> None:
    """The buttons that save the summary, and the Word template behind it."""
    w, frame = words(), context()
    own = Words.of(row.language)
    day = row.issued_at.date() if row.issued_at is not None else frame.today
    signed_on = own.date(day).rsplit(" ", 1)[0] if row.language == "zh" else own.date(day)
    library = frame.project.name
    st.download_button(
        w._("Word"),
        lambda: summary_docx(summary, library=library, signed_on=signed_on),
        file_name=f"{summary.title}.docx",
        mime=DOCX,
        key="report_docx",
        on_click="ignore",
        icon=":material/description:",
    )
    st.download_button(
        w._("PDF"),
        lambda: summary_pdf(summary, library=library, signed_on=signed_on, language=row.language),
        file_name=f"{summary.title}.pdf",
        mime="application/pdf",
        key="report_pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
    )
    st.download_button(
        w._("Word template"),
        standard_template,
        file_name=w._("Summary template") + ".docx",
        mime=DOCX,
        key="report_template_out",
        on_click="ignore",
        type="tertiary",
    )
