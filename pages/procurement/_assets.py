"""The fixed-asset register: what the library already owns and need not buy again."""

import pandas as pd
import streamlit as st

from pages._kit.download import export_button
from pages._kit.language import words
from pages.procurement import _asset_reads
from pages.procurement._asset_register import asset_columns
from pages.procurement._columns import right


def asset_register() -> None:
    """The register, folded; nothing where it is empty."""
    w = words()
    rows = [row for row in _asset_reads.register() if not row.archived]
    if not rows:
        return
    title = w._n(
        "Fixed-asset register of the old library: {n} entry",
        "Fixed-asset register of the old library: {n} entries",
        len(rows),
    )
    folded = st.expander(title, key="asset_register", on_change="rerun", icon=":material/inventory:")
    if not folded.open:
        return
    with folded:
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        w._("Code"): row.code,
                        w._("Name"): row.name,
                        w._("Specification"): row.specification,
                        w._("Quantity"): f"{w.quantity(row.quantity_milli)} {row.unit}",
                        w._("Still usable"): f"{w.quantity(row.usable_milli)} {row.unit}",
                        w._("Condition"): w.label(row.condition),
                        w._("Acquired"): row.acquired,
                        w._("Location"): row.location,
                    }
                    for row in rows
                ]
            ),
            hide_index=True,
            column_config=right(w._("Quantity"), w._("Still usable")),
            alt=title,
        )
        export_button(w._("Fixed-asset register"), asset_columns(w), rows, key="export_assets")
