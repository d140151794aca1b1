"""A table whose selected row opens the record's panel through the address."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from pages._kit import detail


def chooser(
    frame: pd.DataFrame, *, parameter: str, ids: Sequence[int], key: str, alt: str, right: Sequence[str] = ()
) -> None:
    """Draw `frame`, whose rows are the records `ids`; selecting one puts it into the address as `parameter`.

    The columns named in `right` hold figures with words, and are aligned like the numbers.
    """
    st.dataframe(
        frame,
        hide_index=True,
        key=key,
        on_select=partial(_choose, parameter, key, tuple(ids)),
        selection_mode="single-row",
        placeholder="",
        column_config={name: st.column_config.TextColumn(alignment="right") for name in right},
        alt=alt,
    )


def _choose(parameter: str, key: str, ids: tuple[int, ...]) -> None:
    """Open the selected row; taking the selection away closes it."""
    selected = st.session_state[key].selection.rows
    if selected:
        detail.open_panel(parameter, ids[selected[0]])
    else:
        detail.close_panel(parameter)
