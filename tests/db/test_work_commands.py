"""Workstreams, indicators and readings in the database."""

import datetime as dt

import pytest
import sqlalchemy as sa

from db.commands.readings import archive_reading, correct_reading, record_reading, restore_reading
from db.commands.workstreams import (
    archive_workstream,
    create_indicator,
    create_workstream,
    restore_indicator,
    update_indicator,
    update_workstream,
)
from db.models import Reading
from db.queries.report_charts import chart_facts
from db.queries.workstreams import work
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.indicators import Figure
from tracker.periods import PeriodKind, read_period
from tracker.reporting.facts import Facts
from tracker.vocabulary import IndicatorMode, Qualifier

TODAY = dt.date(2026, 4, 1)
Q1 = (dt.date(2026, 1, 1), dt.date(2026, 3, 31))


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


@pytest.fixture
def loans(engine, project_id):
    stream = run(engine, create_workstream, project_id=project_id, name="少儿爱心图书接力")
    return run(
        engine,
        create_indicator,
        project_id=project_id,
        workstream_id=stream,
        name="借阅册次",
        unit="册次",
        mode=IndicatorMode.PER_PERIOD,
    )


def record(engine, project_id, indicator_id, day, value, **given):
    return run(
        engine,
        record_reading,
        project_id=project_id,
        indicator_id=indicator_id,
        on=day,
        value_milli=value * 1000,
        today=TODAY,
        **given,
    )


def only(engine, project_id):
    with reading(engine) as session:
        [row] = work(session, project_id).indicators
    return row


def refused(engine, command, **given):
    with pytest.raises(Invalid) as error:
        run(engine, command, **given)
    return error.value.code


def test_a_correction_leaves_the_old_reading_on_record_and_counts_instead_of_it(engine, project_id, loans):
    first = record(engine, project_id, loans, dt.date(2026, 2, 28), 3_000)
    wrong = record(engine, project_id, loans, dt.date(2026, 3, 31), 4_000, qualifier=Qualifier.OVER)
    right = run(
        engine,
        correct_reading,
        project_id=project_id,
        reading_id=wrong,
        on=dt.date(2026, 3, 31),
        value_milli=5_000_000,
        qualifier=Qualifier.OVER,
        source="流通统计月报",
        today=TODAY,
    )

    row = only(engine, project_id)
    assert row.figure(*Q1) == Figure(8_000_000, Qualifier.OVER, (first, right))
    assert [each.id for each in row.readings] == [first, wrong, right]


def test_a_correction_put_aside_lets_the_old_reading_stand_again(engine, project_id, loans):
    wrong = record(engine, project_id, loans, dt.date(2026, 3, 31), 4_000)
    given = {"on": dt.date(2026, 3, 31), "today": TODAY, "project_id": project_id, "reading_id": wrong}
    right = run(engine, correct_reading, value_milli=5_000_000, **given)
    assert refused(engine, correct_reading, value_milli=1, **given) == "reading_corrected"

    run(engine, archive_reading, project_id=project_id, reading_id=right)
    assert only(engine, project_id).figure(*Q1).value_milli == 4_000_000
    other = run(engine, correct_reading, value_milli=6_000_000, **given)
    assert refused(engine, restore_reading, project_id=project_id, reading_id=right) == "reading_corrected"
    assert only(engine, project_id).figure(*Q1) == Figure(6_000_000, Qualifier.EXACT, (other,))


def test_a_chain_of_corrections_is_put_aside_and_brought_back_by_its_end(engine, project_id, loans):
    """However it is taken apart, never two readings stand for one."""
    given = {"on": dt.date(2026, 3, 31), "today": TODAY, "project_id": project_id}
    chain = [record(engine, project_id, loans, dt.date(2026, 3, 31), 4_000)]
    for value in (5_000, 6_000):
        chain.append(run(engine, correct_reading, reading_id=chain[-1], value_milli=value * 1000, **given))
    first, second, third = ({"project_id": project_id, "reading_id": id_} for id_ in chain)

    def stands():
        return [each.id for each in only(engine, project_id).standing()]

    assert refused(engine, archive_reading, **second) == "reading_has_correction"
    assert stands() == chain[2:]
    run(engine, archive_reading, **third)
    assert stands() == chain[1:2]
    run(engine, archive_reading, **second)
    assert stands() == chain[:1]
    assert refused(engine, restore_reading, **third) == "reading_archived"
    other = run(engine, correct_reading, value_milli=7_000_000, **{**given, **first})
    assert refused(engine, restore_reading, **second) == "reading_corrected"
    assert stands() == [other]


def test_nothing_is_read_in_an_archived_workstream(engine, project_id, loans):
    row = only(engine, project_id)
    run(engine, archive_workstream, project_id=project_id, workstream_id=row.workstream_id)

    with pytest.raises(Invalid, match="workstream_archived"):
        record(engine, project_id, loans, dt.date(2026, 3, 31), 1)
    assert not only(engine, project_id).is_current


def test_the_same_reading_sent_twice_is_stored_once(engine, project_id, loans):
    sent = {"client_id": "0b6b9a7e-58a3-4b0c-9f0c-0d5c54b0d9c1"}
    first = record(engine, project_id, loans, dt.date(2026, 3, 31), 4_000, **sent)

    assert record(engine, project_id, loans, dt.date(2026, 3, 31), 4_000, **sent) == first
    with reading(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Reading)) == 1


