"""Contracts of packages: their supplements, what was delivered and accepted, and what was paid."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Contract, ContractVariation, Delivery, LineageRow, Organisation, Package, Payment
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
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
    _check(session, contract)
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
) -> None:
    """Change the fields of `FIELDS`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`, and "field_not_editable".
    """
    contract = get(session, Contract, project_id, contract_id)
    merge_edit(contract, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    _check(session, contract)
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
) -> int:
    """Record a supplement to a contract, with its reason; gives its id. A negative amount reduces the contract.

    More than a tenth of the contract is shown as a finding, not refused: it happened.

    Raises:
        Invalid: "text_missing", "text_too_long".
    """
    get(session, Contract, project_id, contract_id)
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
    """Bring an archived supplement back."""
    editing.restore(session, get(session, ContractVariation, project_id, variation_id))


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
) -> int:
    """Record what arrived of a line and how it was accepted; gives its id. Quantity in thousandths of the unit.

    Raises:
        Invalid: "quantity_not_positive"; "delivery_without_remarks", when it was not accepted and nothing says why.
    """
    get(session, Contract, project_id, contract_id)
    get(session, LineageRow, project_id, lineage_id)
    if quantity_milli <= 0:
        raise Invalid("quantity_not_positive")
    if result is not DeliveryResult.ACCEPTED and not remarks.strip():
        raise Invalid("delivery_without_remarks")
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
) -> int:
    """Record money paid on a contract; gives its id. What exceeds the contract is shown as a finding.

    Raises:
        Invalid: "amount_not_positive", "text_too_long".
    """
    get(session, Contract, project_id, contract_id)
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


def _stored(session: Session, row: ContractVariation | Delivery | Payment) -> int:
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


def _check(session: Session, contract: Contract) -> None:
    """Refuse a contract that makes no sense.

    Raises:
        Invalid: "amount_not_positive", "text_too_long", or "signed_before_award".
        NotFound: the supplier is not of this project.
    """
    if contract.amount_fen <= 0:
        raise Invalid("amount_not_positive")
    contract.number = _short("number", contract.number, LONGEST_NUMBER)
    if contract.supplier_id is not None:
        get(session, Organisation, contract.project_id, contract.supplier_id)
    if contract.awarded_on and contract.signed_on and contract.signed_on < contract.awarded_on:
        raise Invalid("signed_before_award", signed_on=contract.signed_on, awarded_on=contract.awarded_on)


def _short(field: str, value: str, longest: int) -> str:
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
