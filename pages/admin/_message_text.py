"""A message as it goes out, shown as text: nothing in it is obeyed as Markdown."""

import streamlit as st


def message_text(subject: str, body: str) -> None:
    """The line of the subject, and the body as it is."""
    st.text(subject)
    st.code(body, language=None, wrap_lines=True)
