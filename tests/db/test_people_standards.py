"""The cap on computers per person follows the establishment: commands on people, then what the standards find."""

import datetime as dt

import pytest

from db.commands.post_approvals import archive_approval, set_approval
from db.commands.posts import archive_post, create_department, create_post, record_count, update_post
from db.commands.standards import create_standard
from db.models import Post
from db.queries.standards import judgement, measures
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.factories import make, make_project
from tracker.procurement.standards import Limit
from tracker.vocabulary import StandardBasis

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
COMPUTERS = {
    "name": "台式计算机",
    "applies_to": "台式计算机",
    "basis": StandardBasis.PER_PERSON,
    "quantity_milli": 1_000,
    "basis_milli": 1_000,
    "source": "示例标准(非官方)",
}
"""One computer for each person in post within the establishment."""


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session, starts_on=dt.date(2026, 3, 2), opening_on=OPENING).id


@pytest.fixture
def library(engine, project_id):
    """Two departments with 6 and 4 approved posts and as many people; a cap each; a draft of 10 computers."""
    found = {}
    for name, people in (("技术部", 6), ("少儿部", 4)):
        department_id = run(engine, create_department, project_id=project_id, name=name)
        post_id = run(
            engine,
            create_post,
            project_id=project_id,
            department_id=department_id,
            title="馆员",
            approved=people,
            approved_on=dt.date(2026, 3, 2),
        )
        run(
            engine,
            record_count,
            project_id=project_id,
            post_id=post_id,
            on=dt.date(2026, 3, 2),
            in_post=people,
            today=TODAY,
        )
        found[name] = (department_id, post_id)
    with unit_of_work(engine) as session:
        plan = make("procurement_plan", session, project_id=project_id)
        draft = make("draft", session, project_id=project_id, plan_id=plan.id)
        make(
            "line",
            session,
            project_id=project_id,
            draft_id=draft.id,
            name="台式计算机",
            quantity_milli=10_000,
            unit_price_fen=400_000,
            amount_fen=4_000_000,
        )
        found["draft"] = draft.id
    return found


def capped(engine, project_id, library, day=TODAY):
    """(held, allowed, persons) of each quantity cap that is broken on a day, in thousandths."""
    with reading(engine) as session:
        findings = judgement(session, project_id, library["draft"], day, OPENING).findings
    assert all(each.limit is Limit.QUANTITY for each in findings)
    return [(each.found, each.allowed, each.measure) for each in findings]


def test_fewer_approved_posts_in_a_department_lower_the_cap_of_the_whole_library(engine, project_id, library):
    run(engine, create_standard, project_id=project_id, values=COMPUTERS)
    _, post_id = library["少儿部"]
    assert capped(engine, project_id, library) == []  # ten people within the establishment, ten computers

    approval_id = run(
        engine,
        set_approval,
        project_id=project_id,
        post_id=post_id,
        on=TODAY,
        approved=1,
        document="示例文号",
    )

    # four people stand in one post that is approved: 6 + 1 count
    assert capped(engine, project_id, library) == [(10_000, 7_000, 7_000)]
    run(engine, archive_approval, project_id=project_id, approval_id=approval_id)
    assert capped(engine, project_id, library) == []


def test_an_approval_counts_from_its_own_day_on(engine, project_id, library):
    run(engine, create_standard, project_id=project_id, values=COMPUTERS)
    _, post_id = library["少儿部"]
    day = TODAY + dt.timedelta(days=30)
    run(engine, set_approval, project_id=project_id, post_id=post_id, on=day, approved=3, document="示例文号")

    assert capped(engine, project_id, library) == []
    assert capped(engine, project_id, library, day) == [(10_000, 9_000, 9_000)]


def test_a_cap_of_one_department_moves_with_that_department_alone(engine, project_id, library):
    department_id, post_id = library["技术部"]
    values = {**COMPUTERS, "quantity_milli": 2_000, "department_id": department_id}
    run(engine, create_standard, project_id=project_id, values=values)
    _, other = library["少儿部"]
    run(engine, set_approval, project_id=project_id, post_id=other, on=TODAY, approved=0)
    assert capped(engine, project_id, library) == []  # twice six

    with reading(engine) as session:
        version = session.get_one(Post, post_id).version
    run(
        engine,
        update_post,
        project_id=project_id,
        post_id=post_id,
        expected_version=version,
        original={"approved": 6},
        changes={"approved": 4},
    )

    assert capped(engine, project_id, library) == [(10_000, 8_000, 4_000)]


def test_more_posts_approved_do_not_raise_a_cap_until_somebody_fills_them(engine, project_id, library):
    department_id, post_id = library["技术部"]
    run(engine, set_approval, project_id=project_id, post_id=post_id, on=TODAY, approved=9)

    def persons():
        with reading(engine) as session:
            return measures(session, project_id, TODAY, OPENING).persons[department_id]

    before = persons()
    run(
        engine,
        record_count,
        project_id=project_id,
        post_id=post_id,
        on=TODAY,
        in_post=8,
        today=TODAY,
    )

    assert (before, persons()) == (6_000, 8_000)
    run(engine, archive_post, project_id=project_id, post_id=post_id)
    with reading(engine) as session:
        assert department_id not in measures(session, project_id, TODAY, OPENING).persons
