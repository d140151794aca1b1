"""The standards themselves: supplied by the library one by one or from a workbook, changed and put aside."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from db.commands import standards as commands
from db.queries.standards import StandardRow
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.record_import import RecordList, record_import
from pages.procurement import _standard_reads
from pages.procurement._standard_form import add_standard, change_standard
from pages.procurement._standard_words import cited
from tracker.exports.table import Column, money_column
from tracker.i18n import Words
from tracker.imports.record_sheet import CellProblem, Record, Records
from tracker.imports.standard_list import read_standards
from tracker.money import quantity_of
from tracker.permissions import Action


def standard_table() -> None:
    """The list with its export, and for whoever may change it the forms and the import."""
    w = words()
    rows = _standard_reads.standard_rows()
    may = context().may(Action.EDIT_PROCUREMENT)
    with st.container(horizontal=True, vertical_alignment="center"):
        archived = any(row.archived for row in rows) and st.toggle(
            w._("Show archived"), key="standards_archived", bind="query-params"
        )
        shown = [row for row in rows if archived or not row.archived]
        export_button(w._("Standards"), _columns(w), shown, key="export_standards")
    for row in shown:
        _line(row, may=may)
    if not rows:
        st.info(
            w._(
                "No standard yet. The tracker brings none: enter those of your province, or import them, "
                "each with its source."
            ),
            icon=":material/info:",
        )
    if not may:
        return
    with st.container(horizontal=True):
        adding = st.toggle(w._("Add a standard"), key="standard_adding")
        importing = st.toggle(w._("Import standards"), key="standards_importing")
    if adding:
        add_standard()
    if importing:
        record_import(_import(rows))


def _line(row: StandardRow, *, may: bool) -> None:
    w, frame = words(), context()
    with st.container(border=True, key=f"standard_{row.id}"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            applies = w.listed([part for part in (row.rule.applies_code, row.rule.applies_to) if part])
            parts = [cited(w, row.rule), w._("for {goods}", goods=plain(applies))]
            if row.archived:
                parts.append(w._("archived"))
            elif not row.rule.in_force(frame.today):
                parts.append("**" + w._("not in force today") + "**")
            text = " · ".join(parts)
            st.markdown(text, width="stretch")
            if not may:
                return
            change, archive, restore = w._("Change"), w._("Archive"), w._("Restore")
            chosen = st.menu_button(
                w._("Change"),
                [restore] if row.archived else [change, archive],
                type="tertiary",
                key=f"standard_menu_{row.id}",
            )
        if chosen == change:
            st.session_state[f"standard_edit_{row.id}"] = True
        if chosen in {archive, restore}:
            command = commands.restore_standard if chosen == restore else commands.archive_standard
            done = w._("Standard restored") if chosen == restore else w._("Standard archived")
            if run(command, project_id=frame.project_id, standard_id=row.id, done=done):
                st.rerun()
        if st.session_state.get(f"standard_edit_{row.id}"):
            change_standard(row)


def _columns(w: Words) -> list[Column[StandardRow]]:
    """The columns of the table; the import reads them again in either language."""
    departments = {row.id: row.name for row in _standard_reads.departments()}
    zones = {row.id: row.place for row in _standard_reads.zone_rows()}

    def figure(milli: int | None) -> Any:
        return None if milli is None else quantity_of(milli)

    return [
        Column(w._("Standard"), lambda row: row.rule.name, 24),
        Column(w._("Catalogue code"), lambda row: row.rule.applies_code),
        Column(w._("Applies to"), lambda row: row.rule.applies_to, 24),
        Column(w._("Counted by"), lambda row: w.label(row.rule.basis) if row.rule.basis else None),
        Column(w._("Quantity cap"), lambda row: figure(row.rule.quantity_milli)),
        Column(w._("Per"), lambda row: figure(row.rule.basis_milli)),
        Column(w._("Department"), lambda row: departments.get(row.rule.department_id or 0)),
        Column(w._("Zone"), lambda row: zones.get(row.rule.zone_id or 0)),
        money_column(w._("Price cap"), lambda row: row.rule.price_cap_fen),
        Column(w._("Minimum life"), lambda row: row.rule.minimum_life_years),
        Column(w._("Source"), lambda row: row.rule.source, 40),
        Column(w._("Version"), lambda row: row.rule.source_version),
        Column(w._("Valid from"), lambda row: row.rule.valid_from),
        Column(w._("Valid to"), lambda row: row.rule.valid_to),
    ]


def _import(rows: Sequence[StandardRow]) -> RecordList:
    w = words()
    known = {(row.rule.name, row.rule.source_version): row for row in rows}

    def stored(record: Mapping[str, Any]) -> Any | None:
        row = known.get((record["name"], record.get("source_version") or ""))
        return None if row is None else _Stored(row)

    return RecordList(
        key="standards_import",
        title=w._("Standards"),
        hint=w._(
            "An Excel or CSV file with the headings standard and source, and what it limits: counted by, quantity "
            "cap, per, department, zone, price cap, minimum life; catalogue code or applies to; version, valid "
            "from, valid to. A standard of the same name and version is updated, not doubled."
        ),
        read=_read,
        known=stored,
        shown=lambda record: {
            w._("Standard"): record["name"],
            w._("Applies to"): record.get("applies_to") or record.get("applies_code") or "",
            w._("Source"): record["source"],
            w._("Version"): record.get("source_version") or "",
        },
        command=commands.import_standards,
    )


class _Stored:
    """A stored standard with its columns as attributes, for the import's comparison."""

    def __init__(self, row: StandardRow) -> None:
        self.archived = row.archived
        self._rule = row.rule

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rule, name)


def _read(data: bytes) -> tuple[Sequence[Mapping[str, Any]], Sequence[CellProblem]]:
    """The records with the names of departments and zones as ids, and the names that are not known."""
    found: Records = read_standards(data)
    ids = {
        "department": {row.name: row.id for row in _standard_reads.departments() if not row.archived},
        "zone": {row.place: row.id for row in _standard_reads.zone_rows() if not row.archived},
    }
    problems = list(found.problems)
    records = []
    for record in found.records:
        values = dict(record.values)
        for name, known in ids.items():
            text = values.pop(name, None)
            values[f"{name}_id"] = known.get(text) if text else None
            if text and text not in known:
                problems.append(_unknown(found, record, text))
        records.append(values)
    return records, problems


def _unknown(found: Records, record: Record, text: str) -> CellProblem:
    return CellProblem(found.sheet, record.row, 0, "cell_unknown_name", text)
