"""Contracts with their supplements, deliveries and payments."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.vocabulary import DeliveryResult

CONTRACT = metadata.tables["contract"]
VARIATION = metadata.tables["contract_variation"]
DELIVERY = metadata.tables["delivery"]
PAYMENT = metadata.tables["payment"]
ORGANISATION = metadata.tables["organisation"]


@dataclass(frozen=True, slots=True)
class VariationRow:
    """A supplement; the amount in fen, negative when it reduces the contract."""

    id: int
    on: dt.date
    amount_fen: int
    reason: str
    archived: bool


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """What arrived of a line; the quantity in thousandths of its unit."""

    id: int
    on: dt.date
    lineage_id: int
    quantity_milli: int
    result: DeliveryResult
    remarks: str
    archived: bool


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money paid, in fen."""

    id: int
    on: dt.date
    amount_fen: int
    note: str
    archived: bool


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract with everything that hangs on it, archived parts too; money in fen."""

    id: int
    version: int
    package_id: int
    supplier_id: int | None
    supplier: str
    number: str
    awarded_on: dt.date | None
    signed_on: dt.date | None
    amount_fen: int
    archived: bool
    variations: tuple[VariationRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    payments: tuple[PaymentRow, ...]

    @property
    def variations_fen(self) -> int:
        """The supplements that count, together."""
        return sum(row.amount_fen for row in self.variations if not row.archived)

    @property
    def payments_fen(self) -> int:
        """What was paid."""
        return sum(row.amount_fen for row in self.payments if not row.archived)

    @property
    def accepted_milli(self) -> dict[int, int]:
        """What was accepted of each line, in thousandths, by lineage."""
        found: defaultdict[int, int] = defaultdict(int)
        for row in self.deliveries:
            if not row.archived and row.result is DeliveryResult.ACCEPTED:
                found[row.lineage_id] += row.quantity_milli
        return dict(found)


def contracts(session: Session, project_id: int) -> list[ContractRow]:
    """The contracts of a project, archived ones too, in the order they were made; four statements."""
    parts = [
        _parts(session, project_id, table, columns)
        for table, columns in (
            (VARIATION, ("id", "on", "amount_fen", "reason")),
            (DELIVERY, ("id", "on", "lineage_id", "quantity_milli", "result", "remarks")),
            (PAYMENT, ("id", "on", "amount_fen", "note")),
        )
    ]
    query = (
        sa.select(
            CONTRACT.c.id,
            CONTRACT.c.version,
            CONTRACT.c.package_id,
            CONTRACT.c.supplier_id,
            sa.func.coalesce(ORGANISATION.c.name, ""),
            CONTRACT.c.number,
            CONTRACT.c.awarded_on,
            CONTRACT.c.signed_on,
            CONTRACT.c.amount_fen,
            CONTRACT.c.archived_at.is_not(None),
        )
        .outerjoin(
            ORGANISATION,
            sa.and_(
                ORGANISATION.c.project_id == CONTRACT.c.project_id,
                ORGANISATION.c.id == CONTRACT.c.supplier_id,
            ),
        )
        .where(CONTRACT.c.project_id == project_id)
        .order_by(CONTRACT.c.id)
    )
    return [
        ContractRow(
            *(
                *row,
                tuple(VariationRow(*cells) for cells in parts[0][row.id]),
                tuple(DeliveryRow(*cells) for cells in parts[1][row.id]),
                tuple(PaymentRow(*cells) for cells in parts[2][row.id]),
            )
        )
        for row in session.execute(query)
    ]


def _parts(
    session: Session, project_id: int, table: sa.Table, columns: Sequence[str]
) -> defaultdict[int, list[Sequence[Any]]]:
    """The rows of a table by contract, each with its columns and whether it is archived, by day."""
    found: defaultdict[int, list[Sequence[Any]]] = defaultdict(list)
    query = (
        sa.select(table.c.contract_id, *(table.c[name] for name in columns), table.c.archived_at.is_not(None))
        .where(table.c.project_id == project_id)
        .order_by(table.c.on, table.c.id)
    )
    for contract_id, *cells in session.execute(query):
        found[contract_id].append(cells)
    return found
