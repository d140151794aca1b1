"""Exports: the file is made when somebody clicks, from exactly the rows the page shows."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from pages._kit.language import words
from tracker.exports.table import Column, to_xlsx

R = TypeVar("R")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_button(
    name: str, columns: Sequence[Column[R]], rows: Sequence[R], *, key: str, label: str = ""
) -> None:
    """A button that saves `rows` as `name`.xlsx; `label` tells it apart where a page has several."""
    made: Callable[[], bytes] = lambda: to_xlsx(name, columns, rows)  # noqa: E731 (a named local reads best here)
    st.download_button(
        label or words()._("Export to Excel"),
        made,
        file_name=f"{name}.xlsx",
        mime=XLSX,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        disabled=not rows,
    )