@pytest.mark.parametrize(
    ("day", "value", "code"),
    [
        (dt.date(2026, 4, 2), 1, "reading_in_future"),
        (dt.date(1926, 3, 31), 1, "date_out_of_range"),
        (dt.date(2026, 3, 31), -1, "value_out_of_range"),
        (dt.date(2026, 3, 31), 10**13, "value_out_of_range"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_and_nothing_is_stored(
    engine, project_id, loans, day, value, code
):
    with pytest.raises(Invalid) as error:
        record(engine, project_id, loans, day, value)

    assert error.value.code == code
    assert only(engine, project_id).readings == ()


def test_a_name_is_taken_within_its_workstream(engine, project_id, loans):
    stream = only(engine, project_id).workstream_id
    twice = {"project_id": project_id, "workstream_id": stream, "name": " 借阅册次 ", "unit": "册次"}

    assert refused(engine, create_indicator, **twice) == "indicator_exists"
    assert (
        refused(engine, create_workstream, project_id=project_id, name="少儿爱心图书接力")
        == "workstream_exists"
    )
    other = run(engine, create_workstream, project_id=project_id, name="古籍保护")
    assert run(engine, create_indicator, **{**twice, "workstream_id": other})


def test_an_indicator_of_an_archived_workstream_stays_archived(engine, project_id, loans):
    stream = only(engine, project_id).workstream_id
    run(engine, archive_workstream, project_id=project_id, workstream_id=stream)

    given = {"project_id": project_id, "indicator_id": loans}
    assert refused(engine, restore_indicator, **given) == "workstream_archived"


def test_a_target_day_without_a_target_is_refused(engine, project_id, loans):
    row = only(engine, project_id)
    change = {
        "project_id": project_id,
        "indicator_id": loans,
        "expected_version": row.version,
        "original": {"target_on": None},
        "changes": {"target_on": dt.date(2026, 12, 31)},
    }

    assert refused(engine, update_indicator, **change) == "target_day_without_target"
    change["original"]["target_milli"], change["changes"]["target_milli"] = None, 10_000_000
    assert refused(engine, update_indicator, **change) == "target_day_of_a_period"
    change["original"]["mode"], change["changes"]["mode"] = row.mode, IndicatorMode.CUMULATIVE
    run(engine, update_indicator, **change)
    assert only(engine, project_id).target_milli == 10_000_000


def test_a_summary_draws_the_days_that_its_target_counts(engine, project_id, loans):
    december = record(engine, project_id, loans, dt.date(2025, 12, 31), 9_000)
    days = [dt.date(2026, 1, 30), dt.date(2026, 2, 27), dt.date(2026, 3, 31)]
    ids = tuple(record(engine, project_id, loans, day, 100) for day in days)

    with reading(engine) as session:
        line = chart_facts(session, project_id, Facts("本馆", *Q1), read_period("2026Q1")).line

    assert [(point.on, point.value_milli) for point in line.points] == [
        (days[0], 100_000),
        (days[1], 200_000),
        (days[2], 300_000),
    ]
    assert line.reading_ids == ids
    assert december not in line.reading_ids


def test_a_target_of_a_month_stands_against_that_month_alone(engine, project_id, loans):
    february = record(engine, project_id, loans, dt.date(2026, 2, 28), 3_000)
    first = record(engine, project_id, loans, dt.date(2026, 3, 2), 400)
    second = record(engine, project_id, loans, dt.date(2026, 3, 31), 500, qualifier=Qualifier.NEARLY)
    row = only(engine, project_id)
    assert row.counted_over is PeriodKind.YEAR
    assert row.figure_by(TODAY).reading_ids == (february, first, second)

    run(
        engine,
        update_indicator,
        project_id=project_id,
        indicator_id=loans,
        expected_version=row.version,
        original={"counted_over": PeriodKind.YEAR},
        changes={"counted_over": PeriodKind.MONTH},
    )

    row = only(engine, project_id)
    assert row.figure_by(Q1[1]) == Figure(900_000, Qualifier.NEARLY, (first, second))
    assert row.figure_by(TODAY) is None, "nothing was read in April yet"
    assert [point.value_milli for point in row.running()] == [3_000_000, 400_000, 900_000]


def test_two_people_naming_a_workstream_differently_meet(engine, project_id):
    stream = run(engine, create_workstream, project_id=project_id, name="讲座")
    change = {
        "project_id": project_id,
        "workstream_id": stream,
        "expected_version": 1,
        "original": {"name": "讲座"},
    }
    run(engine, update_workstream, **change, changes={"name": "文化讲座"})

    with pytest.raises(Conflict) as met:
        run(engine, update_workstream, **change, changes={"name": "公益讲座"})
    assert met.value.theirs == {"name": "文化讲座"}


def test_the_snapshot_takes_as_many_statements_for_three_indicators_as_for_one(engine, project_id):
    def sent(indicators):
        with unit_of_work(engine) as session:
            for _ in range(indicators):
                make("reading", session, project_id=project_id)
        with reading(engine) as session, statements(engine) as counted:
            work(session, project_id)
        return len(counted)

    assert sent(1) == sent(2) == 3
