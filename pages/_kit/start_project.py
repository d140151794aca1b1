"""The form that starts a project; on the welcome page and on the project's own page."""

import datetime as dt

import streamlit as st

from db.commands.templates import start_project
from db.queries.projects import projects
from db.queries.templates import TemplateRow, kept_templates
from db.unit_of_work import reading, unit_of_work
from pages._kit.clock import today
from pages._kit.feedback import say
from pages._kit.from_template import Choice, choose_direction, choose_template, preview_dates
from pages._kit.identity import actor
from pages._kit.installation import engine
from pages._kit.language import words
from tracker.calendar import WorkCalendar
from tracker.errors import TrackerError
from tracker.money import FEN_PER_WAN
from tracker.permissions import Action, can
from tracker.templates.dates import Direction

USUAL_LEAD = dt.timedelta(weeks=44)
KEY = "start"


def start_project_form(*, main: bool = True) -> None:
    """The plan and its dates, then name, district and ceiling; empty, or with the plans of a template.

    `main` says whether starting a project is what the page is for.
    """
    w = words()
    choice = choose_template(KEY, _kept(), or_nothing=True)
    span = _span(choice) if choice.ready else None
    with st.form("start_project", border=False):
        name = st.text_input(
            w._("Name of the project"), placeholder=w._("New building of … District Library")
        )
        district = st.text_input(w._("District"))
        ceiling = st.number_input(
            w._("Procurement ceiling (10,000 yuan)"), min_value=0.0, step=10.0, value=None, format="%.2f"
        )
        submitted = st.form_submit_button(
            w._("Start the project"), type="primary" if main else "secondary", disabled=span is None
        )
    if not submitted or span is None:
        return
    try:
        with unit_of_work(engine()) as session:
            project_id = start_project(
                session,
                actor=actor(),
                name=name,
                district=district,
                starts_on=span[0],
                opening_on=span[1],
                ceiling_fen=round(ceiling * FEN_PER_WAN) if ceiling else None,
                template=choice.template,
                language=w.language,
            )
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    st.session_state["_project"] = str(project_id)
    st.query_params["project"] = str(project_id)
    say(w._("Project started"))
    st.rerun()


def _kept() -> list[TemplateRow]:
    """The templates of the projects whose plans the visitor may see."""
    visitor = actor()
    with reading(engine()) as session:
        seen = [row.id for row in projects(session) if can(visitor, Action.SEE_PLANS, row.id)]
        return kept_templates(session, seen)


def _span(choice: Choice) -> tuple[dt.date, dt.date] | None:
    """The day on which the preparation begins, and opening day; None where the template cannot be laid out."""
    w, first = words(), today(None)
    direction = Direction.BACKWARDS if choice.template is None else choose_direction(KEY)
    if direction is Direction.BACKWARDS:
        day = st.date_input(w._("Opening day"), value=first + USUAL_LEAD, key=f"{KEY}_opening")
    else:
        day = st.date_input(w._("Work begins on"), value=first, key=f"{KEY}_begin")
    if choice.template is None:
        return first, day
    dates = preview_dates(choice.template, direction, day, calendar=WorkCalendar(), first_day=first)
    if dates is None:
        return None
    return dates.starts_on, day if direction is Direction.BACKWARDS else dates.opens_on
