"""People's names: what a role may not see is not even read, stands in no audit entry, and can be erased for good."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from db.commands import candidates as candidate_commands
from db.commands.certificates import issue_certificates
from db.commands.participants import create_participants, update_participant
from db.commands.recruitment import create_recruitment_round
from db.commands.training import create_course
from db.models import AuditEntry, Candidate, Enrolment, Person, metadata
from db.queries import (
    attendance,
    candidates,
    certificates,
    people,
    plan,
    recruitment,
    training,
    training_progress,
)
from db.queries.audit import record_history
from db.queries.learner_hours import learner_hours
from db.queries.overview import overview
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import NotAllowed
from tracker.permissions import Action, Role, can, local_actor
from tracker.vocabulary import AttendanceMark

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
LEARNER, TRAINER, OWNER = "学员张三(示例)", "主讲李四(示例)", "干事王五(示例)"
CANDIDATE, CONTACT, REMARK = "应聘赵六(示例)", "13800001111", "面试紧张(示例)"
RENAMED = "学员张三丰(示例)"
SECRETS = (LEARNER, RENAMED, TRAINER, OWNER, CANDIDATE, CONTACT, REMARK)


@pytest.fixture
def library(engine):
    """A course with a trainer and a participant, a round with a candidate, and a task with an owner; ids by kind."""
    with unit_of_work(engine) as session:
        project_id = make_project(session, starts_on=dt.date(2026, 3, 2), opening_on=OPENING).id
        post = make("post", session, project_id=project_id, title="馆员", approved=2)
        owner = make("person", session, project_id=project_id, name=OWNER)
        task = make("task", session, project_id=project_id, owner_id=owner.id)
        found = {"project": project_id, "post": post.id, "task": task.id}
    own = {"project_id": project_id}
    found["course"] = run(
        engine,
        create_course,
        **own,
        title="研讨班",
        trainer=TRAINER,
        starts_on=dt.date(2026, 3, 3),
        starts_at=dt.time(19, 0),
        rule="FREQ=WEEKLY;COUNT=3",
        planned_hours_milli=6_000,
        session_hours_milli=2_000,
    )
    run(engine, create_participants, **own, course_id=found["course"], people=[LEARNER])
    found["round"] = run(
        engine, create_recruitment_round, **own, title="春招", wanted={found["post"]: 1}, today=TODAY
    )
    found["candidate"] = run(
        engine,
        candidate_commands.create_candidate,
        **own,
        round_id=found["round"],
        name=CANDIDATE,
        contact=CONTACT,
        notes=REMARK,
    )
    return found


def enrolment(engine, library) -> tuple[int, int, int]:
    """The participant's enrolment, person and its version."""
    with reading(engine) as session:
        row = session.exec(select(Enrolment).where(Enrolment.course_id == library["course"])).one()
        return row.id, row.person_id, session.get_one(Person, row.person_id).version


def told(session: Session, ids: dict[str, int], role: Role) -> dict[str, Callable[[], object]]:
    """What the people pages read for a role."""
    actor = local_actor(role)
    project_id, course_id = ids["project"], ids["course"]
    names = can(actor, Action.SEE_NAMES, project_id)
    (of_course,) = training_progress.course_plans(session, project_id, [course_id])
    return {
        "courses": lambda: training.courses(session, project_id, TODAY, names=names),
        "participants": lambda: training.participants(session, project_id, course_id, names=names),
        "attendance": lambda: attendance.attendance_grid(session, project_id, of_course, names=names),
        "certificates": lambda: certificates.certificates(session, project_id, TODAY, OPENING, names=names),
        "hours": lambda: learner_hours(session, project_id, names=names),
        "owners": lambda: plan.people(session, project_id) if names else {},
        "rounds": lambda: recruitment.rounds(session, project_id),
        "arrivals": lambda: recruitment.arrivals(session, project_id, TODAY),
        "needs": lambda: training_progress.needs(session, project_id, TODAY, OPENING),
        "staffing": lambda: people.staffing(session, project_id, TODAY, OPENING),
        "candidates": lambda: candidates.candidates(
            session, project_id, ids["round"], with_names=can(actor, Action.SEE_CANDIDATES, project_id)
        ),
    }


SEES = {
    Role.LEAD: {LEARNER, TRAINER, OWNER, CANDIDATE, CONTACT, REMARK},
    Role.PERSONNEL: {LEARNER, TRAINER, OWNER, CANDIDATE, CONTACT, REMARK},
    Role.STAFF: {LEARNER, TRAINER, OWNER},
    Role.VIEWER: set(),
}
"""Which of the names a role may read."""


@pytest.mark.parametrize("role", list(SEES))
def test_a_role_reads_exactly_the_names_it_may_see(engine, library, role):
    with reading(engine) as session:
        said = "".join(repr(read()) for read in told(session, library, role).values())

    assert {secret for secret in SECRETS if secret in said} == SEES[role]


