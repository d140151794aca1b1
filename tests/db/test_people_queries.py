"""What the people pages and the overview read: one number of statements, sums by hand, names for the few."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from db.queries import people, training
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.permissions import ALLOWED, Action, Role, can, local_actor
from tracker.vocabulary import AttendanceMark

TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 6, 26)
NAMES = ("学员甲(示例)", "主讲(示例)")


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements sent within the block."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):  # not BEGIN, which SQLite's driver is told in words
            sent.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def fill(session: Session, project_id: int, rows: int) -> int:
    """So many departments, posts, counts, courses, sessions, participants and marks; gives the last course."""
    course_id = 0
    for _ in range(rows):
        department = make("department", session, project_id=project_id)
        post = make("post", session, project_id=project_id, department_id=department.id, approved=3)
        make("post_count", session, project_id=project_id, post_id=post.id, on=dt.date(2026, 1, 5), in_post=2)
        trainer = make("person", session, project_id=project_id)
        course = make("course", session, project_id=project_id, trainer_id=trainer.id)
        meeting = make("course_session", session, project_id=project_id, course_id=course.id)
        enrolment = make("enrolment", session, project_id=project_id, course_id=course.id)
        make("attendance", session, project_id=project_id, session_id=meeting.id, enrolment_id=enrolment.id)
        course_id = course.id
    for _ in range(rows - 1):
        make("enrolment", session, project_id=project_id, course_id=course_id)
    return course_id


QUERIES: dict[str, tuple[int, Callable[[Session, int, int], object]]] = {
    "staffing": (4, lambda session, project_id, _: people.staffing(session, project_id, TODAY, OPENING)),
    "people_summary": (
        5,
        lambda session, project_id, _: people.people_summary(session, project_id, TODAY, OPENING),
    ),
    "sessions": (2, lambda session, project_id, _: training.sessions(session, project_id, TODAY)),
    "courses": (4, lambda session, project_id, _: training.courses(session, project_id, TODAY, names=True)),
    "participants": (
        2,
        lambda session, project_id, course_id: training.participants(
            session, project_id, course_id, names=True
        ),
    ),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_list_takes_the_same_statements_for_1_and_3_rows(engine, name, rows):
    expected, query = QUERIES[name]
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        course_id = fill(session, project_id, rows)

    with reading(engine) as session, statements(engine) as sent:
        query(session, project_id, course_id)

    assert len(sent) == expected


def test_the_summary_adds_up_what_is_not_archived(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        one = make("department", session, project_id=project_id, name="采编部", position=1)
        two = make("department", session, project_id=project_id, name="古籍部", position=2)
        filled = make("post", session, project_id=project_id, department_id=one.id, approved=4)
        empty = make("post", session, project_id=project_id, department_id=two.id, approved=2)
        gone = make(
            "post",
            session,
            project_id=project_id,
            department_id=two.id,
            approved=9,
            archived_at=dt.datetime.now(dt.UTC),
        )
        for post, on, in_post, is_planned in (
            (filled, dt.date(2026, 1, 5), 3, False),
            (filled, dt.date(2026, 6, 8), 4, True),
            (empty, dt.date(2026, 1, 5), 1, False),
            (gone, dt.date(2026, 1, 5), 9, False),
        ):
            make(
                "post_count",
                session,
                project_id=project_id,
                post_id=post.id,
                on=on,
                in_post=in_post,
                is_planned=is_planned,
            )
        make(
            "post_count",
            session,
            project_id=project_id,
            post_id=empty.id,
            on=dt.date(2026, 6, 9),
            in_post=2,
            is_planned=True,
            archived_at=dt.datetime.now(dt.UTC),
        )
        make("department", session, project_id=project_id, name="空部室")

    with reading(engine) as session:
        found = people.people_summary(session, project_id, TODAY, OPENING)

    assert (found.approved, found.in_post, found.arriving_before_opening) == (6, 4, 1)
    assert (found.gap_now, found.gap_at_opening) == (2, 1)
    assert [(row.name, row.strength.gap_at_opening) for row in found.departments] == [
        ("采编部", 0),
        ("古籍部", 1),
    ]


def test_delivered_hours_leave_out_cancelled_sessions_and_archived_courses(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        course = make("course", session, project_id=project_id, title="研讨班", planned_hours_milli=20_000)
        held = {"project_id": project_id, "course_id": course.id, "held_on": dt.date(2026, 3, 3)}
        make("course_session", session, **held, hours_milli=2_500)
        make("course_session", session, **held, hours_milli=9_000, archived_at=dt.datetime.now(dt.UTC))
        make("course_session", session, project_id=project_id, course_id=course.id)
        make("course", session, project_id=project_id, archived_at=dt.datetime.now(dt.UTC))

    with reading(engine) as session:
        rows = training.course_hours(session, project_id)

    assert [(row.title, row.planned_hours_milli, row.delivered_hours_milli) for row in rows] == [
        ("研讨班", 20_000, 2_500)
    ]
    assert (str(rows[0].planned_hours), str(rows[0].delivered_hours)) == ("20", "2.5")


@pytest.mark.parametrize("role", list(Role))
def test_names_reach_only_the_roles_that_may_see_them(engine, role):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        trainer = make("person", session, project_id=project_id, name="主讲(示例)")
        person = make("person", session, project_id=project_id, name="学员甲(示例)")
        course = make("course", session, project_id=project_id, trainer_id=trainer.id)
        meeting = make("course_session", session, project_id=project_id, course_id=course.id)
        enrolment = make(
            "enrolment", session, project_id=project_id, course_id=course.id, person_id=person.id
        )
        make(
            "attendance",
            session,
            project_id=project_id,
            session_id=meeting.id,
            enrolment_id=enrolment.id,
            mark=AttendanceMark.PRESENT,
        )
        course_id = course.id
    names = can(local_actor(role), Action.SEE_NAMES, project_id)

    with reading(engine) as session:
        found = [
            *training.courses(session, project_id, TODAY, names=names),
            *training.sessions(session, project_id, TODAY),
            *training.participants(session, project_id, course_id, names=names),
            people.people_summary(session, project_id, TODAY, OPENING),
        ]
    told = repr([dataclasses.asdict(row) for row in found])

    expected = list(NAMES) if role in {Role.LEAD, Role.STAFF, Role.PERSONNEL} else []
    assert [name for name in NAMES if name in told] == expected
    assert "'present': 1" in told
    assert names is (role in ALLOWED[Action.SEE_NAMES])


def test_without_names_no_statement_asks_for_one(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        course_id = fill(session, project_id, 1)

    with reading(engine) as session, statements(engine) as sent:
        training.courses(session, project_id, TODAY, names=False)
        training.participants(session, project_id, course_id, names=False)

    assert not [statement for statement in sent if "person.name" in statement]
