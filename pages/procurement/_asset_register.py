"""The register as a table: filters, export, import, and the form of one asset."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import assets as commands
from db.queries.assets import RegisterRow
from pages._kit.context import context
from pages._kit.detail import asked
from pages._kit.download import export_button
from pages._kit.filters import clear_all, shown_count
from pages._kit.language import words
from pages._kit.record_import import RecordList, record_import
from pages.procurement import _asset_reads
from pages.procurement._asset_form import add_asset, asset_panel, open_selected
from pages.procurement._columns import right
from tracker.exports.table import Column, money_column
from tracker.i18n import Words
from tracker.imports.asset_list import read_assets
from tracker.imports.record_sheet import CellProblem
from tracker.money import quantity_of
from tracker.permissions import Action
from tracker.vocabulary import AssetCondition

FILTERS = ("asset_condition", "asset_place", "asset_q")


def asset_register() -> None:
    """The whole of the view."""
    w = words()
    rows = _asset_reads.register()
    may = context().may(Action.EDIT_PROCUREMENT)
    shown = _filtered(rows)
    if not rows:
        st.info(
            w._("No asset yet. Import the fixed-asset register from Excel, or add the assets one by one."),
            icon=":material/info:",
        )
    else:
        _table(shown)
        shown_count(len(shown), len(rows))
    if may:
        with st.container(horizontal=True):
            adding = st.toggle(w._("Add an asset"), key="asset_adding")
            importing = st.toggle(w._("Import a register"), key="assets_importing")
        if adding:
            add_asset()
        if importing:
            record_import(_import(rows))
    asset_id = asked("asset")
    opened = next((row for row in rows if row.id == asset_id), None)
    if opened is not None:
        asset_panel(opened)


def asset_columns(w: Words) -> list[Column[RegisterRow]]:
    """The columns of the register; the import reads them again in either language."""
    return [
        Column(w._("Code"), lambda row: row.code),
        Column(w._("Name"), lambda row: row.name, 24),
        Column(w._("Specification"), lambda row: row.specification, 24),
        Column(w._("Unit"), lambda row: row.unit, 8),
        Column(w._("Quantity"), lambda row: quantity_of(row.quantity_milli)),
        Column(w._("Still usable"), lambda row: quantity_of(row.usable_milli)),
        money_column(w._("Unit price (yuan)"), lambda row: row.unit_price_fen),
        Column(w._("Acquired"), lambda row: row.acquired),
        Column(w._("Service life (years)"), lambda row: row.life_years),
        Column(w._("Condition"), lambda row: w.label(row.condition)),
        Column(w._("Location"), lambda row: row.location, 20),
    ]


def _filtered(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    w = words()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        conditions = st.multiselect(
            w._("Condition"),
            list(AssetCondition),
            format_func=w.label,
            placeholder=w._("All conditions"),
            key="asset_condition",
            bind="query-params",
            width=220,
        )
        places = st.multiselect(
            w._("Location"),
            list(dict.fromkeys(row.location for row in rows if row.location)),
            placeholder=w._("All places"),
            key="asset_place",
            bind="query-params",
            width=220,
        )
        text = st.text_input(
            w._("Code, name or specification"), key="asset_q", bind="query-params", width=200
        )
        archived = any(row.archived for row in rows) and st.toggle(
            w._("Show archived"), key="asset_archived", bind="query-params"
        )
        clear_all(FILTERS)
        needle = text.strip().casefold()
        shown = [
            row
            for row in rows
            if (archived or not row.archived)
            and (not conditions or row.condition in conditions)
            and (not places or row.location in places)
            and needle in f"{row.code} {row.name} {row.specification}".casefold()
        ]
        export_button(w._("Fixed-asset register"), asset_columns(w), shown, key="export_register")
    return shown


def _table(rows: Sequence[RegisterRow]) -> None:
    w, today = words(), context().today
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Code"): row.code,
                    w._("Name"): row.name + (" (" + w._("archived") + ")" if row.archived else ""),
                    w._("Still usable"): f"{w.quantity(row.usable_milli)} {row.unit}",
                    w._("Quantity"): f"{w.quantity(row.quantity_milli)} {row.unit}",
                    w._("Condition"): w.label(row.condition),
                    w._("Life left"): life_left(w, row.months_left(today)),
                    w._("Location"): row.location,
                    w._("Specification"): row.specification,
                    w._("Acquired"): row.acquired,
                    w._("Last counted"): w.date(row.counted_on, today=today) if row.counted_on else "",
                }
                for row in rows
            ]
        ),
        hide_index=True,
        column_config=right(w._("Still usable"), w._("Quantity"), w._("Life left")),
        on_select=lambda: open_selected([row.id for row in rows]),
        selection_mode="single-row",
        key="asset_table",
        placeholder="",
        alt=w._("Fixed-asset register"),
    )
    st.caption(w._("Choose a row to change, count or archive an asset."))


def life_left(w: Words, months: int | None) -> str:
    """The months of service life left in words: years from two years on; over; nothing where unknown."""
    if months is None:
        return ""
    if months < 0:
        return w._("over")
    return (
        w._n("{n} year", "{n} years", months // 12)
        if months >= 24
        else w._n("{n} month", "{n} months", months)
    )


def _import(rows: Sequence[RegisterRow]) -> RecordList:
    w = words()
    known = {row.code: row for row in rows}

    def read(data: bytes) -> tuple[Sequence[Mapping[str, Any]], Sequence[CellProblem]]:
        found = read_assets(data)
        return [record.values for record in found.records], found.problems

    return RecordList(
        key="assets_import",
        title=w._("Fixed-asset register"),
        hint=w._(
            "An Excel or CSV file with the headings code, name, quantity and condition; specification, unit, still "
            "usable, unit price, acquired, service life and location are read where they are there. Assets of the "
            "same code are updated, not doubled; what the file does not name stays."
        ),
        read=read,
        known=lambda record: known.get(record["code"]),
        shown=lambda record: {
            w._("Code"): record["code"],
            w._("Name"): record["name"],
            w._("Quantity"): w.quantity(record["quantity_milli"]),
            w._("Still usable"): w.quantity(record.get("usable_milli")),
            w._("Condition"): w.label(record["condition"]),
            w._("Location"): record.get("location") or "",
        },
        command=commands.import_assets,
    )
