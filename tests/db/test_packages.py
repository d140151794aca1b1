"""Packages, their stages as tasks, contracts and thresholds: what is stored, refused and read back."""

import datetime as dt
import json
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.commands import contracts as contract_commands
from db.commands import package_stages, package_tasks, packages, stage_documents, tasks
from db.commands import thresholds as threshold_commands
from db.commands.catalogue_codes import choose_code
from db.documents import StoredDocument
from db.models import AuditEntry, Dependency, Package, PackageStage, RoundStageRow, Task, Threshold
from db.queries import contracts as contract_queries
from db.queries import packages as queries
from db.queries import stage_documents as stage_document_queries
from db.queries.plan import dated_tasks
from db.queries.readiness import readiness_inputs
from db.unit_of_work import reading, unit_of_work
from tests.db.matrix_contracts import bought_line, contract
from tests.db.matrix_packages import PAPER, TITLES
from tests.factories import make, make_project
from tracker.calendar import WorkCalendar
from tracker.errors import Conflict, Invalid, NotFound
from tracker.permissions import SYSTEM
from tracker.procurement.process import Stage
from tracker.procurement.stage_dates import expected
from tracker.procurement.thresholds import ProcurementObject
from tracker.schedule.model import LagUnit, TaskKind
from tracker.vocabulary import DeliveryResult, DraftStatus
from tracker.vocabulary import ProcurementMethod as Method

TODAY = dt.date(2026, 3, 27)
LATER = dt.date(2026, 12, 31)
ACCEPTED, REFUSED = DeliveryResult.ACCEPTED, DeliveryResult.REFUSED


def day(month, number):
    return dt.date(2026, month, number)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session, starts_on=dt.date(2026, 1, 5), opening_on=dt.date(2026, 6, 26)).id


@pytest.fixture
def plan_id(session, project_id):
    return make("procurement_plan", session, project_id=project_id).id


def do(session, command, project_id, **arguments):
    return command(session, actor=SYSTEM, project_id=project_id, **arguments)


def code(session, command, project_id, **arguments):
    with pytest.raises(Invalid) as error:
        command(session, actor=SYSTEM, project_id=project_id, **arguments)
    return error.value.code


def lineage(session, project_id, plan_id):
    return make("lineage", session, project_id=project_id, plan_id=plan_id).id


def furniture(session, project_id, plan_id, **given):
    facts = {"title": "家具", "method": Method.CONSULTATION, "delivery_days": 20, "installation_days": 8}
    return do(session, packages.create_package, project_id, plan_id=plan_id, **{**facts, **given})


def say(session, project_id, package_id, stage, **changes):
    row = package_stages.stage_row(session, project_id, package_id, stage)
    return do(
        session,
        package_stages.update_stage,
        project_id,
        package_id=package_id,
        stage=stage,
        expected_version=row.version,
        original={name: getattr(row, name) for name in changes},
        changes=changes,
        today=LATER,
    )


def only(session, project_id):
    session.flush()
    return next(iter(queries.packages(session, project_id)))


def test_a_package_holds_its_lines_and_a_line_is_in_one_package(session, project_id, plan_id):
    first, second = (lineage(session, project_id, plan_id) for _ in range(2))
    package_id = furniture(session, project_id, plan_id, lineage_ids=[first])
    other = {"plan_id": plan_id, "title": "自动化设备", "lineage_ids": [first]}
    assert code(session, packages.create_package, project_id, **other) == "line_in_package"
    do(session, packages.set_package_lines, project_id, package_id=package_id, add=[second], remove=[first])
    assert only(session, project_id).lineage_ids == (second,)


def test_an_archived_package_frees_its_lines_and_comes_back_without_those_taken(session, project_id, plan_id):
    first, second = (lineage(session, project_id, plan_id) for _ in range(2))
    package_id = furniture(session, project_id, plan_id, lineage_ids=[first, second])
    do(session, packages.archive_package, project_id, package_id=package_id)
    do(session, packages.create_package, project_id, plan_id=plan_id, title="书架", lineage_ids=[first])
    do(session, packages.restore_package, project_id, package_id=package_id)
    session.flush()
    assert [row.lineage_ids for row in queries.packages(session, project_id)] == [(second,), (first,)]


