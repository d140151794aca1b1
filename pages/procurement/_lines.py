"""The lines of a draft: filters, the table to read, totals by category, lines put aside."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.commands import lines as commands
from db.queries.procurement import DraftRow, LineRow
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import run
from pages._kit.filters import clear_all, shown_count
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._data import line_rows
from tracker.charts.procurement import draft_label
from tracker.exports.drafts import line_columns

FILTERS = ("line_category", "line_zone", "line_q")


def filter_row(draft: DraftRow, *, disabled: bool = False) -> list[LineRow]:
    """The filters, and the lines that pass them."""
    w = words()
    rows = line_rows(draft.id)
    # The export stands with the filters: just above the grid its toolbar would cover it on a phone.
    controls = st.container(horizontal=True, vertical_alignment="bottom")
    with controls:
        categories = st.multiselect(
            w._("Category"),
            list(dict.fromkeys(row.category for row in rows if row.category)),
            placeholder=w._("All categories"),
            key="line_category",
            bind="query-params",
            disabled=disabled,
            width=220,
        )
        zones = st.multiselect(
            w._("Zone"),
            list(dict.fromkeys(row.zone for row in rows if row.zone)),
            placeholder=w._("All zones"),
            key="line_zone",
            bind="query-params",
            disabled=disabled,
            width=220,
        )
        text = st.text_input(
            w._("Name or specification"), key="line_q", bind="query-params", disabled=disabled, width=190
        )
        if not disabled:
            clear_all(FILTERS)
    needle = text.strip().casefold()
    shown = [
        row
        for row in rows
        if (not categories or row.category in categories)
        and (not zones or row.zone in zones)
        and (not needle or needle in f"{row.name} {row.specification}".casefold())
    ]
    with controls:
        export_button(
            w._("Lines of {draft}", draft=draft_label(draft.number, w)),
            line_columns(w),
            [row.as_line() for row in shown],
            key="export_lines",
        )
    shown_count(len(shown), len(rows))
    return shown


def read_only_lines(draft: DraftRow, rows: Sequence[LineRow]) -> None:
    """The lines as a table; they cannot be edited."""
    w = words()
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Category"): row.category,
                    w._("Name"): row.name,
                    w._("Specification"): row.specification,
                    w._("Unit"): row.unit,
                    w._("Quantity"): w.quantity(row.quantity_milli),
                    w._("Unit price (yuan)"): w.yuan(row.unit_price_fen),
                    w._("Amount (yuan)"): w.yuan(row.amount_fen),
                    w._("Zone"): row.zone,
                    w._("Remark"): _remark(row),
                }
                for row in rows
            ]
        ),
        hide_index=True,
        column_config=right(w._("Quantity"), w._("Unit price (yuan)"), w._("Amount (yuan)")),
        key=f"lines_of_{draft.id}",
        alt=w._("Lines of {draft}", draft=draft_label(draft.number, w)),
    )


def _remark(row: LineRow) -> str:
    """The remark, with what counts where the printed amount was another."""
    w = words()
    said = [row.remark] if row.remark else []
    if row.lump_sum:
        said.append(w._("lump sum"))
    if row.printed_amount_fen is not None and row.printed_amount_fen != row.amount_fen:
        said.append(w._("printed: {amount}", amount=w.yuan(row.printed_amount_fen)))
    return w.listed(said)


def category_table(rows: Sequence[LineRow]) -> None:
    """Totals of the shown lines by category."""
    w = words()
    totals: dict[str, tuple[int, int]] = {}
    for row in rows:
        count, total = totals.get(row.category, (0, 0))
        totals[row.category] = (count + 1, total + row.amount_fen)
    if not totals:
        return
    everything = sum(total for _, total in totals.values())
    folded = st.expander(
        w._("Totals by category: {amount} yuan", amount=w.yuan(everything)),
        key="line_totals",
        on_change="rerun",
    )
    if folded.open:
        folded.dataframe(
            pd.DataFrame(
                [
                    {
                        w._("Category"): category or w._("Without category"),
                        w._("Lines"): count,
                        w._("Total (yuan)"): w.yuan(total),
                        w._("Share"): w.percent(total / everything) if everything else "",
                    }
                    for category, (count, total) in totals.items()
                ]
            ),
            hide_index=True,
            height="content",
            column_config=right(w._("Total (yuan)"), w._("Share")),
            alt=w._("Totals by category"),
        )


def archived_lines(draft: DraftRow) -> None:
    """Lines of the working copy that were put aside, and the way back."""
    w, frame = words(), context()
    aside = {row.id: row for row in line_rows(draft.id, archived=True)}
    if not aside or not st.toggle(
        w._n("Show {n} archived line", "Show {n} archived lines", len(aside)),
        key="archived_lines",
        bind="query-params",
    ):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        line_id = st.selectbox(
            w._("Archived line"),
            list(aside),
            format_func=lambda each: (
                f"{aside[each].name} · {aside[each].zone} · {w.yuan(aside[each].amount_fen)}"
            ),
            key="archived_line",
            width=420,
        )
        if st.button(w._("Restore"), key="restore_line") and run(
            commands.restore_line, project_id=frame.project_id, line_id=line_id, done=w._("Line restored")
        ):
            st.rerun()
