"""The head of a page: where we are in the project, the title, one sentence of state, the primary action."""

import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._kit.context import context
from pages._kit.language import words
from tracker.i18n.countdown import countdown

_NUMBER = re.compile(r"^[ \t]*(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_SIGN = re.compile(r"^[ \t]*(?=[-+](?:\s|$)|(?:=+|-+)[ \t]*$)", re.MULTILINE)
"""What begins a list, and a line of = or -, which makes a heading of the line before it."""


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
    inline = "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~:$" else char for char in text)
    return _SIGN.sub(r"\\", _NUMBER.sub(r"\1\\\2", inline))
