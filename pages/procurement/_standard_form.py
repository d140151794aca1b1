"""The form of one standard."""

from typing import Any

import streamlit as st

from db.commands import standards as commands
from db.queries.standards import StandardRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.procurement import _standard_reads
from tracker.imports.standard_list import LONGEST_LIFE
from tracker.money import FEN_PER_YUAN, MILLI
from tracker.vocabulary import StandardBasis


def add_standard() -> None:
    """The empty form."""
    w = words()
    form_is_open()
    nonce = st.session_state.setdefault("standard_added", 0)
    with st.container(border=True):
        values = _inputs({"basis_milli": MILLI}, f"new_standard_{nonce}")
        if st.button(w._("Save the standard"), key="new_standard_save", type="primary") and run(
            commands.create_standard,
            project_id=context().project_id,
            values=values,
            done=w._("Standard added"),
        ):
            st.session_state["standard_added"] = nonce + 1
            st.rerun()


def change_standard(row: StandardRow) -> None:
    """The form with what is stored."""
    w = words()
    form_is_open()
    row = as_seen(row)
    key = f"standard_{row.id}_{row.version}"
    original = {name: getattr(row.rule, name) for name in commands.FIELDS}
    changes = _inputs(original, key)
    with st.container(horizontal=True):
        saved = st.button(w._("Save the standard"), key=f"{key}_save", type="primary")
        left = st.button(w._("Cancel"), key=f"{key}_cancel")
    if (
        saved
        and run(
            commands.update_standard,
            project_id=context().project_id,
            standard_id=row.id,
            expected_version=row.version,
            original=original,
            changes=changes,
            done=w._("Standard saved"),
            names={
                "basis": w._("Counted by"),
                "quantity_milli": w._("Quantity cap"),
                "basis_milli": w._("Per"),
                "price_cap_fen": w._("Price cap"),
                "minimum_life_years": w._("Minimum life"),
            },
        )
    ) or left:
        st.session_state.pop(f"standard_edit_{row.id}", None)
        st.rerun()


def _inputs(given: dict[str, Any], key: str) -> dict[str, Any]:
    """The widgets of a standard's columns; gives their values."""
    w = words()

    def text(name: str, label: str, hint: str | None = None) -> str:
        longest = commands.LONGEST[name]
        return st.text_input(
            label, value=given.get(name) or "", max_chars=longest, key=f"{key}_{name}", help=hint
        )

    left, right = st.columns(2)
    with left:
        values: dict[str, Any] = {
            "name": text("name", w._("Standard")),
            "applies_to": text(
                "applies_to",
                w._("Words of the goods' names"),
                w._("Parted by spaces; one of them is enough."),
            ),
            "applies_code": text("applies_code", w._("Catalogue code"), w._("All codes that begin with it.")),
            "source": text("source", w._("Source")),
            "source_version": text("source_version", w._("Version")),
            "valid_from": st.date_input(
                w._("Valid from"), value=given.get("valid_from"), key=f"{key}_valid_from"
            ),
            "valid_to": st.date_input(w._("Valid to"), value=given.get("valid_to"), key=f"{key}_valid_to"),
        }
    with right:
        values |= _cap(given, key)
        values["price_cap_fen"] = _scaled(
            w._("Price cap (yuan each)"), given, "price_cap_fen", FEN_PER_YUAN, key
        )
        values["minimum_life_years"] = st.number_input(
            w._("Minimum life (years)"),
            min_value=1,
            max_value=LONGEST_LIFE,
            value=given.get("minimum_life_years"),
            key=f"{key}_life",
        )
    return values


def _cap(given: dict[str, Any], key: str) -> dict[str, Any]:
    """The widgets of a quantity cap; without a basis there is none."""
    w = words()
    bases = list(StandardBasis)
    stored = given.get("basis")
    basis = st.selectbox(
        w._("Quantity counted by"),
        bases,
        index=bases.index(stored) if stored else None,
        format_func=w.label,
        placeholder=w._("No quantity cap"),
        key=f"{key}_basis",
    )
    none = dict.fromkeys(("basis", "quantity_milli", "basis_milli", "department_id", "zone_id"))
    if basis is None:
        return none
    values = {**none, "basis": basis}
    values["quantity_milli"] = _scaled(w._("Quantity cap"), given, "quantity_milli", MILLI, key)
    if basis is not StandardBasis.FIXED:
        values["basis_milli"] = _scaled(w._("Per how many"), given, "basis_milli", MILLI, key)
    if basis is StandardBasis.PER_PERSON:
        names = {row.id: row.name for row in _standard_reads.departments() if not row.archived}
        values["department_id"] = _one_of(
            w._("Department"), names, given, "department_id", w._("All departments"), key
        )
    else:
        places = {row.id: row.place for row in _standard_reads.zone_rows() if not row.archived}
        values["zone_id"] = _one_of(w._("Zone"), places, given, "zone_id", w._("Whole building"), key)
    return values


def _scaled(label: str, given: dict[str, Any], name: str, scale: int, key: str) -> int | None:
    stored = given.get(name)
    number = st.number_input(
        label,
        min_value=0.0,
        value=None if stored is None else stored / scale,
        format="%g",
        key=f"{key}_{name}",
    )
    return None if number is None else round(number * scale)


def _one_of(
    label: str, names: dict[int, str], given: dict[str, Any], name: str, placeholder: str, key: str
) -> int | None:
    ids = list(names)
    stored = given.get(name)
    return st.selectbox(
        label,
        ids,
        index=ids.index(stored) if stored in names else None,
        format_func=lambda each: names[each],
        placeholder=placeholder,
        key=f"{key}_{name}",
    )
