"""What a workbook holds, before anything is stored: sheets, figures, first lines, and every problem."""

import pandas as pd
import streamlit as st

from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._columns import right
from tracker.i18n import Words
from tracker.i18n.problems_procurement import FILE_PROBLEMS
from tracker.imports.drafts import DraftFile, Problem

SHOWN_PROBLEMS = 50
SHOWN_LINES = 200


def preview(file: DraftFile) -> None:
    """Number of lines, total, printed total, sheets; the lines on demand."""
    w = words()
    lines, total, printed = st.columns(3)
    lines.metric(w._("Lines"), w.number(len(file.lines)))
    total.metric(w._("Total (yuan)"), w.yuan(file.total_fen))
    printed.metric(
        w._("Printed total (yuan)"), "—" if file.printed_total_fen is None else w.yuan(file.printed_total_fen)
    )
    st.markdown(
        "  \n".join(
            w._("Sheet “{sheet}”: headings in row {row}", sheet=plain(mapping.sheet), row=mapping.header_row)
            for mapping in file.sheets
        )
    )
    if not file.lines:
        return
    folded = st.expander(w._("Look at the lines"), key="import_lines", on_change="rerun")
    if folded.open:
        with folded:
            _lines(file, w)


def _lines(file: DraftFile, w: Words) -> None:
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Sheet"): line.sheet,
                    w._("Row"): str(line.row),
                    w._("Category"): line.category,
                    w._("Name"): line.name,
                    w._("Specification"): line.specification,
                    w._("Unit"): line.unit,
                    w._("Quantity"): w.quantity(line.quantity_milli),
                    w._("Unit price (yuan)"): w.yuan(line.unit_price_fen),
                    w._("Amount (yuan)"): w.yuan(line.amount_fen),
                    w._("Zone"): line.zone,
                }
                for line in file.lines[:SHOWN_LINES]
            ]
        ),
        hide_index=True,
        column_config=right(w._("Row"), w._("Quantity"), w._("Unit price (yuan)"), w._("Amount (yuan)")),
        alt=w._("Lines as they were read"),
    )
    if len(file.lines) > SHOWN_LINES:
        st.caption(w._("The first {n} lines are shown; all are stored.", n=w.number(SHOWN_LINES)))


def problem_list(file: DraftFile) -> None:
    """Every problem with its sheet, row and both figures; or that all figures agree."""
    w = words()
    if not file.problems:
        st.success(w._("Every line and every printed sum agrees."), icon=":material/check_circle:")
        return
    count = len(file.problems)
    with st.container(border=True, key="import_problems"):
        st.warning(
            w._n("{n} problem in this workbook", "{n} problems in this workbook", count),
            icon=":material/priority_high:",
        )
        for problem in file.problems[:SHOWN_PROBLEMS]:
            st.markdown(f"- {said(problem, w)}")
        if count > SHOWN_PROBLEMS:
            st.caption(w._("and {n} more", n=w.number(count - SHOWN_PROBLEMS)))


def said(problem: Problem, w: Words) -> str:
    """A problem as a sentence that names sheet and row; safe to stand in Markdown."""
    facts = {name: plain(_fact(name, value, w)) for name, value in problem.facts.items()}
    money = {name.removesuffix("_fen"): value for name, value in facts.items() if name.endswith("_fen")}
    sentence = w._(FILE_PROBLEMS[problem.code], **{"name": "—", "text": "—", **facts, **money})
    if problem.sheet is None:
        return sentence
    place = w._("Sheet “{sheet}”, row {row}", sheet=plain(problem.sheet), row=problem.row)
    return f"**{place}** · {sentence}"


def _fact(name: str, value: object, w: Words) -> str:
    """A fact as text; money to the fen."""
    if name.endswith("_fen") and isinstance(value, int):
        return w.yuan(value)
    return "—" if value is None else str(value)
