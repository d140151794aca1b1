"""A table whose selected row opens the record's panel through the address."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages._kit import detail


def chooser(
    frame: pd.DataFrame,
    *,
    parameter: str,
    ids: Sequence[int],
    key: str,
    alt: str,
    right: Sequence[str] = (),
    config: Mapping[str, Any] | None = None,
) -> None:
    """Draw `frame`, whose rows are the records `ids`; selecting one puts it into the address as `parameter`.

    The columns named in `right` hold figures with words, and are aligned like the numbers; `config` is that of columns
    that need one of their own.
    """
    st.dataframe(
        frame,
        hide_index=True,
        key=key,
        on_select=partial(_choose, parameter, key, tuple(ids)),
        selection_mode="single-row",
        placeholder="",
        column_config={
            **{name: st.column_config.TextColumn(alignment="right") for name in right},
            **(config or {}),
        },
        alt=alt,
    )


def _choose(parameter: str, key: str, ids: tuple[int, ...]) -> None:
    """Open the selected row; taking the selection away closes it."""
    selected = st.session_state[key].selection.rows
    if selected:
        detail.open_panel(parameter, ids[selected[0]])
    else:
        detail.close_panel(parameter)
