"""Typed changes between two drafts, and their sums by category, zone, kind or anything else."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from tracker.procurement.effects import Effects
from tracker.procurement.lines import Line, Lineage

Key = TypeVar("Key", bound=Hashable)
FieldChanges = dict[str, tuple[Any, Any]]


class ChangeKind(StrEnum):
    """What happened to a line, or to a group of lines, between two drafts."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Change:
    """One line, or one group split or merged, that is not the same in both drafts.

    Attributes:
        kind: what happened.
        before: its lines in the earlier draft; empty when added.
        after: its lines in the later draft; empty when removed.
        fields: old and new value of each field that differs. Of a group: quantity and amount are sums, any
            other field is the value its lines share, or None where they differ. Empty when added or removed.
        effects: what price, quantity and both together did, in fen.
    """

    kind: ChangeKind
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    fields: FieldChanges
    effects: Effects

    @property
    def difference_fen(self) -> int:
        """Amount after less amount before."""
        return self.effects.difference_fen

    @property
    def line(self) -> Line:
        """The line that stands for the change: the first one after, else the first one before."""
        return (self.after or self.before)[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two drafts.

    Attributes:
        changes: in the order of the later draft's rows; removed lines last, in the earlier draft's order.
        unchanged: pairs (before, after) whose compared fields are all equal, in the later draft's order.
        order: lineages of the later draft, row by row.
        total_before_fen: sum of the earlier draft.
        total_after_fen: sum of the later draft.
    """

    changes: tuple[Change, ...]
    unchanged: tuple[tuple[Line, Line], ...]
    order: tuple[Lineage, ...] = field(repr=False)
    total_before_fen: int
    total_after_fen: int

    @property
    def difference_fen(self) -> int:
        """Total after less total before; equal to the sum of the changes' differences."""
        return self.total_after_fen - self.total_before_fen

    @property
    def effects(self) -> Effects:
        """The effects of all changes, summed; added and removed lines count in the difference only."""
        parts = [change.effects for change in self.changes]
        return Effects(
            sum(part.price_fen for part in parts),
            sum(part.quantity_fen for part in parts),
            sum(part.joint_fen for part in parts),
            sum(part.difference_fen for part in parts),
        )

    def by(self, key: Callable[[Change], Key]) -> dict[Key, int]:
        """Difference in fen by any property of a change (its cause, its kind), in order of appearance."""
        return _summed((key(change), change.difference_fen) for change in self.changes)

    def by_line(self, key: Callable[[Line], Key]) -> dict[Key, int]:
        """Difference in fen by a property of lines: the difference of the totals of each of its values.

        A line that went from one category to another counts against the old one and for the new one.
        """
        return _summed(
            (key(line), sign * line.amount_fen)
            for change in self.changes
            for sign, side in ((-1, change.before), (1, change.after))
            for line in side
        )

    def by_kind(self) -> dict[ChangeKind, int]:
        """Difference in fen by kind of change."""
        return self.by(lambda change: change.kind)

    def by_category(self) -> dict[str | None, int]:
        """Difference of each category's total, in fen, for categories with a changed line."""
        return self.by_line(lambda line: line.category)

    def by_zone(self) -> dict[str | None, int]:
        """Difference of each zone's total, in fen, for zones with a changed line."""
        return self.by_line(lambda line: line.zone)


def _summed(parts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Sums by key, in order of first appearance."""
    sums: defaultdict[Key, int] = defaultdict(int)
    for key, amount in parts:
        sums[key] += amount
    return dict(sums)
