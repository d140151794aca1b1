"""The forecast from what is stored: what it runs on, and that more rows cost no further statement."""

import datetime as dt
import itertools

import pytest
import sqlalchemy as sa

from db.queries import plan as plan_queries
from db.queries import readiness as queries
from db.unit_of_work import reading, unit_of_work
from tests.db.test_plan_queries import statements
from tests.factories import make
from tracker.errors import Invalid
from tracker.plans import expected_opening
from tracker.readiness import Forecast, RiskDriver
from tracker.schedule.model import TaskKind
from tracker.vocabulary import FindingStatus, PlanKind, Severity

START, TODAY, OPENING = dt.date(2026, 3, 2), dt.date(2026, 3, 2), dt.date(2026, 3, 27)


def fill(engine: sa.Engine, rows: int = 1, **of_task) -> tuple[int, list[int]]:
    """A project with so many tasks of 20 working days in zones with a blocking finding; gives it and the tasks."""
    with unit_of_work(engine) as session:
        project_id = make("project", session, starts_on=START, opening_on=OPENING).id
        own = {"project_id": project_id}
        plan = make("plan", session, **own, kind=PlanKind.OTHER)
        ids = []
        for _ in range(rows):
            zone = make("zone", session, **own)
            given = {"duration_days": 20, "zone_id": zone.id, **of_task}
            ids.append(make("task", session, **own, plan_id=plan.id, **given).id)
            make("finding", session, **own, zone_id=zone.id, severity=Severity.MAJOR)
            make("calendar_exception", session, **own, day=dt.date(2026, 7, 1 + len(ids)), is_working=False)
        for first, second in itertools.pairwise(ids):
            make("dependency", session, **own, predecessor_id=first, successor_id=second)
    return project_id, ids


def forecast(engine: sa.Engine, project_id: int, **given) -> Forecast:
    with reading(engine) as session:
        return queries.forecast(session, project_id, TODAY, **{"runs": 200, **given})


def test_three_rows_take_as_many_statements_as_one(engine):
    counts = []
    for rows in (1, 3):
        project_id, _ = fill(engine, rows)
        counts.append(
            statements(engine, lambda session, id_=project_id: queries.forecast(session, id_, TODAY, runs=10))
        )

    assert counts == [13, 13]


def test_without_spread_and_findings_every_run_opens_on_the_expected_day(engine):
    project_id, _ = fill(engine, optimistic_days=20, pessimistic_days=20, zone_id=None)

    found = forecast(engine, project_id)

    with reading(engine) as session:
        dated = plan_queries.dated_tasks(session, project_id, TODAY)
        expected = expected_opening(dated, plan_queries.work_calendar(session, project_id))
    # Monday 2 March and twenty working days: four weeks, to Friday 27 March
    assert (found.p50, found.p95, expected) == (OPENING, OPENING, OPENING)
    assert found.probability == 1


def test_stored_cases_bound_the_runs_and_the_spread_of_the_plan_stands_in_for_them(engine):
    stored, _ = fill(engine, optimistic_days=18, pessimistic_days=22, zone_id=None)
    usual, _ = fill(engine, zone_id=None)

    narrow, wide = forecast(engine, stored, runs=5000), forecast(engine, usual, runs=5000)

    # 18 working days end on Wednesday 25 March, 22 on Tuesday 31 March
    assert (narrow.histogram[0].day, narrow.histogram[-1].day) == (dt.date(2026, 3, 25), dt.date(2026, 3, 31))
    # 0.85 × 20 = 17 and 1.5 × 20 = 30: no run leaves Tuesday 24 March to Monday 13 April (6 April is a holiday)
    assert wide.histogram[0].day >= dt.date(2026, 3, 24)
    assert dt.date(2026, 3, 31) < wide.histogram[-1].day <= dt.date(2026, 4, 13)


def test_the_same_seed_gives_the_same_runs(engine):
    project_id, _ = fill(engine)

    first, again, other = (forecast(engine, project_id, seed=seed).samples.tolist() for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_a_blocking_finding_holds_the_task_of_its_zone_until_it_is_settled(engine):
    project_id, (task_id,) = fill(engine, optimistic_days=20, pessimistic_days=20)
    open_ = forecast(engine, project_id)
    with reading(engine) as session:
        drivers = queries.readiness_inputs(session, project_id, TODAY).drivers
    with unit_of_work(engine) as session:
        finding = session.execute(sa.select(queries.FINDING.c.id)).scalar_one()
        session.execute(
            sa.update(queries.FINDING)
            .where(queries.FINDING.c.id == finding)
            .values(status=FindingStatus.CLOSED)
        )
    closed = forecast(engine, project_id)

    assert [driver.task_ids for driver in drivers] == [(task_id,)]
    assert 0.3 < open_.probability < 0.5  # a major finding happens in 60 of 100 runs
    assert closed.probability == 1


@pytest.mark.parametrize(
    "given",
    [{"severity": Severity.MINOR}, {"archived_at": dt.datetime(2026, 3, 2, tzinfo=dt.UTC)}],
    ids=["minor", "archived"],
)
def test_a_finding_that_blocks_nothing_is_no_risk(engine, given):
    with unit_of_work(engine) as session:
        project_id = make("project", session, starts_on=START, opening_on=OPENING).id
        own = {"project_id": project_id}
        zone, plan = make("zone", session, **own), make("plan", session, **own)
        make("task", session, **own, plan_id=plan.id, zone_id=zone.id)
        make("finding", session, **own, zone_id=zone.id, **{"severity": Severity.MAJOR, **given})

    with reading(engine) as session:
        inputs = queries.readiness_inputs(session, project_id, TODAY)

    assert (inputs.drivers, inputs.loose_findings) == ((), 0)


def test_a_task_that_takes_longer_moves_every_run_by_as_much(engine):
    project_id, (task_id,) = fill(engine, zone_id=None)
    with reading(engine) as session:
        inputs = queries.readiness_inputs(session, project_id, TODAY)

    stored = queries.forecast_of(inputs, runs=200)
    changed = queries.forecast_of(inputs, runs=200, longer=[RiskDriver("x", (task_id,), 3, 3, 3)])

    later = [
        inputs.calendar.working_days_between(dt.date.fromordinal(before), dt.date.fromordinal(after))
        for before, after in zip(stored.samples.tolist(), changed.samples.tolist(), strict=True)
    ]
    assert set(later) == {3}
    assert changed.probability < stored.probability
    assert inputs.loose_findings == 1


def test_archived_tasks_are_left_out_and_a_plan_without_tasks_has_no_forecast(engine):
    project_id, _ = fill(engine, archived_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))

    with pytest.raises(Invalid, match="readiness_nothing_planned"):
        forecast(engine, project_id)


def test_headings_alone_are_nothing_to_forecast(engine):
    project_id, _ = fill(engine, kind=TaskKind.SUMMARY)

    with pytest.raises(Invalid, match="readiness_nothing_planned"):
        forecast(engine, project_id)
