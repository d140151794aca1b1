"""Acceptance gates: where each stands, whom it waits for, its clocks, and the warranties that follow."""

import datetime as dt

import pytest

from tracker.acceptance import (
    BlockingFact,
    ConditionFact,
    GateNeed,
    GateState,
    HeldFact,
    Scope,
    blocking_in,
    check_held_on,
    completed_on,
    earliest_air_test,
    filing_due,
    scope_of,
    stage_state,
    standing,
    unmet_before_furniture,
)
from tracker.acceptance_attention import GateFact, gate_attention
from tracker.errors import Invalid
from tracker.site_attention import AttentionKind
from tracker.standard_gates import STANDARD_GATES, months_of, source_of
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage, FireProcedure, Severity, WarrantyItem
from tracker.warranties import Deadline, DeadlineKind, check_months, expires_on, look_ahead

PASSED, CONDITIONAL, FAILED = (
    AcceptanceOutcome.PASSED,
    AcceptanceOutcome.CONDITIONAL,
    AcceptanceOutcome.FAILED,
)
TODAY = dt.date(2026, 4, 1)


def march(day):
    return dt.date(2026, 3, day)


def held(id_, day, outcome, *conditions):
    return HeldFact(id_, march(day), outcome, conditions)


# Standing


def test_a_gate_that_was_never_held_is_not_met():
    found = standing([])

    assert (found.state, found.attempts, found.is_met) == (GateState.NOT_HELD, 0, False)


def test_the_last_attempt_decides_whatever_the_order_of_the_records():
    found = standing([held(2, 20, PASSED), held(1, 5, FAILED)])

    assert (found.state, found.attempts, found.passed_on, found.met_on) == (
        GateState.PASSED,
        2,
        march(20),
        march(20),
    )


def test_of_two_attempts_on_one_day_the_later_record_decides():
    assert standing([held(1, 5, PASSED), held(2, 5, FAILED)]).state is GateState.FAILED


def test_a_failure_after_a_pass_takes_the_pass_back():
    found = standing([held(1, 5, PASSED), held(2, 9, FAILED)])

    assert (found.state, found.passed_on, found.met_on) == (GateState.FAILED, None, None)


def test_a_gate_with_an_open_condition_has_passed_but_is_not_met():
    done, left = ConditionFact(march(12), march(11)), ConditionFact(march(20), None)
    found = standing([held(1, 5, CONDITIONAL, done, left)])

    assert (found.state, found.passed_on, found.met_on) == (GateState.CONDITIONAL, march(5), None)
    assert found.open_conditions == (left,)
    assert (found.overdue_conditions(march(20)), found.overdue_conditions(march(21))) == (0, 1)


def test_a_gate_is_met_on_the_day_of_its_last_condition():
    found = standing(
        [held(1, 5, CONDITIONAL, ConditionFact(None, march(18)), ConditionFact(march(12), march(11)))]
    )

    assert (found.state, found.passed_on, found.met_on) == (GateState.PASSED, march(5), march(18))


def test_passed_on_conditions_of_which_none_is_recorded_stays_conditional():
    assert standing([held(1, 5, CONDITIONAL)]).state is GateState.CONDITIONAL


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], GateState.NOT_HELD),
        ([GateState.PASSED, GateState.PASSED], GateState.PASSED),
        ([GateState.PASSED, GateState.NOT_HELD], GateState.NOT_HELD),
        ([GateState.CONDITIONAL, GateState.NOT_HELD], GateState.CONDITIONAL),
        ([GateState.PASSED, GateState.FAILED, GateState.CONDITIONAL], GateState.FAILED),
    ],
)
def test_a_stage_stands_at_the_worst_of_its_gates(states, expected):
    assert stage_state(states) is expected


# Scope

# Floor 1 with rooms 11 and 12, of which 12 holds element 121; floor 2.
PARENTS = {1: None, 11: 1, 12: 1, 121: 12, 2: None}


def finding(id_, zone_id=None, organisation_id=None):
    return BlockingFact(id_, id_, Severity.MAJOR, march(1), zone_id, organisation_id)


def ids(found):
    return [each.id for each in found]


def test_a_gate_without_zone_or_contractor_is_about_every_finding():
    assert ids(blocking_in(Scope(), [finding(1), finding(2, 11, 7)])) == [1, 2]


