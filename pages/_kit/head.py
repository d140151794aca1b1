"""The head of a page: where we are in the project, the title, one sentence of state, the primary action."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._kit.context import context
from pages._kit.language import words
from tracker.i18n.countdown import countdown


def page_head(title: str, state: str = "") -> DeltaGenerator:
    """Draw the head; gives the place at its right for the page's primary action."""
    frame = context()
    w = words()
    days = (frame.project.opening_on - frame.today).days
    st.caption(
        w._(
            "{project} · {countdown} · announced {date}",
            project=plain(frame.project.name),
            countdown=countdown(w, days),
            date=w.date(frame.project.opening_on, today=frame.today),
        )
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.title(title, anchor=False)
        if state:
            st.markdown(state)
    return right.container(horizontal=True, horizontal_alignment="right")


def plain(text: str) -> str:
    """User text made safe to stand inside Markdown: it is shown as typed, and nothing of it is obeyed."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~:$" else char for char in text)
