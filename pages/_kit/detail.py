"""A record's panel with an address of its own: `?task=12` opens it, closing it takes the address away.

open_id = asked("task")
if open_id is not None:
    task_panel(open_id)          # a function decorated by `panel("task", title)`
"""

import streamlit as st

LARGEST_ID = 2**31 - 1
"""The largest id that both databases can be asked for."""


def asked(parameter: str) -> int | None:
    """The record id in the address, or None; anything that can be no id counts as none."""
    text = st.query_params.get(parameter, "")
    number = int(text) if text.isdecimal() and len(text) <= len(str(LARGEST_ID)) else None
    return number if number is not None and number <= LARGEST_ID else None


def open_panel(parameter: str, record_id: int) -> None:
    """Put a record into the address; the page opens its panel in the same run or the next."""
    st.query_params[parameter] = str(record_id)


def close_panel(parameter: str) -> None:
    """Take the record out of the address (also when the person dismisses the panel)."""
    if parameter in st.query_params:
        del st.query_params[parameter]
