"""What a visitor sees when a page fails: a calm sentence in their language; the details go to the log."""

import logging

import streamlit as st

from pages._kit.language import words

log = logging.getLogger("kaiguan")


def on_script_error(error: Exception) -> bool:
    """Log an uncaught error of a page and say so to the visitor; True: nothing else is shown."""
    log.error("a page failed", exc_info=error)
    w = words()
    st.error(
        w._(
            "What was saved before is safe. Please reload the page; if it happens again, tell your administrator."
        ),
        title=w._("This page could not be shown"),
        icon=":material/error:",
    )
    return True
