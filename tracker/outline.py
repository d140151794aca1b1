"""The outline of the plans: the number of each line, and what a move of lines makes of their places.

A place is a parent and a position among its children. The moves answer with the places that change, and with the
tasks that become headings; nothing is changed here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from tracker.errors import Invalid
from tracker.schedule.model import TaskKind

MAX_DEPTH = 20
"""Levels below the top that indenting makes; plans from files may be deeper."""

Place = tuple[int | None, int]
"""Parent (None at the top of its plan) and position."""


class Line(Protocol):
    """What an outline needs of a task."""

    @property
    def id(self) -> int:
        """Number of the task."""

    @property
    def plan_id(self) -> int:
        """Its plan."""

    @property
    def parent_id(self) -> int | None:
        """The heading above it."""

    @property
    def position(self) -> int:
        """Its place among the lines of the same heading; equal ones follow their ids."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def kind(self) -> TaskKind:
        """What it is."""


L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line with what an outline needs, and no more."""

    id: int
    plan_id: int
    parent_id: int | None
    position: int
    title: str
    kind: TaskKind


@dataclass(frozen=True, slots=True)
class Moves:
    """What a move changes: new places by task, and tasks that become headings."""

    places: dict[int, Place] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)


def children_of(lines: Sequence[L]) -> dict[int | None, list[L]]:
    """The lines by parent, in order; a line whose parent is not among them stands at the top."""
    known = {line.id for line in lines}
    children: dict[int | None, list[L]] = {}
    for line in lines:
        children.setdefault(line.parent_id if line.parent_id in known else None, []).append(line)
    for group in children.values():
        group.sort(key=lambda line: (line.plan_id, line.position, line.id))
    return children


def wbs_numbers(lines: Sequence[Line]) -> dict[int, str]:
    """The outline number of each line by id: 2.1.3 is the third line below the first line of the second plan.

    Plans count in the order of their numbers, as `tracker.plans.outline` shows them.
    """
    plans = {plan_id: str(n) for n, plan_id in enumerate(sorted({line.plan_id for line in lines}), start=1)}
    children = children_of(lines)
    numbers: dict[int, str] = {}
    counts: dict[int, int] = {}
    for line in children.get(None, []):
        counts[line.plan_id] = counts.get(line.plan_id, 0) + 1
        numbers[line.id] = f"{plans[line.plan_id]}.{counts[line.plan_id]}"
    waiting = list(numbers)
    while waiting:
        above = waiting.pop()
        for place, line in enumerate(children.get(above, []), start=1):
            numbers[line.id] = f"{numbers[above]}.{place}"
            waiting.append(line.id)
    return numbers


def indented(lines: Sequence[Line], chosen: Collection[int]) -> Moves:
    """Each chosen line becomes the last one below the line before it, which becomes a heading if it was none.

    Args:
        lines: all lines of one or more plans.
        chosen: ids among them; what is below a chosen line moves with it.

    Raises:
        Invalid: "nothing_above" for a line that is the first below its heading, "outline_too_deep".
    """
    outline = _Outline(lines)
    moves = Moves()
    for line in outline.tops(chosen):
        group = outline.group(line)
        before = next((each for each in reversed(group[: group.index(line)]) if each.id not in chosen), None)
        if before is None or before.plan_id != line.plan_id:
            raise Invalid("nothing_above", title=line.title)
        if outline.depth(before) + outline.height(line) + 1 > MAX_DEPTH:
            raise Invalid("outline_too_deep", title=line.title, deepest=MAX_DEPTH)
        if before.kind is not TaskKind.SUMMARY:
            moves.headings.add(before.id)
        outline.put(line, before.id, len(outline.children.get(before.id, [])))
    return Moves(outline.changed(), moves.headings)


def outdented(lines: Sequence[Line], chosen: Collection[int]) -> Moves:
    """Each chosen line leaves its heading and follows it, on the heading's own level.

    Raises:
        Invalid: "already_at_top" for a line that has no heading.
    """
    outline = _Outline(lines)
    for line in reversed(list(outline.tops(chosen))):
        parent = outline.parent(line)
        if parent is None:
            raise Invalid("already_at_top", title=line.title)
        outline.put(line, outline.above[parent.id], outline.group(parent).index(parent) + 1)
    return Moves(outline.changed())


def shifted(lines: Sequence[Line], chosen: Collection[int], *, up: bool) -> Moves:
    """Each chosen line changes places with the one before it (or after it) below the same heading.

    Lines that are chosen together keep their order; what has arrived at the end stays there.

    Raises:
        Invalid: "no_place_to_move" where no chosen line can move.
    """
    outline = _Outline(lines)
    tops = list(outline.tops(chosen))
    for line in tops if up else reversed(tops):
        group = outline.group(line)
        place = group.index(line)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(group):
            continue
        neighbour = group[other]
        if neighbour.id not in chosen and neighbour.plan_id == line.plan_id:
            outline.put(line, outline.above[line.id], other)
    changed = outline.changed()
    if not changed:
        raise Invalid("no_place_to_move", title=tops[0].title if tops else "")
    return Moves(changed)


class _Outline:
    """Lines with places that can be changed."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = {line.id: line for line in lines}
        self.children = children_of(lines)
        self.above = {line.id: parent for parent, group in self.children.items() for line in group}
        self._touched: set[int | None] = set()

    def group(self, line: Line) -> list[Line]:
        """The lines of the same heading, the line itself among them."""
        return self.children[self.above[line.id]]

    def parent(self, line: Line) -> Line | None:
        """The heading of a line."""
        above = self.above[line.id]
        return None if above is None else self.lines[above]

    def tops(self, chosen: Collection[int]) -> Iterator[Line]:
        """The chosen lines in reading order, without those that move with a chosen heading."""
        stack = list(reversed(self.children.get(None, [])))
        found = []
        while stack:
            line = stack.pop()
            if line.id in chosen:
                found.append(line)
            else:
                stack.extend(reversed(self.children.get(line.id, [])))
        return iter(found)

    def depth(self, line: Line) -> int:
        """How many headings stand above a line."""
        above, count = self.above[line.id], 0
        while above is not None:
            above, count = self.above[above], count + 1
        return count

    def height(self, line: Line) -> int:
        """How many levels stand below a line."""
        level, count = self.children.get(line.id, []), 0
        while level:
            level, count = [each for line in level for each in self.children.get(line.id, [])], count + 1
        return count

    def put(self, line: Line, parent_id: int | None, place: int) -> None:
        """Take a line out of its place and put it into another, counted after it was taken out."""
        self._touched |= {self.above[line.id], parent_id}
        self.group(line).remove(line)
        self.children.setdefault(parent_id, []).insert(place, line)
        self.above[line.id] = parent_id

    def changed(self) -> dict[int, Place]:
        """The lines whose place is another now.

        A group keeps the positions that it has, in rising order, so that as few lines as possible change.
        """
        changed: dict[int, Place] = {}
        for parent_id in self._touched:
            for line, position in _numbered(self.children.get(parent_id, [])):
                if (line.parent_id, line.position) != (parent_id, position):
                    changed[line.id] = (parent_id, position)
        return changed


def _numbered(group: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """The lines of a group with positions that rise strictly within each plan, the stored ones where they can stay."""
    by_plan: dict[int, list[Line]] = {}
    for line in group:
        by_plan.setdefault(line.plan_id, []).append(line)
    for lines in by_plan.values():
        least: int | None = None
        for line, position in zip(lines, sorted(line.position for line in lines), strict=True):
            least = position if least is None else max(position, least + 1)
            yield line, least


def places_of(lines: Sequence[Line]) -> Mapping[int, Place]:
    """The places of lines, by id."""
    return {line.id: (line.parent_id, line.position) for line in lines}
