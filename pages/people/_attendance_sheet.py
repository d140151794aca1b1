"""The button that gives a course's attendance sheet to print."""

import streamlit as st

from db.queries.attendance_sheet import attendance_sheet
from db.queries.training import CourseRow, sessions
from db.unit_of_work import reading
from pages._kit.context import context
from pages._kit.language import words
from tracker.exports.attendance_sheet import attendance_sheet_pdf
from tracker.permissions import Action


def sheet_button(course: CourseRow) -> None:
    """Draw the button where names may be seen; the sheet is made when somebody clicks."""
    w, frame = words(), context()
    if not frame.may(Action.SEE_NAMES):
        return
    engine, project, today = frame.engine, frame.project, frame.today

    def made() -> bytes:
        with reading(engine) as session:
            meetings = sessions(session, project.id, today, course.id)
            shown = [each for each in meetings if not each.archived]
            sheet = attendance_sheet(session, project.id, project.name, course, shown, names=True)
        return attendance_sheet_pdf(sheet, w)

    st.download_button(
        w._("Attendance sheet to print"),
        made,
        file_name=w._("Attendance sheet") + f" {course.title}.pdf",
        mime="application/pdf",
        key="attendance_sheet",
        on_click="ignore",
        icon=":material/print:",
    )
