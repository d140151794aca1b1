"""The table of the findings page: its columns, its pages, and what a click does."""

import zlib
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.queries.finding_pages import findings_asked_for
from db.queries.findings import FindingRow
from db.unit_of_work import reading
from pages._kit.context import context
from pages._kit.detail import asked as asked_id
from pages._kit.detail import open_panel
from pages._kit.download import XLSX
from pages._kit.filters import shown_count
from pages._kit.language import words
from pages.site import _finding_reads
from pages.site._finding_bulk import bulk_section
from tracker.exports.finding_columns import Listed, finding_columns
from tracker.exports.table import Column, to_xlsx
from tracker.finding_views import FindingFilter, FindingOrder
from tracker.permissions import Action

ON_SCREEN = 9
"""Columns of the table on the page; the export has all."""

WIDTHS = (46, 108, None, 96, 80, 130, 90, 72, 84)
"""Pixels of the columns on the page, in their order; what is wrong takes the room that is left."""

SIZES = (25, 50, 100, 200)
DEFAULT_SIZE = 50


def findings_table(asked: FindingFilter) -> None:
    """The rows asked for, a page at a time, with the choice of order and size, bulk steps and the export."""
    w = words()
    total = _finding_reads.counts().total
    # On the left: the tools that Streamlit shows over the table appear on the right.
    with st.container(horizontal=True, vertical_alignment="bottom", key="finding_order_row"):
        counted = st.container(width="content")
        order, size = _order_and_size()
    number, shown = _asked_page(asked, order, size)
    with counted:
        if shown.matching:
            shown_count(shown.matching, max(total, shown.matching))
        else:
            st.caption(w._("No finding matches the filters."))
    if not shown.rows:
        return
    chosen = _table(shown.rows)
    pages = -(-shown.matching // size)
    if pages > 1:
        st.session_state["finding_page"] = number
        st.pagination(pages, key="finding_page", bind="query-params")
    if chosen:
        bulk_section(chosen)
    _export(asked, order)


def _order_and_size() -> tuple[FindingOrder, int]:
    w = words()
    orders = list(FindingOrder)
    order = st.selectbox(
        w._("Order"),
        orders,
        index=0,
        format_func=w.label,
        key="finding_order",
        bind="query-params",
        width=170,
    )
    if _finding_reads.counts().total <= SIZES[0]:
        return order, DEFAULT_SIZE
    size = st.selectbox(
        w._("Rows per page"),
        SIZES,
        index=SIZES.index(DEFAULT_SIZE),
        key="finding_size",
        bind="query-params",
        width=120,
    )
    return order, size


def _asked_page(asked: FindingFilter, order: FindingOrder, size: int) -> tuple[int, Any]:
    """The page that is open, and its rows; another question begins at its first page."""
    question = (asked, order, size)
    same = st.session_state.setdefault("finding_question", question) == question
    st.session_state["finding_question"] = question
    number = (st.session_state.get("finding_page") or asked_id("finding_page") or 1) if same else 1
    matching = _finding_reads.counts().total if asked == FindingFilter() else None
    shown = _finding_reads.page(asked, order, number, size, matching)
    if not shown.rows and number > 1:  # fewer pages than there were
        return 1, _finding_reads.page(asked, order, 1, size, matching)
    return number, shown


def _table(rows: Sequence[FindingRow]) -> list[FindingRow]:
    """Draw the rows; gives those that are ticked. A click into a row opens its panel."""
    w = words()
    heads = finding_columns(w, context().today)[:ON_SCREEN]
    may = context().may(Action.HOLD_ROUNDS)
    # Other rows make another table, so that a tick never passes from one finding to another.
    shown = zlib.crc32(",".join(str(row.id) for row in rows).encode())
    key = f"findings_table_{st.session_state.get('findings_done', 0)}_{shown}"
    event = st.dataframe(
        pd.DataFrame(
            [[head.value(row) for head in heads] for row in rows], columns=[head.title for head in heads]
        ),
        hide_index=True,
        key=key,
        on_select=lambda: _picked(rows, key),
        selection_mode=["multi-row", "single-cell"] if may else ["single-cell"],
        column_config=_widths(heads),
        placeholder="",
        alt=w._("Findings, one row each"),
    )
    return [rows[index] for index in event["selection"]["rows"] if index < len(rows)]


def _picked(rows: Sequence[FindingRow], key: str) -> None:
    """A click into a row opens its panel; the same cell clicked again opens it again. A tick opens nothing."""
    selection = st.session_state[key]["selection"]
    ticked = st.session_state.get(f"{key}_ticked", [])
    st.session_state[f"{key}_ticked"] = list(selection["rows"])
    if list(selection["rows"]) != ticked:
        return
    if selection["cells"] and selection["cells"][0][0] < len(rows):
        st.session_state["finding_last"] = rows[selection["cells"][0][0]].id
    if "finding_last" in st.session_state:
        open_panel("finding", st.session_state["finding_last"])


def _widths(heads: Sequence[Column[Listed]]) -> dict[str, Any]:
    """The widths of the columns on the page; the number stays in view when a phone scrolls sideways."""
    sized = zip(heads, WIDTHS, strict=True)
    return {
        head.title: st.column_config.Column(width=width, pinned=index == 0)
        for index, (head, width) in enumerate(sized)
        if width
    }


def _export(asked: FindingFilter, order: FindingOrder) -> None:
    """A button that saves all rows asked for, those of the other pages too."""
    w = words()
    frame = context()
    name, heads = w._("Findings"), finding_columns(w, frame.today)

    def made() -> bytes:
        with reading(frame.engine) as session:
            rows = findings_asked_for(session, frame.project_id, asked, order, today=frame.today)
        return to_xlsx(name, heads, rows)

    st.download_button(
        w._("Export to Excel"),
        made,
        file_name=f"{name}.xlsx",
        mime=XLSX,
        key="findings_export",
        on_click="ignore",
        icon=":material/download:",
    )
