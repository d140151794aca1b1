"""Columns of procurement exports: drafts, the lines of a draft, and the changes between two drafts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from tracker.exports.table import Column, money_column
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.lines import Line
from tracker.vocabulary import DraftStatus


class DraftLike(Protocol):
    """What the list of drafts shows of each."""

    @property
    def number(self) -> int | None:
        """None for the working copy."""

    @property
    def status(self) -> DraftStatus:
        """Where it stands."""

    @property
    def lines(self) -> int:
        """How many lines it has."""

    @property
    def total_fen(self) -> int:
        """Its total."""

    @property
    def difference_fen(self) -> int | None:
        """Its total less that of the draft before."""


def line_columns(w: Words) -> list[Column[Line]]:
    """A draft's lines: quantity as a number, money in yuan to the fen."""
    return [
        Column(w._("Category"), lambda line: line.category, 16),
        Column(w._("Name"), lambda line: line.name, 28),
        Column(w._("Specification"), lambda line: line.specification, 36),
        Column(w._("Unit"), lambda line: line.unit, 8),
        Column(w._("Quantity"), lambda line: line.quantity, 12, "#,##0.###"),
        money_column(w._("Unit price (yuan)"), lambda line: line.unit_price_fen),
        money_column(w._("Amount (yuan)"), lambda line: line.amount_fen),
        Column(w._("Zone"), lambda line: line.zone, 18),
        Column(w._("Funding source"), lambda line: line.funding, 18),
        Column(w._("Catalogue code"), lambda line: line.code, 14),
    ]


def change_columns(w: Words) -> list[Column[ExplainedChange]]:
    """Changes between two drafts: old and new figures, the effects, the difference, and why."""

    def quantity(lines: Sequence[Line]) -> Decimal | None:
        milli = summed_quantity(lines)
        return None if milli is None else quantity_of(milli)

    return [
        Column(w._p("comparison", "Change"), lambda row: w.label(row.change.kind), 10),
        Column(w._("Category"), lambda row: row.change.line.category, 16),
        Column(w._("Name before"), lambda row: w.listed([line.name for line in row.change.before]), 28),
        Column(w._("Name after"), lambda row: w.listed([line.name for line in row.change.after]), 28),
        Column(w._("Zone"), lambda row: row.change.line.zone, 18),
        Column(w._("Unit"), lambda row: row.change.line.unit, 8),
        Column(w._("Quantity before"), lambda row: quantity(row.change.before), 12, "#,##0.###"),
        Column(w._("Quantity after"), lambda row: quantity(row.change.after), 12, "#,##0.###"),
        money_column(w._("Unit price before (yuan)"), lambda row: shared_price(row.change.before)),
        money_column(w._("Unit price after (yuan)"), lambda row: shared_price(row.change.after)),
        money_column(
            w._("Amount before (yuan)"), lambda row: sum(line.amount_fen for line in row.change.before)
        ),
        money_column(
            w._("Amount after (yuan)"), lambda row: sum(line.amount_fen for line in row.change.after)
        ),
        money_column(w._("Price effect (yuan)"), lambda row: row.change.effects.price_fen),
        money_column(w._("Quantity effect (yuan)"), lambda row: row.change.effects.quantity_fen),
        money_column(w._("Joint effect (yuan)"), lambda row: row.change.effects.joint_fen),
        money_column(w._("Difference (yuan)"), lambda row: row.change.difference_fen),
        Column(w._("Reason"), lambda row: reason_text(row, w), 40),
    ]


def draft_columns(w: Words) -> list[Column[DraftLike]]:
    """The list of drafts."""
    return [
        Column(w._("Draft"), lambda row: row.number or w._("Working copy"), 12),
        Column(w._("Status"), lambda row: w.label(row.status), 12),
        Column(w._("Lines"), lambda row: row.lines, 8),
        money_column(w._("Total (yuan)"), lambda row: row.total_fen),
        money_column(w._("Difference to the draft before (yuan)"), lambda row: row.difference_fen, 22),
    ]


def reason_text(row: ExplainedChange, w: Words) -> str:
    """The reasons of a change in one line: 财政评审 评审核减24位."""
    said = (f"{w.label(reason.cause)} {reason.text}".strip() for reason in row.reasons)
    return w.listed(list(dict.fromkeys(said)))


def shared_price(lines: Sequence[Line]) -> int | None:
    """The unit price that all lines have, or None."""
    prices = {line.unit_price_fen for line in lines}
    return prices.pop() if len(prices) == 1 else None


def summed_quantity(lines: Sequence[Line]) -> int | None:
    """The quantities together, in thousandths; None where one is missing or the units differ."""
    quantities = [line.quantity_milli for line in lines if line.quantity_milli is not None]
    if not lines or len(quantities) < len(lines) or len({line.unit for line in lines}) > 1:
        return None
    return sum(quantities)
