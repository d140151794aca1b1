"""How to call the commands on required courses, certificates, and the lists of a course."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from tests.db.matrix_people import LONG_AGO, TODAY, Call, edit, on
from tests.factories import make
from tracker.imports.attendance_sheet_in import SheetMark
from tracker.vocabulary import AttendanceMark

FIRST = dt.date(2026, 3, 3)


def held_course(session: Session, project_id: int) -> tuple[int, int, int]:
    """A course of one session, held, at which its only participant was: course, session and enrolment."""
    course = make("course", session, project_id=project_id, starts_on=FIRST, planned_hours_milli=2_000)
    meeting = make(
        "course_session",
        session,
        project_id=project_id,
        course_id=course.id,
        planned_on=FIRST,
        held_on=FIRST,
        hours_milli=2_000,
    )
    enrolment = make("enrolment", session, project_id=project_id, course_id=course.id)
    make(
        "attendance",
        session,
        project_id=project_id,
        session_id=meeting.id,
        enrolment_id=enrolment.id,
        mark=AttendanceMark.PRESENT,
    )
    return course.id, meeting.id, enrolment.id


def issue(session: Session, project_id: int) -> dict[str, Any]:
    """Somebody passed and gets a certificate."""
    return {
        "project_id": project_id,
        "course_id": held_course(session, project_id)[0],
        "issued_on": TODAY,
        "today": TODAY,
    }


def update_certificate(session: Session, project_id: int) -> dict[str, Any]:
    """A certificate gets its number."""
    course = make("course", session, project_id=project_id, starts_on=FIRST)
    row = make("certificate", session, project_id=project_id, course_id=course.id, issued_on=FIRST)
    return {
        "project_id": project_id,
        "certificate_id": row.id,
        "expected_version": row.version,
        "original": {"number": row.number},
        "changes": {"number": "培训-001"},
        "today": TODAY,
    }


def requirement(session: Session, project_id: int) -> dict[str, Any]:
    """A course and a post."""
    return {
        **on("course", "course_id")(session, project_id),
        "post_ids": [make("post", session, project_id=project_id).id],
    }


def import_attendance(session: Session, project_id: int) -> dict[str, Any]:
    """A mark is corrected from a sheet."""
    course_id, session_id, enrolment_id = held_course(session, project_id)
    return {
        "project_id": project_id,
        "course_id": course_id,
        "marks": [SheetMark(session_id, enrolment_id, AttendanceMark.EXCUSED)],
    }


CALLS: dict[str, Call] = {
    "issue_certificates": issue,
    "update_certificate": update_certificate,
    "archive_certificate": on("certificate", "certificate_id"),
    "restore_certificate": on("certificate", "certificate_id", archived_at=LONG_AGO),
    "require_course": requirement,
    "unrequire_course": requirement,
    "set_enrolment_post": edit("enrolment", "enrolment_id", post_id=None),
    "import_participants": lambda session, project_id: {
        **on("course", "course_id")(session, project_id),
        "listed": [{"name": "学员一(示例)", "organisation": "示例区图书馆(示例)"}],
    },
    "import_attendance": import_attendance,
}
