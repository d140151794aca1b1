"""What people's answers to a matching mean for storage: which line carries on, which descends from which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.imports.draft_types import ReadLine
from tracker.procurement.lines import Line
from tracker.procurement.proposals import Proposal, Relation


@dataclass(frozen=True, slots=True)
class Inheritance:
    """How the lines of a new draft follow from stored ones; lines named in neither are new.

    Attributes:
        same: position of the line in its file (from 0) → the stored lineage that it carries on.
        parents: position → the stored lineages from which the line was split or merged.
    """

    same: Mapping[int, int] = field(default_factory=dict)
    parents: Mapping[int, frozenset[int]] = field(default_factory=dict)


def by_position(lines: Sequence[ReadLine]) -> tuple[Line, ...]:
    """The lines of a file, each under its position as text: it cannot be taken for a stored lineage."""
    return tuple(line.as_line(str(position)) for position, line in enumerate(lines))


def inherit(accepted: Iterable[Proposal], rejected: Iterable[Proposal] = ()) -> Inheritance:
    """What follows from the answers to a matching of stored lines with those of `by_position`.

    Of a rejected split or merge, the line that stands unchanged in its place still carries on.
    """
    kept = (carried for proposal in rejected if (carried := carried_on(proposal)) is not None)
    same: dict[int, int] = {}
    parents: dict[int, frozenset[int]] = {}
    for proposal in (*accepted, *kept):
        lineages = [int(line.lineage) for line in proposal.before]
        for line in proposal.after:
            if proposal.relation is Relation.SAME:
                same[int(line.lineage)] = lineages[0]
            else:
                parents[int(line.lineage)] = frozenset(lineages)
    return Inheritance(same, parents)


def carried_on(proposal: Proposal) -> Proposal | None:
    """Of a split or a merge that is none: the pair of the same name, specification, unit and zone, if any."""
    if proposal.relation is Relation.SAME:
        return None
    for before in proposal.before:
        for after in proposal.after:
            if _identity(before) == _identity(after):
                return Proposal(Relation.SAME, (before,), (after,), 1.0, (), certain=True)
    return None


def _identity(line: Line) -> tuple[str | None, ...]:
    return line.name, line.specification, line.unit, line.zone
