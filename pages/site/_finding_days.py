"""Odd days of a finding: said before they are stored, and kept with a reason."""

from collections.abc import Iterable

import streamlit as st

from pages._kit.language import words
from tracker.finding_dates import DateOddity


def date_reason(odd: Iterable[DateOddity], key: str) -> str:
    """A warning and a field for the reason where days are odd; the reason, empty where there is none."""
    w = words()
    sentences = {
        DateOddity.FOUND_BEFORE_START: w._("This day lies before the project began."),
        DateOddity.DUE_BEFORE_FOUND: w._("The due day lies before the day when it was found."),
        DateOddity.RECTIFIED_BEFORE_FOUND: w._(
            "The day of rectification lies before the day when it was found."
        ),
    }
    said = [sentences[each] for each in odd]
    if not said:
        return ""
    st.warning(" ".join(said), icon=":material/event_busy:")
    return st.text_input(w._("Why this day is right"), key=f"{key}_reason", max_chars=300)
