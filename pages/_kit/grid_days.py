"""Days in an editable grid: a column that takes only days the tracker counts with, and what was typed as a date."""

import datetime as dt
from typing import Any

import streamlit as st

from tracker.calendar import FIRST_DAY, LAST_DAY


def day_column(label: str, **look: Any) -> Any:
    """A column of days; a slip of the keyboard (a year of five digits) is refused where it is typed."""
    return st.column_config.DateColumn(label, min_value=FIRST_DAY, max_value=LAST_DAY, **look)


def typed_day(value: str | None) -> dt.date | None:
    """The day in a cell that was edited; None for one that was emptied."""
    return dt.date.fromisoformat(value[:10]) if value else None
