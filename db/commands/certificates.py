"""Certificates: issued at once to all who passed a course, corrected, put aside and brought back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.registry import command, get
from db.models import Certificate, Course
from db.queries.training_progress import course_standing
from tracker.certificates import LONGEST_NUMBER, counted_on, refuse_taken
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.training_needs import expires_on, without_certificate


@command(Action.RECORD_TRAINING)
def issue_certificates(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    course_id: int,
    issued_on: dt.date,
    today: dt.date,
    first_number: str = "",
) -> int:
    """Give a certificate to everybody who passed a course and holds none that is valid; gives to how many.

    They hold for the months that the course says. A first number is counted on in the order of the participants.

    Raises:
        Invalid: the course is archived (`course_put_aside`), the day is ahead of `today` (`certificate_in_future`) or
            before the course (`certificate_too_early`), nobody is to be given one (`nobody_to_certify`), or a number
            cannot be counted on or is taken.
    """
    course = get(session, Course, project_id, course_id)
    if course.archived_at is not None:
        raise Invalid("course_put_aside", title=course.title)
    _check_day(course, issued_on, today)
    people = without_certificate(course_standing(session, project_id, course_id), issued_on)
    if not people:
        raise Invalid("nobody_to_certify", title=course.title)
    numbers = counted_on(first_number, len(people))
    refuse_taken(numbers, _numbers(session, project_id))
    aside = {row.person_id: row for row in _issued(session, course, issued_on)}
    for person_id, number in zip(people, numbers, strict=True):
        row = aside.get(person_id) or Certificate(
            project_id=project_id, course_id=course_id, person_id=person_id, issued_on=issued_on
        )
        row.number = number
        row.expires_on = expires_on(issued_on, course.certificate_months)
        editing.restore(session, row)
        session.add(row)
    return len(people)


@command(Action.RECORD_TRAINING)
def update_certificate(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    certificate_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
) -> None:
    """Correct `number`, `issued_on` or `expires_on` of a certificate.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `issue_certificates`; it would end before it begins (`certificate_ends_first`), or the person
            has another of that course and day (`certificate_twice`).
    """
    row = get(session, Certificate, project_id, certificate_id)
    with session.no_autoflush:  # a refusal must come from here, in words, and not from the database
        merge_edit(row, expected_version=expected_version, original=original, changes=changes)
        row.number = row.number.strip()
        _check(session, row, today)
    session.add(row)


@command(Action.RECORD_TRAINING)
def archive_certificate(session: Session, *, actor: Actor, project_id: int, certificate_id: int) -> None:
    """Put a certificate aside: it was withdrawn, or issued by mistake. It no longer counts."""
    editing.archive(session, get(session, Certificate, project_id, certificate_id))


@command(Action.RECORD_TRAINING)
def restore_certificate(session: Session, *, actor: Actor, project_id: int, certificate_id: int) -> None:
    """Bring a certificate back.

    Raises:
        Invalid: its number was given to another meanwhile (`certificate_number_taken`).
    """
    row = get(session, Certificate, project_id, certificate_id)
    refuse_taken([row.number], _numbers(session, project_id, besides=row.id))
    editing.restore(session, row)


def _check(session: Session, row: Certificate, today: dt.date) -> None:
    course = get(session, Course, row.project_id, row.course_id)
    _check_day(course, row.issued_on, today)
    if row.expires_on is not None and row.expires_on < row.issued_on:
        raise Invalid("certificate_ends_first", issued=row.issued_on, expires=row.expires_on)
    if len(row.number) > LONGEST_NUMBER:
        raise Invalid("text_too_long", field="number", longest=LONGEST_NUMBER, length=len(row.number))
    refuse_taken([row.number], _numbers(session, row.project_id, besides=row.id))
    others = [each for each in _issued(session, course, row.issued_on) if each.person_id == row.person_id]
    if any(each.id != row.id for each in others):
        raise Invalid("certificate_twice", on=row.issued_on)


def _check_day(course: Course, issued_on: dt.date, today: dt.date) -> None:
    if issued_on > today:
        raise Invalid("certificate_in_future", on=issued_on)
    if issued_on < course.starts_on:
        raise Invalid("certificate_too_early", on=issued_on, first=course.starts_on)


def _numbers(session: Session, project_id: int, besides: int | None = None) -> set[str]:
    """The numbers of the project's certificates that are not put aside."""
    query = select(Certificate.number).where(
        Certificate.project_id == project_id, col(Certificate.archived_at).is_(None), Certificate.number != ""
    )
    if besides is not None:
        query = query.where(col(Certificate.id) != besides)
    return set(session.exec(query).all())


def _issued(session: Session, course: Course, issued_on: dt.date) -> list[Certificate]:
    """All certificates of a course and day, those put aside too."""
    query = select(Certificate).where(
        Certificate.project_id == course.project_id,
        Certificate.course_id == course.id,
        Certificate.issued_on == issued_on,
    )
    return list(session.exec(query).all())