def test_a_package_refuses_what_makes_no_sense(session, project_id, plan_id):
    assert code(session, packages.create_package, project_id, plan_id=plan_id, title=" ") == "text_missing"
    days = {"plan_id": plan_id, "title": "家具", "delivery_days": -1}
    assert code(session, packages.create_package, project_id, **days) == "package_days"
    package_id = furniture(session, project_id, plan_id)
    elsewhere = make("lineage", session, project_id=project_id).id
    lines = {"package_id": package_id, "add": [elsewhere]}
    assert code(session, packages.set_package_lines, project_id, **lines) == "line_of_other_plan"
    edit = {"package_id": package_id, "expected_version": 1, "original": {}, "changes": {"plan_id": 7}}
    assert code(session, packages.update_package, project_id, **edit) == "field_not_editable"
    do(session, packages.archive_package, project_id, package_id=package_id)
    session.flush()
    assert code(session, packages.set_package_lines, project_id, package_id=package_id) == "package_archived"


def test_two_people_who_choose_another_method_meet(session, project_id, plan_id):
    package_id = furniture(session, project_id, plan_id, method=None)
    session.flush()
    seen = session.get_one(Package, package_id).version

    def choose(method):
        do(
            session,
            packages.update_package,
            project_id,
            package_id=package_id,
            expected_version=seen,
            original={"method": None},
            changes={"method": method},
        )
        session.flush()

    choose(Method.OPEN_TENDER)
    with pytest.raises(Conflict):
        choose(Method.CONSULTATION)


def test_what_is_said_of_a_stage_is_kept_once_and_audited(session, project_id, plan_id):
    package_id = furniture(session, project_id, plan_id)
    say(session, project_id, package_id, Stage.PLAN_FILING, planned_on=day(3, 25), document=" 备案1号 ")
    say(session, project_id, package_id, Stage.PLAN_FILING, actual_on=day(3, 26))
    row = only(session, project_id).stages[0]
    assert (row.stage, row.planned_on, row.actual_on) == (Stage.PLAN_FILING, day(3, 25), day(3, 26))
    assert row.document == "备案1号"
    assert len(session.exec(select(PackageStage)).all()) == 1


def test_a_stage_cannot_have_happened_on_a_day_to_come(session, project_id, plan_id):
    package_id = furniture(session, project_id, plan_id)
    given = {"package_id": package_id, "today": TODAY, "original": {"award.actual_on": None}}
    tomorrow = {**given, "changes": {"award.actual_on": day(3, 28)}}
    assert code(session, package_stages.save_stages, project_id, **tomorrow) == "stage_in_future"
    planned = {**given, "original": {"award.planned_on": None}, "changes": {"award.planned_on": day(3, 28)}}
    assert do(session, package_stages.save_stages, project_id, **planned) == 1


def test_a_stage_that_is_said_is_audited(engine):
    with unit_of_work(engine) as session:
        project = make_project(session).id
        package_id = furniture(session, project, make("procurement_plan", session, project_id=project).id)
        say(session, project, package_id, Stage.PLAN_FILING, actual_on=day(3, 26))
    with reading(engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.record_table == "package_stage")).all()
    assert [json.loads(entry.changes)["actual_on"][1] for entry in entries] == ["2026-03-26"]


def test_a_table_of_stages_is_saved_together_and_meets_what_others_said(session, project_id, plan_id):
    package_id = furniture(session, project_id, plan_id)
    say(session, project_id, package_id, Stage.AWARD, planned_on=day(5, 6))

    def save(original, changes):
        arguments = {"package_id": package_id, "original": original, "changes": changes}
        return do(session, package_stages.save_stages, project_id, today=LATER, **arguments)

    seen = {"award.planned_on": day(5, 6), "contract.planned_on": None}
    assert save(seen, {"award.planned_on": day(5, 7), "contract.planned_on": day(5, 20)}) == 2
    held = only(session, project_id).held
    assert [held[stage].planned_on for stage in (Stage.AWARD, Stage.CONTRACT)] == [day(5, 7), day(5, 20)]
    with pytest.raises(Conflict) as error:
        save(seen, {"award.planned_on": day(5, 8)})
    assert error.value.theirs == {"award.planned_on": day(5, 7)}


