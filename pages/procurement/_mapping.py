"""How the columns of a workbook are read, and the person's corrections to it."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from openpyxl.utils import get_column_letter

from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._saved_mappings import proposed_columns, save_columns
from tracker.errors import TrackerError
from tracker.imports.chosen import MONEY_UNITS, mapping_at, with_unit
from tracker.imports.drafts import DraftFile, SheetMapping
from tracker.imports.headings import MONEY, Meaning
from tracker.imports.layout import DEFAULT_UNIT, ColumnMapping
from tracker.interchange.csv_sheet import open_sheets

ASKS_FOR_CORRECTION = frozenset({"no_header", "duplicate_header", "unknown_unit_of_money"})
PER_ROW = 4


def mapping_editor(data: bytes, file: DraftFile, key: str) -> dict[str, SheetMapping] | None:
    """The mapping of each sheet in select boxes; gives the corrected one when asked to read again."""
    w = words()
    proposed = proposed_columns(data, file, key)
    if proposed is not None:
        return proposed
    wrong = not file.lines or any(problem.code in ASKS_FOR_CORRECTION for problem in file.problems)
    folded = st.expander(
        w._("How the columns are read"),
        expanded=wrong,
        key=f"mapping_{key}",
        on_change="rerun",
        icon=":material/view_column:",
    )
    if not folded.open:
        return None
    with folded:
        first_of = {mapping.sheet: mapping for mapping in reversed(file.sheets)}
        corrected = {
            sheet: _columns(mapping, f"{key}_{sheet}") for sheet, mapping in reversed(first_of.items())
        }
        if corrected and st.button(w._("Read again with these columns"), key=f"reread_{key}"):
            return corrected
        save_columns(corrected, key)
        return _other_row(data, corrected, key)


def _columns(mapping: SheetMapping, key: str) -> SheetMapping:
    """The select boxes of one sheet, and what they say."""
    w = words()
    st.markdown(
        w._("Sheet “{sheet}”: headings in row {row}", sheet=plain(mapping.sheet), row=mapping.header_row)
    )
    columns: list[ColumnMapping] = []
    for start in range(0, len(mapping.columns), PER_ROW):
        part = mapping.columns[start : start + PER_ROW]
        for column, place in zip(part, st.columns(PER_ROW), strict=False):
            with place:
                columns.append(_column(column, f"{key}_{column.column}"))
    return replace(mapping, columns=tuple(columns))


def _column(column: ColumnMapping, key: str) -> ColumnMapping:
    w = words()
    meaning = st.selectbox(
        w._(
            "Column {letter}: {heading}",
            letter=get_column_letter(column.column),
            heading=plain(column.heading),
        ),
        list(Meaning),
        index=None if column.meaning is None else list(Meaning).index(column.meaning),
        format_func=w.label,
        placeholder=w._("Not read"),
        key=f"meaning_{key}",
    )
    changed = replace(column, meaning=meaning)
    if meaning not in MONEY:
        return with_unit(changed, DEFAULT_UNIT)
    units = list(dict.fromkeys([column.money_unit or DEFAULT_UNIT, *MONEY_UNITS]))
    unit = st.selectbox(w._("Unit of money"), units, key=f"unit_{key}", label_visibility="collapsed")
    return with_unit(changed, unit)


def _other_row(
    data: bytes, corrected: Mapping[str, SheetMapping], key: str
) -> dict[str, SheetMapping] | None:
    """Another row as the headings of a sheet, where detection found none or the wrong one."""
    w = words()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sheets = {sheet.name: sheet for sheet in open_sheets(data)}
        name = st.selectbox(w._("Sheet"), list(sheets), key=f"sheet_{key}", width=240)
        row = st.number_input(w._("Row of the headings"), min_value=1, value=1, key=f"row_{key}", width=180)
        asked = st.button(w._("Take this row as the headings"), key=f"take_{key}")
    if not asked or name is None:
        return None
    try:
        return {**corrected, name: mapping_at(sheets[name], int(row))}
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return None
