"""A message as it goes out, shown as text: nothing in it is obeyed as Markdown."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.head import plain
from pages._kit.language import words
from tracker.messages.reminders import DayLetter


def message_text(subject: str, body: str) -> None:
    """The line of the subject, and the body as it is."""
    st.text(subject)
    st.code(body, language=None, wrap_lines=True)


def reminders_preview(letters: Sequence[DayLetter]) -> None:
    """The messages that remind the next time."""
    w = words()
    st.subheader(w._("Preview of the next reminders"), anchor=False)
    if not letters:
        st.caption(w._("Nothing is to be told the next time: nothing waits, or it was told often enough."))
        return
    n = len(letters)
    st.caption(
        w._n("{n} message, if nothing changes until then", "{n} messages, if nothing changes until then", n)
    )
    for number, each in enumerate(letters, 1):
        with st.expander(f"{number} · {plain(each.letter.subject)}"):
            message_text(each.letter.subject, each.letter.body)
