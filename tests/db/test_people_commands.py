"""Departments, posts and counts: what is stored, what is refused, and that nothing is half done."""

import datetime as dt

import pytest
from sqlmodel import Session, col, select

from db.commands import posts as commands
from db.models import AuditEntry, Department, Post, PostCount
from db.queries.people import staffing
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid, NotFound
from tracker.permissions import SYSTEM
from tracker.vocabulary import StaffKind

TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 6, 26)


@pytest.fixture
def project_id(engine) -> int:
    with unit_of_work(engine) as session:
        return make_project(session).id


def post(session: Session, project_id: int, **given) -> Post:
    return make("post", session, project_id=project_id, **{"approved": 3, "title": "采编馆员", **given})


def refusal(engine, command, **arguments) -> Invalid:
    """The refusal of a command, run in a transaction of its own."""
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        command(session, actor=SYSTEM, **arguments)
    return refused.value


def test_a_post_keeps_its_approved_number_and_the_document_that_grants_it(engine, project_id):
    with unit_of_work(engine) as session:
        department_id = commands.create_department(
            session, actor=SYSTEM, project_id=project_id, name=" 采编部 "
        )
        commands.create_post(
            session,
            actor=SYSTEM,
            project_id=project_id,
            department_id=department_id,
            title="采编馆员",
            kind=StaffKind.CONTRACT,
            approved=4,
            approved_document="编委〔示例〕1号(示例)",
            approved_on=dt.date(2026, 2, 19),
            requirements="图书馆学本科",
        )

    with reading(engine) as session:
        row = staffing(session, project_id, TODAY, OPENING).posts[0]
    assert (row.department, row.title, row.kind, row.approved, row.approved_document, row.approved_on) == (
        "采编部",
        "采编馆员",
        StaffKind.CONTRACT,
        4,
        "编委〔示例〕1号(示例)",
        dt.date(2026, 2, 19),
    )


def test_departments_keep_the_order_in_which_they_were_added(engine, project_id):
    with unit_of_work(engine) as session:
        for name in ("办公室", "采编部", "古籍部"):
            commands.create_department(session, actor=SYSTEM, project_id=project_id, name=name)

    with reading(engine) as session:
        rows = staffing(session, project_id, TODAY, OPENING).departments
    assert [(row.name, row.position) for row in rows] == [("办公室", 1), ("采编部", 2), ("古籍部", 3)]


def test_a_department_name_is_taken_once_even_by_an_archived_one(engine, project_id):
    with unit_of_work(engine) as session:
        make("department", session, project_id=project_id, name="采编部", archived_at=dt.datetime.now(dt.UTC))

    error = refusal(engine, commands.create_department, project_id=project_id, name="采编部")

    assert (error.code, error.facts) == ("department_exists", {"name": "采编部"})


def test_a_department_cannot_be_renamed_to_another_ones_name(engine, project_id):
    with unit_of_work(engine) as session:
        make("department", session, project_id=project_id, name="采编部")
        other_id = make("department", session, project_id=project_id, name="古籍部").id

    error = refusal(
        engine,
        commands.update_department,
        project_id=project_id,
        department_id=other_id,
        expected_version=1,
        original={"name": "古籍部"},
        changes={"name": "采编部"},
    )

    assert error.code == "department_exists"


def test_a_department_with_posts_is_not_archived(engine, project_id):
    with unit_of_work(engine) as session:
        department_id = post(session, project_id).department_id

    error = refusal(engine, commands.archive_department, project_id=project_id, department_id=department_id)

    assert (error.code, error.facts["posts"]) == ("department_has_posts", 1)


def test_a_department_without_posts_is_archived_and_restored(engine, project_id):
    with unit_of_work(engine) as session:
        row = post(session, project_id)
        post_id, department_id = row.id, row.department_id
    target = {"project_id": project_id, "department_id": department_id}

    with unit_of_work(engine) as session:
        commands.archive_post(session, actor=SYSTEM, project_id=project_id, post_id=post_id)
        commands.archive_department(session, actor=SYSTEM, **target)
    error = refusal(engine, commands.restore_post, project_id=project_id, post_id=post_id)
    with unit_of_work(engine) as session:
        commands.restore_department(session, actor=SYSTEM, **target)
        commands.restore_post(session, actor=SYSTEM, project_id=project_id, post_id=post_id)

    assert error.code == "department_archived"
    with reading(engine) as session:
        assert session.get(Department, department_id).archived_at is None
        assert session.get(Post, post_id).archived_at is None


@pytest.mark.parametrize("approved", [-1, 10_000])
def test_an_approved_number_out_of_range_is_refused(engine, project_id, approved):
    with unit_of_work(engine) as session:
        department_id = make("department", session, project_id=project_id).id

    error = refusal(
        engine,
        commands.create_post,
        project_id=project_id,
        department_id=department_id,
        title="采编馆员",
        approved=approved,
    )

    assert error.code == "approved_out_of_range"


