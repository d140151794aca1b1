"""Approvals over time: which number holds when, what is refused, and everything that follows from it."""

import datetime as dt

import pytest
from sqlmodel import Session, select

from db.commands import post_approvals as commands
from db.commands.posts import record_count, update_post
from db.models import Post, PostApproval
from db.queries.people import people_summary, staffing
from db.queries.standards import measures
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.permissions import SYSTEM
from tracker.staffing import Grant, by_month

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
FIRST = dt.date(2026, 2, 1)


@pytest.fixture
def project_id(engine) -> int:
    with unit_of_work(engine) as session:
        return make_project(session).id


@pytest.fixture
def post_id(engine, project_id) -> int:
    """A post of 3, granted on 1 February 2026, with 3 people since January."""
    with unit_of_work(engine) as session:
        row = make(
            "post",
            session,
            project_id=project_id,
            title="采编馆员",
            approved=3,
            approved_document="一号",
            approved_on=FIRST,
        )
        make(
            "post_count",
            session,
            project_id=project_id,
            post_id=row.id,
            on=dt.date(2026, 1, 5),
            in_post=3,
            is_planned=False,
        )
        return row.id


def approve(session: Session, project_id: int, post_id: int, **given) -> int:
    arguments = {"on": dt.date(2026, 3, 1), "approved": 4, **given}
    return commands.set_approval(session, actor=SYSTEM, project_id=project_id, post_id=post_id, **arguments)


def strength(engine, project_id):
    with reading(engine) as session:
        return staffing(session, project_id, TODAY, OPENING).total


def test_a_later_approval_takes_the_first_grants_place_from_its_day_on(engine, project_id, post_id):
    with unit_of_work(engine) as session:
        approve(session, project_id, post_id, document=" 二号 ")

    with reading(engine) as session:
        board = staffing(session, project_id, TODAY, OPENING)
    (row,) = board.posts
    assert row.grants == (Grant(FIRST, 3, "一号"), Grant(dt.date(2026, 3, 1), 4, "二号"))
    assert row.granted(dt.date(2026, 2, 28)) == Grant(FIRST, 3, "一号")
    assert (row.approved, row.strength.approved, row.strength.gap_now) == (3, 4, 1)
    assert [
        (point.day.isoformat(), point.approved) for point in by_month(board.histories(), FIRST, TODAY, TODAY)
    ] == [
        ("2026-02-01", 3),
        ("2026-03-01", 4),
        ("2026-04-01", 4),
        ("2026-04-01", 4),
    ]


def test_an_approval_ahead_counts_on_opening_day_and_in_the_overview(engine, project_id, post_id):
    with unit_of_work(engine) as session:
        approve(session, project_id, post_id, on=dt.date(2026, 5, 1), approved=5)

    with reading(engine) as session:
        found = people_summary(session, project_id, TODAY, OPENING)

    assert (found.approved, found.gap_now, found.gap_at_opening) == (3, 0, 2)
    assert found.departments[0].strength.approved_at_opening == 5


def test_a_lowered_number_lowers_what_standards_count_per_person(engine, project_id, post_id):
    with reading(engine) as session:
        before = measures(session, project_id, TODAY, OPENING).persons[None]
    with unit_of_work(engine) as session:
        approve(session, project_id, post_id, approved=2)

    with reading(engine) as session:
        after = measures(session, project_id, TODAY, OPENING).persons[None]

    assert (before, after) == (3_000, 2_000)
    assert strength(engine, project_id).surplus == 1


def test_people_are_counted_against_the_number_of_the_day(engine, project_id, post_id):
    target = {"actor": SYSTEM, "project_id": project_id, "post_id": post_id, "today": TODAY}
    with unit_of_work(engine) as session:
        approve(session, project_id, post_id, on=dt.date(2026, 5, 1))
        record_count(session, **target, on=dt.date(2026, 5, 1), in_post=4, is_planned=True)

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        record_count(session, **target, on=dt.date(2026, 4, 30), in_post=4, is_planned=True)

    assert (refused.value.code, refused.value.facts["approved"]) == ("more_than_approved", 3)


