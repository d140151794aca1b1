"""Which changes of a draft still lack a reason."""

from collections.abc import Iterable
from decimal import Decimal

from tracker.errors import Invalid
from tracker.money import FEN_PER_YUAN
from tracker.procurement.explained import ExplainedChange

MOST_LISTED = 20
"""How many changes a refusal lists before it only counts."""


def unexplained(changes: Iterable[ExplainedChange], threshold_fen: int) -> list[ExplainedChange]:
    """The changes without a reason that moved more than `threshold_fen`, those that moved most first.

    A change that moves no money (another name, another place) needs no reason.
    """
    lacking = [
        row for row in changes if not row.reasons and abs(row.change.difference_fen) > max(threshold_fen, 0)
    ]
    return sorted(lacking, key=lambda row: -abs(row.change.difference_fen))


def require_explained(changes: Iterable[ExplainedChange], threshold_fen: int) -> None:
    """Refuse to submit a draft whose larger changes lack a reason.

    Raises:
        Invalid: `changes_unexplained`, with `count`, `threshold` (yuan) and `names`, the changes that moved most.
    """
    lacking = unexplained(changes, threshold_fen)
    if lacking:
        raise Invalid(
            "changes_unexplained",
            count=len(lacking),
            threshold=Decimal(threshold_fen) / FEN_PER_YUAN,
            names=[row.change.line.name for row in lacking[:MOST_LISTED]],
        )