def test_a_gate_of_a_zone_is_about_what_lies_in_it_and_not_about_the_building_as_a_whole():
    scope = scope_of(1, None, PARENTS)

    assert scope.zones == {1, 11, 12, 121}
    found = [finding(1, 11), finding(2, 121), finding(3, 2), finding(4, None)]
    assert ids(blocking_in(scope, found)) == [1, 2]


def test_a_gate_of_a_contract_is_about_its_contractor_and_what_nobody_was_given():
    found = [finding(1, 11, 7), finding(2, 11, 8), finding(3, 11, None)]

    assert ids(blocking_in(scope_of(None, 7, PARENTS), found)) == [1, 3]


def test_zone_and_contractor_limit_together():
    assert ids(blocking_in(scope_of(2, 7, PARENTS), [finding(1, 2, 7), finding(2, 11, 7)])) == [1]


# Clocks


def test_the_filing_is_due_fifteen_calendar_days_after_the_last_works_contract_passed():
    civil, fit_out = standing([held(1, 3, PASSED)]), standing([held(2, 10, CONDITIONAL)])

    assert completed_on([civil, fit_out]) == march(10)
    assert filing_due(march(10)) == march(25)
    assert filing_due(dt.date(2026, 2, 20)) == march(7)


def test_completion_is_not_there_while_a_works_contract_has_not_passed_or_none_exists():
    assert completed_on([standing([held(1, 3, PASSED)]), standing([])]) is None
    assert completed_on([]) is None
    assert filing_due(None) is None


def test_air_is_tested_seven_days_after_completion_and_again_with_the_furniture():
    assert earliest_air_test(march(10)) == march(17)
    assert earliest_air_test(march(10), march(12)) == march(17)
    assert earliest_air_test(march(10), march(30)) == march(30)
    assert earliest_air_test(None) is None


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (dt.date(1926, 3, 10), "acceptance_in_other_century"),
        (dt.date(2126, 3, 10), "acceptance_in_other_century"),
        (dt.date(2026, 4, 2), "acceptance_in_future"),
        (dt.date(2025, 12, 31), "acceptance_before_project"),
        (dt.date(2026, 3, 16), "air_test_too_early"),
    ],
)
def test_an_unlikely_day_is_doubted(day, code):
    with pytest.raises(Invalid) as error:
        check_held_on(day, starts_on=dt.date(2026, 1, 1), today=TODAY, not_before=march(17))

    assert error.value.code == code


@pytest.mark.parametrize("day", [dt.date(2026, 4, 1), dt.date(2026, 3, 17)])
def test_a_likely_day_is_not(day):
    check_held_on(day, starts_on=dt.date(2026, 1, 1), today=TODAY, not_before=march(17))


# Furniture


def test_a_room_waits_for_the_gates_of_its_floor_of_what_is_in_it_and_of_the_building():
    gates = [
        GateNeed(1, None, is_met=False),
        GateNeed(2, 1, is_met=False),
        GateNeed(3, 121, is_met=False),
        GateNeed(4, 11, is_met=False),
        GateNeed(5, 2, is_met=False),
        GateNeed(6, 12, is_met=True),
    ]

    assert unmet_before_furniture(12, gates, PARENTS) == [1, 2, 3]
    assert unmet_before_furniture(2, gates, PARENTS) == [1, 5]


def test_the_air_test_after_the_furniture_does_not_wait_before_it():
    assert unmet_before_furniture(12, [GateNeed(1, None, is_met=False, after_furniture=True)], PARENTS) == []


# What needs somebody


def fact(id_, stage=AcceptanceStage.COMPLETION_FILING, stands=None, **given):
    return GateFact(id_, stage, stands or standing([]), **given)


def test_the_filing_is_announced_from_the_day_of_completion_and_urgent_when_overdue():
    due = march(25)

    [early] = gate_attention([fact(1, due_on=due)], march(10))
    [late] = gate_attention([fact(1, due_on=due)], TODAY)

    assert (early.kind, early.facts, early.urgent) == (
        AttentionKind.FILING_DUE,
        {"due_on": due, "n": 15},
        False,
    )
    assert (late.kind, late.facts["n"], late.urgent) == (AttentionKind.FILING_OVERDUE, 7, True)
    assert (late.page, late.record_id) == ("acceptance", 1)
    assert gate_attention([fact(1, due_on=due)], march(9)) == []


def test_a_filing_that_is_done_needs_nobody():
    assert gate_attention([fact(1, stands=standing([held(1, 20, PASSED)]), due_on=march(25))], TODAY) == []


