"""What was decided on the lines of a draft, for those who do not decide: which cuts, which questions, and why."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from db.queries.procurement import LineRow
from db.queries.review import DecisionRow
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._line_decisions import line_name
from tracker.i18n import Words
from tracker.procurement.lines import Lineage
from tracker.procurement.review import accepted_fen
from tracker.vocabulary import LineDecision


def decision_list(rows: Sequence[LineRow], decided: Mapping[Lineage, DecisionRow]) -> None:
    """The cut and the questioned lines as a table; the accepted ones are counted."""
    w = words()
    if not decided:
        return
    told = [
        (row, decided[row.lineage_id])
        for row in rows
        if row.lineage_id in decided and decided[row.lineage_id].decision is not LineDecision.ACCEPT
    ]
    if told:
        st.dataframe(
            pd.DataFrame([_cells(row, decision, w) for row, decision in told]),
            hide_index=True,
            height="content",
            column_config=right(w._("Reduced (yuan)"), w._("Left of the line")),
            alt=w._("The cut and the questioned lines, with the reviewer's words"),
        )
    accepted = sum(decision.decision is LineDecision.ACCEPT for decision in decided.values())
    st.caption(w._n("{n} line is accepted as submitted.", "{n} lines are accepted as submitted.", accepted))


def _cells(row: LineRow, decision: DecisionRow, w: Words) -> dict[str, str]:
    left = accepted_fen(row.as_line(), decision.as_decision())
    return {
        w._("Line"): line_name(row),
        w._("Decision"): w.label(decision.decision),
        w._("Reduced (yuan)"): w.signed_yuan(left - row.amount_fen) if left != row.amount_fen else "",
        w._("Why"): decision.text,
        w._("Left of the line"): _left(row, decision, left, w),
        w._("Taken over"): w._("yes") if decision.taken_in_id is not None else "",
    }


def _left(row: LineRow, decision: DecisionRow, left_fen: int, w: Words) -> str:
    """Quantity × unit price after a cut, or the amount that is left; of a question nothing is decided yet."""
    if decision.decision is not LineDecision.CUT_TO:
        return ""
    quantity = row.quantity_milli if decision.quantity_milli is None else decision.quantity_milli
    price = row.unit_price_fen if decision.unit_price_fen is None else decision.unit_price_fen
    if decision.amount_fen is not None or quantity is None or price is None:
        return w.yuan(left_fen)
    return f"{w.quantity(quantity)} {row.unit} × {w.yuan(price)}"
