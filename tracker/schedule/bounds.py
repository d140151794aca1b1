"""What holds one activity: its links, the summary around it, its date constraint and what has happened.

Date constraints act as in Microsoft Project: "no earlier" and "no later" bound a pass, "must" fixes both
passes, and where constraints are honoured they win over links, which shows as negative float of predecessors.
"""

from dataclasses import dataclass, field

from tracker.schedule.model import Constraint
from tracker.schedule.network import NO_NODE, Network
from tracker.schedule.plan import Activity, Rules
from tracker.schedule.worktime import FAR, WorkTime

_HOLDS_START = frozenset(
    {Constraint.START_NO_EARLIER_THAN, Constraint.START_NO_LATER_THAN, Constraint.MUST_START_ON}
)
_MUST = frozenset({Constraint.MUST_START_ON, Constraint.MUST_FINISH_ON})
_LATEST = _MUST | {Constraint.START_NO_LATER_THAN, Constraint.FINISH_NO_LATER_THAN}


@dataclass(slots=True)
class Dates:
    """What the passes fill, per node.

    Attributes:
        start, finish, late_start, late_finish: instants.
        begin, end, late_begin, late_end: their work indices on the node's calendar.
        driver: the node whose link sets the start, or NO_NODE.
        floor: instants before which activities that are to be as late as possible may not start.
    """

    start: list[int]
    finish: list[int]
    late_start: list[int]
    late_finish: list[int]
    begin: list[int]
    end: list[int]
    late_begin: list[int]
    late_end: list[int]
    driver: list[int]
    floor: dict[int, int] = field(default_factory=dict)

    @classmethod
    def empty(cls, network: Network) -> "Dates":
        """Dates of a network that no pass has seen: starts far in the past, late dates far in the future."""
        size = len(network.owner)
        return cls(
            start=[-FAR] * size,
            finish=[-FAR] * size,
            late_start=[FAR] * size,
            late_finish=[FAR] * size,
            begin=[0] * size,
            end=[0] * size,
            late_begin=[0] * size,
            late_end=[0] * size,
            driver=[NO_NODE] * size,
        )


def planned(network: Network, rules: Rules, dates: Dates, node: int) -> None:
    """Fill the early dates of an activity that is not plain."""
    activity = network.activities[node]
    worktime = network.worktimes[node]
    start, reached = _early_bounds(network, rules, dates, node, activity)
    fixed = activity.actual_start if activity.actual_start is not None else activity.fixed_start
    if fixed is None and activity.constraint in _LATEST:
        fixed = _held(activity, worktime, start, honour=rules.honour_constraints)
    if fixed is not None and fixed != start:
        start, reached, dates.driver[node] = fixed, -FAR, NO_NODE
    finish = max(reached, _finish(activity, worktime, start, rules.status))
    if activity.actual_finish is not None:
        finish = max(start, activity.actual_finish)
    dates.start[node], dates.finish[node] = start, finish
    dates.begin[node], dates.end[node] = worktime.index(start), worktime.index(finish)


def reached_finish(network: Network, dates: Dates, node: int) -> int:
    """A finish bound that a plain activity just meets, in the gap after its last working minute; else -FAR.

    A finish at 08:00, say, because something else starts then, not at 17:00 of the day before.
    """
    worktime, end = network.worktimes[node], dates.end[node]
    reached = -FAR
    for other, _, from_start, to_start, lag, _ in network.incoming[node]:
        index = (dates.begin[other] if from_start else dates.end[other]) + lag
        if not to_start and index == end and lag <= 0:
            instant = dates.start[other] if from_start else dates.finish[other]
            reached = max(reached, worktime.start_at(index) if lag else instant)
    return reached


def _early_bounds(
    network: Network, rules: Rules, dates: Dates, node: int, activity: Activity
) -> tuple[int, int]:
    """The earliest start that outline, links and lower constraint allow, and a finish bound it just meets."""
    worktime, duration = network.worktimes[node], activity.duration
    lag_time = activity.worktime or rules.worktime
    start, driver = _base(network, rules, dates, node, activity)
    last = -FAR
    for other, _, from_start, to_start, lag, elapsed in network.incoming[node]:
        bound = dates.start[other] if from_start else dates.finish[other]
        if lag:
            bound = bound + lag if elapsed else lag_time.add(bound, lag)
        if not to_start:
            last = max(last, bound)
            bound = _start_for(worktime, bound, duration, after_gap=elapsed and lag != 0)
            if not rules.floored:
                bound = max(rules.start, bound)
        if bound > start:
            start = worktime.start_at(worktime.index(bound)) if duration else worktime.forward(bound)
            driver = other
        elif driver == NO_NODE and worktime.index(bound) == worktime.index(start):
            driver = other
    dates.driver[node] = driver
    meets = last > -FAR and worktime.index(last) == worktime.index(start) + duration
    return start, last if meets else -FAR


