"""The form that starts a project; on the welcome page and on the project's own page."""

import datetime as dt

import streamlit as st

from db.commands.templates import start_project
from db.unit_of_work import unit_of_work
from pages._kit.clock import today
from pages._kit.feedback import say
from pages._kit.identity import actor
from pages._kit.installation import engine
from pages._kit.language import words
from tracker.errors import TrackerError
from tracker.money import FEN_PER_WAN

USUAL_LEAD = dt.timedelta(weeks=40)


def start_project_form(*, main: bool = True) -> None:
    """Name, district, opening day, ceiling; empty or with the opening plan of the template.

    `main` says whether starting a project is what the page is for.
    """
    w = words()
    with st.form("start_project", border=False):
        name = st.text_input(
            w._("Name of the project"), placeholder=w._("New building of … District Library")
        )
        district = st.text_input(w._("District"))
        opening_on = st.date_input(w._("Opening day"), value=today(None) + USUAL_LEAD)
        ceiling = st.number_input(
            w._("Procurement ceiling (10,000 yuan)"), min_value=0.0, step=10.0, value=None, format="%.2f"
        )
        from_template = st.checkbox(w._("With the opening plan from the template"), value=True)
        submitted = st.form_submit_button(w._("Start the project"), type="primary" if main else "secondary")
    if not submitted:
        return
    try:
        with unit_of_work(engine()) as session:
            project_id = start_project(
                session,
                actor=actor(),
                name=name,
                district=district,
                starts_on=today(None),
                opening_on=opening_on,
                ceiling_fen=round(ceiling * FEN_PER_WAN) if ceiling else None,
                from_template=from_template,
                language=w.language,
            )
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    st.session_state["_project"] = str(project_id)
    st.query_params["project"] = str(project_id)
    say(w._("Project started"))
    st.rerun()
