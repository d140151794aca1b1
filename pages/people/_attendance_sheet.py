"""The button that gives a course's attendance sheet to print."""

import streamlit as st

from db.queries.attendance import course_marks
from db.queries.training import CourseRow, participants, sessions
from db.unit_of_work import reading
from pages._kit.context import context
from pages._kit.language import words
from tracker.exports.attendance_sheet import AttendanceSheet, SheetSession, attendance_sheet_pdf
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
            people = participants(session, project.id, course.id, names=True)
            marks = course_marks(session, project.id, course.id)
        rows = [each for each in people if not each.archived]
        shown = [each for each in meetings if not each.archived]
        sheet = AttendanceSheet(
            project=project.name,
            course=course.title,
            trainer=course.trainer or "",
            room=course.room,
            sessions=tuple(
                SheetSession(each.held_on or each.planned_on, each.starts_at or course.starts_at)
                for each in shown
            ),
            names=tuple(each.name or "" for each in rows),
            marks={
                (at, of): mark
                for at, each in enumerate(rows)
                for of, meeting in enumerate(shown)
                if (mark := marks.get((meeting.id, each.enrolment_id))) is not None
            },
        )
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
