"""Column settings that several tables share."""

from typing import Any

import streamlit as st


def right(*titles: str) -> dict[str, Any]:
    """The columns of these titles aligned to the right, as figures are."""
    return {title: st.column_config.TextColumn(alignment="right") for title in titles}
