"""A reviewer's decisions on the lines of a draft: what a cut may be, what is left of each line, and the rate of it.

The reduction rate (核减率) is stated as finance bureaus state it: (amount submitted − amount accepted) ÷ amount
submitted. A line that is not decided yet, or is questioned, counts as submitted and is told apart as pending.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.errors import Invalid
from tracker.money import FEN_PER_YUAN
from tracker.money import amount_fen as amount_of
from tracker.procurement.effects import is_priced
from tracker.procurement.lines import Line, Lineage
from tracker.vocabulary import CommentStatus, LineDecision

STEPS: Mapping[CommentStatus, frozenset[CommentStatus]] = {
    CommentStatus.OPEN: frozenset({CommentStatus.ANSWERED, CommentStatus.REFUSED, CommentStatus.CLOSED}),
    CommentStatus.ANSWERED: frozenset({CommentStatus.OPEN, CommentStatus.CLOSED}),
    CommentStatus.REFUSED: frozenset({CommentStatus.OPEN, CommentStatus.CLOSED, CommentStatus.ANSWERED}),
    CommentStatus.CLOSED: frozenset({CommentStatus.OPEN}),
}
"""From each status of a comment, those it may go to. Authors answer and refuse; reviewers close and open again."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a line; a cut gives the quantity (thousandths), the price (fen), both, or the amount."""

    decision: LineDecision
    quantity_milli: int | None = None
    unit_price_fen: int | None = None
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Reduction:
    """What review leaves of an amount; money in fen.

    Attributes:
        submitted_fen: as handed in.
        accepted_fen: after the cuts; what is pending counts as submitted.
        pending_fen: of it, lines without a decision or with a question.
        pending: how many lines those are.
    """

    submitted_fen: int = 0
    accepted_fen: int = 0
    pending_fen: int = 0
    pending: int = 0

    @property
    def reduced_fen(self) -> int:
        """The amount taken away (核减额)."""
        return self.submitted_fen - self.accepted_fen

    @property
    def rate(self) -> Decimal | None:
        """The reduction rate (核减率) as a share of one; None where nothing was submitted."""
        if self.submitted_fen <= 0:
            return None
        return Decimal(self.reduced_fen) / self.submitted_fen

    def __add__(self, other: "Reduction") -> "Reduction":
        """Both together."""
        return Reduction(
            self.submitted_fen + other.submitted_fen,
            self.accepted_fen + other.accepted_fen,
            self.pending_fen + other.pending_fen,
            self.pending + other.pending,
        )


def require_step(status: CommentStatus, to: CommentStatus) -> None:
    """Refuse a step that a comment cannot take.

    Raises:
        Invalid: `comment_step`, with both statuses.
    """
    if to not in STEPS[status]:
        raise Invalid("comment_step", status=status, to=to)


def require_decision(line: Line, decided: Decision) -> None:
    """Refuse a decision that does not fit its line.

    Raises:
        Invalid: a cut names nothing (`cut_missing`), an amount beside quantity or price (`cut_twice`), a quantity
            or price of a lump sum (`cut_of_lump_sum`), or does not lower the amount (`cut_not_lower`).
    """
    if decided.decision is not LineDecision.CUT_TO:
        return
    factors = [value for value in (decided.quantity_milli, decided.unit_price_fen) if value is not None]
    if decided.amount_fen is None and not factors:
        raise Invalid("cut_missing", name=line.name)
    if decided.amount_fen is not None and factors:
        raise Invalid("cut_twice", name=line.name)
    if factors and not is_priced(line):
        raise Invalid("cut_of_lump_sum", name=line.name)
    if not _is_lower(line, decided):
        raise Invalid("cut_not_lower", name=line.name, amount=Decimal(line.amount_fen) / FEN_PER_YUAN)


def accepted_fen(line: Line, decided: Decision | None) -> int:
    """What a decision leaves of a line's amount; the whole of it unless it is a cut."""
    if decided is None or decided.decision is not LineDecision.CUT_TO:
        return line.amount_fen
    if decided.amount_fen is not None:
        return decided.amount_fen
    quantity = line.quantity_milli if decided.quantity_milli is None else decided.quantity_milli
    price = line.unit_price_fen if decided.unit_price_fen is None else decided.unit_price_fen
    return amount_of(quantity or 0, price or 0)


def reductions(lines: Iterable[Line], decisions: Mapping[Lineage, Decision]) -> dict[str | None, Reduction]:
    """The reduction of each category, in order of appearance; their sum is that of the draft."""
    found: dict[str | None, Reduction] = {}
    for line in lines:
        decided = decisions.get(line.lineage)
        pending = decided is None or decided.decision is LineDecision.QUESTION
        own = Reduction(
            line.amount_fen,
            accepted_fen(line, decided),
            line.amount_fen if pending else 0,
            int(pending),
        )
        found[line.category] = found.get(line.category, Reduction()) + own
    return found


def taken_over(line: Line, cut: Decision, left_fen: int) -> dict[str, Any]:
    """What a cut changes in the line of a working copy; empty where the line is already no dearer than that.

    Args:
        line: the line as the working copy has it, perhaps edited since.
        cut: the decision on the submitted line.
        left_fen: what the decision left of the submitted line, as `accepted_fen` says.
    """
    if line.amount_fen <= left_fen:
        return {}
    if cut.amount_fen is not None or not is_priced(line):
        return {"lump_sum": True, "amount_fen": left_fen}
    factors = {"quantity_milli": cut.quantity_milli, "unit_price_fen": cut.unit_price_fen}
    return {
        name: min(value, getattr(line, name))
        for name, value in factors.items()
        if value is not None and value < getattr(line, name)
    } or {"lump_sum": True, "amount_fen": left_fen}


def _is_lower(line: Line, decided: Decision) -> bool:
    """Whether a cut raises nothing and lowers the amount."""
    pairs = (
        (decided.quantity_milli, line.quantity_milli),
        (decided.unit_price_fen, line.unit_price_fen),
        (decided.amount_fen, line.amount_fen),
    )
    fits = all(0 <= new <= (old or 0) for new, old in pairs if new is not None)
    return fits and accepted_fen(line, decided) < line.amount_fen