def planned(session, project_id, plan_id, **given):
    """A furniture package whose stages are tasks of a plan."""
    package_id = furniture(session, project_id, plan_id, **given)
    target = make("plan", session, project_id=project_id).id
    for stage, held_on in ((Stage.INTENTION_NOTICE, day(2, 26)), (Stage.FINANCE_REVIEW, day(3, 24))):
        say(session, project_id, package_id, stage, actual_on=held_on)
    arguments = {"package_id": package_id, "plan_id": target, "titles": TITLES, "today": TODAY}
    do(session, package_tasks.plan_package, project_id, **arguments)
    return package_id, arguments


def test_the_tasks_of_a_package_have_the_dates_of_its_stages(session, project_id, plan_id):
    planned(session, project_id, plan_id)
    package = only(session, project_id)
    assert package.is_planned
    dated = {row.id: row for row in dated_tasks(session, project_id, TODAY)}
    coming = expected(package.steps, package.held, calendar=WorkCalendar(), today=TODAY)
    finishes = {row.stage: dated[row.task_id].finish for row in package.stages}
    # The requirement has no day of its own: it was over when the intention notice stood.
    assert finishes[Stage.REQUIREMENT] == day(2, 26)
    assert finishes == coming
    assert finishes[Stage.PLAN_FILING] == TODAY
    assert finishes[Stage.SOLICITATION] == day(4, 3)  # 5 working days
    assert finishes[Stage.BID_DEADLINE] == day(4, 13)  # 10 calendar days


def test_links_carry_the_unit_of_the_law_and_deadlines_the_latest_safe_dates(session, project_id, plan_id):
    planned(session, project_id, plan_id)
    tasks = {row.stage: row.task_id for row in only(session, project_id).stages}
    link = session.exec(select(Dependency).where(Dependency.successor_id == tasks[Stage.BID_DEADLINE])).one()
    assert (link.predecessor_id, link.lag_days) == (tasks[Stage.SOLICITATION], 9)
    assert link.lag_unit is LagUnit.CALENDAR_DAYS
    assert session.get_one(Task, tasks[Stage.BID_DEADLINE]).deadline == day(4, 8)
    delivery = session.get_one(Task, tasks[Stage.DELIVERY])
    assert (delivery.duration_days, delivery.deadline) == (20, day(6, 5))
    heading = session.get_one(Task, delivery.parent_id)
    assert (heading.kind, heading.title) == (TaskKind.SUMMARY, "家具")


def test_a_stage_that_happened_finishes_its_task_and_taken_back_opens_it(session, project_id, plan_id):
    package_id, _ = planned(session, project_id, plan_id)
    say(session, project_id, package_id, Stage.PLAN_FILING, actual_on=day(3, 26))
    task_id = next(row.task_id for row in only(session, project_id).stages if row.stage is Stage.PLAN_FILING)
    task = session.get_one(Task, task_id)
    assert (task.actual_finish, task.percent_complete) == (day(3, 26), 100)
    say(session, project_id, package_id, Stage.PLAN_FILING, actual_on=None)
    assert (task.actual_finish, task.percent_complete) == (None, 0)


def edit_end(session, project_id, task_id, **changes):
    task = session.get_one(Task, task_id)
    session.flush()
    do(
        session,
        tasks.update_task,
        project_id,
        task_id=task_id,
        expected_version=task.version,
        original={name: getattr(task, name) for name in changes},
        changes=changes,
    )


def refusal_of_end(engine, project_id, task_id, **changes):
    """The code of the refusal; the edit is its own transaction and leaves nothing behind."""
    with pytest.raises(Invalid) as error, unit_of_work(engine) as session:
        edit_end(session, project_id, task_id, **changes)
    return error.value.code