def _base(network: Network, rules: Rules, dates: Dates, node: int, activity: Activity) -> tuple[int, int]:
    """The earliest start before the activity's own links count, and the driver of the summary around it."""
    worktime = network.worktimes[node]
    base, driver = rules.start if rules.start_is_floor else -FAR, NO_NODE
    above = network.parent[node]
    if above != NO_NODE and dates.finish[network.gate[above]] > base:
        base, driver = dates.finish[network.gate[above]], dates.driver[network.gate[above]]
    bounds = [dates.floor[node]] if node in dates.floor else []
    if activity.constraint is Constraint.START_NO_EARLIER_THAN and activity.constraint_at is not None:
        bounds.append(activity.constraint_at)
    elif activity.constraint is Constraint.FINISH_NO_EARLIER_THAN and activity.constraint_at is not None:
        bounds.append(_start_for(worktime, activity.constraint_at, activity.duration))
    if rules.status is not None and not activity.started:
        bounds.append(rules.floor)
    if bounds and max(bounds) > base:
        base, driver = max(bounds), NO_NODE
    if base == -FAR:
        if network.incoming[node]:
            return base, driver
        base = rules.start
    return worktime.start_at(worktime.index(base)) if activity.duration else worktime.forward(base), driver


def _start_for(worktime: WorkTime, finish: int, duration: int, *, after_gap: bool = False) -> int:
    """The start of work of this duration that ends at the instant; without duration, the instant itself."""
    if not duration:
        return worktime.forward(finish)
    index = worktime.finish_index_after_gap(finish) if after_gap else worktime.index(finish)
    return worktime.start_at(index - duration)


def _held(activity: Activity, worktime: WorkTime, start: int, *, honour: bool) -> int:
    """The start after a "must" or "no later" constraint has had its word."""
    if activity.constraint_at is None:
        return start
    if activity.constraint not in _HOLDS_START:
        wanted = _start_for(worktime, activity.constraint_at, activity.duration)
    elif activity.duration:
        wanted = worktime.start_at(worktime.index(activity.constraint_at))
    else:
        wanted = worktime.forward(activity.constraint_at)
    if activity.constraint in _MUST:
        return wanted if honour else max(start, wanted)
    return min(start, wanted) if honour else start


def _finish(activity: Activity, worktime: WorkTime, start: int, status: int | None) -> int:
    """When the work ends: open work of an activity in progress goes on at the status instant, not before."""
    if not activity.duration:
        return start
    index = worktime.index(start)
    if status is not None and activity.started and not activity.complete:
        index = max(index + activity.done, worktime.index(status)) - activity.done
    return worktime.finish_at(index + activity.duration)


def open_gate(network: Network, dates: Dates, node: int) -> None:
    """Fill the instant from which the children of a summary may start."""
    owner = network.owner[node]
    summary = network.activities[owner]
    worktime = network.worktimes[node]
    above = network.parent[owner]
    opening, driver = -FAR, NO_NODE
    if above != NO_NODE:
        gate = network.gate[above]
        opening, driver = dates.finish[gate], dates.driver[gate]
    if summary.constraint is Constraint.START_NO_EARLIER_THAN and summary.constraint_at is not None:
        opening, driver = max((opening, driver), (summary.constraint_at, NO_NODE))
    for other, _, from_start, _, lag, elapsed in network.incoming[node]:
        bound = dates.start[other] if from_start else dates.finish[other]
        if lag:
            bound = bound + lag if elapsed else worktime.add(bound, lag)
        if bound > opening or (bound == opening and driver == NO_NODE):
            opening, driver = bound, other
    dates.start[node] = dates.finish[node] = opening
    dates.begin[node] = dates.end[node] = worktime.index(opening)
    dates.driver[node] = driver


def late_bounds(network: Network, rules: Rules, dates: Dates, node: int, finish: int) -> tuple[int, int]:
    """The latest finish and the latest start that constraints, the outline and the links leave (instants)."""
    activity = network.activities[node]
    last, first = finish, FAR
    above = network.parent[node]
    if above != NO_NODE:
        last = min(last, dates.late_finish[above])
        if dates.start[above] == dates.start[node]:
            first = dates.late_start[above]
    for _, other, from_start, to_start, lag, elapsed in network.outgoing[node]:
        follower = network.activities[network.owner[other]]
        if not follower.waits:
            continue  # begun out of sequence: its remaining work is not forced back, nor is this one's float
        bound = dates.late_start[other] if to_start else dates.late_finish[other]
        if lag:
            bound = bound - lag if elapsed else (follower.worktime or rules.worktime).add(bound, -lag)
        if from_start:
            first = min(first, bound)
        else:
            last = min(last, bound)
    if activity.started:
        first = FAR  # it has started: only its finish can be late
    if activity.constraint in _LATEST and activity.constraint_at is not None:
        last, first = _constrained(activity, activity.constraint_at, last, first)
    return last if activity.deadline is None else min(last, activity.deadline), first


def _constrained(activity: Activity, held: int, last: int, first: int) -> tuple[int, int]:
    """Late bounds under a "no later" constraint, or under a "must" one, which alone decides."""
    if activity.constraint in _MUST:
        last = first = FAR
    if activity.constraint in _HOLDS_START:
        return last, min(first, held)
    return min(last, held), first
