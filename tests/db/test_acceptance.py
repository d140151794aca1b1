"""Acceptance gates: what the commands store and refuse, what they do to the plan, and what the queries give back."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.commands import acceptance as commands
from db.commands import gates as gate_commands
from db.commands import tasks as task_commands
from db.commands import warranties as warranty_commands
from db.commands.acceptance import NewCondition
from db.models import Acceptance, AreaRevision, AuditEntry, Gate, Task, Warranty
from db.queries import acceptance as queries
from db.queries import site as site_queries
from db.queries import warranties as warranty_queries
from db.queries.plan import dated_tasks
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.acceptance import GateState
from tracker.errors import Conflict, Invalid, NotAllowed, NotFound
from tracker.permissions import SYSTEM, Actor, Role, local_actor
from tracker.schedule.model import TaskKind
from tracker.site_attention import AttentionKind
from tracker.vocabulary import (
    AcceptanceOutcome,
    AcceptanceStage,
    FindingStatus,
    FireProcedure,
    Severity,
    WarrantyItem,
)
from tracker.warranties import DeadlineKind

TODAY = dt.date(2026, 4, 1)
PASSED, CONDITIONAL, FAILED = (
    AcceptanceOutcome.PASSED,
    AcceptanceOutcome.CONDITIONAL,
    AcceptanceOutcome.FAILED,
)


def march(day):
    return dt.date(2026, 3, day)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session, starts_on=dt.date(2026, 1, 5), opening_on=dt.date(2026, 6, 26)).id


def do(session, command, project_id, **arguments):
    return command(session, actor=SYSTEM, project_id=project_id, **arguments)


def code(session, command, project_id, **arguments):
    with pytest.raises(Invalid) as error:
        command(session, actor=SYSTEM, project_id=project_id, **arguments)
    return error.value.code


def gate(session, project_id, stage=AcceptanceStage.FIT_OUT, **given):
    return do(session, gate_commands.create_gate, project_id, stage=stage, **given)


def record(session, project_id, gate_id, day=None, outcome=PASSED, **given):
    arguments = {"gate_id": gate_id, "held_on": day or march(10), "outcome": outcome, "today": TODAY, **given}
    return do(session, commands.record_acceptance, project_id, **arguments)


def refused(session, project_id, gate_id, day=None, outcome=PASSED, **given):
    arguments = {"gate_id": gate_id, "held_on": day or march(10), "outcome": outcome, "today": TODAY, **given}
    return code(session, commands.record_acceptance, project_id, **arguments)


def milestone(session, project_id, **given):
    return make("task", session, project_id=project_id, kind=TaskKind.MILESTONE, duration_days=0, **given).id


def blocking(session, project_id, **given):
    arguments = {
        "severity": Severity.MAJOR,
        "status": FindingStatus.ASSIGNED,
        "found_on": march(2),
        "number": 7,
        **given,
    }
    return make("finding", session, project_id=project_id, **arguments)


def row_of(session, project_id, gate_id):
    session.flush()
    return next(row for row in queries.gates(session, project_id) if row.id == gate_id)


def ended(session, task_id):
    session.flush()
    task = session.get(Task, task_id)
    return task.actual_finish, task.percent_complete


# Gates


def test_the_usual_gates_come_once_with_their_warranties(session, project_id):
    gate(session, project_id, AcceptanceStage.FIRE)

    assert do(session, gate_commands.add_standard_gates, project_id, include_optional=False) == 5
    assert do(session, gate_commands.add_standard_gates, project_id) == 1
    assert do(session, gate_commands.add_standard_gates, project_id) == 0
    session.flush()
    months = {row.item: row.months for row in session.exec(select(Warranty))}
    assert months == {
        WarrantyItem.WATERPROOFING: 60,
        WarrantyItem.FIT_OUT: 24,
        WarrantyItem.ELECTRICAL_PLUMBING: 24,
        WarrantyItem.HEATING_COOLING: 24,
    }


def test_a_fire_gate_asks_for_fire_acceptance_unless_it_is_only_filed(session, project_id):
    first = gate(session, project_id, AcceptanceStage.FIRE)
    second = gate(
        session, project_id, AcceptanceStage.FIRE, contract="二期", fire_procedure=FireProcedure.FILING
    )

    assert session.get(Gate, first).fire_procedure is FireProcedure.ACCEPTANCE
    assert session.get(Gate, second).fire_procedure is FireProcedure.FILING


def test_gates_that_make_no_sense_are_refused(session, project_id):
    create = gate_commands.create_gate
    heading = make("task", session, project_id=project_id, kind=TaskKind.SUMMARY).id
    gate(session, project_id, contract="内装工程")

    fit_out = {"stage": AcceptanceStage.FIT_OUT}
    assert (
        code(session, create, project_id, **fit_out, fire_procedure=FireProcedure.FILING)
        == "fire_procedure_elsewhere"
    )
    assert code(session, create, project_id, **fit_out, after_furniture=True) == "after_furniture_elsewhere"
    assert code(session, create, project_id, **fit_out, task_id=heading) == "gate_on_summary"
    assert code(session, create, project_id, **fit_out, contract=" 内装工程 ") == "gate_exists"
    assert code(session, create, project_id, **fit_out, contract="长" * 161) == "text_too_long"


def test_another_projects_zone_contractor_task_and_gate_are_not_found(session, project_id):
    other = make_project(session).id
    for name, table in (("zone_id", "zone"), ("organisation_id", "organisation"), ("task_id", "task")):
        foreign = make(table, session, project_id=other).id
        with pytest.raises(NotFound):
            gate(session, project_id, **{name: foreign})
    theirs = gate(session, other)
    with pytest.raises(NotFound):
        record(session, project_id, theirs)


def test_two_peoples_edits_of_a_gate_meet(session, project_id):
    gate_id = gate(session, project_id)
    edit = {
        "gate_id": gate_id,
        "expected_version": 1,
        "original": {"contract": "", "planned_on": None},
    }
    update = gate_commands.update_gate
    do(session, update, project_id, **edit, changes={"contract": "内装工程"})
    session.flush()
    do(session, update, project_id, **edit, changes={"planned_on": march(20)})
    with pytest.raises(Conflict):
        do(session, update, project_id, **edit, changes={"contract": "装修"})

    assert (session.get(Gate, gate_id).contract, session.get(Gate, gate_id).planned_on) == (
        "内装工程",
        march(20),
    )


# Recording


def test_an_acceptance_is_recorded_with_its_parties_document_and_conditions(session, project_id):
    gate_id = gate(session, project_id)
    record(session, project_id, gate_id, march(5), FAILED, remarks="资料不全")
    record(
        session,
        project_id,
        gate_id,
        march(10),
        CONDITIONAL,
        parties=" 五方 ",
        document="验收报告",
        conditions=[NewCondition("补装闭门器", march(20)), NewCondition("补资料")],
    )

    last, first = queries.acceptances(session, project_id, gate_id)
    assert (first.outcome, first.remarks) == (FAILED, "资料不全")
    assert (last.outcome, last.parties, last.document) == (CONDITIONAL, "五方", "验收报告")
    assert [(each.text, each.due_on) for each in last.conditions] == [
        ("补装闭门器", march(20)),
        ("补资料", None),
    ]
    found = row_of(session, project_id, gate_id).standing
    assert (found.state, found.attempts, found.passed_on) == (GateState.CONDITIONAL, 2, march(10))


def test_conditions_are_asked_for_and_fit_the_outcome(session, project_id):
    gate_id = gate(session, project_id)

    assert refused(session, project_id, gate_id, outcome=CONDITIONAL) == "conditions_missing"
    assert refused(session, project_id, gate_id, conditions=[NewCondition("补")]) == "conditions_elsewhere"
    assert (
        refused(
            session,
            project_id,
            gate_id,
            outcome=CONDITIONAL,
            conditions=[NewCondition("补", march(9))],
        )
        == "condition_due_before_held"
    )
    assert (
        refused(session, project_id, gate_id, outcome=CONDITIONAL, conditions=[NewCondition(" ")])
        == "text_missing"
    )


@pytest.mark.parametrize("outcome", [PASSED, CONDITIONAL])
def test_a_gate_does_not_pass_over_an_open_finding_of_its_scope(session, project_id, outcome):
    gate_id = gate(session, project_id)
    blocking(session, project_id)

    conditions = [NewCondition("补")] if outcome is CONDITIONAL else []

    with pytest.raises(Invalid) as error:
        record(session, project_id, gate_id, outcome=outcome, conditions=conditions)

    assert (error.value.code, error.value.facts) == ("gate_blocked", {"n": 1, "numbers": [7]})


@pytest.mark.parametrize(
    "given",
    [
        {"status": FindingStatus.CLOSED},
        {"status": FindingStatus.WAIVED},
        {"severity": Severity.MINOR},
        {"found_on": march(11)},
        {"archived_at": dt.datetime(2026, 3, 3, tzinfo=dt.UTC)},
    ],
)
def test_settled_minor_later_and_archived_findings_do_not_block(session, project_id, given):
    gate_id = gate(session, project_id)
    blocking(session, project_id, **given)

    record(session, project_id, gate_id)

    assert row_of(session, project_id, gate_id).standing.is_met


def test_a_finding_of_another_floor_or_contractor_does_not_block(session, project_id):
    mine, other = (make("organisation", session, project_id=project_id).id for _ in range(2))
    first, second = (make("zone", session, project_id=project_id).id for _ in range(2))
    room = make("zone", session, project_id=project_id, parent_id=first).id
    gate_id = gate(session, project_id, zone_id=first, organisation_id=mine)
    blocking(session, project_id, zone_id=second, organisation_id=mine)
    blocking(session, project_id, zone_id=room, organisation_id=other, number=8)
    session.flush()
    assert row_of(session, project_id, gate_id).blocking == ()

    blocking(session, project_id, zone_id=room, organisation_id=mine, number=9)
    assert refused(session, project_id, gate_id) == "gate_blocked"


def test_the_lead_waives_what_blocks_and_the_reason_stays(session, project_id):
    gate_id = gate(session, project_id)
    blocking(session, project_id)
    account = make("account", session).id
    lead = Actor(account, "account", {project_id: frozenset({Role.LEAD})})
    arguments = {"gate_id": gate_id, "held_on": march(10), "outcome": PASSED, "today": TODAY}

    acceptance_id = commands.record_acceptance(
        session, actor=lead, project_id=project_id, waiver_reason=" 不影响使用 ", **arguments
    )

    row = session.get(Acceptance, acceptance_id)
    assert (row.waiver_reason, row.waived_by_id) == ("不影响使用", account)


def test_staff_record_but_do_not_waive(session, project_id):
    gate_id = gate(session, project_id)
    found = blocking(session, project_id)
    staff = local_actor(Role.STAFF)
    arguments = {"gate_id": gate_id, "held_on": march(10), "outcome": PASSED, "today": TODAY}

    with pytest.raises(NotAllowed):
        commands.record_acceptance(
            session, actor=staff, project_id=project_id, waiver_reason="不影响", **arguments
        )
    found.status = FindingStatus.CLOSED
    acceptance_id = commands.record_acceptance(
        session, actor=staff, project_id=project_id, waiver_reason="不影响", **arguments
    )
    # There was nothing to waive.
    assert session.get(Acceptance, acceptance_id).waiver_reason == ""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(1926, 3, 10), "acceptance_in_other_century"),
        (dt.date(2026, 4, 2), "acceptance_in_future"),
        (dt.date(2026, 1, 2), "acceptance_before_project"),
    ],
)
def test_an_unlikely_day_is_taken_with_a_reason_that_the_audit_keeps(sqlite_engine, day, expected):
    with unit_of_work(sqlite_engine) as session:
        project_id = make_project(session, starts_on=dt.date(2026, 1, 5)).id
        gate_id = gate(session, project_id)
    with unit_of_work(sqlite_engine) as session:
        assert refused(session, project_id, gate_id, day) == expected
        assert refused(session, project_id, gate_id, day, confirmed_reason="  ") == expected
        record(session, project_id, gate_id, day, confirmed_reason="原件如此")
    with reading(sqlite_engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.record_table == "acceptance")).all()
        assert [(entry.command, entry.reason) for entry in entries] == [("record_acceptance", "原件如此")]
        assert row_of(session, project_id, gate_id).standing.met_on == day


def test_air_tested_within_seven_days_of_completion_is_doubted(session, project_id):
    record(session, project_id, gate(session, project_id))
    air = gate(session, project_id, AcceptanceStage.AIR_QUALITY)

    assert refused(session, project_id, air, march(16)) == "air_test_too_early"
    record(session, project_id, air, march(17))


def test_nothing_is_recorded_at_an_archived_gate(session, project_id):
    gate_id = gate(session, project_id)
    do(session, gate_commands.archive_gate, project_id, gate_id=gate_id)

    assert refused(session, project_id, gate_id) == "gate_archived"


# What a gate does to the plan


def test_a_passed_gate_finishes_its_milestone_and_the_plan_follows(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session, starts_on=dt.date(2026, 1, 5)).id
        plan_id = make("plan", session, project_id=project_id).id
        task_id = milestone(session, project_id, plan_id=plan_id)
        after = make(
            "task", session, project_id=project_id, plan_id=plan_id, duration_days=5, actual_start=None
        ).id
        make(
            "dependency",
            session,
            project_id=project_id,
            predecessor_id=task_id,
            successor_id=after,
        )
        gate_id = gate(session, project_id, task_id=task_id)
    with unit_of_work(engine) as session:
        record(session, project_id, gate_id, march(31))
    with reading(engine) as session:
        rows = {row.id: row for row in dated_tasks(session, project_id, march(2))}
        entries = session.exec(
            select(AuditEntry).where(
                AuditEntry.record_table == "task", AuditEntry.command == "record_acceptance"
            )
        ).all()
        areas = dict(session.exec(select(AreaRevision.area, AreaRevision.revision)).all())

    assert (rows[task_id].actual_finish, rows[task_id].is_done) == (march(31), True)
    # Five working days after Tuesday 31 March: 1, 2, 3, 7 and 8 April; Qingming is off from the 4th to the 6th.
    assert (rows[after].start, rows[after].finish) == (dt.date(2026, 4, 1), dt.date(2026, 4, 8))
    [entry] = entries
    assert json.loads(entry.changes)["actual_finish"] == [None, "2026-03-31"]
    assert areas["plan"] == 2


def test_a_failed_or_archived_acceptance_takes_the_milestone_back(session, project_id):
    task_id = milestone(session, project_id)
    gate_id = gate(session, project_id, task_id=task_id)
    acceptance_id = record(session, project_id, gate_id)
    assert ended(session, task_id) == (march(10), 100)

    do(session, commands.archive_acceptance, project_id, acceptance_id=acceptance_id)
    assert ended(session, task_id) == (None, 0)
    do(session, commands.restore_acceptance, project_id, acceptance_id=acceptance_id)
    assert ended(session, task_id) == (march(10), 100)
    record(session, project_id, gate_id, march(12), FAILED)
    assert ended(session, task_id) == (None, 0)


def test_an_acceptance_is_not_restored_over_a_finding_that_blocks(session, project_id):
    gate_id = gate(session, project_id)
    acceptance_id = record(session, project_id, gate_id)
    do(session, commands.archive_acceptance, project_id, acceptance_id=acceptance_id)
    blocking(session, project_id)

    restore = commands.restore_acceptance
    assert code(session, restore, project_id, acceptance_id=acceptance_id) == "gate_blocked"


def test_a_task_of_several_gates_ends_with_the_last_and_keeps_its_start(session, project_id):
    task_id = make("task", session, project_id=project_id, actual_start=march(3), percent_complete=60).id
    fire = gate(session, project_id, AcceptanceStage.FIRE, task_id=task_id)
    planning = gate(session, project_id, AcceptanceStage.PLANNING, task_id=task_id)

    record(session, project_id, fire, march(20))
    assert ended(session, task_id) == (None, 60)
    acceptance_id = record(session, project_id, planning, march(12))
    assert ended(session, task_id) == (march(20), 100)
    do(session, commands.archive_acceptance, project_id, acceptance_id=acceptance_id)
    assert ended(session, task_id) == (None, 99)
    assert session.get(Task, task_id).actual_start == march(3)


def test_conditions_hold_the_milestone_until_the_last_is_met(session, project_id):
    task_id = milestone(session, project_id)
    gate_id = gate(session, project_id, task_id=task_id)
    given = [NewCondition("补装", march(20)), NewCondition("补资料")]
    record(session, project_id, gate_id, outcome=CONDITIONAL, conditions=given)
    [held] = queries.acceptances(session, project_id, gate_id)
    first, second = (each.id for each in held.conditions)
    mark = commands.mark_condition_met

    do(session, mark, project_id, condition_id=first, met_on=march(18), today=TODAY)
    assert ended(session, task_id) == (None, 0)
    do(session, mark, project_id, condition_id=second, met_on=march(15), today=TODAY)
    assert ended(session, task_id) == (march(18), 100)
    do(session, mark, project_id, condition_id=second, met_on=None, today=TODAY)
    assert ended(session, task_id) == (None, 0)
    do(session, commands.archive_condition, project_id, condition_id=second)
    assert ended(session, task_id) == (march(18), 100)
    do(session, commands.restore_condition, project_id, condition_id=second)
    assert ended(session, task_id) == (None, 0)


@pytest.mark.parametrize("day", [march(9), dt.date(2026, 4, 2)])
def test_a_condition_is_met_between_the_acceptance_and_today(session, project_id, day):
    gate_id = gate(session, project_id)
    record(session, project_id, gate_id, outcome=CONDITIONAL, conditions=[NewCondition("补")])
    [held] = queries.acceptances(session, project_id, gate_id)
    arguments = {"condition_id": held.conditions[0].id, "met_on": day, "today": TODAY}

    refusal = code(session, commands.mark_condition_met, project_id, **arguments)

    assert refusal == "condition_met_out_of_range"


def test_a_gate_that_is_met_finishes_the_task_it_is_linked_to_later(session, project_id):
    first, second = milestone(session, project_id), milestone(session, project_id)
    gate_id = gate(session, project_id, task_id=first)
    record(session, project_id, gate_id)
    edit = {"gate_id": gate_id, "expected_version": 1, "original": {"task_id": first}}

    do(session, gate_commands.update_gate, project_id, **edit, changes={"task_id": second})
    assert (ended(session, first), ended(session, second)) == ((None, 0), (march(10), 100))
    do(session, gate_commands.archive_gate, project_id, gate_id=gate_id)
    assert ended(session, second) == (None, 0)
    do(session, gate_commands.restore_gate, project_id, gate_id=gate_id)
    assert ended(session, second) == (march(10), 100)


def test_linking_a_gate_that_was_not_held_takes_nothing_back(session, project_id):
    task_id = milestone(
        session, project_id, actual_start=march(9), actual_finish=march(9), percent_complete=100
    )

    gate(session, project_id, task_id=task_id)

    assert ended(session, task_id) == (march(9), 100)


@pytest.mark.parametrize("changes", [{"percent_complete": 100}, {"actual_finish": march(10)}])
def test_nobody_finishes_a_milestone_by_hand_before_its_gate(session, project_id, changes):
    task_id = milestone(session, project_id, title="内装验收")
    gate(session, project_id, task_id=task_id, contract="内装工程")
    edit = {
        "task_id": task_id,
        "expected_version": 1,
        "original": {"percent_complete": 0, "actual_finish": None},
        "changes": changes,
    }

    with pytest.raises(Invalid) as error:
        do(session, task_commands.update_task, project_id, **edit)

    assert error.value.code == "gate_unmet"
    assert error.value.facts == {"title": "内装验收", "gate": [AcceptanceStage.FIT_OUT, "内装工程"]}


def test_work_on_a_gated_task_is_recorded_by_hand_up_to_its_end(session, project_id):
    task_id = make("task", session, project_id=project_id, percent_complete=10).id
    gate(session, project_id, task_id=task_id)
    edit = {"task_id": task_id, "expected_version": 1, "original": {"percent_complete": 10}}

    do(session, task_commands.update_task, project_id, **edit, changes={"percent_complete": 99})

    assert ended(session, task_id) == (None, 99)


@pytest.mark.parametrize("changes", [{"percent_complete": 50}, {"actual_finish": march(11)}])
def test_what_a_gate_finished_is_corrected_at_the_gate(session, project_id, changes):
    task_id = milestone(session, project_id)
    gate_id = gate(session, project_id, task_id=task_id)
    record(session, project_id, gate_id)
    session.flush()
    edit = {
        "task_id": task_id,
        "expected_version": session.get(Task, task_id).version,
        "original": {"percent_complete": 100, "actual_finish": march(10)},
        "changes": changes,
    }

    assert code(session, task_commands.update_task, project_id, **edit) == "gate_decides"


# Warranties and clocks


def test_warranties_are_added_changed_and_put_aside(session, project_id):
    gate_id = gate(session, project_id)
    item = {"gate_id": gate_id, "item": WarrantyItem.FIT_OUT}
    create = warranty_commands.create_warranty
    assert code(session, create, project_id, **item, months=23) == "warranty_too_short"
    warranty_id = do(session, create, project_id, **item, months=24, note=" 墙面 ")
    edit = {"warranty_id": warranty_id, "expected_version": 1, "original": {"months": 24}}
    assert warranty_queries.warranties(session, project_id)[0].expires_on is None

    do(session, warranty_commands.update_warranty, project_id, **edit, changes={"months": 36})
    record(session, project_id, gate_id)
    session.flush()

    [row] = warranty_queries.warranties(session, project_id)
    assert (row.months, row.note, row.starts_on, row.expires_on) == (
        36,
        "墙面",
        march(10),
        dt.date(2029, 3, 10),
    )
    do(session, warranty_commands.archive_warranty, project_id, warranty_id=warranty_id)
    session.flush()
    assert warranty_queries.warranties(session, project_id)[0].archived
    assert warranty_queries.deadlines(session, project_id) == []
    do(session, warranty_commands.restore_warranty, project_id, warranty_id=warranty_id)
    session.flush()
    assert [each.kind for each in warranty_queries.deadlines(session, project_id)] == [DeadlineKind.WARRANTY]


def test_completion_starts_the_clock_of_the_filing(session, project_id):
    civil = gate(session, project_id, AcceptanceStage.CIVIL_WORKS)
    fit_out = gate(session, project_id)
    filing = gate(session, project_id, AcceptanceStage.COMPLETION_FILING)
    record(session, project_id, civil, march(1))
    assert row_of(session, project_id, filing).due_on is None

    record(session, project_id, fit_out, march(10))

    assert row_of(session, project_id, filing).due_on == march(25)
    [late] = site_queries.needs_attention(session, project_id, TODAY)
    assert (late.kind, late.facts["n"], late.record_id) == (AttentionKind.FILING_OVERDUE, 7, filing)


def test_the_air_is_to_be_tested_again_when_the_tasks_before_it_are_finished(session, project_id):
    plan_id = make("plan", session, project_id=project_id).id
    install = make("task", session, project_id=project_id, plan_id=plan_id).id
    test = make("task", session, project_id=project_id, plan_id=plan_id).id
    make("dependency", session, project_id=project_id, predecessor_id=install, successor_id=test)
    air = gate(session, project_id, AcceptanceStage.AIR_QUALITY, after_furniture=True, task_id=test)
    assert row_of(session, project_id, air).furniture_on is None

    session.get(Task, install).actual_finish = march(30)

    row = row_of(session, project_id, air)
    assert (row.furniture_on, row.not_before) == (march(30), march(30))
    [again] = site_queries.needs_attention(session, project_id, TODAY)
    assert (again.kind, again.facts) == (AttentionKind.AIR_RETEST, {"furniture_on": march(30)})


def test_deadlines_are_those_of_the_last_attempt(session, project_id):
    gate_id = gate(session, project_id)
    early = [NewCondition("旧", march(20))]
    record(session, project_id, gate_id, march(5), CONDITIONAL, conditions=early)
    record(session, project_id, gate_id, march(10), CONDITIONAL, conditions=[NewCondition("新", march(25))])
    session.flush()

    [deadline] = warranty_queries.deadlines(session, project_id)

    assert (deadline.on, deadline.text) == (march(25), "新")


def test_a_stage_with_two_gates_counts_when_both_have_passed(session, project_id):
    first = gate(session, project_id, AcceptanceStage.AIR_QUALITY)
    second = gate(session, project_id, AcceptanceStage.AIR_QUALITY, after_furniture=True)
    record(session, project_id, first)
    session.flush()
    assert site_queries.site_summary(session, project_id, TODAY).gates_passed == 0

    record(session, project_id, second)
    session.flush()

    summary = site_queries.site_summary(session, project_id, TODAY)
    assert (summary.gates_passed, summary.gates_total) == (1, 6)


READS = {
    "gates": queries.gates,
    "warranties": warranty_queries.warranties,
    "deadlines": warranty_queries.deadlines,
    "stages": site_queries.acceptance_gates,
}
STATEMENTS = {"gates": 6, "warranties": 3, "deadlines": 10, "stages": 3}


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_read_takes_as_many_statements_for_three_gates_as_for_one(sqlite_engine, name, rows):
    with unit_of_work(sqlite_engine) as session:
        project_id = make_project(session, starts_on=dt.date(2026, 1, 5)).id
        for number in range(rows):
            gate_id = gate(session, project_id, contract=str(number))
            condition = [NewCondition("补", march(20))]
            record(session, project_id, gate_id, outcome=CONDITIONAL, conditions=condition)
            item = {"gate_id": gate_id, "item": WarrantyItem.OTHER, "months": 12}
            do(session, warranty_commands.create_warranty, project_id, **item)
    asked: list[str] = []

    def seen(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    sa.event.listen(sqlite_engine, "before_cursor_execute", seen)
    with reading(sqlite_engine) as session:
        READS[name](session, project_id)

    assert len([each for each in asked if each.lstrip().upper().startswith("SELECT")]) == STATEMENTS[name]
