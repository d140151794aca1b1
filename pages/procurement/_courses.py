"""Lines with their course over all drafts as a sparkline; a click on a name opens the line's life."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages._kit.language import words
from pages.procurement._changes import cut_and_back
from pages.procurement._columns import right, signed_money
from pages.procurement._life import show_life
from pages.procurement._life_reads import history
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN
from tracker.procurement.lines import Line, Lineage

NAME_WIDTH = 180


def course_table(plan_id: int, lines: Sequence[Line]) -> None:
    """The lives of these lines, each once: name, zone, sparkline, first and newest amount, whether it came back."""
    w = words()
    known = history(plan_id)
    seen = {line.lineage: line for line in lines}
    chosen = [line for line in seen.values() if line.lineage in known.courses]
    if not chosen:
        return
    rows = []
    for line in chosen:
        course = known.courses[line.lineage]
        first = next((amount for amount in course if amount), 0.0)
        difference = round((course[-1] - first) * FEN_PER_YUAN)
        rows.append(
            {
                w._("Name"): line.name,
                w._("Over the drafts"): course,
                w._("Newest (yuan)"): w.yuan(round(course[-1] * FEN_PER_YUAN)),
                w._("Since first listed"): difference,
                w._("Zone"): line.zone or "",
                w._("Remark"): cut_and_back(known.zigzags.get(line.lineage, ()), w),
            }
        )
    key, since = f"courses_{plan_id}", w._("Since first listed")
    st.dataframe(
        signed_money(pd.DataFrame(rows), [since], w),
        hide_index=True,
        column_config={
            w._("Name"): life_column(w._("Name"), key, [line.lineage for line in chosen]),
            w._("Over the drafts"): sparkline(w),
            since: st.column_config.NumberColumn(since, alignment="right"),
            **right(w._("Newest (yuan)")),
        },
        alt=w._("What each line came to in every draft"),
    )


def sparkline(w: Words) -> Any:
    """The column that draws a line's amount in every draft."""
    return st.column_config.LineChartColumn(
        w._("Over the drafts"), width=115, y_min=0, help=w._("Amount in every draft, from the first on")
    )


def life_column(title: str, key: str, lineages: Sequence[Lineage]) -> Any:
    """A column of names that open the life of the line in their row; `lineages` are those of the rows."""

    def clicked() -> None:
        click = st.session_state.get(key)
        if click is not None:
            show_life(lineages[click.row])

    return st.column_config.ButtonColumn(
        title, type="tertiary", alignment="left", width=NAME_WIDTH, on_click=clicked, key=key
    )
