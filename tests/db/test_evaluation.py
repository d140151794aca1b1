"""Evaluation standards, self-assessments and goals' indicators in the database."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from db.commands.evaluation import (
    archive_evaluation_item,
    archive_evaluation_standard,
    create_evaluation_item,
    create_evaluation_standard,
)
from db.commands.evaluation_import import import_evaluation_items
from db.commands.goal_indicators import tie_indicator, untie_indicator, update_goal_indicator
from db.commands.self_assessments import (
    add_evaluation_evidence,
    archive_self_assessment,
    record_self_assessment,
)
from db.documents import StoredDocument
from db.queries.evaluation import evidence, standards
from db.queries.goals import goal_indicators
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.db.test_work_commands import TODAY, record, refused
from tests.factories import INSTANT, make, make_project
from tracker.evaluation import Score
from tracker.imports.evaluation_list import read_evaluation_items
from tracker.imports.record_steps import RecordStep
from tracker.vocabulary import IndicatorDirection, IndicatorMode

DAY = dt.date(2026, 3, 31)


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


@pytest.fixture
def loans(engine, project_id):
    with unit_of_work(engine) as session:
        return make("indicator", session, project_id=project_id, mode=IndicatorMode.PER_PERIOD).id


@pytest.fixture
def standard_id(engine, project_id):
    return run(
        engine,
        create_evaluation_standard,
        project_id=project_id,
        title="自评表(示例)",
        source="示例，不是正式标准",
    )


def item_of(engine, project_id, standard_id, code, points, **given):
    return run(
        engine,
        create_evaluation_item,
        project_id=project_id,
        evaluation_standard_id=standard_id,
        code=code,
        name=f"指标{code}",
        points_milli=points * 1_000,
        **given,
    )


def assess(engine, project_id, item_id, points, on=DAY, *, is_met=False, **given):
    return run(
        engine,
        record_self_assessment,
        project_id=project_id,
        evaluation_item_id=item_id,
        on=on,
        points_milli=points * 1_000,
        is_met=is_met,
        today=TODAY,
        **given,
    )


def only(engine, project_id):
    with reading(engine) as session:
        [row] = standards(session, project_id)
    return row


def test_the_newest_assessment_counts_and_the_earlier_ones_stay(engine, project_id, standard_id):
    item = item_of(engine, project_id, standard_id, "1.1", 40, section="服务效能")
    item_of(engine, project_id, standard_id, "2.1", 60, section="业务建设", is_prerequisite=True)
    late = assess(engine, project_id, item, 30, is_met=True, evidence="年报第3页")
    early = assess(engine, project_id, item, 10, on=dt.date(2026, 1, 31))

    row = only(engine, project_id)
    assert [each.id for each in row.items[0].assessments] == [late, early]
    assert row.standing().total == Score(30_000, 100_000, items=2, unassessed=1)
    assert row.standing().barring == (row.items[1].id,)

    run(engine, archive_self_assessment, project_id=project_id, self_assessment_id=late)
    assert only(engine, project_id).standing().total.reached_milli == 10_000


def test_an_item_tied_to_an_indicator_takes_what_was_read_by_the_day(engine, project_id, standard_id, loans):
    record(engine, project_id, loans, dt.date(2026, 1, 31), 30)
    record(engine, project_id, loans, dt.date(2026, 3, 31), 25)
    item = item_of(engine, project_id, standard_id, "1", 40, target_milli=50_000, indicator_id=loans)
    assess(engine, project_id, item, 20, on=dt.date(2026, 2, 28), is_met=True, value_milli=99_000)
    assess(engine, project_id, item, 40)

    found = [each.found for each in only(engine, project_id).items[0].assessments]
    assert [(each.value_milli, each.is_met) for each in found] == [(55_000, True), (30_000, False)]


def test_of_a_yearly_indicator_only_the_year_of_the_assessment_counts(engine, project_id, standard_id, loans):
    for day, value in (
        (dt.date(2025, 11, 30), 90),
        (dt.date(2026, 1, 31), 30),
        (dt.date(2026, 2, 28), 25),
    ):
        record(engine, project_id, loans, day, value)
    item = item_of(engine, project_id, standard_id, "1", 40, target_milli=60_000, indicator_id=loans)
    assess(engine, project_id, item, 20)
    assess(engine, project_id, item, 40, on=dt.date(2025, 12, 31))

    found = [each.found for each in only(engine, project_id).items[0].assessments]
    assert [(each.value_milli, each.is_met) for each in found] == [(55_000, False), (90_000, True)]


def test_an_assessment_claims_no_more_than_the_item_gives_and_no_later_day(engine, project_id, standard_id):
    item = item_of(engine, project_id, standard_id, "1", 40)
    given = {"project_id": project_id, "evaluation_item_id": item, "is_met": True, "today": TODAY}
    assert (
        refused(engine, record_self_assessment, on=DAY, points_milli=40_001, **given) == "points_beyond_item"
    )
    tomorrow = TODAY + dt.timedelta(days=1)
    assert (
        refused(engine, record_self_assessment, on=tomorrow, points_milli=1, **given)
        == "assessment_in_future"
    )
    run(engine, archive_evaluation_item, project_id=project_id, evaluation_item_id=item)
    assert (
        refused(engine, record_self_assessment, on=DAY, points_milli=1, **given) == "evaluation_item_archived"
    )
    assert only(engine, project_id).standing().total == Score(0, 0, 0, 0)


def test_a_code_stands_once_in_a_standard_and_an_archived_standard_takes_none(
    engine, project_id, standard_id
):
    item_of(engine, project_id, standard_id, "1", 40)
    given = {"project_id": project_id, "evaluation_standard_id": standard_id, "name": "甲", "points_milli": 0}
    assert refused(engine, create_evaluation_item, code=" 1 ", **given) == "evaluation_code_exists"
    run(engine, archive_evaluation_standard, project_id=project_id, evaluation_standard_id=standard_id)
    assert refused(engine, create_evaluation_item, code="2", **given) == "evaluation_standard_archived"


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


HEADINGS = ("部分", "编号", "指标", "单位", "方向", "目标", "分值", "必备条件")


def test_a_list_imported_again_changes_nothing_and_a_blank_cell_leaves_what_is_stored(
    engine, project_id, standard_id
):
    first = read_evaluation_items(
        workbook(
            HEADINGS,
            ("服务效能", "1.1", "年外借册次", "万册次", "越多越好", 12.5, 40, "否"),
            ("保障条件", "3.1", "设备故障率", "%", "越少越好", 5, 20, "是"),
        ),
        {},
    )
    assert first.problems == ()
    listed = [record.values for record in first.records]
    target = {"project_id": project_id, "evaluation_standard_id": standard_id, "today": TODAY}
    assert run(engine, import_evaluation_items, **target, listed=listed) == {RecordStep.ADD: 2}
    assert run(engine, import_evaluation_items, **target, listed=listed) == {RecordStep.NOTHING: 2}
    more = read_evaluation_items(workbook(("code", "item", "points"), ("1.1", "年外借册次", 45)), {})
    listed = [record.values for record in more.records]
    assert run(engine, import_evaluation_items, **target, listed=listed) == {RecordStep.UPDATE: 1}

    loans, faults = only(engine, project_id).items
    assert (loans.target_milli, loans.points_milli, loans.unit) == (12_500, 45_000, "万册次")
    assert (faults.direction, faults.is_prerequisite) == (IndicatorDirection.DOWN, True)


def test_assessments_come_in_from_a_list_once_and_a_new_finding_is_added(
    engine, project_id, standard_id, loans
):
    record(engine, project_id, loans, dt.date(2026, 2, 28), 25)
    headings = ("code", "item", "points", "target", "value", "points reached", "met", "assessed on")
    target = {"project_id": project_id, "evaluation_standard_id": standard_id, "today": TODAY}

    def take(*rows):
        found = read_evaluation_items(workbook(*rows), {"外借 · 外借册次": loans})
        assert found.problems == ()
        return run(
            engine, import_evaluation_items, **target, listed=[record.values for record in found.records]
        )

    first = (
        (*headings, "what shows it", "follows indicator"),
        ("1", "年外借册次", 40, 20, 99, 40, "否", DAY, "年报", "外借 · 外借册次"),
        ("2", "无障碍设施", 10, None, None, 10, "是", None, "照片", None),
    )
    assert take(*first) == {RecordStep.ADD: 2}
    read, ramp = only(engine, project_id).items
    assert (read.value_milli, read.is_met, read.assessed_on, read.evidence) == (25_000, True, DAY, "年报")
    assert (ramp.is_met, ramp.assessed_on) == (True, TODAY)
    assert only(engine, project_id).standing().total.reached_milli == 50_000

    take(*first)
    assert [len(row.assessments) for row in only(engine, project_id).items] == [1, 1]
    take(headings, ("2", "无障碍设施", 10, None, None, 6, "否", TODAY))
    assert [len(row.assessments) for row in only(engine, project_id).items] == [1, 2]
    assert only(engine, project_id).standing().total.reached_milli == 46_000


def test_a_wrong_cell_is_named_by_sheet_row_and_column():
    found = read_evaluation_items(workbook(HEADINGS, ("甲", "1", "指标", "", "", "many", 10, "也许")), {})
    assert [(each.sheet, each.row, each.column, each.code) for each in found.problems] == [
        ("Sheet", 2, 6, "cell_not_a_number"),
        ("Sheet", 2, 8, "cell_not_a_choice"),
    ]


def test_a_file_of_evidence_hangs_on_its_item(engine, project_id, standard_id):
    item = item_of(engine, project_id, standard_id, "1", 40)
    file = StoredDocument("a" * 64, 3, "application/pdf", "年报.pdf")
    given = {"project_id": project_id, "evaluation_item_id": item}
    run(engine, add_evaluation_evidence, **given, document=file, caption="年报")
    program = StoredDocument("b" * 64, 3, "text/html", "页.html")
    assert refused(engine, add_evaluation_evidence, **given, document=program) == "document_kind"
    with reading(engine) as session:
        [row] = evidence(session, project_id, item)
    assert (row.file_name, row.caption, row.archived) == ("年报.pdf", "年报", False)


def test_a_goal_keeps_the_value_that_reaches_it_and_an_untied_indicator_can_come_back(
    engine, project_id, loans
):
    with unit_of_work(engine) as session:
        goal = make("goal", session, project_id=project_id).id
        aside = make("goal", session, project_id=project_id, archived_at=INSTANT).id
    given = {"project_id": project_id, "goal_id": goal, "indicator_id": loans}
    assert refused(engine, tie_indicator, **{**given, "goal_id": aside}, target_milli=1) == "goal_archived"
    tie = run(engine, tie_indicator, **given, target_milli=60_000)
    assert refused(engine, tie_indicator, **given, target_milli=1) == "indicator_tied"
    run(
        engine,
        update_goal_indicator,
        project_id=project_id,
        goal_indicator_id=tie,
        expected_version=1,
        original={"target_milli": 60_000},
        changes={"target_milli": 70_000},
    )
    run(engine, untie_indicator, project_id=project_id, goal_indicator_id=tie)
    with reading(engine) as session:
        assert goal_indicators(session, project_id) == []
    assert run(engine, tie_indicator, **given, target_milli=80_000) == tie
    with reading(engine) as session:
        [row] = goal_indicators(session, project_id)
    assert (row.goal_id, row.indicator_id, row.target_milli) == (goal, loans, 80_000)


def test_the_standards_are_read_in_three_statements_whatever_they_hold(engine, project_id, standard_id):
    counts = set()
    for code in ("1", "2", "3"):
        assess(engine, project_id, item_of(engine, project_id, standard_id, code, 10), 5)
        with statements(engine) as sent, reading(engine) as session:
            standards(session, project_id)
        counts.add(len(sent))
    assert counts == {3}
