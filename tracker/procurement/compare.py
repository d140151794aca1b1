"""Two drafts compared by lineage: typed changes whose differences sum to the difference of the totals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from tracker.errors import Invalid
from tracker.procurement.ancestry import Family, Origins, families
from tracker.procurement.changes import Change, ChangeKind, Comparison, FieldChanges
from tracker.procurement.effects import group_effects, pair_effects, whole_effects
from tracker.procurement.lines import FIELDS, Line, Lineage
from tracker.procurement.wording import typed_alike

__all__ = ["Change", "ChangeKind", "Comparison", "apply", "compare"]

_values = attrgetter(*FIELDS)
_MONEY_AND_QUANTITY = frozenset({"quantity_milli", "unit_price_fen", "amount_fen"})
_PLACES = frozenset({"zone", "category", "funding"})
_SUMMED = frozenset({"quantity_milli", "amount_fen"})
_WORDED = frozenset({"name", "specification", "unit"})
"""Fields where another width or spacing is no change; category and zone, keys of sums, count exactly."""


def compare(before: Sequence[Line], after: Sequence[Line], origins: Origins | None = None) -> Comparison:
    """Compare two drafts.

    Lines of one lineage are the same line. The rest is grouped by ancestry: one line that became several is
    split, several that became one are merged (of several and several: merged when there are fewer after), one
    that became one under another lineage is compared like any other line. What is left was added or removed.

    Args:
        before: the earlier draft, in its order.
        after: the later draft, in its order.
        origins: for lineages born from a split or a merge, the lineages they came from; `before` may be the
            later draft of the two.

    Raises:
        Invalid: a lineage stands twice in one draft.
    """
    befores, afters = _by_lineage(before), _by_lineage(after)
    related = families(
        [line for line in before if line.lineage not in afters],
        [line for line in after if line.lineage not in befores],
        origins or {},
    )
    family_of = {line.lineage: family for family in related for line in family.after}
    in_families = {line.lineage for family in related for line in family.before}

    changes: list[Change] = []
    unchanged: list[tuple[Line, Line]] = []
    for new in after:
        old = befores.get(new.lineage)
        family = Family((old,), (new,)) if old is not None else family_of.get(new.lineage)
        if family is None:
            changes.append(Change(ChangeKind.ADDED, (), (new,), {}, whole_effects(new.amount_fen)))
        elif family.after[0] is new:  # a family stands where its first line stands
            change = _change(family)
            if change is None:
                unchanged.append((family.before[0], new))
            else:
                changes.append(change)
    changes.extend(
        Change(ChangeKind.REMOVED, (old,), (), {}, whole_effects(-old.amount_fen))
        for old in before
        if old.lineage not in afters and old.lineage not in in_families
    )
    return Comparison(
        tuple(changes),
        tuple(unchanged),
        order=tuple(afters),
        total_before_fen=sum(line.amount_fen for line in before),
        total_after_fen=sum(line.amount_fen for line in after),
    )


def apply(before: Sequence[Line], comparison: Comparison) -> tuple[Line, ...]:
    """The later draft, made from the earlier one: `apply(a, compare(a, b)) == tuple(b)`.

    Raises:
        Invalid: `before` is not the draft that was compared.
    """
    lines = _by_lineage(before)
    made: dict[Lineage, Line] = {}
    kept = [((old,), (new,)) for old, new in comparison.unchanged]
    changed = [(change.before, change.after) for change in comparison.changes]
    for olds, news in (*kept, *changed):
        for old in olds:
            if lines.pop(old.lineage, None) != old:
                raise Invalid("not_the_compared_draft", lineage=old.lineage)
        made.update((new.lineage, new) for new in news)
    if lines:
        raise Invalid("not_the_compared_draft", lineage=next(iter(lines)))
    return tuple(made[lineage] for lineage in comparison.order)


def _by_lineage(draft: Sequence[Line]) -> dict[Lineage, Line]:
    """The lines of a draft by lineage, in its order; refuses a lineage that stands twice."""
    lines = {line.lineage: line for line in draft}
    if len(lines) < len(draft):
        (lineage, _), *_ = Counter(line.lineage for line in draft).most_common(1)
        raise Invalid("lineage_twice", lineage=lineage)
    return lines


def _change(family: Family) -> Change | None:
    """The change of lines that stand on both sides; None where no compared field differs."""
    if len(family.before) == len(family.after) == 1:
        old, new = family.before[0], family.after[0]
        old_values, new_values = _values(old), _values(new)
        # The tuples first: almost all lines are the same, and this is the fast way to see it.
        fields = {} if old_values == new_values else _differing(old_values, new_values)
        if not fields:
            return None
        return Change(_kind(fields), family.before, family.after, fields, pair_effects(old, new))
    kind = ChangeKind.SPLIT if len(family.after) >= len(family.before) else ChangeKind.MERGED
    fields = _differing(_group_values(family.before), _group_values(family.after))
    return Change(kind, family.before, family.after, fields, group_effects(family.before, family.after))


def _kind(fields: Mapping[str, Any]) -> ChangeKind:
    """Renamed and moved leave money and quantity alone; whatever touches either is changed."""
    if _MONEY_AND_QUANTITY.isdisjoint(fields):
        if "name" in fields:
            return ChangeKind.RENAMED
        if not _PLACES.isdisjoint(fields):
            return ChangeKind.MOVED
    return ChangeKind.CHANGED


def _differing(old: Sequence[Any], new: Sequence[Any]) -> FieldChanges:
    """Old and new value of each field that differs; both in the order of FIELDS."""
    return {
        name: (a, b)
        for name, a, b in zip(FIELDS, old, new, strict=True)
        if a != b
        and not (name in _WORDED and typed_alike(a, b))
        and not (name == "funding" and _unsaid(a, b))
    }


def _unsaid(old: object, new: object) -> bool:
    """Whether one draft names no source of funds: its workbook had no such column, so nothing moved."""
    return not old or not new


def _group_values(lines: Sequence[Line]) -> tuple[Any, ...]:
    """The values that stand for a group: sums of quantity and amount, else the shared value or None."""
    columns = zip(FIELDS, zip(*map(_values, lines), strict=True), strict=True)
    return tuple(_sum(column) if name in _SUMMED else _shared(column) for name, column in columns)


def _sum(values: Sequence[int | None]) -> int | None:
    """The sum, or None where a value is missing."""
    present = [value for value in values if value is not None]
    return sum(present) if len(present) == len(values) else None


def _shared(values: Sequence[Any]) -> object | None:
    """The one value that all have, or None."""
    return values[0] if all(value == values[0] for value in values) else None
