"""Contracts of packages: their supplements, what was delivered and accepted, and what was paid."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import (
    Contract,
    ContractVariation,
    Delivery,
    LineageRow,
    Organisation,
    Package,
    PackageLine,
    Payment,
)
from tracker.errors import Invalid
from tracker.money import FEN_PER_YUAN
from tracker.permissions import Action, Actor
from tracker.procurement.contract_checks import variation_limit_fen
from tracker.vocabulary import DeliveryResult

LONGEST_NUMBER = 120
LONGEST_NOTE = 300
LONGEST_REASON = 2_000

FIELDS = frozenset({"supplier_id", "number", "awarded_on", "signed_on", "amount_fen"})
"""What may be edited of a contract; it stays with its package."""


@command(Action.EDIT_PROCUREMENT)
def create_contract(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    package_id: int,
    amount_fen: int,
    supplier_id: int | None = None,
    number: str = "",
    awarded_on: dt.date | None = None,
    signed_on: dt.date | None = None,
    today: dt.date,
) -> int:
    """Record what a package was awarded for, and to whom; gives the contract's id.

    Raises:
        Invalid: as `_check`, and "package_archived".
    """
    package = get(session, Package, project_id, package_id)
    if package.archived_at is not None:
        raise Invalid("package_archived", title=package.title)
    contract = Contract(
        project_id=project_id,
        package_id=package_id,
        supplier_id=supplier_id,
        number=number,
        awarded_on=awarded_on,
        signed_on=signed_on,
        amount_fen=amount_fen,
    )
    _check(session, contract, today)
    session.add(contract)
    session.flush()
    assert contract.id is not None  # noqa: S101 (flushed)
    return contract.id


@command(Action.EDIT_PROCUREMENT)
def update_contract(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    contract_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
) -> None:
    """Change the fields of `FIELDS`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`, and "field_not_editable".
    """
    contract = get(session, Contract, project_id, contract_id)
    merge_edit(contract, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(session, contract, today)
    session.add(contract)


@command(Action.EDIT_PROCUREMENT)
def archive_contract(session: Session, *, actor: Actor, project_id: int, contract_id: int) -> None:
    """Put a contract aside with everything that hangs on it."""
    editing.archive(session, get(session, Contract, project_id, contract_id))


@command(Action.EDIT_PROCUREMENT)
def restore_contract(session: Session, *, actor: Actor, project_id: int, contract_id: int) -> None:
    """Bring an archived contract back."""
    editing.restore(session, get(session, Contract, project_id, contract_id))


@command(Action.EDIT_PROCUREMENT)
def add_variation(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    contract_id: int,
    on: dt.date,
    amount_fen: int,
    reason: str,
    today: dt.date,
) -> int:
    """Record a supplement to a contract, with its reason; gives its id. A negative amount reduces the contract.

    Raises:
        Invalid: "text_missing", "text_too_long", "contract_archived", "contract_day_in_future", or
            "variations_above_tenth", when all supplements together would come to more than the law allows.
    """
    contract = _live(session, project_id, contract_id)
    _require_past(on, today)
    _require_within_tenth(session, contract, amount_fen)
    row = ContractVariation(
        project_id=project_id,
        contract_id=contract_id,
        on=on,
        amount_fen=amount_fen,
        reason=required_text("reason", reason, longest=LONGEST_REASON),
    )
    return _stored(session, row)


@command(Action.EDIT_PROCUREMENT)
def archive_variation(session: Session, *, actor: Actor, project_id: int, variation_id: int) -> None:
    """Put a supplement aside."""
    editing.archive(session, get(session, ContractVariation, project_id, variation_id))


@command(Action.EDIT_PROCUREMENT)
def restore_variation(session: Session, *, actor: Actor, project_id: int, variation_id: int) -> None:
    """Bring an archived supplement back.

    Raises:
        Invalid: "variations_above_tenth", as `add_variation`.
    """
    row = get(session, ContractVariation, project_id, variation_id)
    if row.archived_at is not None:
        _require_within_tenth(session, get(session, Contract, project_id, row.contract_id), row.amount_fen)
    editing.restore(session, row)


@command(Action.EDIT_PROCUREMENT)
def add_delivery(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    contract_id: int,
    lineage_id: int,
    on: dt.date,
    quantity_milli: int,
    result: DeliveryResult,
    remarks: str = "",
    today: dt.date,
) -> int:
    """Record what arrived of a line and how it was accepted; gives its id. Quantity in thousandths of the unit.

    Raises:
        Invalid: "quantity_not_positive"; "delivery_without_remarks", when it was not accepted and nothing says why;
            "line_not_in_package", when the contract's package does not hold the line; "contract_archived";
            "contract_day_in_future".
    """
    contract = _live(session, project_id, contract_id)
    _require_past(on, today)
    get(session, LineageRow, project_id, lineage_id)
    if quantity_milli <= 0:
        raise Invalid("quantity_not_positive")
    if result is not DeliveryResult.ACCEPTED and not remarks.strip():
        raise Invalid("delivery_without_remarks")
    if not _buys(session, contract, lineage_id):
        raise Invalid("line_not_in_package")
    row = Delivery(
        project_id=project_id,
        contract_id=contract_id,
        lineage_id=lineage_id,
        on=on,
        quantity_milli=quantity_milli,
        result=result,
        remarks=remarks.strip(),
    )
    return _stored(session, row)


@command(Action.EDIT_PROCUREMENT)
def archive_delivery(session: Session, *, actor: Actor, project_id: int, delivery_id: int) -> None:
    """Put a delivery aside."""
    editing.archive(session, get(session, Delivery, project_id, delivery_id))


@command(Action.EDIT_PROCUREMENT)
def restore_delivery(session: Session, *, actor: Actor, project_id: int, delivery_id: int) -> None:
    """Bring an archived delivery back."""
    editing.restore(session, get(session, Delivery, project_id, delivery_id))


@command(Action.EDIT_PROCUREMENT)
def add_payment(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    contract_id: int,
    on: dt.date,
    amount_fen: int,
    note: str = "",
    today: dt.date,
) -> int:
    """Record money paid on a contract; gives its id. What exceeds the contract is shown as a finding.

    Raises:
        Invalid: "amount_not_positive", "text_too_long", "contract_archived", "contract_day_in_future".
    """
    _live(session, project_id, contract_id)
    _require_past(on, today)
    if amount_fen <= 0:
        raise Invalid("amount_not_positive")
    row = Payment(
        project_id=project_id,
        contract_id=contract_id,
        on=on,
        amount_fen=amount_fen,
        note=_short("note", note, LONGEST_NOTE),
    )
    return _stored(session, row)


@command(Action.EDIT_PROCUREMENT)
def archive_payment(session: Session, *, actor: Actor, project_id: int, payment_id: int) -> None:
    """Put a payment aside."""
    editing.archive(session, get(session, Payment, project_id, payment_id))


@command(Action.EDIT_PROCUREMENT)
def restore_payment(session: Session, *, actor: Actor, project_id: int, payment_id: int) -> None:
    """Bring an archived payment back."""
    editing.restore(session, get(session, Payment, project_id, payment_id))


def _require_past(day: dt.date, today: dt.date) -> None:
    """Refuse what has not happened yet."""
    if day > today:
        raise Invalid("contract_day_in_future", on=day)


def _live(session: Session, project_id: int, contract_id: int) -> Contract:
    """The contract that something is recorded on."""
    contract = get(session, Contract, project_id, contract_id)
    if contract.archived_at is not None:
        raise Invalid("contract_archived")
    return contract


def _require_within_tenth(session: Session, contract: Contract, more_fen: int) -> None:
    """Refuse a supplement that adds what only a procurement of its own may (政府采购法 art. 49)."""
    session.refresh(contract, with_for_update=True)  # two supplements at once wait for each other
    others = session.exec(
        select(func.coalesce(func.sum(ContractVariation.amount_fen), 0)).where(
            ContractVariation.project_id == contract.project_id,
            ContractVariation.contract_id == contract.id,
            col(ContractVariation.archived_at).is_(None),
        )
    ).one()
    limit, total = variation_limit_fen(contract.amount_fen), int(others) + more_fen
    if more_fen > 0 and total > limit:
        raise Invalid("variations_above_tenth", together=_yuan(total), limit=_yuan(limit))


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / FEN_PER_YUAN


def _buys(session: Session, contract: Contract, lineage_id: int) -> bool:
    found = session.exec(
        select(PackageLine.id).where(
            PackageLine.project_id == contract.project_id,
            PackageLine.package_id == contract.package_id,
            PackageLine.lineage_id == lineage_id,
            col(PackageLine.archived_at).is_(None),
        )
    ).first()
    return found is not None


def _stored(session: Session, row: ContractVariation | Delivery | Payment) -> int:
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


def _check(session: Session, contract: Contract, today: dt.date) -> None:
    """Refuse a contract that makes no sense.

    Raises:
        Invalid: "amount_not_positive", "text_too_long", "signed_before_award", or "contract_day_in_future".
        NotFound: the supplier is not of this project.
    """
    if contract.amount_fen <= 0:
        raise Invalid("amount_not_positive")
    contract.number = _short("number", contract.number, LONGEST_NUMBER)
    if contract.supplier_id is not None:
        get(session, Organisation, contract.project_id, contract.supplier_id)
    for day in (contract.awarded_on, contract.signed_on):
        if day is not None:
            _require_past(day, today)
    if contract.awarded_on and contract.signed_on and contract.signed_on < contract.awarded_on:
        raise Invalid("signed_before_award", signed_on=contract.signed_on, awarded_on=contract.awarded_on)


def _short(field: str, value: str, longest: int) -> str:
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
