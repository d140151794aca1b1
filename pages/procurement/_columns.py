"""Column settings that several tables share."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from tracker.i18n import Words


def right(*titles: str) -> dict[str, Any]:
    """The columns of these titles aligned to the right, as figures are."""
    return {title: st.column_config.TextColumn(alignment="right") for title in titles}


def signed_money(frame: pd.DataFrame, titles: Sequence[str], w: Words) -> Styler:
    """The frame with these columns of fen shown as signed yuan; they stay numbers, so a click sorts them right."""
    yuan: Any = w.signed_yuan  # pandas types the formatter of a cell as taking any object
    return frame.style.format(yuan, subset=list(titles))