@pytest.fixture
def stage_tasks(engine):
    """Project, package and the tasks by stage; the plan is stored."""
    with unit_of_work(engine) as session:
        project = make_project(session, starts_on=dt.date(2026, 1, 5), opening_on=dt.date(2026, 6, 26)).id
        package_id, _ = planned(session, project, make("procurement_plan", session, project_id=project).id)
        return project, package_id, {row.stage: row.task_id for row in only(session, project).stages}


def test_the_task_of_a_stage_ends_only_as_the_stage_does(engine, stage_tasks):
    project, package_id, found = stage_tasks
    filing, review = found[Stage.PLAN_FILING], found[Stage.FINANCE_REVIEW]
    assert refusal_of_end(engine, project, filing, actual_finish=day(3, 26)) == "stage_unmet"
    assert refusal_of_end(engine, project, filing, percent_complete=100) == "stage_unmet"
    # the finance review happened on 24 March; the requirement was overtaken by it
    assert refusal_of_end(engine, project, review, actual_finish=day(3, 25)) == "stage_decides"
    assert refusal_of_end(engine, project, review, percent_complete=50) == "stage_decides"
    assert refusal_of_end(engine, project, found[Stage.REQUIREMENT], actual_finish=None) == "stage_unmet"
    with unit_of_work(engine) as session:
        edit_end(session, project, filing, percent_complete=40)
        assert session.get_one(Task, filing).percent_complete == 40
    with unit_of_work(engine) as session:
        do(session, packages.archive_package, project, package_id=package_id)
    with unit_of_work(engine) as session:
        edit_end(session, project, filing, actual_finish=day(3, 26))
        assert session.get_one(Task, filing).actual_finish == day(3, 26)


def test_the_task_of_a_recruitment_stage_ends_only_as_the_stage_does(engine):
    with unit_of_work(engine) as session:
        project = make_project(session, starts_on=dt.date(2026, 1, 5)).id
        task_id = make("task", session, project_id=project, title="体检").id
        stage_id = make("round_stage", session, project_id=project, task_id=task_id).id
    assert refusal_of_end(engine, project, task_id, actual_finish=day(3, 26)) == "stage_unmet"
    with unit_of_work(engine) as session:
        session.get_one(RoundStageRow, stage_id).actual_on = day(3, 26)
    assert refusal_of_end(engine, project, task_id, actual_finish=day(3, 27)) == "stage_decides"
    with unit_of_work(engine) as session:
        edit_end(session, project, task_id, actual_finish=day(3, 26))


def test_what_a_package_buys_and_where_is_kept_and_checked(session, project_id, plan_id):
    package_id = furniture(
        session,
        project_id,
        plan_id,
        object=ProcurementObject.GOODS,
        jurisdiction=" 示例市 ",
        acceptance_days=8,
    )
    row = only(session, project_id)
    assert (row.object, row.jurisdiction, row.acceptance_days) == (ProcurementObject.GOODS, "示例市", 8)
    steps = {step.stage: step for step in row.steps}
    assert steps[Stage.ACCEPTANCE].waits[0].period.n == 8
    edit = {"package_id": package_id, "expected_version": row.version, "original": {}}
    wrong = {**edit, "changes": {"object": "housing"}}
    with session.no_autoflush:
        assert code(session, packages.update_package, project_id, **wrong) == "object_unknown"


def test_a_paper_stays_with_its_stage_and_is_kept_once(session, project_id, plan_id):
    package_id = furniture(session, project_id, plan_id)
    given = {"package_id": package_id, "stage": Stage.AWARD_NOTICE, "document": PAPER}
    attachment = do(session, stage_documents.add_stage_document, project_id, caption="中标公告", **given)
    assert code(session, stage_documents.add_stage_document, project_id, **given) == "stage_document_known"
    letter = {**given, "document": StoredDocument("b" * 64, 9, "application/msword", "函.doc")}
    assert code(session, stage_documents.add_stage_document, project_id, **letter) == "document_kind"
    other = {**given, "stage": Stage.CONTRACT}
    do(session, stage_documents.add_stage_document, project_id, **other)
    first, second = stage_document_queries.stage_documents(session, project_id, package_id)
    assert (first.stage, first.file_name, first.caption) == (Stage.AWARD_NOTICE, "采购公告.pdf", "中标公告")
    assert second.stage is Stage.CONTRACT
    do(session, stage_documents.archive_stage_document, project_id, attachment_id=attachment)
    session.flush()
    found = stage_document_queries.stage_documents(session, project_id, package_id)
    assert [row.archived for row in found] == [True, False]
    do(session, stage_documents.restore_stage_document, project_id, attachment_id=attachment)
    foreign = make("attachment", session, project_id=project_id, record_table="plan").id
    with pytest.raises(NotFound):
        do(session, stage_documents.archive_stage_document, project_id, attachment_id=foreign)


