"""Norms of staff and the service population: stored with their source, refused when they cannot be."""

import datetime as dt

import pytest

from db.commands import staffing_norms as commands
from db.queries.staffing_norms import Population, service_population, staffing_norms
from db.unit_of_work import reading, unit_of_work
from tests.db.matrix_posts import NORM
from tests.factories import make_project
from tracker.errors import Conflict, Invalid
from tracker.permissions import SYSTEM
from tracker.staffing_norms import Norm


@pytest.fixture
def project_id(engine) -> int:
    with unit_of_work(engine) as session:
        return make_project(session).id


def create(session, project_id, **given) -> int:
    return commands.create_staffing_norm(session, actor=SYSTEM, project_id=project_id, **{**NORM, **given})


def test_a_norm_is_stored_changed_archived_and_restored(engine, project_id):
    with unit_of_work(engine) as session:
        norm_id = create(session, project_id, edition=" 2026 ", valid_from=dt.date(2026, 1, 1))
    target = {"actor": SYSTEM, "project_id": project_id, "norm_id": norm_id}

    with unit_of_work(engine) as session:
        commands.update_staffing_norm(
            session,
            **target,
            expected_version=1,
            original={"residents_high": 25_000},
            changes={"residents_high": 20_000},
        )
        commands.archive_staffing_norm(session, **target)
    with reading(engine) as session:
        (archived,) = staffing_norms(session, project_id)
    with unit_of_work(engine) as session:
        commands.restore_staffing_norm(session, **target)
    with reading(engine) as session:
        (row,) = staffing_norms(session, project_id)

    assert (archived.archived, row.archived) == (True, False)
    assert row.norm == Norm(
        norm_id, NORM["title"], 10_000, 20_000, NORM["source"], "2026", dt.date(2026, 1, 1), None
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"residents_low": 0}, "norm_residents"),
        ({"residents_low": 25_001}, "norm_residents"),
        ({"residents_high": 100_000_001}, "norm_residents"),
        ({"source": "  "}, "text_missing"),
        ({"title": ""}, "text_missing"),
        ({"valid_from": dt.date(1026, 1, 1)}, "day_not_plausible"),
        ({"valid_from": dt.date(2026, 2, 1), "valid_to": dt.date(2026, 1, 31)}, "norm_days"),
    ],
)
def test_a_norm_that_cannot_be_is_refused_and_nothing_is_stored(engine, project_id, given, code):
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        create(session, project_id, **given)

    assert refused.value.code == code
    with reading(engine) as session:
        assert staffing_norms(session, project_id) == []


def test_the_population_is_set_once_known_and_two_edits_meet(engine, project_id):
    def say(residents, seen):
        with unit_of_work(engine) as session:
            commands.set_service_population(
                session,
                actor=SYSTEM,
                project_id=project_id,
                expected_version=1,
                original={"service_population": seen},
                changes={"service_population": residents},
            )

    with reading(engine) as session:
        before = service_population(session, project_id)
    say(400_000, None)
    with pytest.raises(Conflict):
        say(390_000, None)
    with pytest.raises(Invalid) as refused:
        say(0, 400_000)

    assert before == Population(1, None)
    assert refused.value.code == "population_out_of_range"
    with reading(engine) as session:
        assert service_population(session, project_id) == Population(2, 400_000)
