"""Certificates of the courses: who holds which, until when, and what runs out soon.

What names a person is read only with `names=True`; people are otherwise told apart by their number in the course.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, select

from db.models import Certificate, Course, Enrolment, Person
from tracker.certificates import CertificateRow
from tracker.training_needs import Held, expiry


def certificates(
    session: Session, project_id: int, today: dt.date, opening_on: dt.date, *, names: bool
) -> list[CertificateRow]:
    """All certificates, archived ones too, those that run out first at the top; two statements."""
    numbers = _participants(session, project_id)
    columns: list[Any] = [
        Certificate.id,
        Certificate.version,
        Certificate.course_id,
        Course.title,
        Certificate.person_id,
        Certificate.number,
        Certificate.issued_on,
        Certificate.expires_on,
        Certificate.archived_at,
    ]
    course = (col(Course.project_id) == Certificate.project_id) & (col(Course.id) == Certificate.course_id)
    person = (col(Person.project_id) == Certificate.project_id) & (col(Person.id) == Certificate.person_id)
    query = (
        select(*columns, *([Person.name] if names else []))
        .join(Course, course)
        .join(Person, person)
        .where(Certificate.project_id == project_id)
    )
    rows = [
        CertificateRow(
            id=row[0],
            version=row[1],
            course_id=row[2],
            course=row[3],
            person_id=row[4],
            participant=numbers.get((row[2], row[4])),
            name=row[9] if names else None,
            number=row[5],
            issued_on=row[6],
            expires_on=row[7],
            archived=row[8] is not None,
            expiry=expiry(row[7], today, opening_on),
        )
        for row in session.exec(query)
    ]
    return sorted(rows, key=lambda row: (row.expires_on or dt.date.max, row.course_id, row.participant or 0))


def newest_certificates(
    session: Session, project_id: int, course_ids: Collection[int]
) -> dict[tuple[int, int], Held]:
    """The certificate issued last, by (course, person); one statement."""
    columns: list[Any] = [
        Certificate.course_id,
        Certificate.person_id,
        Certificate.issued_on,
        Certificate.expires_on,
    ]
    query = (
        select(*columns)
        .where(
            Certificate.project_id == project_id,
            col(Certificate.course_id).in_(course_ids),
            col(Certificate.archived_at).is_(None),
        )
        .order_by(col(Certificate.issued_on))
    )
    return {(row[0], row[1]): Held(row[2], row[3]) for row in session.exec(query)}


def _participants(session: Session, project_id: int) -> dict[tuple[int, int], int]:
    """The number of each participant, by (course, person): the order in which they were entered, from 1."""
    columns: list[Any] = [Enrolment.course_id, Enrolment.person_id]
    query = select(*columns).where(Enrolment.project_id == project_id).order_by(col(Enrolment.id))
    found: dict[tuple[int, int], int] = {}
    last: dict[int, int] = {}
    for course_id, person_id in session.exec(query):
        last[course_id] = found[course_id, person_id] = last.get(course_id, 0) + 1
    return found
