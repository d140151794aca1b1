"""The fixed-asset register: what the library already owns and need not buy again."""

import pandas as pd
import streamlit as st

from db.queries.procurement import AssetRow
from pages._kit.download import export_button
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._data import asset_rows
from tracker.exports.table import Column, money_column
from tracker.i18n import Words
from tracker.money import quantity_of


def asset_register() -> None:
    """The register, folded; nothing where it is empty."""
    w = words()
    rows = asset_rows()
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
        export_button(w._("Fixed-asset register"), _columns(w), rows, key="export_assets")


def _columns(w: Words) -> list[Column[AssetRow]]:
    return [
        Column(w._("Code"), lambda row: row.code),
        Column(w._("Name"), lambda row: row.name, 24),
        Column(w._("Specification"), lambda row: row.specification, 24),
        Column(w._("Unit"), lambda row: row.unit, 8),
        Column(w._("Quantity"), lambda row: quantity_of(row.quantity_milli)),
        Column(w._("Still usable"), lambda row: quantity_of(row.usable_milli)),
        money_column(w._("Unit price (yuan)"), lambda row: row.unit_price_fen),
        Column(w._("Acquired"), lambda row: row.acquired),
        Column(w._("Condition"), lambda row: w.label(row.condition)),
        Column(w._("Location"), lambda row: row.location, 20),
    ]
