"""The passes of the critical path method over many runs of one plan at once.

The rules are those of `tracker.schedule`; a test holds both to the same dates. Where that engine has a number
per activity, there is an array of one number per run here, or of one number for all runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tracker.readiness.halfdays import FUTURE, PAST, Ints, as_half
from tracker.readiness.plan import FINISH_DATES, LATEST, MUST, Item, RunPlan
from tracker.schedule.model import Constraint
from tracker.schedule.network import NO_NODE


@dataclass(slots=True)
class Passes:
    """The dates of a plan in a block of runs.

    Attributes:
        plan: what the runs share.
        days: per activity its working days, shape (runs,) or (1,).
        holds: per moment that is held the working days for which it is; shape (runs,).
        start, finish, late_start, late_finish: half-days per node, shape (runs,) or (1,). A moment that is
            held starts when its links allow it and finishes, as its successors see it, when it is let go.
        floor: half-days before which activities that are to be as late as possible may not start.
    """

    plan: RunPlan
    days: Sequence[Ints]
    holds: Mapping[int, Ints]
    start: list[Ints] = field(init=False)
    finish: list[Ints] = field(init=False)
    late_start: list[Ints] = field(init=False)
    late_finish: list[Ints] = field(init=False)
    floor: dict[int, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        size = len(self.plan.network.owner)
        self.start, self.finish = [as_half(FUTURE)] * size, [as_half(PAST)] * size
        self.late_start, self.late_finish = [as_half(FUTURE)] * size, [as_half(FUTURE)] * size

    def run(self) -> None:
        """Fill early and late dates; late ones against each run's own end."""
        self._forward()
        end = self.end()
        self._backward(end)
        self.floor = {
            node: self.late_start[node]
            for node, item in enumerate(self.plan.items)
            if item.constraint is Constraint.AS_LATE_AS_POSSIBLE and item.actual_start is None
        }
        if self.floor:
            self._clear()
            self._forward()
            self._backward(end)

    def end(self) -> Ints:
        """The latest early finish of each run."""
        end = as_half(PAST)
        for finish in self.finish[: len(self.plan.items)]:
            end = np.maximum(end, finish)
        return end

    def critical(self, node: int) -> NDArray[np.bool_]:
        """The runs in which an activity without children has no float left."""
        index, item = self.plan.half.index, self.plan.items[node]
        if item.complete:
            return np.array([False])
        late = index(self.late_finish[node]) <= index(self.finish[node])
        return late if item.started else late | (index(self.late_start[node]) <= index(self.start[node]))

    def finish_day(self, node: int) -> Ints:
        """The number of the working day on which an activity finishes, as `tracker.schedule.days` dates it."""
        half, start, finish = self.plan.half, self.start[node], self.finish[node]
        return np.where(start == finish, half.day_index(finish), half.index(finish) - 1)

    # forward

    def _forward(self) -> None:
        network = self.plan.network
        for node in network.order:
            if node >= len(self.plan.items):
                self.start[node] = self.finish[node] = self._opening(node)
                continue
            if network.gate[node] == NO_NODE:
                self._plan(node)
            above = network.parent[node]
            if above != NO_NODE:
                self.start[above] = np.minimum(self.start[above], self.start[node])
                self.finish[above] = np.maximum(self.finish[above], self.finish[node])

    def _opening(self, gate: int) -> Ints:
        """When the children of a summary may start."""
        network = self.plan.network
        owner = network.owner[gate]
        item, above = self.plan.items[owner], network.parent[owner]
        opening = as_half(PAST) if above == NO_NODE else self.finish[network.gate[above]]
        if item.constraint is Constraint.START_NO_EARLIER_THAN and item.held is not None:
            opening = np.maximum(opening, item.held)
        for other, _, from_start, _, lag, elapsed in network.incoming[gate]:
            opening = np.maximum(
                opening, self._lagged(self._end_of(other, from_start=from_start), lag, elapsed)
            )
        return opening

    def _plan(self, node: int) -> None:
        half, item, days = self.plan.half, self.plan.items[node], self.days[node]
        start, last = self._bounds(node)
        start = half.start_at(half.index(start)) if item.days else half.forward(start)
        meets = None if last is None else half.index(last) == half.index(start) + days
        fixed = self._fixed(node, start)
        if fixed is not None:
            meets = None if meets is None else meets & (fixed == start)
            start = fixed
        finish = self._worked(item, days, start)
        if last is not None and meets is not None:
            finish = np.where(meets, np.maximum(last, finish), finish)
        if item.actual_finish is not None:
            finish = np.maximum(start, item.actual_finish)
        elif node in self.holds:
            held = self.holds[node]
            finish = np.where(held > 0, half.finish_at(half.index(start) + held), finish)
        self.start[node], self.finish[node] = start, finish

    def _bounds(self, node: int) -> tuple[Ints, Ints | None]:
        """The earliest start that outline, links and lower constraint allow, and the links' finish bound."""
        network, item, days = self.plan.network, self.plan.items[node], self.days[node]
        start, last = self._base(node), None
        for other, _, from_start, to_start, lag, elapsed in network.incoming[node]:
            bound = self._lagged(self._end_of(other, from_start=from_start), lag, elapsed)
            if not to_start:
                last = bound if last is None else np.maximum(last, bound)
                bound = self._start_for(item, bound, days, after_gap=elapsed and lag != 0)
            start = np.maximum(start, bound)
        return start, last

    def _base(self, node: int) -> Ints:
        """The earliest start before the activity's own links count."""
        plan, item = self.plan, self.plan.items[node]
        base, above = as_half(plan.start), plan.network.parent[node]
        if above != NO_NODE:
            base = np.maximum(base, self.finish[plan.network.gate[above]])
        if node in self.floor:
            base = np.maximum(base, self.floor[node])
        if item.constraint is Constraint.START_NO_EARLIER_THAN and item.held is not None:
            base = np.maximum(base, item.held)
        elif item.constraint is Constraint.FINISH_NO_EARLIER_THAN and item.held is not None:
            base = np.maximum(base, self._start_for(item, as_half(item.held), self.days[node]))
        if plan.status is not None and not item.started:
            base = np.maximum(base, plan.status)
        return base

    def _start_for(self, item: Item, finish: Ints, days: Ints, *, after_gap: bool = False) -> Ints:
        """The start of this many days of work that end at the half-day; of a moment, the half-day itself."""
        half = self.plan.half
        if not item.days:
            return half.forward(finish)
        index = half.index_after_gap(finish) if after_gap else half.index(finish)
        return half.start_at(index - days)

    def _fixed(self, node: int, start: Ints) -> Ints | None:
        """The start that has happened, or that a "must" or "no later" constraint sets; else None."""
        half, item = self.plan.half, self.plan.items[node]
        if item.actual_start is not None:
            return as_half(item.actual_start)
        if item.constraint not in LATEST or item.held is None:
            return None
        held = as_half(item.held)
        if item.constraint in FINISH_DATES:
            wanted = self._start_for(item, held, self.days[node])
        else:
            wanted = half.start_at(half.index(held)) if item.days else half.forward(held)
        return wanted if item.constraint in MUST else np.minimum(start, wanted)

    def _worked(self, item: Item, days: Ints, start: Ints) -> Ints:
        """When the work ends: what is open of an activity in progress goes on at the status, not before."""
        if not item.days:
            return start
        half, index = self.plan.half, self.plan.half.index(start)
        if self.plan.status is not None and item.started and not item.complete:
            index = np.maximum(index + item.done, half.index(as_half(self.plan.status))) - item.done
        return half.finish_at(index + days)

    def _end_of(self, node: int, *, from_start: bool) -> Ints:
        return self.start[node] if from_start and node not in self.holds else self.finish[node]

    def _lagged(self, at: Ints, lag: int, elapsed: bool) -> Ints:  # noqa: FBT001 - as the arc has it
        return at + 2 * lag if elapsed else self.plan.half.add(at, lag)

    # backward

    def _backward(self, end: Ints) -> None:
        plan, network = self.plan, self.plan.network
        for node in reversed(network.order):
            if node >= len(plan.items):
                continue  # its children have said how late it may open
            self._late(node, end)
            above = network.parent[node]
            if above != NO_NODE and not plan.items[node].started:
                entry = node if network.gate[node] == NO_NODE else network.gate[node]
                gate = network.gate[above]
                self.late_start[gate] = np.minimum(self.late_start[gate], self.late_start[entry])
                self.late_finish[gate] = self.late_start[gate]

    def _late(self, node: int, end: Ints) -> None:
        half, item, days = self.plan.half, self.plan.items[node], self.days[node]
        last, first = self._late_bounds(node, end)
        if self.plan.network.gate[node] != NO_NODE:
            self.late_start[node], self.late_finish[node] = first, last
        elif item.complete:
            self.late_start[node], self.late_finish[node] = self.start[node], self.finish[node]
        elif item.days:
            index = np.minimum(half.index(last), half.index(first) + days)
            self.late_start[node] = half.start_at(index - days)
            self.late_finish[node] = half.finish_at(index)
        else:
            late = half.backward(np.minimum(last, first))
            self.late_start[node] = self.late_finish[node] = late
            if node in self.holds:
                held = self.holds[node]
                self.late_start[node] = np.where(held > 0, half.start_at(half.index(late) - held), late)

    def _late_bounds(self, node: int, end: Ints) -> tuple[Ints, Ints]:
        """The latest finish and the latest start that the outline, links and constraints leave."""
        network, item = self.plan.network, self.plan.items[node]
        last, first = end, as_half(FUTURE)
        above = network.parent[node]
        if above != NO_NODE:
            last = np.minimum(last, self.late_finish[above])
            first = np.where(self.start[above] == self.start[node], self.late_start[above], FUTURE)
        for _, other, from_start, to_start, lag, elapsed in network.outgoing[node]:
            if not self.plan.items[network.owner[other]].waits:
                continue  # what has begun no longer waits
            at_start = to_start or other in self.holds
            bound = self._lagged(
                self.late_start[other] if at_start else self.late_finish[other], -lag, elapsed
            )
            if from_start:
                first = np.minimum(first, bound)
            else:
                last = np.minimum(last, bound)
        if item.started:
            first = as_half(FUTURE)
        return self._late_constraint(item, last, first)

    def _late_constraint(self, item: Item, last: Ints, first: Ints) -> tuple[Ints, Ints]:
        """The late bounds under a "no later" constraint, a "must" one, which alone decides, and a deadline."""
        if item.constraint in LATEST and item.held is not None:
            if item.constraint in MUST:
                last, first = as_half(FUTURE), as_half(FUTURE)
            if item.constraint in FINISH_DATES:
                last = np.minimum(last, item.held)
            else:
                first = np.minimum(first, item.held)
        return (last if item.deadline is None else np.minimum(last, item.deadline)), first
