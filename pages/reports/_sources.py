"""The rows behind a figure or a chart of a summary."""

import pandas as pd
import streamlit as st

from pages._kit.head import plain
from pages._kit.language import words
from pages.reports import _reads
from tracker.i18n import Words
from tracker.reporting import Source

PAPER = 760
"""Width of the column of text in pixels, as a page of A4 holds it."""

ROW, TALLEST = 38, 260
"""Pixels of a row, and of the whole table."""


def show_rows(text: str, source: Source, *, key: str) -> None:
    """What a figure reads, what kind of records it comes from, and these records."""
    w = words()
    rows = _reads.rows_behind(source)
    st.markdown(f"**{plain(text)}** · {w.label(source.kind)}")
    st.dataframe(
        pd.DataFrame([_shown(w, row) for row in rows]),
        hide_index=True,
        key=f"rows_{key}",
        height=min(ROW * (len(rows) + 1), TALLEST),
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
        elif name.endswith("_fen"):
            shown[w.field(name.removesuffix("_fen"))] = w.yuan(int(str(value)))
        elif isinstance(value, bool):
            shown[w.field(name)] = w._("yes") if value else w._("no")
        else:
            shown[w.field(name)] = str(value) if isinstance(value, int) else w.fact(value)
    return shown
