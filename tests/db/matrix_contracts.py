"""How to call the commands on contracts and what hangs on them."""

import datetime as dt

from tests.db.matrix_packages import package
from tests.db.matrix_site import editing, on
from tests.factories import make
from tracker.vocabulary import DeliveryResult

DAY = dt.date(2026, 5, 20)


def contract(session, project_id, **given):
    """A contract over 1,000 yuan."""
    return make(
        "contract",
        session,
        **{
            "project_id": project_id,
            "package_id": package(session, project_id).id,
            "amount_fen": 100_000,
            **given,
        },
    )


def part(table):
    """A row of `table` that hangs on such a contract."""

    def made(session, project_id):
        return make(table, session, project_id=project_id, contract_id=contract(session, project_id).id)

    return made


def _new(session, project_id, **given):
    return {
        "project_id": project_id,
        "contract_id": contract(session, project_id).id,
        "on": DAY,
        "today": DAY,
        **given,
    }


def bought_line(session, found):
    """A line that the package of a contract holds: its lineage."""
    lineage_id = make("lineage", session, project_id=found.project_id).id
    own = {"project_id": found.project_id, "package_id": found.package_id}
    make("package_line", session, **own, lineage_id=lineage_id)
    return lineage_id


def _delivered(session, project_id):
    found = contract(session, project_id)
    return {
        "project_id": project_id,
        "contract_id": found.id,
        "on": DAY,
        "today": DAY,
        "lineage_id": bought_line(session, found),
        "quantity_milli": 1_000,
        "result": DeliveryResult.ACCEPTED,
    }


CALLS = {
    "create_contract": lambda session, project_id: {
        "project_id": project_id,
        "package_id": package(session, project_id).id,
        "amount_fen": 100_000,
        "today": DAY,
    },
    "update_contract": lambda session, project_id: {
        **editing(contract, "contract_id", amount_fen=90_000)(session, project_id),
        "today": DAY,
    },
    "archive_contract": on(contract, "contract_id"),
    "restore_contract": on(contract, "contract_id"),
    "add_variation": lambda session, project_id: _new(session, project_id, amount_fen=1, reason="增加书架"),
    "archive_variation": on(part("contract_variation"), "variation_id"),
    "restore_variation": on(part("contract_variation"), "variation_id"),
    "add_delivery": _delivered,
    "archive_delivery": on(part("delivery"), "delivery_id"),
    "restore_delivery": on(part("delivery"), "delivery_id"),
    "add_payment": lambda session, project_id: _new(session, project_id, amount_fen=1),
    "archive_payment": on(part("payment"), "payment_id"),
    "restore_payment": on(part("payment"), "payment_id"),
}
