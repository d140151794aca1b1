"""What the packages were awarded for against their budgets: one row each, and the whole."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._purchases import Bought, contracts


def awards_table(packages: Sequence[Bought]) -> None:
    """Budget, award and difference of each package with a contract, and their sums; nothing before the first one."""
    w = words()
    rows = [
        (each.row.title, each.found.budget_fen, sum(row.amount_fen for row in signed))
        for each in packages
        if (signed := [row for row in contracts() if row.package_id == each.row.id and not row.archived])
    ]
    if not rows:
        return
    budget, award = sum(row[1] for row in rows), sum(row[2] for row in rows)
    titles = w._("Budget (yuan)"), w._("Award (yuan)"), w._("Award less budget (yuan)")
    st.dataframe(
        pd.DataFrame(
            [
                {
                    w._("Package"): title,
                    titles[0]: w.yuan(planned),
                    titles[1]: w.yuan(awarded),
                    titles[2]: w.signed_yuan(awarded - planned),
                }
                for title, planned, awarded in [*rows, (w._("Total"), budget, award)]
            ]
        ),
        hide_index=True,
        height="content",
        column_config=right(*titles),
        key="awards",
        alt=w._("Budget against award, package by package"),
    )
    waiting = len(packages) - len(rows)
    if waiting:
        st.caption(w._n("{n} package has no contract yet", "{n} packages have no contract yet", waiting))
