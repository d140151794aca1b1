"""Who takes part in a course, and who was at a session. Names live in `person`, never in the audit."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Attendance, Course, CourseSession, Enrolment, Person
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import AttendanceMark

LONGEST_NAME = 120


@command(Action.RECORD_TRAINING)
def create_participants(
    session: Session, *, actor: Actor, project_id: int, course_id: int, people: Sequence[str]
) -> int:
    """Add people to a course by name, all or none; gives how many. Empty lines are skipped.

    A person of the project with that very name is taken; somebody who took part before comes back. Two people
    of one name are told apart in the name.

    Raises:
        Invalid: no name is given (`text_missing`), one is too long, or somebody already takes part
            (`participant_twice`).
    """
    get(session, Course, project_id, course_id)
    wanted = [required_text("name", name, longest=LONGEST_NAME) for name in people if name.strip()]
    if not wanted:
        raise Invalid("text_missing", field="name")
    for name in wanted:
        _enrol(session, project_id, course_id, name)
    return len(wanted)


@command(Action.RECORD_TRAINING)
def update_participant(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    enrolment_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the `name` of a participant; `expected_version` is the person's.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: the name is missing or too long.
    """
    enrolment = get(session, Enrolment, project_id, enrolment_id)
    person = get(session, Person, project_id, enrolment.person_id)
    name = required_text("name", changes.get("name", person.name), longest=LONGEST_NAME)
    merge_edit(person, expected_version=expected_version, original=original, changes={"name": name})
    session.add(person)


@command(Action.RECORD_TRAINING)
def archive_participant(session: Session, *, actor: Actor, project_id: int, enrolment_id: int) -> None:
    """Take somebody out of a course; the attendance so far stays."""
    editing.archive(session, get(session, Enrolment, project_id, enrolment_id))


@command(Action.RECORD_TRAINING)
def restore_participant(session: Session, *, actor: Actor, project_id: int, enrolment_id: int) -> None:
    """Bring somebody back into a course."""
    editing.restore(session, get(session, Enrolment, project_id, enrolment_id))


def person_named(session: Session, project_id: int, name: str) -> int:
    """The id of the project's person with this name, who is added when there is none.

    Raises:
        Invalid: the name is missing or too long.
    """
    text = required_text("name", name, longest=LONGEST_NAME)
    found = session.exec(
        select(Person)
        .where(Person.project_id == project_id, Person.name == text, col(Person.archived_at).is_(None))
        .order_by(col(Person.id))
    ).first()
    person = found or Person(project_id=project_id, name=text)
    session.add(person)
    session.flush()
    assert person.id is not None  # noqa: S101 (flushed)
    return person.id


def mark_attendance(
    session: Session, meeting: CourseSession, marks: Mapping[int, AttendanceMark | None]
) -> None:
    """Set the attendance of a session for the enrolments named, None to take a mark back; all others stay as they are.

    Raises:
        Invalid: an enrolment is not one of the session's course (`participant_elsewhere`).
    """
    if not marks:
        return
    enrolled = session.exec(
        select(Enrolment.id).where(
            Enrolment.project_id == meeting.project_id, Enrolment.course_id == meeting.course_id
        )
    ).all()
    if not set(marks) <= set(enrolled):
        raise Invalid("participant_elsewhere")
    stored = {
        row.enrolment_id: row
        for row in session.exec(
            select(Attendance).where(
                Attendance.project_id == meeting.project_id, Attendance.session_id == meeting.id
            )
        )
    }
    assert meeting.id is not None  # noqa: S101 (read from the database)
    for enrolment_id, mark in marks.items():
        if mark is None and enrolment_id not in stored:
            continue
        row = stored.get(enrolment_id) or Attendance(
            project_id=meeting.project_id, session_id=meeting.id, enrolment_id=enrolment_id, mark=mark
        )
        row.mark = mark
        session.add(row)


def _enrol(session: Session, project_id: int, course_id: int, name: str) -> None:
    person_id = person_named(session, project_id, name)
    enrolment = session.exec(
        select(Enrolment).where(
            Enrolment.project_id == project_id,
            Enrolment.course_id == course_id,
            Enrolment.person_id == person_id,
        )
    ).first()
    if enrolment is not None and enrolment.archived_at is None:
        raise Invalid("participant_twice", name=name)
    enrolment = enrolment or Enrolment(project_id=project_id, course_id=course_id, person_id=person_id)
    editing.restore(session, enrolment)
    session.add(enrolment)
    session.flush()
