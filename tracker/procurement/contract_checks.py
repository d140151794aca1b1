"""Whether a contract keeps within its bounds: supplements, payments, deliveries; and budget against award."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

VARIATION_SHARE = 10
"""Supplements may add one part in ten to a contract (政府采购法 art. 49)."""


class ContractBreach(StrEnum):
    """How a contract is overrun."""

    OVER_BUDGET = "over_budget"
    VARIATIONS = "variations"
    PAYMENTS = "payments"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class ContractFinding:
    """An overrun: by how much (fen, or thousandths of the unit for a delivery), of which line where it has one."""

    breach: ContractBreach
    excess: int
    lineage_id: int | None = None


def variation_limit_fen(amount_fen: int) -> int:
    """What all supplements together may add; a fraction of a fen does not count."""
    return amount_fen // VARIATION_SHARE


def contract_findings(
    *,
    budget_fen: int,
    amount_fen: int,
    variations_fen: int,
    payments_fen: int,
    ordered: Mapping[int, int | None],
    delivered: Mapping[int, int],
) -> list[ContractFinding]:
    """Everything that is overrun.

    Args:
        budget_fen: what the package's lines come to; 政府采购法 art. 6 binds procurement to the approved budget.
        amount_fen: the contract's amount.
        variations_fen: its supplements together; less than none where they reduce it.
        payments_fen: what was paid.
        ordered: thousandths of the unit by lineage; None for a lump sum, which has no quantity to compare.
        delivered: likewise, what was accepted.
    """
    found = []
    if amount_fen > budget_fen:
        found.append(ContractFinding(ContractBreach.OVER_BUDGET, amount_fen - budget_fen))
    excess = variations_fen - variation_limit_fen(amount_fen)
    if excess > 0:
        found.append(ContractFinding(ContractBreach.VARIATIONS, excess))
    excess = payments_fen - amount_fen - variations_fen
    if excess > 0:
        found.append(ContractFinding(ContractBreach.PAYMENTS, excess))
    for lineage_id, quantity in delivered.items():
        wanted = ordered.get(lineage_id, 0)
        if wanted is not None and quantity > wanted:
            found.append(ContractFinding(ContractBreach.DELIVERY, quantity - wanted, lineage_id))
    return found
