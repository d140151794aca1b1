"""The first visit to an empty database: look at the sample library, or start one's own project."""

import streamlit as st

from pages._kit.clock import today
from pages._kit.installation import engine, settings
from pages._kit.language import language_switch, words


def welcome() -> None:
    """Draw the page."""
    # Here, because every page's script imports this one, and nobody meets it twice.
    from db.seeds import sample  # noqa: PLC0415 (see above)
    from pages._kit.start_project import start_project_form  # noqa: PLC0415 (see above)

    w = words()
    with st.sidebar:
        language_switch()
    st.title(w._("The library opens"), anchor=False)
    st.markdown(
        w._(
            "One place for everything that leads to opening day: plans and their schedule, weekly site inspections, "
            "procurement drafts, posts and training."
        )
    )
    look, own = st.columns(2)
    with look.container(border=True):
        st.subheader(w._("Look around first"), anchor=False)
        st.markdown(w._("A made-up library in the middle of its preparation, with all figures invented."))
        if st.button(w._("Load the sample library"), type="primary", key="load_sample"):
            with st.spinner(w._("Laying out the sample library")):
                sample.load(engine(), as_of=today(None), files=settings().files)
            st.rerun()
    with own.container(border=True):
        st.subheader(w._("Start my own project"), anchor=False)
        start_project_form()
