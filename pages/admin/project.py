"""The project's own facts, and starting another project."""

import streamlit as st

from db.commands.projects import update_project
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import page_head
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages._kit.start_project import start_project_form
from tracker.money import FEN_PER_WAN
from tracker.permissions import Action

w = words()
frame = context()
project = frame.project

page_head(w._("Project"), w._("What everything else is measured against: the announced day and the ceiling."))

if frame.may(Action.MANAGE_PROJECT):
    form_is_open()
    project = as_seen(project)
    # The form's key carries the version, so that it starts anew from what is stored after each save.
    with st.form(f"project_{project.id}_{project.version}"):
        name = st.text_input(w._("Name of the project"), value=project.name, max_chars=120)
        district = st.text_input(w._("District"), value=project.district, max_chars=120)
        library = st.text_input(
            w._("Name of the library"),
            value=project.library,
            max_chars=120,
            placeholder=project.name,
            help=w._("As summaries and bulletins carry it; empty where it is the project's name."),
        )
        left, right = st.columns(2)
        starts_on = left.date_input(w._("Preparation begins"), value=project.starts_on)
        opening_on = right.date_input(w._("Announced opening day"), value=project.opening_on)
        ceiling = st.number_input(
            w._("Procurement ceiling (10,000 yuan)"),
            value=None if project.ceiling_fen is None else project.ceiling_fen / FEN_PER_WAN,
            min_value=0.0,
            step=10.0,
            format="%.2f",
            placeholder=w._("No ceiling set"),
        )
        saved = st.form_submit_button(w._("Save the project"), type="primary")
    if saved and run(
        update_project,
        project_id=project.id,
        expected_version=project.version,
        original={
            "name": project.name,
            "district": project.district,
            "library": project.library,
            "starts_on": project.starts_on,
            "opening_on": project.opening_on,
            "ceiling_fen": project.ceiling_fen,
        },
        changes={
            "name": name,
            "district": district,
            "library": library,
            "starts_on": starts_on,
            "opening_on": opening_on,
            "ceiling_fen": round(ceiling * FEN_PER_WAN) if ceiling else None,
        },
        names={
            "name": w._("Name of the project"),
            "district": w._("District"),
            "library": w._("Name of the library"),
            "starts_on": w._("Preparation begins"),
            "opening_on": w._("Announced opening day"),
            "ceiling_fen": w._("Procurement ceiling (10,000 yuan)"),
        },
        done=w._("Project saved"),
    ):
        st.rerun()
else:
    st.table(
        {
            w._("Name of the project"): project.name,
            w._("Name of the library"): project.letterhead,
            w._("District"): project.district,
            w._("Preparation begins"): w.date(project.starts_on),
            w._("Announced opening day"): w.date(project.opening_on),
            w._("Ceiling"): w.money(project.ceiling_fen) if project.ceiling_fen else w._("No ceiling set"),
        },
        border="horizontal",
        alt=w._("Facts of the project"),
    )

if frame.may(Action.ADMINISTER):
    st.subheader(w._("Start another project"), anchor=False)
    st.caption(w._("Empty, or with the opening plan of the template; this project stays as it is."))
    start_project_form(main=False)