def test_two_people_change_different_fields_of_a_post_and_both_are_kept(engine, project_id):
    with unit_of_work(engine) as session:
        post_id = post(session, project_id).id
    target = {"project_id": project_id, "post_id": post_id, "expected_version": 1}

    with unit_of_work(engine) as session:
        commands.update_post(
            session, actor=SYSTEM, **target, original={"approved": 3}, changes={"approved": 4}
        )
    with unit_of_work(engine) as session:
        commands.update_post(
            session, actor=SYSTEM, **target, original={"title": "采编馆员"}, changes={"title": "编目馆员"}
        )

    with reading(engine) as session:
        row = session.get(Post, post_id)
        assert (row.approved, row.title) == (4, "编目馆员")


def test_two_people_change_the_approved_number_and_the_second_sees_both(engine, project_id):
    with unit_of_work(engine) as session:
        post_id = post(session, project_id).id
    target = {"project_id": project_id, "post_id": post_id, "expected_version": 1}

    with unit_of_work(engine) as session:
        commands.update_post(
            session, actor=SYSTEM, **target, original={"approved": 3}, changes={"approved": 4}
        )
    with pytest.raises(Conflict) as conflict, unit_of_work(engine) as session:
        commands.update_post(
            session, actor=SYSTEM, **target, original={"approved": 3}, changes={"approved": 5}
        )

    assert (conflict.value.mine, conflict.value.theirs) == ({"approved": 5}, {"approved": 4})


def record(session: Session, project_id: int, post_id: int, **given) -> int:
    arguments = {"on": TODAY, "in_post": 2, "today": TODAY, **given}
    return commands.record_count(session, actor=SYSTEM, project_id=project_id, post_id=post_id, **arguments)


def test_a_count_changes_the_gap_of_its_post(engine, project_id):
    with unit_of_work(engine) as session:
        post_id = post(session, project_id).id
        record(session, project_id, post_id)
        record(session, project_id, post_id, on=dt.date(2026, 6, 8), in_post=3, is_planned=True)

    with reading(engine) as session:
        found = staffing(session, project_id, TODAY, OPENING).total
    assert (found.approved, found.in_post, found.arriving, found.gap_now, found.gap_at_opening) == (
        3,
        2,
        1,
        1,
        0,
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"in_post": 4}, "more_than_approved"),
        ({"in_post": 4, "reason": "   "}, "more_than_approved"),
        ({"in_post": -1}, "count_out_of_range"),
        ({"on": TODAY + dt.timedelta(days=1)}, "count_in_future"),
        ({"on": dt.date(1026, 4, 1)}, "day_not_plausible"),
        ({"on": TODAY, "is_planned": True}, "arrival_in_past"),
        ({"on": dt.date(2926, 4, 1), "is_planned": True}, "day_not_plausible"),
    ],
)
def test_a_count_that_cannot_be_is_refused_and_nothing_is_stored(engine, project_id, given, code):
    with unit_of_work(engine) as session:
        post_id = post(session, project_id).id

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        record(session, project_id, post_id, **given)

    assert refused.value.code == code
    with reading(engine) as session:
        assert session.exec(select(PostCount)).all() == []


def test_more_people_than_approved_are_taken_with_a_reason_which_is_kept(engine, project_id):
    with unit_of_work(engine) as session:
        post_id = post(session, project_id).id
    with unit_of_work(engine) as session:
        record(session, project_id, post_id, in_post=4, reason=" 借调一人 ")

    with reading(engine) as session:
        row = staffing(session, project_id, TODAY, OPENING)
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert row.counts[0].reason == "借调一人"
    assert (row.total.surplus, row.total.gap_now) == (1, 0)
    assert entry.command == "record_count"
    assert entry.reason.strip() == "借调一人"


def test_a_second_entry_for_the_same_day_is_refused_until_the_first_is_archived(engine, project_id):
    with unit_of_work(engine) as session:
        post_id = post(session, project_id).id
        count_id = record(session, project_id, post_id)

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        record(session, project_id, post_id, in_post=1)
    with unit_of_work(engine) as session:
        commands.archive_count(session, actor=SYSTEM, project_id=project_id, count_id=count_id)
    with unit_of_work(engine) as session:
        again = record(session, project_id, post_id, in_post=1)

    assert refused.value.code == "count_exists"
    assert again == count_id
    with reading(engine) as session:
        row = session.get(PostCount, count_id)
        assert (row.in_post, row.archived_at) == (1, None)


def test_an_entry_is_corrected_within_the_same_rules(engine, project_id):
    with unit_of_work(engine) as session:
        post_id = post(session, project_id).id
        count_id = record(session, project_id, post_id)
    target = {"project_id": project_id, "count_id": count_id, "original": {"in_post": 2}, "today": TODAY}

    error = refusal(engine, commands.update_count, **target, expected_version=1, changes={"in_post": 9})
    with unit_of_work(engine) as session:
        commands.update_count(session, actor=SYSTEM, **target, expected_version=1, changes={"in_post": 3})

    assert error.code == "more_than_approved"
    with reading(engine) as session:
        assert session.get(PostCount, count_id).in_post == 3


def test_a_post_of_another_project_is_not_found(engine, project_id):
    with unit_of_work(engine) as session:
        post_id = post(session, make_project(session).id).id

    with pytest.raises(NotFound), unit_of_work(engine) as session:
        record(session, project_id, post_id)
