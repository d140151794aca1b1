"""A summary on the screen as the paper it becomes: numbered sections, figures marked, each opening its rows."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from db.commands import reports as commands
from db.queries.report_text import ReportText
from db.queries.reports import ReportRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.reports._charts import show_charts
from pages.reports._sources import PAPER, show_rows
from tracker.permissions import Action
from tracker.reporting import Figure, Paragraph, Typed
from tracker.vocabulary import IssueStatus


def show_text(row: ReportRow, text: ReportText, *, with_charts: bool) -> None:
    """Draw the whole summary."""
    w = words()
    may_edit = row.status is IssueStatus.DRAFT and not row.archived and context().may(Action.EDIT_WORK)
    with st.container(border=True, width=PAPER, key="report_paper"):
        st.subheader(plain(text.summary.title), anchor=False, text_alignment="center")
        _paragraph(row, text, text.summary.opening, may_edit=may_edit)
        for written in text.left_out:
            st.warning(
                w._(
                    "No record stands behind this paragraph any more, so it is left out: “{text}”",
                    text=plain(written),
                ),
                icon=":material/sync_problem:",
            )
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


@dataclass(frozen=True, slots=True)
class _Begun:
    """What somebody began to rewrite: the paragraph's id, its version (0 for none), its text, what the data said."""

    id: str
    version: int
    text: str
    basis: str


def _edit(row: ReportRow, text: ReportText, paragraph: Paragraph) -> None:
    w, frame = words(), context()
    form_is_open()
    seen = as_seen(
        _Begun(
            f"{row.id}_{paragraph.key}",
            text.rewritten.get(paragraph.key, 0),
            paragraph.text,
            text.computed.get(paragraph.key, ""),
        )
    )
    key = f"rewrite_{seen.id}_{seen.version}"
    typed = st.text_area(w._("Text"), seen.text, max_chars=commands.LONGEST_PARAGRAPH, height=220, key=key)
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
        expected_version=seen.version,
        original={"text": seen.text},
        changes={"text": typed},
        basis=seen.basis,
        done=w._("Paragraph saved"),
        names={"text": w._("Text")},
    ):
        st.rerun()
    if (
        seen.version
        and st.button(w._("Follow the data again"), type="tertiary", key=f"{key}_back")
        and run(
            commands.take_back_paragraph,
            project_id=frame.project_id,
            **target,
            done=w._("Paragraph follows the data"),
        )
    ):
        st.rerun()
