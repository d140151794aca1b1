"""The schedule of a plan by the critical path method: dates, floats, what is critical and what drives it.

    schedule(activities, links, rules) -> {id: Row}

Linear in activities and links, without recursion; `tracker.schedule.days` speaks the pages' days on it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.errors import Invalid
from tracker.schedule.bounds import Dates
from tracker.schedule.model import Constraint
from tracker.schedule.network import NO_NODE, Arc, Network, build_network
from tracker.schedule.passes import backward_pass, forward_pass, roll_up_late
from tracker.schedule.plan import Activity, Link, Rules
from tracker.schedule.worktime import FAR

_DATED = frozenset(Constraint) - {Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE}
_FOR_SUMMARIES = frozenset(
    {
        Constraint.AS_SOON_AS_POSSIBLE,
        Constraint.START_NO_EARLIER_THAN,
        Constraint.FINISH_NO_LATER_THAN,
    }
)


class Row(NamedTuple):
    """One activity's answer: instants, floats in working minutes of its own calendar.

    `start` and `finish` are when it is planned: its early dates, unless it is to be done as late as possible.
    `driver` is the id of the predecessor whose link sets the start, or None when something else does.
    """

    start: int
    finish: int
    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    total_float: int
    free_float: int
    critical: bool
    driver: int | None


def schedule(
    activities: Sequence[Activity], links: Iterable[Link], rules: Rules, *, float_limit: int = 0
) -> dict[int, Row]:
    """Schedule from the start: as soon as possible, late dates from the end.

    Args:
        activities: the lines of the plan, in any order.
        links: links between them; links on a summary hold all its children.
        rules: start, end, status instant and calendar of the project.
        float_limit: an activity is critical when its total float is at most this many working minutes.

    Returns:
        The rows by activity id, in the order given. Total float may be negative; free float is never below 0,
        and without a successor it is the total float. A summary spans its children and is critical when one
        of them is. Work that is complete has no float and is not critical.

    Raises:
        Invalid: "schedule_cycle", "schedule_missing_predecessor" and the others of `build_network`;
            "schedule_impossible_constraint" for a constraint without a date, or of a kind that a summary
            cannot have.
    """
    _check_constraints(activities)
    network = build_network(activities, links, rules.worktime)
    dates = Dates.empty(network)
    forward_pass(network, rules, dates)
    end = max(dates.finish[: len(activities)], default=rules.start) if rules.finish is None else rules.finish
    backward_pass(network, rules, dates, end)
    early, floor = dates, _as_late_as_possible(network, dates)
    if floor:
        dates = Dates.empty(network)
        dates.floor = floor
        forward_pass(network, rules, dates)
        backward_pass(network, rules, dates, end)
    roll_up_late(network, dates)
    return _rows(network, rules, dates, early, float_limit)


def start_for_finish(activities: Sequence[Activity], links: Iterable[Link], rules: Rules) -> int:
    """The latest instant at which open work may begin for everything to be finished by `rules.finish`.

    This is the schedule backwards from opening day: late dates against the finish, then the earliest of them.
    Give it to `schedule` as `rules.start`. Without `rules.finish`, or without open work, it is `rules.start`.

    Raises:
        Invalid: as `schedule` does.
    """
    rows = schedule(activities, links, rules)
    summaries = {activity.parent_id for activity in activities}
    open_work = [a.id for a in activities if not a.started and a.id not in summaries]
    return min((rows[id_].late_start for id_ in open_work), default=rules.start)


def _check_constraints(activities: Sequence[Activity]) -> None:
    parents = {activity.parent_id for activity in activities}
    for activity in activities:
        if activity.constraint is Constraint.AS_SOON_AS_POSSIBLE:
            continue
        undated = activity.constraint in _DATED and activity.constraint_at is None
        misplaced = activity.id in parents and activity.constraint not in _FOR_SUMMARIES
        if undated or misplaced:
            why = "no_date" if undated else "summary"
            raise Invalid(
                "schedule_impossible_constraint",
                task=activity.name,
                constraint=activity.constraint,
                why=why,
            )


def _as_late_as_possible(network: Network, dates: Dates) -> dict[int, int]:
    return {
        node: dates.late_start[node]
        for node, activity in enumerate(network.activities)
        if activity.constraint is Constraint.AS_LATE_AS_POSSIBLE and activity.actual_start is None
    }


def _rows(network: Network, rules: Rules, dates: Dates, early: Dates, float_limit: int) -> dict[int, Row]:
    size = len(network.activities)
    floats = _total_floats(network, rules, dates)
    critical = [
        total <= float_limit and gate == NO_NODE and not activity.complete
        for total, gate, activity in zip(floats, network.gate, network.activities, strict=True)
    ]
    _mark_summaries(network, critical)
    ids = [activity.id for activity in network.activities]
    early_start, early_finish = dates.start[:size], dates.finish[:size]
    for node in dates.floor:  # as late as possible: planned late, but its early dates are those it could have
        early_start[node], early_finish[node] = early.start[node], early.finish[node]
    columns = (
        dates.start[:size],
        dates.finish[:size],
        early_start,
        early_finish,
        dates.late_start[:size],
        dates.late_finish[:size],
        floats,
        _free_floats(network, rules, dates, floats),
        critical,
        [None if driver == NO_NODE else ids[driver] for driver in dates.driver[:size]],
    )
    return dict(zip(ids, map(Row._make, zip(*columns, strict=True)), strict=True))


def _mark_summaries(network: Network, marks: list[bool]) -> None:
    """Mark each summary that has a marked activity inside."""
    size, parent = len(network.activities), network.parent
    for node in network.order:  # children before their summary
        if node < size and marks[node] and parent[node] != NO_NODE:
            marks[parent[node]] = True


def _total_floats(network: Network, rules: Rules, dates: Dates) -> list[int]:
    started = [activity.started for activity in network.activities]
    _mark_summaries(network, started)
    return [
        late - end if plain else _total_float(network, rules, dates, node, started=started[node])
        for node, (late, end, plain) in enumerate(
            zip(dates.late_end[: len(started)], dates.end, network.plain, strict=False)
        )
    ]


def _total_float(network: Network, rules: Rules, dates: Dates, node: int, *, started: bool) -> int:
    activity = network.activities[node]
    if activity.complete:
        return 0
    index = (activity.worktime or rules.worktime).index
    at_finish = index(dates.late_finish[node]) - index(dates.finish[node])
    return at_finish if started else min(at_finish, index(dates.late_start[node]) - index(dates.start[node]))


def _free_floats(network: Network, rules: Rules, dates: Dates, floats: list[int]) -> list[int]:
    followers = _follower_bounds(network, rules, dates)
    free = []
    for node, total in enumerate(floats):
        slack = (
            _plain_slack(network, dates, node) if network.plain[node] else _slack(network, rules, dates, node)
        )
        above = node if node in followers else network.parent[node]
        if above != NO_NODE and followers[above] != FAR:
            index = network.worktimes[node].index
            slack = min(slack, index(followers[above]) - index(dates.finish[node]))
        if slack == FAR:
            slack = total
        free.append(0 if slack < 0 or network.activities[node].complete else slack)
    return free


def _follower_bounds(network: Network, rules: Rules, dates: Dates) -> dict[int, int]:
    """Per summary with children: the latest instant it may finish at without moving a follower, or FAR."""
    bounds: dict[int, int] = {}
    for node in reversed(list(network.children_first())):
        above = network.parent[node]
        bound = bounds[above] if above != NO_NODE else FAR
        for arc in network.outgoing[node]:
            if not arc[2]:
                bound = min(bound, _pulled_back(network, rules, dates, arc))
        bounds[node] = bound
    return bounds


def _pulled_back(network: Network, rules: Rules, dates: Dates, arc: Arc) -> int:
    """The latest instant of the predecessor's end that leaves the successor's planned dates as they are."""
    _, other, _, to_start, lag, elapsed = arc
    owner = network.owner[other]
    if not network.activities[owner].waits:
        return FAR
    bound = dates.start[owner] if to_start else dates.finish[owner]
    if lag:
        worktime = network.activities[owner].worktime or rules.worktime
        bound = bound - lag if elapsed else worktime.add(bound, -lag)
    return bound


def _plain_slack(network: Network, dates: Dates, node: int) -> int:
    """What `_slack` gives, for an activity whose links all lie on its own calendar."""
    owner, begins, ends = network.owner, dates.begin, dates.end
    begin, end = begins[node], ends[node]
    slack = FAR
    for _, other, from_start, to_start, lag, _ in network.outgoing[node]:
        follower = owner[other]
        room = (begins[follower] if to_start else ends[follower]) - lag - (begin if from_start else end)
        if room < slack:  # noqa: PLR1730 - the innermost loop; min() doubles its time
            slack = room
    return slack


def _slack(network: Network, rules: Rules, dates: Dates, node: int) -> int:
    """The working minutes an activity may slip before it moves a follower that waits; FAR when none does."""
    index = (network.activities[node].worktime or rules.worktime).index
    slack = FAR
    for arc in network.outgoing[node]:
        bound = _pulled_back(network, rules, dates, arc)
        if bound != FAR:
            slack = min(slack, index(bound) - index(dates.start[node] if arc[2] else dates.finish[node]))
    return slack
