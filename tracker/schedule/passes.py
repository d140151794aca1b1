"""The forward and the backward pass of the critical path method (Kelley & Walker, 1959) over a network.

Each end of a node is kept twice: as an instant, and as the work index of that instant on the node's calendar.
A *plain* activity (work, as soon as possible, nothing happened yet, all its links on one calendar) needs
integer arithmetic on the indices alone; all other nodes are asked for their bounds (`bounds.py`).
"""

from tracker.schedule.bounds import (
    Dates,
    late_bounds,
    open_gate,
    planned,
    reached_finish,
)
from tracker.schedule.network import NO_NODE, Network
from tracker.schedule.plan import Rules
from tracker.schedule.worktime import FAR


def forward_pass(network: Network, rules: Rules, dates: Dates) -> None:
    """Fill early starts, finishes and drivers."""
    size = len(network.activities)
    plain, parent, gate = network.plain, network.parent, network.gate
    starts, finishes = dates.start, dates.finish
    floors = {worktime: worktime.index(rules.floor) for worktime in set(network.worktimes)}
    for node in network.order:
        if node >= size:
            open_gate(network, dates, node)
            continue
        if gate[node] == NO_NODE:
            if plain[node]:
                _early_plain(network, dates, node, floors[network.worktimes[node]], floored=rules.floored)
            else:
                planned(network, rules, dates, node)
        else:
            worktime = network.worktimes[node]
            dates.begin[node], dates.end[node] = worktime.index(starts[node]), worktime.index(finishes[node])
        above = parent[node]
        if above != NO_NODE:
            if starts[above] == -FAR or starts[node] < starts[above]:
                starts[above] = starts[node]
            finishes[above] = max(finishes[above], finishes[node])


def _early_plain(network: Network, dates: Dates, node: int, floor: int, *, floored: bool) -> None:
    worktime, duration = network.worktimes[node], network.durations[node]
    begin, end = dates.begin, dates.end
    incoming = network.incoming[node]
    best = floor if floored or not incoming else -FAR
    driver = NO_NODE
    above = network.parent[node]
    if above != NO_NODE:
        gate = network.gate[above]
        opening = end[gate] if network.worktimes[gate] is worktime else worktime.index(dates.finish[gate])
        if opening > best:
            best, driver = opening, dates.driver[gate]
    holds_finish = False
    for other, _, from_start, to_start, lag, _ in incoming:
        bound = (begin[other] if from_start else end[other]) + lag
        if not to_start:
            holds_finish = True
            bound = bound - duration if floored else max(floor, bound - duration)
        if bound > best or (bound == best and driver == NO_NODE):
            best, driver = bound, other
    begin[node] = best
    end[node] = best + duration
    dates.driver[node] = driver
    dates.start[node] = worktime.start_at(best)
    finish = worktime.finish_at(best + duration)
    dates.finish[node] = max(finish, reached_finish(network, dates, node)) if holds_finish else finish


def backward_pass(network: Network, rules: Rules, dates: Dates, finish: int) -> None:
    """Fill late starts and finishes: as late as the instant `finish` and all bounds allow.

    Between the passes a summary's late dates are the bounds that its successors and its own constraints set;
    `roll_up_late` turns them into those of its children.
    """
    size = len(network.activities)
    late_start, parent, gates, plain = dates.late_start, network.parent, network.gate, network.plain
    limits = {worktime: worktime.index(finish) for worktime in set(network.worktimes)}
    for node in reversed(network.order):
        if node >= size:
            worktime = network.worktimes[node]
            dates.late_begin[node] = dates.late_end[node] = worktime.index(late_start[node])
            continue
        if plain[node]:
            _late_plain(network, dates, node, limits[network.worktimes[node]])
        else:
            _late(network, rules, dates, node, finish)
        above = parent[node]
        if above != NO_NODE and (plain[node] or not network.activities[node].started):
            opening = late_start[node if gates[node] == NO_NODE else gates[node]]
            gate = gates[above]
            if opening < late_start[gate]:
                late_start[gate] = dates.late_finish[gate] = opening


def _late_plain(network: Network, dates: Dates, node: int, limit: int) -> None:
    worktime, duration = network.worktimes[node], network.durations[node]
    late_begin, late_end = dates.late_begin, dates.late_end
    above = network.parent[node]
    if above != NO_NODE:
        limit = min(limit, worktime.index(dates.late_finish[above]))
        if dates.start[above] == dates.start[node]:
            limit = min(limit, worktime.index(dates.late_start[above]) + duration)
    for _, other, from_start, to_start, lag, _ in network.outgoing[node]:
        bound = (late_begin[other] if to_start else late_end[other]) - lag
        if from_start:
            bound += duration
        if bound < limit:  # noqa: PLR1730 - the innermost loop; min() doubles its time
            limit = bound
    late_end[node] = limit
    late_begin[node] = limit - duration
    dates.late_finish[node] = worktime.finish_at(limit)
    dates.late_start[node] = worktime.start_at(limit - duration)


def _late(network: Network, rules: Rules, dates: Dates, node: int, finish: int) -> None:
    activity = network.activities[node]
    worktime = network.worktimes[node]
    last, first = late_bounds(network, rules, dates, node, finish)
    if network.gate[node] != NO_NODE:
        dates.late_finish[node], dates.late_start[node] = last, first
    elif activity.complete:
        dates.late_start[node], dates.late_finish[node] = dates.start[node], dates.finish[node]
    elif not activity.duration:
        dates.late_start[node] = dates.late_finish[node] = worktime.backward(min(last, first))
    else:
        index = worktime.index(last)
        if first < FAR:
            index = min(index, worktime.index(first) + activity.duration)
        dates.late_finish[node] = worktime.finish_at(index)
        dates.late_start[node] = worktime.start_at(index - activity.duration)
    dates.late_begin[node] = worktime.index(dates.late_start[node])
    dates.late_end[node] = worktime.index(dates.late_finish[node])


def roll_up_late(network: Network, dates: Dates) -> None:
    """Give what has started its start as late start, and each summary the span of its children."""
    size = len(network.activities)
    for node in range(size):
        if network.gate[node] != NO_NODE:
            dates.late_start[node], dates.late_finish[node] = FAR, -FAR
        elif not network.plain[node] and network.activities[node].started:
            dates.late_start[node] = dates.start[node]
    for node in network.order:
        if node < size and network.parent[node] != NO_NODE:
            above = network.parent[node]
            dates.late_start[above] = min(dates.late_start[above], dates.late_start[node])
            dates.late_finish[above] = max(dates.late_finish[above], dates.late_finish[node])
