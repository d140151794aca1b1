"""How to call the commands on acceptance gates, acceptances, conditions and warranties."""

import datetime as dt

from tests.db.matrix_site import editing, on
from tests.factories import make
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage, WarrantyItem

HELD_ON = dt.date(2026, 3, 10)
TODAY = dt.date(2026, 4, 1)


def gate(session, project_id, **given):
    """A fit-out gate."""
    return make("gate", session, **{"project_id": project_id, "stage": AcceptanceStage.FIT_OUT, **given})


def acceptance(session, project_id):
    """Such a gate passed on conditions."""
    return make(
        "acceptance",
        session,
        project_id=project_id,
        gate_id=gate(session, project_id).id,
        held_on=HELD_ON,
        outcome=AcceptanceOutcome.CONDITIONAL,
    )


def condition(session, project_id):
    """Its condition."""
    return make(
        "acceptance_condition",
        session,
        project_id=project_id,
        acceptance_id=acceptance(session, project_id).id,
    )


def warranty(session, project_id):
    """The warranty of such a gate."""
    return make(
        "warranty",
        session,
        project_id=project_id,
        gate_id=gate(session, project_id).id,
        item=WarrantyItem.FIT_OUT,
        months=24,
    )


CALLS = {
    "add_standard_gates": lambda _session, project_id: {"project_id": project_id},
    "create_gate": lambda _session, project_id: {"project_id": project_id, "stage": AcceptanceStage.FIRE},
    "update_gate": editing(gate, "gate_id", contract="内装工程"),
    "archive_gate": on(gate, "gate_id"),
    "restore_gate": on(gate, "gate_id"),
    "record_acceptance": lambda session, project_id: {
        "project_id": project_id,
        "gate_id": gate(session, project_id).id,
        "held_on": HELD_ON,
        "outcome": AcceptanceOutcome.PASSED,
        "today": TODAY,
    },
    "archive_acceptance": on(acceptance, "acceptance_id"),
    "restore_acceptance": on(acceptance, "acceptance_id"),
    "mark_condition_met": lambda session, project_id: {
        "project_id": project_id,
        "condition_id": condition(session, project_id).id,
        "met_on": HELD_ON,
        "today": TODAY,
    },
    "archive_condition": on(condition, "condition_id"),
    "restore_condition": on(condition, "condition_id"),
    "create_warranty": lambda session, project_id: {
        "project_id": project_id,
        "gate_id": gate(session, project_id).id,
        "item": WarrantyItem.WATERPROOFING,
        "months": 60,
    },
    "update_warranty": editing(warranty, "warranty_id", months=36),
    "archive_warranty": on(warranty, "warranty_id"),
    "restore_warranty": on(warranty, "warranty_id"),
}
