"""Files of procurement: a draft in official form, a comparison with tracked changes, everything as open data."""

import datetime as dt
from collections.abc import Callable

import streamlit as st
from sqlmodel import Session

from db.queries.ocds import process
from db.queries.procurement import DraftRow, PlanRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.download import XLSX
from pages._kit.language import words
from pages.procurement._data import compared, line_rows
from pages.procurement._sums import parts
from tracker.charts.procurement import draft_label
from tracker.exports.comparison_workbook import ComparisonReport, comparison_workbook
from tracker.exports.draft_form import DraftForm, FormLine
from tracker.exports.draft_form_pdf import draft_form_pdf
from tracker.exports.draft_form_xlsx import draft_form_xlsx
from tracker.exports.ocds import Process, ocds_json
from tracker.procurement.parts import Dimension
from tracker.vocabulary import Cause

PDF = "application/pdf"
JSON = "application/json"


@by_revision("procurement", "project")
def _process(session: Session, key: Key, plan_id: int) -> Process | None:
    """The plan from planning to contract; the instant is that of the reading."""
    return process(session, key.project_id, plan_id, published_at=dt.datetime.now(dt.UTC))


def draft_files(plan: PlanRow, draft: DraftRow) -> None:
    """The menu of a draft's files; what it takes to make them is read when it is opened."""
    w = words()
    menu = st.popover(
        w._("Official form"),
        icon=":material/description:",
        key=f"draft_files_{draft.id}",
        on_change="rerun",
        disabled=not draft.lines,
    )
    if not menu.open:
        return
    rows = line_rows(draft.id)
    project = context().project.name
    name = f"{plan.title} {draft_label(draft.number, w)}"

    def form() -> DraftForm:
        lines = tuple(FormLine(row.as_line(), row.remark, row.catalogue_code) for row in rows)
        return DraftForm(project, plan.title, draft.number, draft.drawn_up_on or draft.submitted_on, lines)

    with menu:
        st.caption(
            w._("Ready to be printed, signed and sealed; subtotals and the total in figures and capitals.")
        )
        file_button(
            w._("Workbook (.xlsx)"), lambda: draft_form_xlsx(form(), w), f"{name}.xlsx", XLSX, "form_xlsx"
        )
        file_button(w._("Document (.pdf)"), lambda: draft_form_pdf(form(), w), f"{name}.pdf", PDF, "form_pdf")
        st.caption(
            w._("All submitted drafts with their changes and contracts, in the Open Contracting form:")
        )
        found = _process(plan.id)
        if found is not None and found.drafts:
            package = found
            file_button(
                w._("Open data (OCDS 1.1, .json)"),
                lambda: ocds_json(package, w),
                f"{found.ocid}.json",
                JSON,
                "plan_ocds",
            )


def comparison_files(plan: PlanRow, before: DraftRow, after: DraftRow) -> None:
    """The button that saves the comparison on show as a workbook with tracked changes; whole, whatever is filtered."""
    w = words()
    comparison, changes = compared(plan.id, before.id, after.id)
    by_cause = {
        Cause(part.key) if part.key else None: part.difference_fen
        for part in parts(plan.id, before.id, after.id, Dimension.CAUSE)
    }
    names = [draft_label(row.number, w) for row in (before, after)]
    report = ComparisonReport(
        context().project.name, plan.title, names[0], names[1], comparison, changes, by_cause
    )
    file_button(
        w._("Tracked changes (.xlsx)"),
        lambda: comparison_workbook(report, w),
        f"{plan.title} {names[0]} → {names[1]}.xlsx",
        XLSX,
        "comparison_xlsx",
    )


def file_button(label: str, made: Callable[[], bytes], file_name: str, kind: str, key: str) -> None:
    """A button that makes a file when it is clicked."""
    st.download_button(
        label,
        made,
        file_name=file_name.replace("/", "-"),
        mime=kind,
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )
