"""The overview gathers what the visitor may see, and nothing else."""

import datetime as dt

import pytest

from db.queries.overview import overview
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tests.support.databases import SAMPLE_DAY
from tracker.overview import NeedKind
from tracker.permissions import Role, can, local_actor

OPENING = dt.date(2026, 6, 26)


def seen(engine, project_id, *roles, ceiling_fen=360_000_000):
    actor = local_actor(*roles)
    with reading(engine) as session:
        return overview(
            session,
            project_id,
            today=SAMPLE_DAY,
            opening_on=OPENING,
            ceiling_fen=ceiling_fen,
            may=lambda action: can(actor, action, project_id),
        )


def test_the_lead_sees_four_answers_of_the_sample(sample_engine):
    state = seen(sample_engine, 1)

    assert (state.expected, state.days_late) == (OPENING, 0)
    assert state.procurement is not None
    assert (state.procurement.number, state.procurement.total_fen) == (6, 350_000_000)
    assert state.site is not None
    assert (state.site.gates_passed, state.site.gates_total) == (2, 6)
    assert state.people is not None
    assert (state.people.in_post, state.people.approved) == (21, 26)


def test_the_reviewer_sees_procurement_alone(sample_engine):
    state = seen(sample_engine, 1, Role.REVIEWER)

    assert (state.tasks, state.site, state.people) == (None, None, None)
    assert {need.kind for need in state.needs} == {NeedKind.REVIEW_UNANSWERED}


def test_a_total_over_the_ceiling_is_urgent(sample_engine):
    state = seen(sample_engine, 1, Role.REVIEWER, ceiling_fen=349_999_999)

    over = [need for need in state.needs if need.kind is NeedKind.OVER_CEILING]
    assert [(need.facts, need.urgent) for need in over] == [({"number": 6, "over_fen": 1}, True)]


@pytest.mark.parametrize("roles", [(), (Role.VIEWER,)])
def test_a_new_project_has_nothing_to_say(engine, roles):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id

    state = seen(engine, project_id, *roles)

    assert state.needs == ()
    assert state.expected is None
    assert state.procurement is None


def test_a_task_behind_opening_day_is_on_the_list(engine):
    with unit_of_work(engine) as session:
        project = make_project(session, starts_on=dt.date(2026, 4, 1), opening_on=OPENING)
        plan = make("plan", session, project_id=project.id)
        make("task", session, project_id=project.id, plan_id=plan.id, title="赶不上", duration_days=100)
        project_id = project.id

    state = seen(engine, project_id)

    assert [(need.kind, need.facts["title"]) for need in state.needs] == [(NeedKind.TASK_LATE, "赶不上")]
    assert state.days_late > 0