def test_roles_that_may_see_no_people_at_all_are_neither_named_nor_offered_them():
    seeing = {role for role in Role if can(local_actor(role), Action.SEE_PEOPLE, 1)}
    naming = {role for role in Role if can(local_actor(role), Action.SEE_NAMES, 1)}
    choosing = {role for role in Role if can(local_actor(role), Action.SEE_CANDIDATES, 1)}

    assert seeing == set(SEES)
    assert naming == {Role.LEAD, Role.PERSONNEL, Role.STAFF}
    assert choosing == {Role.LEAD, Role.PERSONNEL}


def test_for_a_viewer_no_statement_even_asks_for_a_name(engine, library):
    with reading(engine) as session:
        reads = told(session, library, Role.VIEWER)
        with statements(engine) as sent:
            for read in reads.values():
                read()

    private = ("person.name", "person.contact", "candidate.name", "candidate.contact", "candidate.notes")
    assert sent
    assert [text for text in sent if any(column in text for column in private)] == []


def test_the_overview_of_a_viewer_names_nobody_who_learns_teaches_or_applies(engine, library):
    actor = local_actor(Role.VIEWER)
    with reading(engine) as session:
        state = overview(
            session,
            library["project"],
            today=TODAY,
            opening_on=OPENING,
            ceiling_fen=None,
            may=lambda action: can(actor, action, library["project"]),
        )

    said = repr((state.people, state.departments, state.needs))
    assert [secret for secret in SECRETS if secret in said] == []


def test_the_audit_says_that_names_changed_and_never_what_they_are(engine, library):
    enrolment_id, person_id, version = enrolment(engine, library)
    own = {"project_id": library["project"]}
    run(
        engine,
        update_participant,
        **own,
        enrolment_id=enrolment_id,
        expected_version=version,
        original={"name": LEARNER},
        changes={"name": RENAMED},
    )
    run(
        engine,
        candidate_commands.update_candidate,
        **own,
        candidate_id=library["candidate"],
        expected_version=1,
        original={"notes": REMARK},
        changes={"notes": "复试"},
    )
    run(engine, candidate_commands.erase_candidate, **own, candidate_id=library["candidate"])

    with reading(engine) as session:
        entries = session.exec(select(AuditEntry.changes, AuditEntry.reason)).all()
        history = record_history(session, library["project"], "person", person_id)
    written = repr([(json.loads(changes), reason) for changes, reason in entries])
    assert [
        secret for secret in SECRETS if secret in written.encode().decode("unicode_escape", "ignore")
    ] == []
    assert [secret for secret in SECRETS if secret in written] == []
    assert history[0].changes["name"] is None


def test_an_erased_candidate_stands_nowhere_in_the_database(engine, library):
    run(
        engine,
        candidate_commands.erase_candidate,
        project_id=library["project"],
        candidate_id=library["candidate"],
    )

    with reading(engine) as session:
        row = session.get_one(Candidate, library["candidate"])
        assert (row.name, row.contact, row.notes, row.erased_at is not None) == ("", "", "", True)
        for table in metadata.tables.values():
            for record in session.execute(sa.select(table)):
                said = repr(tuple(record))
                assert CANDIDATE not in said, table.name
                assert CONTACT not in said, table.name


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER, Role.REVIEWER, Role.ADMINISTRATOR])
def test_who_may_not_see_candidates_can_neither_add_nor_rename_nor_erase_one(engine, library, role):
    actor, own = local_actor(role), {"project_id": library["project"]}
    calls = [
        (candidate_commands.create_candidate, {"round_id": library["round"], "name": "某人(示例)"}),
        (
            candidate_commands.update_candidate,
            {
                "candidate_id": library["candidate"],
                "expected_version": 1,
                "original": {"name": CANDIDATE},
                "changes": {"name": "某人(示例)"},
            },
        ),
        (candidate_commands.erase_candidate, {"candidate_id": library["candidate"]}),
    ]
    for command, given in calls:
        with pytest.raises(NotAllowed), unit_of_work(engine) as session:
            command(session, actor=actor, **own, **given)


def test_a_certificate_is_listed_by_number_for_who_may_not_see_names(engine, library):
    enrolment_id, _, _ = enrolment(engine, library)
    with unit_of_work(engine) as session:
        for week, meeting in enumerate(
            session.scalars(sa.select(metadata.tables["course_session"].c.id)).all()
        ):
            day = dt.date(2026, 3, 3) + dt.timedelta(weeks=week)
            session.execute(
                sa.update(metadata.tables["course_session"])
                .where(metadata.tables["course_session"].c.id == meeting)
                .values(held_on=day, hours_milli=2_000)
            )
            make(
                "attendance",
                session,
                project_id=library["project"],
                session_id=meeting,
                enrolment_id=enrolment_id,
                mark=AttendanceMark.PRESENT,
            )
    run(
        engine,
        issue_certificates,
        project_id=library["project"],
        course_id=library["course"],
        issued_on=dt.date(2026, 3, 31),
        today=TODAY,
    )
    with reading(engine) as session:
        (quiet,) = certificates.certificates(session, library["project"], TODAY, OPENING, names=False)
        (named,) = certificates.certificates(session, library["project"], TODAY, OPENING, names=True)

    assert (quiet.name, quiet.participant) == (None, 1)
    assert (named.name, named.participant) == (LEARNER, 1)
