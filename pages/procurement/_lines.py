"""The lines of a draft: filters, the table to read, totals by category, lines put aside."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.commands import lines as commands
from db.queries.procurement import DraftRow, LineRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import run
from pages._kit.filters import clear_all, shown_count
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._courses import life_column, sparkline
from pages.procurement._data import line_rows
from pages.procurement._life_reads import history
from tracker.charts.procurement import draft_label
from tracker.exports.drafts import line_columns
from tracker.i18n import Words

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


def read_only_lines(plan_id: int, draft: DraftRow, rows: Sequence[LineRow]) -> None:
    """The lines as a table; they cannot be edited. A click on a name opens the line's life."""
    w = words()
    everything = _frame(plan_id, draft.id)
    shown = everything if len(rows) == len(everything) else everything.loc[[row.id for row in rows]]
    st.dataframe(
        shown,
        hide_index=True,
        column_config={
            w._("Name"): life_column(w._("Name"), "line_life", [row.lineage_id for row in rows]),
            w._("Over the drafts"): sparkline(w),
            **right(w._("Quantity"), w._("Unit price (yuan)"), w._("Amount (yuan)")),
        },
        key=f"lines_of_{draft.id}",
        alt=w._("Lines of {draft}", draft=draft_label(draft.number, w)),
    )


@by_revision("procurement")
def _frame(_session: Session, key: Key, plan_id: int, draft_id: int) -> pd.DataFrame:
    """All lines of a draft as the table shows them, by line id; thousands of cells are written once."""
    w = key.words
    rows, known = line_rows(draft_id), history(plan_id)
    return pd.DataFrame(
        [
            {
                w._("Category"): row.category,
                w._("Name"): row.name,
                w._("Specification"): row.specification,
                w._("Unit"): row.unit,
                w._("Quantity"): w.quantity(row.quantity_milli),
                w._("Unit price (yuan)"): w.yuan(row.unit_price_fen),
                w._("Amount (yuan)"): w.yuan(row.amount_fen),
                w._("Over the drafts"): known.courses.get(row.lineage_id, []),
                w._("Zone"): row.zone,
                w._("Remark"): _remark(row, w),
            }
            for row in rows
        ],
        index=[row.id for row in rows],
    )


def _remark(row: LineRow, w: Words) -> str:
    """The remark, with what counts where the printed amount was another."""
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
