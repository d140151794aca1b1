"""The form of one asset: added, changed, put aside and brought back; with its counts."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from db.commands import assets as commands
from db.commands import stocktaking
from db.queries.assets import RegisterRow
from pages._kit.context import context
from pages._kit.detail import close_panel, open_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement import _asset_reads
from pages.site._viewer import gallery
from tracker.imports.asset_list import LONGEST_LIFE
from tracker.money import FEN_PER_YUAN, MILLI
from tracker.permissions import Action
from tracker.vocabulary import AssetCondition

PANEL = "asset"


def open_selected(ids: Sequence[int]) -> None:
    """After a click on a row of the table: its asset goes into the address."""
    chosen = st.session_state["asset_table"].selection.rows
    if chosen and chosen[0] < len(ids):
        open_panel(PANEL, ids[chosen[0]])


def asset_panel(row: RegisterRow) -> None:
    """The asset of the address."""
    title = plain(f"{row.code} {row.name}")
    st.dialog(title, width="large", position="right", on_dismiss=partial(close_panel, PANEL))(_panel)(row)


def _panel(row: RegisterRow) -> None:
    w = words()
    if not context().may(Action.EDIT_PROCUREMENT):
        st.markdown(plain(f"{row.specification} {row.location}".strip()) or "—")
        _counts(row)
        return
    form_is_open()
    key = f"asset_{row.id}_{row.version}"
    original = _values_of(row)
    changes = _inputs(original, key)
    with st.container(horizontal=True):
        if st.button(w._("Save the asset"), key=f"{key}_save", type="primary") and run(
            commands.update_asset,
            project_id=context().project_id,
            asset_id=row.id,
            expected_version=row.version,
            original=original,
            changes=changes,
            done=w._("Asset saved"),
            names=_names(),
        ):
            close_panel(PANEL)
            st.rerun()
        command = commands.restore_asset if row.archived else commands.archive_asset
        label = w._("Restore") if row.archived else w._("Archive")
        done = w._("Asset restored") if row.archived else w._("Asset archived")
        if st.button(label, key=f"{key}_archive", icon=":material/archive:") and run(
            command, project_id=context().project_id, asset_id=row.id, done=done
        ):
            close_panel(PANEL)
            st.rerun()
    _counts(row)


def add_asset() -> None:
    """The empty form."""
    w = words()
    form_is_open()
    nonce = st.session_state.setdefault("asset_added", 0)
    with st.container(border=True):
        values = _inputs({"quantity_milli": MILLI, "usable_milli": MILLI}, f"new_asset_{nonce}")
        if st.button(w._("Save the asset"), key="new_asset_save", type="primary") and run(
            commands.create_asset, project_id=context().project_id, values=values, done=w._("Asset added")
        ):
            st.session_state["asset_added"] = nonce + 1
            st.rerun()


def _values_of(row: RegisterRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in commands.FIELDS}


def _names() -> dict[str, str]:
    w = words()
    return {
        "condition": w._("Condition"),
        "quantity_milli": w._("Quantity"),
        "unit_price_fen": w._("Unit price (yuan)"),
    }


def _inputs(given: dict[str, Any], key: str) -> dict[str, Any]:
    """The widgets of an asset's columns; gives their values."""
    w = words()

    def text(name: str, label: str) -> str:
        longest = commands.LONGEST.get(name, 10)
        return st.text_input(label, value=given.get(name) or "", max_chars=longest, key=f"{key}_{name}")

    def milli(name: str, label: str) -> int:
        number = st.number_input(
            label,
            min_value=0.0,
            value=(given.get(name) or 0) / MILLI,
            step=1.0,
            format="%g",
            key=f"{key}_{name}",
        )
        return round(number * MILLI)

    conditions = list(AssetCondition)
    left, right = st.columns(2)
    with left:
        values: dict[str, Any] = {
            "code": text("code", w._("Code")),
            "specification": text("specification", w._("Specification")),
            "quantity_milli": milli("quantity_milli", w._("Quantity")),
            "unit": text("unit", w._("Unit")),
            "acquired": text("acquired", w._("Acquired (year, month or day: 2016-05)")),
            "location": text("location", w._("Location")),
        }
    with right:
        values["name"] = text("name", w._("Name"))
        values["condition"] = st.selectbox(
            w._("Condition"),
            conditions,
            index=conditions.index(given.get("condition") or AssetCondition.GOOD),
            format_func=w.label,
            key=f"{key}_condition",
        )
        values["usable_milli"] = milli("usable_milli", w._("Still usable"))
        price = given.get("unit_price_fen")
        yuan = st.number_input(
            w._("Unit price (yuan)"),
            min_value=0.0,
            value=None if price is None else price / FEN_PER_YUAN,
            format="%.2f",
            key=f"{key}_price",
        )
        values["unit_price_fen"] = None if yuan is None else round(yuan * FEN_PER_YUAN)
        values["life_years"] = st.number_input(
            w._("Service life (years)"),
            min_value=1,
            max_value=LONGEST_LIFE,
            value=given.get("life_years"),
            key=f"{key}_life",
        )
    return values


def _counts(row: RegisterRow) -> None:
    """What stock-takings found, with their photos."""
    w, frame = words(), context()
    rows = [count for count in _asset_reads.asset_counts() if count.asset_id == row.id]
    if not rows:
        return
    st.subheader(w._("Counts"), anchor=False)
    photos = _asset_reads.count_photos(tuple(count.id for count in rows))
    for count in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = w._(
                "{date}: {quantity} there, {usable} usable, {condition}",
                date=w.date(count.counted_on, today=frame.today),
                quantity=w.quantity(count.quantity_milli),
                usable=w.quantity(count.usable_milli),
                condition=w.label(count.condition),
            )
            note = f" · {plain(count.note)}" if count.note else ""
            aside = " (" + w._("archived") + ")" if count.archived else ""
            st.markdown(said + note + aside, width="stretch")
            command = stocktaking.restore_asset_count if count.archived else stocktaking.archive_asset_count
            label = w._("Restore") if count.archived else w._("Archive")
            done = w._("Count restored") if count.archived else w._("Count archived")
            if (
                frame.may(Action.EDIT_PROCUREMENT)
                and st.button(label, key=f"count_{count.id}_archive", type="tertiary")
                and run(command, project_id=frame.project_id, count_id=count.id, done=done)
            ):
                st.rerun()
        if photos.get(count.id):
            gallery(photos[count.id], f"count_{count.id}", in_panel=True)
