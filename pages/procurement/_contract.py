"""The contract of a package: budget against award, supplements, deliveries, payments, and what is overrun."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import contracts as commands
from db.queries.contracts import ContractRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.procurement._contract_parts import parts
from pages.procurement._purchases import Bought, contracts, suppliers
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN
from tracker.permissions import Action
from tracker.procurement.contract_checks import ContractBreach, ContractFinding, contract_findings


def contract_panel(bought: Bought) -> None:
    """The contracts of a package; who may edit procurement records them."""
    w = words()
    rows = [row for row in contracts() if row.package_id == bought.row.id]
    live = [row for row in rows if not row.archived]
    if not live:
        st.caption(w._("No contract yet."))
    for row in live:
        _contract(bought, row, others_fen=sum(each.amount_fen for each in live if each is not row))
    if not context().may(Action.EDIT_PROCUREMENT) or bought.row.archived:
        return
    for row in rows:
        if row.archived:
            _restore(row, w)
    # A form of its own for each contract: the one that was saved folds, and its figures are not saved again.
    number = len(rows)
    adding = st.expander(
        w._("Record a contract"), key=f"contract_add_{number}", on_change="rerun", icon=":material/add:"
    )
    if adding.open:
        with adding:
            _new(bought, f"contract_new_{number}")


def _contract(bought: Bought, row: ContractRow, *, others_fen: int) -> None:
    """A contract; `others_fen` is what the package's other contracts take of its budget."""
    w, today = words(), context().today
    budget = bought.found.budget_fen
    named = [w._("Contract {number}", number=plain(row.number)) if row.number else w._("Contract")]
    named += [plain(row.supplier)] if row.supplier else []
    named += [w._("signed {date}", date=w.date(row.signed_on, today=today))] if row.signed_on else []
    st.markdown("**" + " · ".join(named) + "**")
    st.dataframe(
        pd.DataFrame(
            [
                (w._("Budget"), w.yuan(budget)),
                (w._("Award"), w.yuan(row.amount_fen)),
                (w._("Award less budget"), w.signed_yuan(row.amount_fen - budget)),
                (w._("Supplements"), w.signed_yuan(row.variations_fen)),
                (w._("Paid"), w.yuan(row.payments_fen)),
                (
                    w._("Still to pay"),
                    w.yuan(max(row.amount_fen + row.variations_fen - row.payments_fen, 0)),
                ),
            ],
            columns=[w._("Money"), w._("Yuan")],
        ),
        hide_index=True,
        height="content",
        width=360,
        column_config={w._("Yuan"): st.column_config.TextColumn(alignment="right")},
        alt=w._("Budget against award, supplements and payments"),
    )
    for finding in _findings(bought, row, others_fen):
        st.warning(_sentence(finding, bought, w), icon=":material/priority_high:")
    if context().may(Action.EDIT_PROCUREMENT) and not bought.row.archived:
        changing = st.expander(w._("Change the contract"), key=f"contract_edit_{row.id}", on_change="rerun")
        if changing.open:
            with changing:
                _edit(bought, row)
    parts(bought, row)


def _findings(bought: Bought, row: ContractRow, others_fen: int) -> list[ContractFinding]:
    return contract_findings(
        budget_fen=bought.found.budget_fen - others_fen,
        amount_fen=row.amount_fen,
        variations_fen=row.variations_fen,
        payments_fen=row.payments_fen,
        ordered={line.lineage_id: line.quantity_milli for line in bought.lines},
        delivered=row.accepted_milli,
    )


def _sentence(finding: ContractFinding, bought: Bought, w: Words) -> str:
    if finding.breach is ContractBreach.DELIVERY:
        line = next((line for line in bought.lines if line.lineage_id == finding.lineage_id), None)
        return w._(
            "{quantity} more of “{name}” accepted than ordered.",
            quantity=w.quantity(finding.excess),
            name=plain(line.name) if line else "—",
        )
    amount = w.yuan(finding.excess)
    return {
        ContractBreach.OVER_BUDGET: w._(
            "The award is {amount} yuan above the budget (政府采购法 art. 6).", amount=amount
        ),
        ContractBreach.VARIATIONS: w._(
            "The supplements are {amount} yuan above a tenth of the contract (政府采购法 art. 49).",
            amount=amount,
        ),
        ContractBreach.PAYMENTS: w._("{amount} yuan more were paid than the contract says.", amount=amount),
    }[finding.breach]


def _new(bought: Bought, key: str) -> None:
    w = words()
    form_is_open()
    values = _asked(None, bought.found.budget_fen, key, w)
    if st.button(w._("Save the contract"), key="contract_save") and run(
        commands.create_contract,
        project_id=context().project_id,
        package_id=bought.row.id,
        today=context().today,
        done=w._("Contract recorded"),
        **values,
    ):
        st.rerun()


def _edit(bought: Bought, row: ContractRow) -> None:
    w = words()
    form_is_open()
    row = as_seen(row)
    values = _asked(row, bought.found.budget_fen, f"contract_{row.id}_{row.version}", w)
    if st.button(w._("Save the contract"), key=f"contract_save_{row.id}") and run(
        commands.update_contract,
        project_id=context().project_id,
        contract_id=row.id,
        expected_version=row.version,
        original={field: getattr(row, field) for field in values},
        changes=values,
        today=context().today,
        done=w._("Contract saved"),
    ):
        st.rerun()


def _asked(row: ContractRow | None, budget_fen: int, key: str, w: Words) -> dict[str, Any]:
    """The fields of a contract; a new one starts at the budget."""
    names = suppliers()
    left, right = st.columns(2)
    start = row.amount_fen if row else budget_fen
    amount = left.number_input(w._("Award (yuan)"), 0.0, value=start / FEN_PER_YUAN, key=f"{key}_amount")
    number = right.text_input(
        w._("Number of the contract"),
        value=row.number if row else "",
        key=f"{key}_number",
        max_chars=commands.LONGEST_NUMBER,
    )
    supplier = left.selectbox(
        w._("Supplier"),
        list(names),
        index=list(names).index(row.supplier_id) if row and row.supplier_id in names else None,
        format_func=names.__getitem__,
        placeholder=w._("Not said"),
        key=f"{key}_supplier",
    )
    awarded: dt.date | None = right.date_input(
        w._("Awarded on"), value=row.awarded_on if row else None, key=f"{key}_awarded"
    )
    signed: dt.date | None = left.date_input(
        w._("Signed on"), value=row.signed_on if row else None, key=f"{key}_signed"
    )
    return {
        "amount_fen": round(amount * FEN_PER_YUAN),
        "number": number,
        "supplier_id": supplier,
        "awarded_on": awarded,
        "signed_on": signed,
    }


def _restore(row: ContractRow, w: Words) -> None:
    label = w._("Restore the contract {number}", number=row.number or w.yuan(row.amount_fen))
    if st.button(label, key=f"contract_restore_{row.id}", type="tertiary") and run(
        commands.restore_contract,
        project_id=context().project_id,
        contract_id=row.id,
        done=w._("Contract restored"),
    ):
        st.rerun()
