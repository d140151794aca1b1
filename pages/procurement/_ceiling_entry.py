"""Ceilings while lines are being typed: what the draft would cost with the edits that nobody has saved yet."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from db.queries.procurement import LineRow
from pages.procurement._ceiling_reads import limits, spent
from pages.procurement._ceiling_words import over_ceilings, say_over
from tracker.errors import Invalid
from tracker.procurement.ceilings import Cost, exceeded, moved, states
from tracker.procurement.drafts import settled

COSTING = ("category", "funding", "name", "quantity_milli", "unit_price_fen", "lump_sum", "amount_fen")
"""What the cost of a line, and the ceiling that it counts under, follow from."""

Typed = tuple[LineRow | None, Mapping[str, Any] | None]
"""A line as it is stored and as it was typed, in stored values: no line is new, no values take it away."""


def say_at_entry(plan_id: int, draft_id: int, typed: Iterable[Typed]) -> None:
    """The ceilings that the typed lines would exceed, by how much; one that was exceeded so far is not said twice."""
    pairs = list(typed)
    taken = [_cost(_cells(row)) for row, _ in pairs if row is not None]
    put = [_cost(_cells(row) | dict(cells)) for row, cells in pairs if cells is not None]
    found = exceeded(states(limits(plan_id), moved(spent(draft_id), taken, put)))
    known = over_ceilings(plan_id, draft_id)
    say_over([state for state in found if state not in known])


def _cells(row: LineRow | None) -> dict[str, Any]:
    return {} if row is None else {field: getattr(row, field) for field in COSTING}


def _cost(cells: Mapping[str, Any]) -> Cost:
    """Category, source and amount of a line as saving would settle it; what cannot be saved costs what is typed."""
    amount = cells.get("amount_fen") or 0
    with suppress(Invalid):  # saving says what is wrong
        _, amount = settled(
            name=cells.get("name") or "",
            quantity_milli=cells.get("quantity_milli"),
            unit_price_fen=cells.get("unit_price_fen"),
            lump_sum=bool(cells.get("lump_sum")),
            amount_fen=amount,
        )
    return (cells.get("category") or "", cells.get("funding") or "", amount)
