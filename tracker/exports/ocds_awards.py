"""What was bought, as OCDS awards, contracts and transactions."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.exports.ocds_values import amount, without_blanks
from tracker.money import quantity_of
from tracker.procurement.lines import Lineage
from tracker.vocabulary import DeliveryResult


@dataclass(frozen=True, slots=True)
class Variation:
    """A supplement to a contract; money in fen."""

    id: int
    on: dt.date
    amount_fen: int
    reason: str


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid on a contract; in fen."""

    id: int
    on: dt.date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Delivered:
    """What arrived of a line, in thousandths of its unit, and how it was accepted."""

    id: int
    on: dt.date
    lineage: Lineage
    quantity_milli: int
    result: DeliveryResult
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """A package that was awarded, and its contract.

    Attributes:
        id: of the contract.
        number: on the contract, or empty.
        supplier_id: who won, or None where nobody is noted.
        supplier: their name, or empty.
        awarded_on: the day of the award, or None.
        signed_on: the day the contract was signed, or None where nobody noted it.
        amount_fen: what it was awarded for.
        lineages: the lines it buys.
        variations: supplements, in their order.
        payments: in their order.
        deliveries: in their order.
    """

    id: int
    number: str
    supplier_id: int | None
    supplier: str
    awarded_on: dt.date | None
    signed_on: dt.date | None
    amount_fen: int
    lineages: tuple[Lineage, ...]
    variations: tuple[Variation, ...] = ()
    payments: tuple[Payment, ...] = ()
    deliveries: tuple[Delivered, ...] = ()

    @property
    def is_contract(self) -> bool:
        """Whether there is a contract and not an award alone: it is signed, or something happened on it."""
        return bool(self.signed_on or self.variations or self.payments or self.deliveries)

    @property
    def days(self) -> list[dt.date]:
        """Every day something happened."""
        known = [day for day in (self.awarded_on, self.signed_on) if day]
        for parts in (self.variations, self.payments, self.deliveries):
            known += [each.on for each in parts]
        return known


@dataclass(frozen=True, slots=True)
class AwardParts:
    """The parts of a release that awards make up."""

    tags: list[str]
    parties: list[dict[str, Any]]
    awards: list[dict[str, Any]]
    contracts: list[dict[str, Any]]


Instant = Callable[[dt.date], str]
ItemOf = Callable[[Lineage], dict[str, Any] | None]


def award_release_parts(
    awards: Sequence[Award], *, title: str, currency: str, instant: Instant, item: ItemOf
) -> AwardParts:
    """Awards with their items, the contracts signed, and what was delivered and paid on them.

    Args:
        awards: what was bought.
        title: of the package.
        currency: ISO 4217.
        instant: writes a day as an OCDS date.
        item: the item of a line, or None where no submitted draft has it.
    """
    signed = [award for award in awards if award.is_contract]
    tags = ["award", *(["contract"] if signed else [])]
    if any(award.payments or award.deliveries for award in signed):
        tags.append("implementation")
    suppliers = {_supplier_id(each): each.supplier for each in awards if each.supplier_id is not None}
    return AwardParts(
        tags,
        [{"id": key, "name": name, "roles": ["supplier"]} for key, name in suppliers.items()],
        [_award(each, title, currency, instant, item) for each in awards],
        [_contract(each, title, currency, instant, item) for each in signed],
    )


def _supplier_id(award: Award) -> str:
    return f"supplier-{award.supplier_id}"


def _award_id(award: Award) -> str:
    return f"award-{award.id}"


def _award(award: Award, title: str, currency: str, instant: Instant, item: ItemOf) -> dict[str, Any]:
    supplier = {"id": _supplier_id(award), "name": award.supplier} if award.supplier_id is not None else None
    return without_blanks(
        {
            "id": _award_id(award),
            "title": title,
            "status": "active",
            "date": instant(award.awarded_on) if award.awarded_on else None,
            "value": amount(award.amount_fen, currency),
            "suppliers": [supplier] if supplier else None,
            "items": [found for lineage in award.lineages if (found := item(lineage))],
        }
    )


def _contract(award: Award, title: str, currency: str, instant: Instant, item: ItemOf) -> dict[str, Any]:
    """The contract at its value with all variations, each of which is an amendment."""
    total = award.amount_fen + sum(each.amount_fen for each in award.variations)
    return without_blanks(
        {
            "id": award.number or f"contract-{award.id}",
            "awardID": _award_id(award),
            "title": title,
            "status": "active",
            "value": amount(total, currency),
            "dateSigned": instant(award.signed_on) if award.signed_on else None,
            "amendments": [
                {"id": str(each.id), "date": instant(each.on), "rationale": each.reason}
                for each in award.variations
            ],
            "implementation": without_blanks(
                {
                    "transactions": _transactions(award, currency, instant),
                    "milestones": [
                        _delivery(each, instant, item(each.lineage) or {}) for each in award.deliveries
                    ],
                }
            ),
        }
    )


def _transactions(award: Award, currency: str, instant: Instant) -> list[dict[str, Any]]:
    return [
        {"id": str(each.id), "date": instant(each.on), "value": amount(each.amount_fen, currency)}
        for each in award.payments
    ]


_ACCEPTED = {
    DeliveryResult.ACCEPTED: "met",
    DeliveryResult.RECTIFY: "partiallyMet",
    DeliveryResult.REFUSED: "notMet",
}


def _delivery(delivered: Delivered, instant: Instant, item: dict[str, Any]) -> dict[str, Any]:
    """A delivery as a milestone: the line, what arrived of it, and whether that was accepted."""
    unit = item.get("unit", {}).get("name", "")
    arrived = f"{quantity_of(delivered.quantity_milli)} {unit}".strip()
    day = "dateMet" if delivered.result is DeliveryResult.ACCEPTED else "dateModified"
    return without_blanks(
        {
            "id": str(delivered.id),
            "title": item.get("description"),
            "type": "delivery",
            "description": " · ".join(filter(None, [arrived, delivered.remarks])),
            day: instant(delivered.on),
            "status": _ACCEPTED[delivered.result],
        }
    )
