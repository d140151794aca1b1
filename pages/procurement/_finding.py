"""What a comparison found, in one sentence: by how much the total moved, and why."""

from collections.abc import Sequence

from tracker.charts.procurement import money_label
from tracker.i18n import Words
from tracker.procurement.changes import ChangeKind, Comparison
from tracker.procurement.parts import Part
from tracker.vocabulary import Cause

NAMED_CAUSES = 3
"""How many causes the sentence names; the rest is one sum."""


def sentence(comparison: Comparison, by_cause: Sequence[Part], w: Words) -> str:
    """By how much the total moved, and why: the causes that moved most, or, without reasons, the effects.

    `by_cause` are the parts of the difference by cause; the one without a key is unexplained.
    """
    difference = comparison.difference_fen
    if difference == 0 and not comparison.changes:
        return w._("Both drafts are the same: every line is unchanged.")
    parts = _causes(by_cause, w) or _what_moved(comparison, w)
    said = w.listed([f"{name} {money_label(fen, w, signed=True)}" for name, fen in parts if fen])
    said = said or w._("the lines balance out")
    if difference == 0:
        return w._("**The total stays the same**: {parts}", parts=said)
    return w._(
        "**{verb} {amount}** ({share}): {parts}",
        verb=w._("Less by") if difference < 0 else w._("More by"),
        amount=money_label(abs(difference), w),
        share=_share(difference, comparison.total_before_fen, w),
        parts=said,
    )


def _share(difference: int, total: int, w: Words) -> str:
    if not total:
        return "—"
    return ("+" if difference > 0 else "") + w.percent(difference / total)


def _causes(by_cause: Sequence[Part], w: Words) -> list[tuple[str, int]]:
    """The causes that moved most money, and the rest in one sum; nothing where no cause moved any."""
    moved = [(Cause(part.key), part.difference_fen) for part in by_cause if part.key and part.difference_fen]
    if not moved:
        return []
    most = sorted(moved, key=lambda item: -abs(item[1]))[:NAMED_CAUSES]
    rest = sum(part.difference_fen for part in by_cause) - sum(fen for _, fen in most)
    # Labels begin with a capital in English; here they stand inside a sentence.
    return [*((w.label(cause).lower(), fen) for cause, fen in most), (w._("everything else"), rest)]


def _what_moved(comparison: Comparison, w: Words) -> list[tuple[str, int]]:
    """Prices, quantities, lines removed and added."""
    effects = comparison.effects
    by_kind = comparison.by_kind()
    return [
        (w._("prices"), effects.price_fen),
        (w._("quantities"), effects.quantity_fen),
        (w._("both together"), effects.joint_fen),
        (w._("lines removed"), by_kind.get(ChangeKind.REMOVED, 0)),
        (w._("lines added"), by_kind.get(ChangeKind.ADDED, 0)),
    ]