def test_a_stage_that_was_left_out_is_over_when_one_that_stands_on_it_happened(session, project_id, plan_id):
    package_id, _ = planned(session, project_id, plan_id)
    tasks = {row.stage: session.get_one(Task, row.task_id) for row in only(session, project_id).stages}
    say(session, project_id, package_id, Stage.SOLICITATION, actual_on=day(4, 2))
    assert tasks[Stage.PLAN_FILING].actual_finish == day(4, 2)
    assert tasks[Stage.FINANCE_REVIEW].actual_finish == day(3, 24)
    assert tasks[Stage.BID_DEADLINE].actual_finish is None
    say(session, project_id, package_id, Stage.SOLICITATION, actual_on=None)
    assert tasks[Stage.PLAN_FILING].actual_finish is None


def test_planning_again_updates_the_same_tasks_and_drops_a_stage_that_went(session, project_id, plan_id):
    package_id, arguments = planned(session, project_id, plan_id)
    before = {row.stage: row.task_id for row in only(session, project_id).stages}
    package = session.get_one(Package, package_id)
    do(
        session,
        packages.update_package,
        project_id,
        package_id=package_id,
        expected_version=package.version,
        original={"installation_days": 8, "delivery_days": 20},
        changes={"installation_days": 0, "delivery_days": 12},
    )
    assert do(session, package_tasks.plan_package, project_id, **arguments) == 17
    after = {row.stage: row.task_id for row in only(session, project_id).stages}
    assert after == {**before, Stage.INSTALLATION: None}
    assert session.get_one(Task, before[Stage.INSTALLATION]).archived_at is not None
    assert session.get_one(Task, before[Stage.DELIVERY]).duration_days == 12
    pairs = select(Dependency.predecessor_id).where(Dependency.successor_id == before[Stage.ACCEPTANCE])
    assert before[Stage.DELIVERY] in session.exec(pairs).all()


def test_a_package_taken_out_of_the_plan_leaves_no_task_behind(session, project_id, plan_id):
    package_id, _ = planned(session, project_id, plan_id)
    do(session, package_tasks.unplan_package, project_id, package_id=package_id)
    assert not only(session, project_id).is_planned
    assert dated_tasks(session, project_id, TODAY) == []


def test_a_planned_package_is_a_risk_of_the_forecast_by_its_method(session, project_id, plan_id):
    package_id, _ = planned(session, project_id, plan_id)
    tasks = {row.stage: row.task_id for row in only(session, project_id).stages}
    driver = readiness_inputs(session, project_id, TODAY).drivers[0]
    assert (driver.name, driver.task_ids) == ("家具", (tasks[Stage.AWARD],))
    assert (driver.low_days, driver.likely_days, driver.high_days, driver.probability) == (3, 10, 25, 0.25)
    say(session, project_id, package_id, Stage.AWARD, actual_on=day(3, 27))
    assert readiness_inputs(session, project_id, TODAY).drivers == ()


