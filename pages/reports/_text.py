"""A summary on the screen as the paper it becomes: numbered sections, figures marked, each opening its rows."""

from typing import Any

import streamlit as st

from db.commands import reports as commands
from db.queries.report_text import ReportText
from db.queries.reports import ReportRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports._charts import show_charts
from pages.reports._sources import PAPER, show_rows
from tracker.permissions import Action
from tracker.reporting import Figure, Paragraph, Typed
from tracker.vocabulary import IssueStatus


def show_text(row: ReportRow, text: ReportText, *, with_charts: bool) -> None:
    """Draw the whole summary."""
    may_edit = row.status is IssueStatus.DRAFT and not row.archived and context().may(Action.EDIT_WORK)
    with st.container(border=True, width=PAPER, key="report_paper"):
        st.subheader(plain(text.summary.title), anchor=False, text_alignment="center")
        _paragraph(row, text, text.summary.opening, may_edit=may_edit)
        for section in text.summary.sections:
            st.markdown(f"**{plain(section.title)}**")
            for paragraph in section.paragraphs:
                _paragraph(row, text, paragraph, may_edit=may_edit)
        if with_charts:
            show_charts(text.summary.charts, row.language)


def _paragraph(row: ReportRow, text: ReportText, paragraph: Paragraph, *, may_edit: bool) -> None:
    w = words()
    with st.container(key=f"paragraph_{paragraph.key}", gap="xsmall"):
        st.markdown(_marked(paragraph))
        if paragraph.key in text.overtaken:
            st.caption(":material/sync_problem: " + w._("The data has moved since this was rewritten."))
        with st.container(horizontal=True, gap="small"):
            if paragraph.figures:
                sources = st.popover(
                    w._n("{n} figure: where from?", "{n} figures: where from?", len(paragraph.figures)),
                    type="tertiary",
                    key=f"figures_{paragraph.key}",
                    on_change="rerun",
                )
                if sources.open:
                    with sources:
                        for at, figure in enumerate(paragraph.figures):
                            show_rows(figure.text, figure.source, key=f"{paragraph.key}_{at}")
            if may_edit:
                edit = st.popover(
                    w._("Rewrite"), type="tertiary", key=f"edit_{paragraph.key}", on_change="rerun"
                )
                if edit.open:
                    with edit:
                        _edit(row, text, paragraph)


def _marked(paragraph: Paragraph) -> str:
    """The paragraph as Markdown: computed figures bold and green, numbers written by hand in brackets with a mark."""
    parts = []
    for span in paragraph.spans:
        if isinstance(span, Figure):
            parts.append(f":green[**{plain(span.text)}**]")
        elif isinstance(span, Typed):
            parts.append(f":orange[{plain(span.text)} ✎]")
        else:
            parts.append(plain(span))
    return "".join(parts)


def _edit(row: ReportRow, text: ReportText, paragraph: Paragraph) -> None:
    w, frame = words(), context()
    form_is_open()
    version = text.rewritten.get(paragraph.key, 0)
    key = f"rewrite_{row.id}_{paragraph.key}_{version}"
    typed = st.text_area(
        w._("Text"), paragraph.text, max_chars=commands.LONGEST_PARAGRAPH, height=220, key=key
    )
    st.caption(
        w._(
            "Figures that stay as they are keep their rows; numbers that you write are marked as written by hand."
        )
    )
    target: dict[str, Any] = {"report_id": row.id, "paragraph": paragraph.key}
    if st.button(w._("Save the paragraph"), type="primary", key=f"{key}_save") and run(
        commands.rewrite_paragraph,
        project_id=frame.project_id,
        **target,
        expected_version=version,
        original={"text": paragraph.text},
        changes={"text": typed},
        basis=text.computed.get(paragraph.key, ""),
        done=w._("Paragraph saved"),
        names={"text": w._("Text")},
    ):
        st.rerun()
    if (
        version
        and st.button(w._("Follow the data again"), type="tertiary", key=f"{key}_back")
        and run(
            commands.take_back_paragraph,
            project_id=frame.project_id,
            **target,
            done=w._("Paragraph follows the data"),
        )
    ):
        st.rerun()
