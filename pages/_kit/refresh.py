"""Open pages notice what others write: a small fragment reads the revisions and nothing else (design rule 4)."""

import random

import streamlit as st

from db.queries.revisions import revisions
from db.unit_of_work import reading
from pages._kit.context import context
from pages._kit.feedback import a_form_is_open
from pages._kit.language import words
from pages._kit.seen import forget_seen

_INTERVAL = "_refresh_seconds"
_CHOICES = frozenset({"project", "standard"})
"""Ids in the address that only choose what a page is about."""


def watch_revisions() -> None:
    """Every 5 to 10 s (each visitor at another pace) look for a newer state; refresh, or offer it over a form."""
    seconds = st.session_state.setdefault(_INTERVAL, random.uniform(5, 10))  # noqa: S311 (jitter, no secret)
    st.fragment(_look, run_every=seconds)()


def _look() -> None:
    frame = context()
    with reading(frame.engine) as session:
        now = revisions(session, frame.project_id)
    if now == frame.revisions:
        return
    if not a_form_is_open() and not _a_panel_is_open():
        st.rerun(scope="app")
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key="newer_state"):
        st.caption(w._("Somebody saved changes. Your open form is untouched."))
        if st.button(w._("Show the newer state"), key="refresh_now", icon=":material/refresh:"):
            forget_seen()
            st.rerun(scope="app")


def _a_panel_is_open() -> bool:
    """Whether the address names a record: its panel holds a form, which a rerun from here could close."""
    return any(value.isdecimal() for name, value in st.query_params.items() if name not in _CHOICES)