def test_a_contract_is_read_back_with_everything_that_hangs_on_it(session, project_id):
    stored = contract(session, project_id)
    contract_id, line = stored.id, bought_line(session, stored)

    def on(command, **given):
        return do(session, command, project_id, contract_id=contract_id, on=day(5, 20), today=LATER, **given)

    on(contract_commands.add_variation, amount_fen=8_000, reason="增加书架")
    gone = on(contract_commands.add_variation, amount_fen=500, reason="重复登记")
    do(session, contract_commands.archive_variation, project_id, variation_id=gone)
    delivered = {"lineage_id": line, "quantity_milli": 5_000}
    on(contract_commands.add_delivery, result=ACCEPTED, **delivered)
    on(contract_commands.add_delivery, result=REFUSED, remarks="色差", **delivered)
    on(contract_commands.add_payment, amount_fen=30_000)
    session.flush()
    (row,) = contract_queries.contracts(session, project_id)
    assert (row.amount_fen, row.variations_fen, row.payments_fen) == (100_000, 8_000, 30_000)
    assert row.accepted_milli == {line: 5_000}
    assert [each.archived for each in row.variations] == [False, True]


def test_a_contract_refuses_what_makes_no_sense(session, project_id):
    found = contract(session, project_id)
    new = {"package_id": found.package_id, "amount_fen": 0, "today": LATER}
    assert code(session, contract_commands.create_contract, project_id, **new) == "amount_not_positive"
    days = {"package_id": found.package_id, "amount_fen": 1, "awarded_on": day(5, 2), "signed_on": day(5, 1),
            "today": LATER}  # fmt: skip
    assert code(session, contract_commands.create_contract, project_id, **days) == "signed_before_award"
    early = {**days, "awarded_on": None, "today": day(4, 30)}
    assert code(session, contract_commands.create_contract, project_id, **early) == "contract_day_in_future"
    part = {"contract_id": found.id, "on": day(5, 20), "today": LATER}
    ahead = {**part, "today": day(5, 19), "amount_fen": 1}
    assert code(session, contract_commands.add_payment, project_id, **ahead) == "contract_day_in_future"
    assert (
        code(session, contract_commands.add_payment, project_id, amount_fen=0, **part)
        == "amount_not_positive"
    )
    blank = {**part, "amount_fen": 1, "reason": ""}
    assert code(session, contract_commands.add_variation, project_id, **blank) == "text_missing"
    line = make("lineage", session, project_id=project_id).id
    refused = {**part, "lineage_id": line, "quantity_milli": 1, "result": REFUSED}
    assert code(session, contract_commands.add_delivery, project_id, **refused) == "delivery_without_remarks"
    nothing = {**refused, "quantity_milli": 0}
    assert code(session, contract_commands.add_delivery, project_id, **nothing) == "quantity_not_positive"
    other = {**refused, "result": ACCEPTED}
    assert code(session, contract_commands.add_delivery, project_id, **other) == "line_not_in_package"
    do(session, contract_commands.archive_contract, project_id, contract_id=found.id)
    paid = {**part, "amount_fen": 1}
    assert code(session, contract_commands.add_payment, project_id, **paid) == "contract_archived"


def test_all_supplements_together_add_a_tenth_of_the_contract_at_most(session, project_id):
    contract_id = contract(session, project_id, amount_fen=100_005).id

    def supplement(amount_fen):
        given = {
            "contract_id": contract_id,
            "on": day(5, 20),
            "today": LATER,
            "amount_fen": amount_fen,
            "reason": "增加书架",
        }
        return do(session, contract_commands.add_variation, project_id, **given)

    first = supplement(6_000)
    with pytest.raises(Invalid) as refused:
        supplement(4_001)
    assert (refused.value.code, refused.value.facts) == (
        "variations_above_tenth",
        {"together": Decimal("100.01"), "limit": Decimal(100)},
    )
    supplement(4_000)  # a tenth of 1,000.05 yuan is 100.00: no fraction of a fen counts
    supplement(-1_000)
    do(session, contract_commands.archive_variation, project_id, variation_id=first)
    supplement(6_500)
    again = {"variation_id": first}
    assert code(session, contract_commands.restore_variation, project_id, **again) == "variations_above_tenth"
    (row,) = contract_queries.contracts(session, project_id)
    assert row.variations_fen == 9_500


