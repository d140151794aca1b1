"""What a contract still has to bring: each line of its package as ordered, as accepted, and what is left."""

import pandas as pd
import streamlit as st

from db.queries.contracts import ContractRow
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._purchases import Bought
from tracker.vocabulary import DeliveryResult


def delivered_table(bought: Bought, row: ContractRow) -> None:
    """The lines with what was accepted of them, folded; a lump sum has no quantity to wait for."""
    w, accepted = words(), row.accepted_milli
    left = {
        line.lineage_id: max(line.quantity_milli - accepted.get(line.lineage_id, 0), 0)
        for line in bought.lines
        if line.quantity_milli is not None and not line.lump_sum
    }
    waiting = sum(quantity > 0 for quantity in left.values())
    title = (
        w._n("{n} line is still to be accepted", "{n} lines are still to be accepted", waiting)
        if waiting
        else w._("Every line is accepted")
    )
    folded = st.expander(title, key=f"delivered_{row.id}", on_change="rerun") if left else None
    if folded is None or not folded.open:
        return
    titles = w._("Ordered"), w.label(DeliveryResult.ACCEPTED), w._("Still to come")
    with folded:
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        w._("Name"): line.name,
                        w._("Zone"): line.zone,
                        w._("Unit"): line.unit,
                        titles[0]: w.quantity(line.quantity_milli),
                        titles[1]: w.quantity(accepted.get(line.lineage_id, 0)),
                        titles[2]: w.quantity(left[line.lineage_id]),
                    }
                    for line in bought.lines
                    if line.lineage_id in left
                ]
            ),
            hide_index=True,
            column_config=right(*titles),
            key=f"delivered_lines_{row.id}",
            alt=w._("Lines of the contract as ordered and as accepted"),
        )
