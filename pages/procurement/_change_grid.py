"""The changes as a grid, a line each: closer together than the text, sorted by any column, with every line's course."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages._kit.language import words
from pages.procurement._columns import signed_money
from pages.procurement._courses import life_column, sparkline
from pages.procurement._life import show_life
from pages.procurement._life_reads import history
from tracker.exports.drafts import shared_price, summed_quantity
from tracker.i18n import Words
from tracker.procurement.changes import Change
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.lines import Line, Lineage

DIFFERENCE_WIDTH = 120
VIEW = "change_view"
"""In the address: whether the changes are read as text or in the grid."""


def view_choice() -> bool:
    """The choice between text and grid; true where the grid is wanted."""
    w = words()
    text, grid = w._p("view", "Text"), w._p("view", "Grid")
    chosen = st.segmented_control(
        w._("View"), [text, grid], default=text, required=True, key=VIEW, bind="query-params"
    )
    return chosen == grid


def change_grid(plan_id: int, rows: Sequence[ExplainedChange]) -> None:
    """Draw the changes; marking a row or clicking its name opens the line's life."""
    w = words()
    if not rows:
        st.caption(w._("No change fits these filters."))
        return
    known = history(plan_id)
    frame = pd.DataFrame([_cells(row, known.courses, w) for row in rows])
    key = f"change_grid_{plan_id}"
    lineages = [row.change.line.lineage for row in rows]

    def marked() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen:
            show_life(lineages[chosen[0]])

    st.caption(w._("Mark a row or click a name to see the line's life over all drafts."))
    difference = w._("Difference (yuan)")
    st.dataframe(
        signed_money(frame, [difference], w),
        hide_index=True,
        on_select=marked,
        selection_mode="single-row",
        column_config={
            w._("Name"): life_column(w._("Name"), f"{key}_name", lineages),
            difference: st.column_config.NumberColumn(difference, alignment="right", width=DIFFERENCE_WIDTH),
            w._("Over the drafts"): sparkline(w),
        },
        key=key,
        alt=w._("Changes between the two drafts, a line each"),
    )


def _cells(row: ExplainedChange, courses: dict[Lineage, list[float]], w: Words) -> dict[str, object]:
    change = row.change
    return {
        w._("Name"): change.line.name,
        # Next to the name, so that a phone shows both without scrolling.
        w._("Difference (yuan)"): change.difference_fen,
        w._p("comparison", "Change"): w.label(change.kind),
        w._("Over the drafts"): courses.get(change.line.lineage, []),
        w._("Quantity"): _moved(*(_quantity(side, w) for side in _sides(change))),
        w._("Unit price (yuan)"): _moved(*(w.yuan(shared_price(side)) for side in _sides(change))),
        w._("Cause"): w.listed(list(dict.fromkeys(w.label(reason.cause) for reason in row.reasons))),
        w._("Zone"): w.listed(list(dict.fromkeys(line.zone for line in _sides(change)[-1] if line.zone))),
    }


def _sides(change: Change) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines before and after; a side without lines is empty."""
    return change.before, change.after


def _quantity(lines: Sequence[Line], w: Words) -> str:
    milli = summed_quantity(lines)
    return "" if milli is None else f"{w.quantity(milli)} {lines[0].unit or ''}".strip()


def _moved(old: str, new: str) -> str:
    """A value that stayed, or the old one before the new."""
    return new if old == new else " → ".join((old or "—", new or "—"))
