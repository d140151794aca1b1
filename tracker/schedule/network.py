"""The network of a plan: activities and links as nodes in an order in which each follows what it waits for.

A summary becomes two nodes around its children: a *gate* that they wait for (links and constraints on the
summary hold all of them) and a *roll* that waits for them (the summary's own dates, and what its successors
wait for).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.errors import Invalid
from tracker.schedule.model import LinkType
from tracker.schedule.plan import Activity, Link
from tracker.schedule.worktime import WorkTime

NO_NODE = -1


# A link between nodes: (from node, to node, leaves a start, arrives at a start, lag, lag is elapsed). A plain
# tuple that both nodes share, because a plan has tens of thousands of them.
Arc = tuple[int, int, bool, bool, int, bool]

_ENDS = {  # which ends a link joins: leaves a start, arrives at a start
    LinkType.FS: (False, True),
    LinkType.SS: (True, True),
    LinkType.FF: (False, False),
    LinkType.SF: (True, False),
}


@dataclass(slots=True)
class Network:
    """Nodes by position: the activities in their order (a summary is its roll there), then the gates.

    Attributes:
        activities: as given, without any change.
        gate: per activity the node of its own gate, NO_NODE unless it is a summary with children.
        parent: per activity the position of its parent, NO_NODE at the top.
        owner: per node the activity it belongs to.
        incoming: per node its arcs from predecessors.
        outgoing: per node its arcs to successors.
        durations: per activity its working minutes.
        worktimes: per node the calendar that its work and its work indices count on.
        plain: per node whether the passes may do with work indices alone, see `_mark_plain`.
        order: every node after all that it waits for.
    """

    activities: Sequence[Activity]
    gate: list[int]
    parent: list[int]
    owner: list[int]
    incoming: list[list[Arc]]
    outgoing: list[list[Arc]]
    durations: list[int]
    worktimes: list[WorkTime]
    plain: list[bool]
    order: list[int] = field(default_factory=list)

    def children_first(self) -> Iterator[int]:
        """The positions of the summaries, each after those inside it."""
        size = len(self.activities)
        return (node for node in self.order if node < size and self.gate[node] != NO_NODE)


def build_network(activities: Sequence[Activity], links: Iterable[Link], worktime: WorkTime) -> Network:
    """The network of a plan in topological order (Kahn, CACM 5 (1962) 558-562), without recursion.

    `worktime` is the project's calendar.

    Raises:
        Invalid: "schedule_duplicate_task", "schedule_missing_parent", "schedule_missing_predecessor",
            "schedule_missing_successor" or "schedule_cycle"; the facts name the tasks.
    """
    position = {activity.id: at for at, activity in enumerate(activities)}
    if len(position) != len(activities):
        raise _duplicate(activities)
    network = _with_outline(activities, position, worktime)
    _connect(network, position, links)
    _mark_plain(network)
    network.order = _topological_order(network)
    return network


def _duplicate(activities: Sequence[Activity]) -> Invalid:
    seen: set[int] = set()
    for activity in activities:
        if activity.id in seen:
            return Invalid("schedule_duplicate_task", task=activity.name, id=activity.id)
        seen.add(activity.id)
    raise AssertionError


def _with_outline(activities: Sequence[Activity], position: dict[int, int], worktime: WorkTime) -> Network:
    size = len(activities)
    parent, gate, owner = [NO_NODE] * size, [NO_NODE] * size, list(range(size))
    for at, activity in enumerate(activities):
        if activity.parent_id is None:
            continue
        above = position.get(activity.parent_id)
        if above is None:
            raise Invalid("schedule_missing_parent", task=activity.name, id=activity.parent_id)
        parent[at] = above
        if gate[above] == NO_NODE:
            gate[above] = len(owner)
            owner.append(above)
    worktimes = [activity.crew or activity.worktime or worktime for activity in activities]
    worktimes += [activities[at].worktime or worktime for at in owner[size:]]
    return Network(
        activities=activities,
        gate=gate,
        parent=parent,
        owner=owner,
        incoming=[[] for _ in owner],
        outgoing=[[] for _ in owner],
        durations=[activity.duration for activity in activities],
        worktimes=worktimes,
        plain=[True] * len(owner),
    )


def _connect(network: Network, position: dict[int, int], links: Iterable[Link]) -> None:
    incoming, outgoing, gates = network.incoming, network.outgoing, network.gate
    for link in links:
        before, after = position.get(link.predecessor_id), position.get(link.successor_id)
        if before is None or after is None:
            raise _missing(network, link, before, after)
        from_start, to_start = _ENDS[link.type]
        lag, elapsed = link.lag, link.elapsed
        if gates[after] == NO_NODE:
            arc = (before, after, from_start, to_start, lag, elapsed)
            incoming[after].append(arc)
            outgoing[before].append(arc)
            continue
        for end in (gates[after],) if to_start else _leaves(network, after):
            arc = (before, end, from_start, to_start, lag, elapsed)
            incoming[end].append(arc)
            outgoing[before].append(arc)


def _mark_plain(network: Network) -> None:
    """An activity is plain when it has work, no dates of its own, and one calendar with its links."""
    worktimes, plain = network.worktimes, network.plain
    for at, activity in enumerate(network.activities):
        if not activity.undated or network.gate[at] != NO_NODE:
            plain[at] = False
    mixed = any(worktime is not worktimes[0] for worktime in worktimes)
    for arcs in network.outgoing:
        for before, after, _, _, _, elapsed in arcs:
            if elapsed or (mixed and worktimes[before] is not worktimes[after]):
                plain[before] = plain[after] = False
    for at, activity in enumerate(network.activities):
        for arc in () if activity.waits else network.incoming[at]:
            plain[arc[0]] = False  # its late dates do not wait for what has begun


def _missing(network: Network, link: Link, before: int | None, after: int | None) -> Invalid:
    if after is not None:
        task = network.activities[after].name
        return Invalid("schedule_missing_predecessor", task=task, id=link.predecessor_id)
    task = network.activities[before].name if before is not None else str(link.predecessor_id)
    return Invalid("schedule_missing_successor", task=task, id=link.successor_id)


def _leaves(network: Network, summary: int) -> tuple[int, ...]:
    """The activities without children at any depth inside a summary; a link to its finish holds each."""
    inside: dict[int, list[int]] = {}
    for at, above in enumerate(network.parent):
        inside.setdefault(above, []).append(at)
    leaves = []
    waiting = inside[summary]
    while waiting:
        leaves += [at for at in waiting if network.gate[at] == NO_NODE]
        waiting = [below for at in waiting for below in inside.get(at, ())]
    return tuple(leaves)


def _outline_arcs(network: Network) -> dict[int, list[int]]:
    """What waits for a node by the outline alone: the children of a gate, and the roll above a child."""
    arcs: dict[int, list[int]] = {}
    for at, above in enumerate(network.parent):
        if above != NO_NODE:
            entry = network.gate[at] if network.gate[at] != NO_NODE else at
            arcs.setdefault(network.gate[above], []).append(entry)
            arcs.setdefault(at, []).append(above)
    return arcs


def _topological_order(network: Network) -> list[int]:
    outline = _outline_arcs(network)
    outgoing = network.outgoing
    waiting = [len(arcs) for arcs in network.incoming]
    for followers in outline.values():
        for node in followers:
            waiting[node] += 1
    order = [node for node, count in enumerate(waiting) if count == 0]
    for node in order:  # grows while it is read
        for arc in outgoing[node]:
            follower = arc[1]
            waiting[follower] -= 1
            if not waiting[follower]:
                order.append(follower)
        for follower in outline.get(node, ()):
            waiting[follower] -= 1
            if not waiting[follower]:
                order.append(follower)
    if len(order) < len(waiting):
        stuck = {node for node, count in enumerate(waiting) if count}
        raise Invalid("schedule_cycle", tasks=_cycle(network, outline, stuck))
    return order


def _cycle(network: Network, outline: dict[int, list[int]], stuck: set[int]) -> list[str]:
    """The names of one cycle among the nodes that wait for each other, in the order of the links."""
    before: dict[int, int] = {}
    for node in sorted(stuck):
        for follower in [*(arc[1] for arc in network.outgoing[node]), *outline.get(node, ())]:
            if follower in stuck:
                before.setdefault(follower, node)
    trail: list[int] = []
    seen: dict[int, int] = {}
    node = min(stuck)
    while node not in seen:
        seen[node] = len(trail)
        trail.append(node)
        node = before[node]
    cycle = [network.owner[at] for at in reversed(trail[seen[node] :])]
    turn = cycle.index(min(cycle))  # the same cycle is always told from the same task
    cycle = cycle[turn:] + cycle[:turn]
    return [
        network.activities[at].name for i, at in enumerate(cycle) if at != cycle[i - 1] or len(cycle) == 1
    ]
