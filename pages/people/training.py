"""Courses: class hours planned against delivered, the sessions, and who takes part."""

import streamlit as st

from pages._kit import detail
from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.language import words
from pages.people import _certificates, _courses, _training_needs
from pages.people._course import add_course_dialog
from pages.people._session import session_page
from pages.people._training import state_sentence
from pages.people._training_reads import course_of_session, course_rows, participant_rows, session_rows
from tracker.permissions import Action

w = words()
frame = context()

courses = course_rows()
action = page_head(w._("Training"), state_sentence(w, courses, frame.today))
asked = detail.asked("session")
owner = None if asked is None else course_of_session(asked)
adding = (
    owner is None
    and frame.may(Action.RECORD_TRAINING)
    and action.button(w._("Add a course"), type="primary", icon=":material/add:", key="course_add")
)
if adding:
    add_course_dialog()

if owner is not None:
    session_page(
        next(row for row in session_rows(owner) if row.id == asked),
        next(row for row in courses if row.id == owner),
        participant_rows(owner),
    )
elif courses:
    views = {
        "courses": w._("Courses"),
        "needs": w._("Required training"),
        "certificates": w._("Certificates"),
    }
    view = st.segmented_control(
        w._("View"),
        list(views),
        default="courses" if detail.asked("certificate") is None else "certificates",
        required=True,
        format_func=views.__getitem__,
        key="training_view",
        bind="query-params",
        label_visibility="collapsed",
    )
    if view == "needs":
        _training_needs.show()
    elif view == "certificates":
        _certificates.show()
    else:
        _courses.show(courses)
else:
    st.info(
        w._(
            "Courses of the staff and of readers, with their sessions over the working calendar, the class "
            "hours delivered, and who was there. Add the first one above."
        ),
        icon=":material/school:",
    )
