"""A summary on the screen as the paper it becomes: numbered sections, figures marked, each opening its rows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import reports as commands
from db.queries.reports import ReportRow, ReportText
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports import _reads
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.reporting import Figure, Paragraph, Typed
from tracker.vocabulary import IssueStatus

PAPER = 760
"""Width of the column of text in pixels, as a page of A4 holds it."""


def show_text(row: ReportRow, text: ReportText) -> None:
    """Draw the whole summary."""
    may_edit = row.status is IssueStatus.DRAFT and not row.archived and context().may(Action.EDIT_WORK)
    with st.container(border=True, width=PAPER, key="report_paper"):
        st.subheader(plain(text.summary.title), anchor=False, text_alignment="center")
        _paragraph(row, text, text.summary.opening, may_edit=may_edit)
        for section in text.summary.sections:
            st.markdown(f"**{plain(section.title)}**")
            for paragraph in section.paragraphs:
                _paragraph(row, text, paragraph, may_edit=may_edit)


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
                        _sources(paragraph.figures)
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


def _sources(figures: Sequence[Figure]) -> None:
    """The rows behind each figure of a paragraph."""
    w = words()
    for at, figure in enumerate(figures):
        rows = _reads.rows_behind(figure.source)
        st.markdown(f"**{plain(figure.text)}** · {w.label(figure.source.kind)}")
        st.dataframe(
            pd.DataFrame([_shown(w, row) for row in rows]),
            hide_index=True,
            key=f"rows_{at}_{figure.source.kind}_{figure.source.ids[:3]}",
            height=min(38 * (len(rows) + 1), 260),
            alt=w._("The rows behind a figure"),
        )


def _shown(w: Words, row: dict[str, object]) -> dict[str, str]:
    """A row with its columns in words; thousandths as what they stand for."""
    shown = {w._("No."): str(row["id"])}
    for name, value in row.items():
        if name == "id" or value is None:
            continue
        if name.endswith("_milli") and isinstance(value, int):
            shown[w.field(name.removesuffix("_milli"))] = w.quantity(value)
        else:
            shown[w.field(name)] = str(value) if isinstance(value, int) else w.fact(value)
    return shown


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
