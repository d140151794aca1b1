"""A whole list of participants at once: who is new is added, who is known is updated, nobody is doubled."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.editing import required_text
from db.commands.registry import command, get
from db.models import Course, Enrolment, Organisation, Person, Post
from db.queries.attendance import EnrolledRow, enrolled
from tracker.errors import Invalid
from tracker.imports.participant_list import LONGEST_NAME, LONGEST_ORGANISATION
from tracker.imports.record_steps import RecordStep, record_step
from tracker.permissions import Action, Actor
from tracker.vocabulary import OrganisationRole


@command(Action.RECORD_TRAINING)
def import_participants(
    session: Session, *, actor: Actor, project_id: int, course_id: int, listed: Iterable[Mapping[str, Any]]
) -> Mapping[RecordStep, int]:
    """Bring the participants of a course up to a list (`name`, `organisation`, `post_id`); gives counts by step.

    Who takes part already is known by name, so that the same list again changes nothing; who was taken out comes
    back. Of the project's people, one of that name is taken who has that organisation, or none. Blanks leave what is
    stored, and who the list does not name stays.

    Raises:
        Invalid: the course or a post is archived, a name is missing or too long, or several participants have one
            name (`participant_twice`).
    """
    course = get(session, Course, project_id, course_id)
    if course.archived_at is not None:
        raise Invalid("course_put_aside", title=course.title)
    known: dict[str, EnrolledRow] = {}
    for row in enrolled(session, project_id, course_id):
        if row.name in known:
            raise Invalid("participant_twice", name=row.name)
        known[row.name] = row
    steps: Counter[RecordStep] = Counter()
    for record in listed:
        values = {**record, "name": required_text("name", record.get("name") or "", longest=LONGEST_NAME)}
        step = record_step(known.get(values["name"]), values)
        steps[step] += 1
        if step is not RecordStep.NOTHING:
            _store(session, course, known.get(values["name"]), values)
    return steps


def _store(session: Session, course: Course, known: EnrolledRow | None, values: Mapping[str, Any]) -> None:
    """Add, update or bring back one participant."""
    organisation_id = _organisation(session, course.project_id, values.get("organisation") or "")
    if known is None:
        person = _person(session, course.project_id, values["name"], organisation_id)
        assert course.id is not None  # noqa: S101 (read from the database)
        assert person.id is not None  # noqa: S101 (flushed)
        row = Enrolment(project_id=course.project_id, course_id=course.id, person_id=person.id)
    else:
        row = get(session, Enrolment, course.project_id, known.enrolment_id)
        person = get(session, Person, course.project_id, row.person_id)
    if organisation_id is not None:
        person.organisation_id = organisation_id
    if values.get("post_id") is not None:
        row.post_id = _post(session, course.project_id, values["post_id"])
    editing.restore(session, row)
    session.add_all([person, row])


def _person(session: Session, project_id: int, name: str, organisation_id: int | None) -> Person:
    """The project's person of that name who has that organisation, or none yet; else a new one."""
    query = select(Person).where(
        Person.project_id == project_id, Person.name == name, col(Person.archived_at).is_(None)
    )
    if organisation_id is not None:
        same = (col(Person.organisation_id) == organisation_id) | col(Person.organisation_id).is_(None)
        query = query.where(same)
    # Who has the organisation stands before who has none; the databases order blanks differently, a test does not.
    found = session.exec(query.order_by(col(Person.organisation_id).is_(None), col(Person.id))).first()
    person = found or Person(project_id=project_id, name=name, organisation_id=organisation_id)
    session.add(person)
    session.flush()
    return person


def _organisation(session: Session, project_id: int, name: str) -> int | None:
    """The id of the organisation of that name, added where there is none; None where no name is given."""
    if not name.strip():
        return None
    text = required_text("organisation", name, longest=LONGEST_ORGANISATION)
    found = session.exec(
        select(Organisation).where(Organisation.project_id == project_id, Organisation.name == text)
    ).first()
    row = found or Organisation(project_id=project_id, name=text, role=OrganisationRole.OTHER)
    editing.restore(session, row)
    session.add(row)
    session.flush()
    return row.id


def _post(session: Session, project_id: int, post_id: int) -> int:
    post = get(session, Post, project_id, post_id)
    if post.archived_at is not None:
        raise Invalid("post_put_aside", title=post.title)
    return post_id