def test_people_of_before_the_first_grant_are_measured_by_it(engine, project_id, post_id):
    with unit_of_work(engine) as session:
        record_count(
            session,
            actor=SYSTEM,
            project_id=project_id,
            post_id=post_id,
            today=TODAY,
            on=dt.date(2026, 1, 20),
            in_post=2,
        )

    assert strength(engine, project_id).in_post == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"on": FIRST}, "approval_before_first"),
        ({"on": dt.date(1026, 3, 1)}, "day_not_plausible"),
        ({"on": dt.date(2226, 3, 1)}, "day_not_plausible"),
        ({"approved": -1}, "approved_out_of_range"),
        ({"approved": 10_000}, "approved_out_of_range"),
        ({"document": "号" * 201}, "text_too_long"),
    ],
)
def test_an_approval_that_cannot_be_is_refused_and_nothing_is_stored(
    engine, project_id, post_id, given, code
):
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        approve(session, project_id, post_id, **given)

    assert refused.value.code == code
    with reading(engine) as session:
        assert session.exec(select(PostApproval)).all() == []


def test_one_day_has_one_approval_until_it_is_archived(engine, project_id, post_id):
    with unit_of_work(engine) as session:
        approval_id = approve(session, project_id, post_id)
    target = {"actor": SYSTEM, "project_id": project_id, "approval_id": approval_id}

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        approve(session, project_id, post_id, approved=6)
    with unit_of_work(engine) as session:
        commands.archive_approval(session, **target)
    archived = strength(engine, project_id).approved
    with unit_of_work(engine) as session:
        again = approve(session, project_id, post_id, approved=6)

    assert refused.value.code == "approval_exists"
    assert (archived, again, strength(engine, project_id).approved) == (3, approval_id, 6)


def test_an_approval_is_corrected_and_two_corrections_meet(engine, project_id, post_id):
    with unit_of_work(engine) as session:
        approval_id = approve(session, project_id, post_id)
    target = {"project_id": project_id, "approval_id": approval_id, "expected_version": 1}
    original = {"approved": 4, "document": ""}

    with unit_of_work(engine) as session:
        commands.update_approval(session, actor=SYSTEM, **target, original=original, changes={"approved": 5})
    with unit_of_work(engine) as session:
        commands.update_approval(
            session, actor=SYSTEM, **target, original=original, changes={"document": "二号"}
        )
    with pytest.raises(Conflict), unit_of_work(engine) as session:
        commands.update_approval(session, actor=SYSTEM, **target, original=original, changes={"approved": 6})

    with reading(engine) as session:
        row = session.get(PostApproval, approval_id)
        assert (row.approved, row.document) == (5, "二号")


def test_the_first_grant_is_not_moved_after_a_later_one_nor_the_later_one_restored_before_it(
    engine, project_id, post_id
):
    with unit_of_work(engine) as session:
        approval_id = approve(session, project_id, post_id)
    later = {"post_id": post_id, "expected_version": 1, "original": {"approved_on": FIRST}}
    move = {"project_id": project_id, **later, "changes": {"approved_on": dt.date(2026, 3, 1)}}

    with pytest.raises(Invalid) as moved, unit_of_work(engine) as session:
        update_post(session, actor=SYSTEM, **move)
    with unit_of_work(engine) as session:
        commands.archive_approval(session, actor=SYSTEM, project_id=project_id, approval_id=approval_id)
        update_post(session, actor=SYSTEM, **move)
    with pytest.raises(Invalid) as restored, unit_of_work(engine) as session:
        commands.restore_approval(session, actor=SYSTEM, project_id=project_id, approval_id=approval_id)

    assert (moved.value.code, restored.value.code) == ("approval_before_first", "approval_before_first")


def test_an_archived_post_is_granted_nothing(engine, project_id, post_id):
    with unit_of_work(engine) as session:
        session.get(Post, post_id).archived_at = dt.datetime.now(dt.UTC)

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        approve(session, project_id, post_id)

    assert refused.value.code == "post_put_aside"