def test_overdue_conditions_are_one_row_per_gate():
    stands = standing(
        [held(1, 5, CONDITIONAL, ConditionFact(march(20), None), ConditionFact(dt.date(2026, 4, 2), None))]
    )

    [row] = gate_attention([fact(4, AcceptanceStage.FIRE, stands, contract="消防工程")], TODAY)

    assert (row.kind, row.facts, row.urgent) == (
        AttentionKind.CONDITIONS_OVERDUE,
        {"stage": AcceptanceStage.FIRE, "contract": "消防工程", "n": 1},
        True,
    )


def test_the_air_is_to_be_tested_again_once_the_furniture_is_in():
    [row] = gate_attention([fact(5, AcceptanceStage.AIR_QUALITY, furniture_on=march(30))], TODAY)

    assert (row.kind, row.facts) == (AttentionKind.AIR_RETEST, {"furniture_on": march(30)})


# The starting set


def test_the_starting_set_has_seven_gates_with_the_air_tested_twice():
    assert [(gate.stage, gate.after_furniture) for gate in STANDARD_GATES] == [
        (AcceptanceStage.CIVIL_WORKS, False),
        (AcceptanceStage.FIT_OUT, False),
        (AcceptanceStage.FIRE, False),
        (AcceptanceStage.PLANNING, False),
        (AcceptanceStage.AIR_QUALITY, False),
        (AcceptanceStage.AIR_QUALITY, True),
        (AcceptanceStage.COMPLETION_FILING, False),
    ]
    assert [gate.after_furniture for gate in STANDARD_GATES if gate.optional] == [True]
    assert STANDARD_GATES[2].fire_procedure is FireProcedure.ACCEPTANCE
    assert source_of(AcceptanceStage.COMPLETION_FILING) == ("建设工程质量管理条例", 49)
    assert source_of(AcceptanceStage.AIR_QUALITY) == ("GB 50325-2020", None)


def test_the_statutory_warranties_begin_with_the_works():
    assert months_of(STANDARD_GATES[0]) == {WarrantyItem.WATERPROOFING: 60}
    assert months_of(STANDARD_GATES[1]) == {
        WarrantyItem.FIT_OUT: 24,
        WarrantyItem.ELECTRICAL_PLUMBING: 24,
        WarrantyItem.HEATING_COOLING: 24,
    }


# Warranties


@pytest.mark.parametrize(
    ("passed_on", "months", "ends"),
    [
        (dt.date(2026, 3, 10), 24, dt.date(2028, 3, 10)),
        (dt.date(2026, 1, 22), 60, dt.date(2031, 1, 22)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2028, 2, 29), 24, dt.date(2030, 2, 28)),
        (None, 24, None),
    ],
)
def test_a_warranty_ends_whole_months_after_its_gate_passed(passed_on, months, ends):
    assert expires_on(passed_on, months) == ends


@pytest.mark.parametrize(
    ("item", "months", "code"),
    [
        (WarrantyItem.WATERPROOFING, 59, "warranty_too_short"),
        (WarrantyItem.FIT_OUT, 23, "warranty_too_short"),
        (WarrantyItem.OTHER, 0, "warranty_out_of_range"),
        (WarrantyItem.STRUCTURE, 1_201, "warranty_out_of_range"),
    ],
)
def test_a_warranty_is_not_shorter_than_the_law_nor_longer_than_any_design_life(item, months, code):
    with pytest.raises(Invalid) as error:
        check_months(item, months)

    assert error.value.code == code


def test_the_structure_has_the_design_life_that_the_project_gives():
    check_months(WarrantyItem.STRUCTURE, 600)


def test_the_look_ahead_keeps_what_is_overdue_and_leaves_out_what_is_far_or_has_ended():
    overdue = Deadline(march(25), DeadlineKind.FILING, 7)
    soon = Deadline(dt.date(2026, 4, 20), DeadlineKind.CONDITION, 3, text="补装")
    far = Deadline(dt.date(2028, 4, 2), DeadlineKind.WARRANTY, 1, item=WarrantyItem.FIT_OUT)
    last = Deadline(dt.date(2028, 4, 1), DeadlineKind.WARRANTY, 1, item=WarrantyItem.FIT_OUT)
    ended = Deadline(march(31), DeadlineKind.WARRANTY, 1, item=WarrantyItem.OTHER)

    assert look_ahead([far, ended, soon, last, overdue], TODAY, months=24) == [overdue, soon, last]
