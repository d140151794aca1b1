"""Ceilings in the database, and submitting a draft that exceeds one."""

import datetime as dt

import pytest
from sqlmodel import select

from db.commands.ceilings import archive_ceiling, create_ceiling, restore_ceiling, update_ceiling
from db.commands.procurement import submit_draft
from db.models import AuditEntry, Draft
from db.queries.ceilings import ceilings, limits, spent
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import plan_with, run
from tests.factories import make_project
from tracker.errors import Conflict, Invalid
from tracker.procurement.ceilings import Scope

DAY = dt.date(2026, 4, 1)


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session, ceiling_fen=4_000_000).id


def plan_of(engine, draft_id):
    with reading(engine) as session:
        return session.get_one(Draft, draft_id).plan_id


def test_a_ceiling_is_set_once_and_comes_back_with_its_new_amount(engine, project_id):
    draft_id, _ = plan_with(engine, project_id, 1_000)
    plan_id = plan_of(engine, draft_id)
    given = {"project_id": project_id, "plan_id": plan_id, "category": " 办公家具 "}
    ceiling_id = run(engine, create_ceiling, amount_fen=100, **given)
    with pytest.raises(Invalid) as refused:
        run(engine, create_ceiling, amount_fen=200, **given)
    assert refused.value.code == "ceiling_there"
    run(engine, archive_ceiling, project_id=project_id, ceiling_id=ceiling_id)
    assert run(engine, create_ceiling, amount_fen=200, **given) == ceiling_id
    with reading(engine) as session:
        [row] = ceilings(session, project_id, plan_id)
        scopes = [(each.scope, each.amount_fen) for each in limits(session, project_id, plan_id)]
    assert (row.category, row.amount_fen, row.archived) == ("办公家具", 200, False)
    assert scopes == [(Scope.PROJECT, 4_000_000), (Scope.CATEGORY, 200)]


def test_an_archived_ceiling_holds_nothing(engine, project_id):
    draft_id, _ = plan_with(engine, project_id, 1_000)
    plan_id = plan_of(engine, draft_id)
    ceiling_id = run(engine, create_ceiling, project_id=project_id, plan_id=plan_id, amount_fen=1)
    run(engine, archive_ceiling, project_id=project_id, ceiling_id=ceiling_id)
    with reading(engine) as session:
        assert len(limits(session, project_id, plan_id)) == 1
    run(engine, restore_ceiling, project_id=project_id, ceiling_id=ceiling_id)
    with reading(engine) as session:
        assert len(limits(session, project_id, plan_id)) == 2


def test_two_edits_of_an_amount_conflict(engine, project_id):
    draft_id, _ = plan_with(engine, project_id, 1_000)
    ceiling_id = run(
        engine, create_ceiling, project_id=project_id, plan_id=plan_of(engine, draft_id), amount_fen=100
    )
    given = {
        "project_id": project_id,
        "ceiling_id": ceiling_id,
        "expected_version": 1,
        "original": {"amount_fen": 100},
    }
    run(engine, update_ceiling, changes={"amount_fen": 200}, **given)
    with pytest.raises(Conflict):
        run(engine, update_ceiling, changes={"amount_fen": 300}, **given)
    with pytest.raises(Invalid):
        run(engine, update_ceiling, **{**given, "expected_version": 2, "changes": {"amount_fen": -1}})


def test_what_a_draft_costs_is_told_by_category_and_source(engine, project_id):
    draft_id, _ = plan_with(engine, project_id, 1_000, 2_000)
    with reading(engine) as session:
        assert spent(session, project_id, draft_id) == {("办公家具", ""): 495_000}


def test_a_draft_over_a_ceiling_is_submitted_only_with_a_reason_that_the_audit_keeps(engine, project_id):
    draft_id, _ = plan_with(
        engine, project_id, 25_000
    )  # 25 × 1,650 yuan = 41,250 yuan; the ceiling is 40,000
    given = {"project_id": project_id, "draft_id": draft_id, "submitted_on": DAY}
    with pytest.raises(Invalid) as refused:
        run(engine, submit_draft, over_ceiling=" ", **given)
    assert (refused.value.code, refused.value.facts) == ("over_ceiling", {"count": 1, "over": 1_250})
    assert run(engine, submit_draft, over_ceiling="区里已同意追加", **given) == 1
    with reading(engine) as session:
        reasons = set(session.exec(select(AuditEntry.reason).where(AuditEntry.command == "submit_draft")))
    assert reasons == {"区里已同意追加"}


def test_a_draft_within_its_ceilings_needs_no_reason(engine, project_id):
    draft_id, _ = plan_with(engine, project_id, 24_000)
    given = {"project_id": project_id, "draft_id": draft_id, "submitted_on": DAY}
    assert run(engine, submit_draft, **given) == 1


def test_a_ceiling_of_a_category_counts_at_submission(engine, project_id):
    draft_id, _ = plan_with(engine, project_id, 1_000)
    run(
        engine,
        create_ceiling,
        project_id=project_id,
        plan_id=plan_of(engine, draft_id),
        category="办公家具",
        amount_fen=164_999,
    )
    given = {"project_id": project_id, "draft_id": draft_id, "submitted_on": DAY}
    with pytest.raises(Invalid):
        run(engine, submit_draft, **given)
