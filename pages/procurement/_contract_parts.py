"""What hangs on a contract: supplements, deliveries accepted line by line, payments; added, put aside, brought back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from db.commands import contracts as commands
from db.queries.contracts import ContractRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._delivered import delivered_table
from pages.procurement._package import line_name
from pages.procurement._purchases import Bought
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN, MILLI
from tracker.permissions import Action
from tracker.procurement.contract_checks import variation_limit_fen
from tracker.vocabulary import DeliveryResult


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list: its id, its words, whether it is archived."""

    id: int
    text: str
    archived: bool


def parts(bought: Bought, row: ContractRow) -> None:
    """Three lists in tabs, each with its form."""
    w = words()
    kinds = {
        w._("Deliveries"): "delivery",
        w._("Payments"): "payment",
        w._("Supplements"): "variation",
    }
    chosen = st.segmented_control(
        w._("Part of the contract"),
        list(kinds),
        default=next(iter(kinds)),
        key=f"contract_part_{row.id}",
        label_visibility="collapsed",
    )
    kind = kinds.get(chosen or "", "delivery")
    may = context().may(Action.EDIT_PROCUREMENT)
    if kind == "delivery":
        delivered_table(bought, row)
    entries = _entries(kind, bought, row, w)
    for entry in entries:
        if may or not entry.archived:
            _line(kind, entry, may=may)
    if not entries:
        st.caption(w._("Nothing recorded yet."))
    if may:
        _add(kind, bought, row, w)
        if st.button(w._("Archive the contract"), key=f"contract_archive_{row.id}", type="tertiary") and run(
            commands.archive_contract,
            project_id=context().project_id,
            contract_id=row.id,
            done=w._("Contract archived"),
        ):
            st.rerun()


def _entries(kind: str, bought: Bought, row: ContractRow, w: Words) -> list[Entry]:
    if kind == "payment":
        return [
            Entry(each.id, _joined(w.date(each.on), w.yuan(each.amount_fen), plain(each.note)), each.archived)
            for each in row.payments
        ]
    if kind == "variation":
        return [
            Entry(
                each.id,
                _joined(w.date(each.on), w.signed_yuan(each.amount_fen), plain(each.reason)),
                each.archived,
            )
            for each in row.variations
        ]
    names = {line.lineage_id: line for line in bought.lines}
    return [
        Entry(
            each.id,
            _joined(
                w.date(each.on),
                plain(names[each.lineage_id].name) if each.lineage_id in names else "—",
                w.quantity(each.quantity_milli),
                w.label(each.result),
                plain(each.remarks),
            ),
            each.archived,
        )
        for each in row.deliveries
    ]


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


_ADD: dict[str, Callable[..., Any]] = {
    "delivery": commands.add_delivery,
    "payment": commands.add_payment,
    "variation": commands.add_variation,
}

_PUT: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "delivery": (commands.archive_delivery, commands.restore_delivery),
    "payment": (commands.archive_payment, commands.restore_payment),
    "variation": (commands.archive_variation, commands.restore_variation),
}
"""The commands that put a row aside and bring it back."""


def _line(kind: str, entry: Entry, *, may: bool) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"~~{entry.text}~~" if entry.archived else entry.text, width="stretch")
        if not may:
            return
        label = w._("Restore") if entry.archived else w._("Archive")
        pressed = st.button(label, key=f"{kind}_put_{entry.id}", type="tertiary")
    done = w._("Restored") if entry.archived else w._("Archived")
    named: dict[str, Any] = {f"{kind}_id": entry.id}
    if pressed and run(_PUT[kind][entry.archived], project_id=context().project_id, done=done, **named):
        st.rerun()


def _add(kind: str, bought: Bought, row: ContractRow, w: Words) -> None:
    adding = st.expander(
        {
            "delivery": w._("Record a delivery"),
            "payment": w._("Record a payment"),
            "variation": w._("Record a supplement"),
        }[kind],
        key=f"{kind}_add_{row.id}",
        on_change="rerun",
        icon=":material/add:",
    )
    if not adding.open:
        return
    form_is_open()
    with adding:
        if kind == "delivery":
            values = _delivery(bought.lines, row.id, w)
        else:
            values = _payment(row.id, w) if kind == "payment" else _variation(row, w)
        if st.button(
            w._("Save"), key=f"{kind}_save_{row.id}", disabled=kind == "delivery" and not bought.lines
        ) and run(
            _ADD[kind],
            project_id=context().project_id,
            contract_id=row.id,
            today=context().today,
            done=w._("Recorded"),
            **values,
        ):
            st.rerun()


def _day(key: str, w: Words) -> Any:
    return st.date_input(w._("Day"), value=context().today, key=f"{key}_on")


def _yuan(label: str, key: str, *, least: float | None = 0.0) -> int:
    return round((st.number_input(label, least, value=0.0, key=key) or 0.0) * FEN_PER_YUAN)


def _delivery(lines: Sequence[Any], contract_id: int, w: Words) -> dict[str, Any]:
    key = f"delivery_{contract_id}"
    by_lineage = {line.lineage_id: line for line in lines}
    lineage = st.selectbox(
        w._("Line"), list(by_lineage), format_func=lambda each: line_name(by_lineage[each]), key=f"{key}_line"
    )
    on = _day(key, w)
    ordered = (by_lineage[lineage].quantity_milli or 0) / MILLI if lineage else 0.0
    quantity = st.number_input(w._("Quantity"), 0.0, value=ordered, key=f"{key}_quantity_{lineage}")
    result = st.segmented_control(
        w._("Result"),
        list(DeliveryResult),
        default=DeliveryResult.ACCEPTED,
        format_func=w.label,
        required=True,
        key=f"{key}_result",
    )
    remarks = st.text_input(w._("Remark"), key=f"{key}_remarks")
    return {
        "lineage_id": lineage,
        "on": on,
        "quantity_milli": round(quantity * MILLI),
        "result": result,
        "remarks": remarks,
    }


def _payment(contract_id: int, w: Words) -> dict[str, Any]:
    key = f"payment_{contract_id}"
    return {
        "on": _day(key, w),
        "amount_fen": _yuan(w._("Amount (yuan)"), f"{key}_amount"),
        "note": st.text_input(w._("Remark"), key=f"{key}_note", max_chars=commands.LONGEST_NOTE),
    }


def _variation(row: ContractRow, w: Words) -> dict[str, Any]:
    key = f"variation_{row.id}"
    left = variation_limit_fen(row.amount_fen) - row.variations_fen
    st.caption(
        w._(
            "Supplements may add {amount} yuan more: a tenth of the contract together (政府采购法 art. 49).",
            amount=w.yuan(max(left, 0)),
        )
    )
    return {
        "on": _day(key, w),
        "amount_fen": _yuan(w._("Amount (yuan, negative when it reduces)"), f"{key}_amount", least=None),
        "reason": st.text_input(w._("Reason"), key=f"{key}_reason"),
    }
