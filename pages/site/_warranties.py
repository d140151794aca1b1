"""The warranties of a gate: each with its end, added, changed and put aside."""

import streamlit as st

from db.commands import warranties as commands
from db.queries.acceptance import GateRow
from db.queries.warranties import WarrantyRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.site import _acceptance_reads
from pages.site._words import archived_badge
from tracker.acceptance import WORKS
from tracker.permissions import Action
from tracker.vocabulary import WarrantyItem
from tracker.warranties import LONGEST_MONTHS, STATUTORY_MONTHS

DESIGN_LIFE_MONTHS = 600
"""What the form offers for the structure: fifty years, the design life of an ordinary building (GB 50068-2018)."""
USUAL_MONTHS = 24


def warranties(gate: GateRow) -> None:
    """The list, and below it the form that adds one."""
    w = words()
    rows = [row for row in _acceptance_reads.warranties() if row.gate_id == gate.id]
    may = context().may(Action.HOLD_ROUNDS) and not gate.archived
    if not rows and not (may and gate.stage in WORKS):
        return
    st.subheader(w._("Warranties"), anchor=False)
    if rows and gate.standing.passed_on is None:
        st.caption(w._("They begin on the day the gate passes."))
    for row in rows:
        _line(row, may=may)
    if may:
        adding = st.expander(
            w._("Add a warranty"), key=f"warranty_add_{gate.id}", on_change="rerun", icon=":material/add:"
        )
        if adding.open:
            with adding:
                _new(gate)


def _line(row: WarrantyRow, *, may: bool) -> None:
    w = words()
    today = context().today
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"warranty_{row.id}"):
        parts = [
            f"**{w.label(row.item)}**",
            w._n("{n} month", "{n} months", row.months),
            w._("until {date}", date=w.date(row.expires_on, today=today)) if row.expires_on else "",
            plain(row.note),
            archived_badge(w) if row.archived else "",
        ]
        st.markdown(" · ".join(part for part in parts if part), width="stretch")
        if not may:
            return
        change, archive, restore = w._("Change"), w._("Archive"), w._("Restore")
        chosen = st.menu_button(
            w._("Change"),
            [restore] if row.archived else [change, archive],
            type="tertiary",
            key=f"warranty_menu_{row.id}",
        )
    if chosen == change:
        st.session_state[f"warranty_edit_{row.id}"] = True
    if chosen in {archive, restore}:
        _put(row, restoring=chosen == restore)
    if st.session_state.get(f"warranty_edit_{row.id}"):
        _edit(row)


def _put(row: WarrantyRow, *, restoring: bool) -> None:
    w = words()
    command = commands.restore_warranty if restoring else commands.archive_warranty
    done = w._("Warranty restored") if restoring else w._("Warranty archived")
    if run(command, project_id=context().project_id, warranty_id=row.id, done=done):
        st.rerun()


def _edit(row: WarrantyRow) -> None:
    w = words()
    form_is_open()
    row = as_seen(row)
    with st.container(border=True):
        months = _months(row.item, row.months, f"warranty_months_{row.id}")
        note = st.text_input(
            w._("Remark"), value=row.note, key=f"warranty_note_{row.id}", max_chars=commands.LONGEST_NOTE
        )
        if st.button(w._("Save the warranty"), key=f"warranty_save_{row.id}") and run(
            commands.update_warranty,
            project_id=context().project_id,
            warranty_id=row.id,
            expected_version=row.version,
            original={"months": row.months, "note": row.note},
            changes={"months": months, "note": note},
            done=w._("Warranty saved"),
        ):
            del st.session_state[f"warranty_edit_{row.id}"]
            st.rerun()


def _new(gate: GateRow) -> None:
    w = words()
    form_is_open()
    key = f"new_warranty_{gate.id}"
    parts = list(WarrantyItem)
    item = st.selectbox(w._("Part of the works"), parts, format_func=w.label, key=f"{key}_item") or parts[0]
    fallback = DESIGN_LIFE_MONTHS if item is WarrantyItem.STRUCTURE else USUAL_MONTHS
    months = _months(item, STATUTORY_MONTHS.get(item, fallback), f"{key}_months_{item}")
    note = st.text_input(w._("Remark"), key=f"{key}_note", max_chars=commands.LONGEST_NOTE)
    if st.button(w._("Save the warranty"), key=f"{key}_save") and run(
        commands.create_warranty,
        project_id=context().project_id,
        gate_id=gate.id,
        item=item,
        months=months,
        note=note,
        done=w._("Warranty added"),
    ):
        st.session_state.pop(f"{key}_note", None)
        st.rerun()


def _months(item: WarrantyItem, value: int, key: str) -> int:
    w = words()
    least = STATUTORY_MONTHS.get(item)
    label = (
        w._("Months (at least {least} by law)", least=least)
        if least
        else w._("Months (the design life, as the drawings say)")
        if item is WarrantyItem.STRUCTURE
        else w._("Months")
    )
    return int(st.number_input(label, 1, LONGEST_MONTHS, value=value, key=key))
