"""The review opinion as files: out as a document and as a workbook, and the workbook, filled in, back again."""

import streamlit as st
from sqlmodel import Session

from db.commands.review_sheet import TakenSheet, import_review_sheet
from db.queries.procurement import DraftRow
from db.queries.review_opinion import review_opinion
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.download import XLSX
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._data import line_rows
from pages.procurement._files import file_button
from tracker.errors import Invalid, TrackerError
from tracker.exports.review_opinion import ReviewOpinion, title
from tracker.exports.review_opinion_docx import review_opinion_docx
from tracker.exports.review_opinion_xlsx import review_opinion_xlsx
from tracker.imports.review_sheet import FilledSheet, read_review_sheet

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PROBLEMS_SHOWN = 20
_NONCE = "review_sheet_taken"


@by_revision("procurement", "project")
def _opinion(session: Session, key: Key, draft_id: int) -> ReviewOpinion | None:
    return review_opinion(session, key.project_id, draft_id)


def opinion_files(draft: DraftRow, *, may_import: bool) -> None:
    """The menu of the opinion on a submitted draft; with the upload for who may decide."""
    w = words()
    menu = st.popover(
        w._("Opinion as a file"), icon=":material/description:", key=f"opinion_{draft.id}", on_change="rerun"
    )
    opinion = _opinion(draft.id) if menu.open else None
    if opinion is None:
        return
    name = title(opinion, w)
    with menu:
        file_button(
            w._("Document (.docx)"),
            lambda: review_opinion_docx(opinion, w),
            f"{name}.docx",
            DOCX,
            "opinion_docx",
        )
        file_button(
            w._("Workbook to fill in (.xlsx)"),
            lambda: review_opinion_xlsx(opinion, w),
            f"{name}.xlsx",
            XLSX,
            "opinion_xlsx",
        )
        if may_import:
            _take(draft)


def _take(draft: DraftRow) -> None:
    """The filled-in workbook: what is wrong with it cell by cell, or what it would change and the button."""
    w = words()
    form_is_open()
    nonce = st.session_state.setdefault(_NONCE, 0)
    file = st.file_uploader(
        w._("The workbook, filled in"), type=["xlsx"], key=f"review_sheet_{draft.id}_{nonce}"
    )
    if file is None:
        return
    lines = {row.lineage_id: row.as_line() for row in line_rows(draft.id)}
    try:
        sheet = read_review_sheet(file.getvalue(), lines)
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if sheet.problems:
        _say_problems(sheet)
        return
    decided = sum(bool(each.changes) for each in sheet.lines)
    written = sum(bool(each.comment) for each in sheet.lines)
    st.markdown(
        w.listed(
            [
                w._n("{n} changed decision", "{n} changed decisions", decided),
                w._n("{n} comment", "{n} comments", written),
            ]
        )
    )
    asked = st.button(
        w._("Take decisions and comments"), type="primary", key="take_review_sheet", disabled=not sheet.lines
    )
    if asked and run(
        import_review_sheet,
        project_id=context().project_id,
        draft_id=draft.id,
        sheet=sheet,
        done=_said,
    ):
        st.session_state[_NONCE] = nonce + 1
        st.rerun()


def _said(taken: TakenSheet) -> str:
    w = words()
    return w.listed(
        [
            w._n("{n} decision taken", "{n} decisions taken", taken.decisions),
            w._n("{n} comment written", "{n} comments written", taken.comments),
        ]
    )


def _say_problems(sheet: FilledSheet) -> None:
    w = words()
    sentences = [
        f"- {plain(w.problem(Invalid(problem.code, **problem.facts)))}"
        for problem in sheet.problems[:PROBLEMS_SHOWN]
    ]
    more = len(sheet.problems) - PROBLEMS_SHOWN
    if more > 0:
        sentences.append("- " + w._("and {n} more", n=w.number(more)))
    st.error("\n".join(sentences), icon=":material/error:")
