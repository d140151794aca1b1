"""Drawing a chart: with its takeaway for screen readers, as a table on demand, and as PNG from its own menu."""

from __future__ import annotations  # pandas is for the type checker alone: a start must not pay for it

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from pages._kit.language import words
from tracker.i18n import Words

if TYPE_CHECKING:
    import pandas as pd


def appearance() -> str:
    """Whether the visitor's browser shows the tracker light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw(
    spec: dict[str, Any],
    *,
    alt: str,
    key: str,
    table: pd.DataFrame | None = None,
    on_select: Literal["ignore", "rerun"] | Callable[[], None] = "ignore",
    selection_mode: str | None = None,
    height: int | Literal["content", "stretch"] = "content",
) -> Any:
    """Draw `spec`; `alt` states what it shows. `table` is offered below it ("as table"). Gives the selection event."""
    w = words()
    menu = {
        "embedOptions": {
            "actions": {"export": True, "source": False, "compiled": False, "editor": False},
            "i18n": _menu_words(w),
        }
    }
    event = st.vega_lite_chart(
        {**spec, "usermeta": menu},
        key=key,
        alt=alt,
        on_select=on_select,
        selection_mode=selection_mode,
        height=height,
    )
    if table is not None:
        shown = st.expander(w._("As table"), key=f"{key}_table", on_change="rerun")
        if shown.open:
            shown.dataframe(table, hide_index=True, placeholder="", alt=alt)
    return event


def _menu_words(w: Words) -> dict[str, str]:
    return {
        "CLICK_TO_VIEW_ACTIONS": w._("Save this chart"),
        "PNG_ACTION": w._("Save as PNG"),
        "SVG_ACTION": w._("Save as SVG"),
    }