def test_a_threshold_needs_its_place_and_its_source(session, project_id):
    new = {"jurisdiction": "示例市", "amount_fen": 100, "source": "示例〔2026〕1号"}
    do(session, threshold_commands.create_threshold, project_id, **new)
    for name in ("jurisdiction", "source"):
        wrong = {**new, name: " "}
        assert code(session, threshold_commands.create_threshold, project_id, **wrong) == "text_missing"
    thing = {**new, "object": "furniture"}
    assert code(session, threshold_commands.create_threshold, project_id, **thing) == "object_unknown"
    backwards = {**new, "valid_from": day(5, 2), "valid_to": day(5, 1)}
    assert (
        code(session, threshold_commands.create_threshold, project_id, **backwards) == "ends_before_it_begins"
    )
    (row,) = queries.thresholds(session, project_id)
    assert (row.rule.method, row.rule.amount_fen, row.archived) == (Method.OPEN_TENDER, 100, False)


def test_nothing_is_shipped_as_a_threshold(sample_engine):
    with reading(sample_engine) as session:
        assert session.exec(select(Threshold)).all() == []


def test_packages_are_made_of_the_newest_numbered_draft(session, project_id, plan_id):
    line = lineage(session, project_id, plan_id)
    for number, amount in ((None, 100), (1, 200), (2, 300)):
        status = DraftStatus.WORKING if number is None else DraftStatus.SUBMITTED
        draft = make("draft", session, project_id=project_id, plan_id=plan_id, number=number, status=status)
        make(
            "line",
            session,
            project_id=project_id,
            draft_id=draft.id,
            lineage_id=line,
            quantity_milli=1_000,
            unit_price_fen=amount,
            amount_fen=amount,
            funding="" if number is None else f"{number}",
        )
    assert [row.amount_fen for row in queries.plan_lines(session, project_id, plan_id)] == [300]
    assert queries.funding_of(session, project_id, plan_id) == {line: ("2", None)}


def counted(engine, query, *arguments):
    statements = []
    with reading(engine) as session:

        def count(_connection, _cursor, statement, *_rest):
            if statement.startswith("SELECT"):
                statements.append(statement)

        sa.event.listen(engine, "before_cursor_execute", count)
        query(session, *arguments)
        sa.event.remove(engine, "before_cursor_execute", count)
    return len(statements)


def test_three_packages_take_as_many_statements_as_one(sqlite_engine):
    numbers = []
    for count in (1, 3):
        with unit_of_work(sqlite_engine) as session:
            project = make_project(session).id
            plan = make("procurement_plan", session, project_id=project).id
            for _ in range(count):
                package_id = furniture(session, project, plan, lineage_ids=[lineage(session, project, plan)])
                say(session, project, package_id, Stage.CONTRACT, actual_on=day(5, 6))
                contract(session, project, package_id=package_id)
        numbers.append(
            [
                counted(sqlite_engine, queries.packages, project, plan),
                counted(sqlite_engine, contract_queries.contracts, project),
            ]
        )
    assert numbers == [[3, 4], [3, 4]]


def test_a_line_of_the_working_copy_gets_a_code_of_its_edition(session, project_id, plan_id):
    working = make("draft", session, project_id=project_id, plan_id=plan_id)
    line = make("line", session, project_id=project_id, draft_id=working.id)
    seen = {"line_id": line.id, "expected_version": line.version, "original": {"catalogue_code": ""}}

    def chosen(code_, edition):
        return {**seen, "changes": {"catalogue_code": code_, "catalogue_edition": edition}}

    wrong = chosen("A99999999", "2022")
    assert code(session, choose_code, project_id, **wrong) == "catalogue_code_unknown"
    do(session, choose_code, project_id, **chosen("A05010602", "2022"))
    assert (line.catalogue_code, line.catalogue_edition) == ("A05010602", "2022")
    # The edition of 2013 is not shipped: its codes are taken as they are.
    do(session, choose_code, project_id, **chosen("A0602", "2013"))
    assert (line.catalogue_code, line.catalogue_edition) == ("A0602", "2013")
    handed_in = make(
        "draft", session, project_id=project_id, plan_id=plan_id, number=1, status=DraftStatus.SUBMITTED
    )
    kept = make("line", session, project_id=project_id, draft_id=handed_in.id)
    frozen = {**chosen("A05010602", "2022"), "line_id": kept.id}
    assert code(session, choose_code, project_id, **frozen) == "draft_frozen"
