"""What the schedule engine is asked: activities, links and rules, in working minutes and instants.

`tracker.schedule.worktime` says what an instant is; `tracker.schedule.days` makes these from the pages' days.
"""

from dataclasses import dataclass

from tracker.schedule.model import Constraint, LinkType
from tracker.schedule.worktime import WorkTime


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of a plan in working minutes and instants (see `tracker.schedule.worktime`).

    Attributes:
        duration: working minutes on the activity's calendar; ignored for a summary that has children.
        worktime: its own calendar, None for that of the project; lags before it and its floats count on it.
        crew: when those who do the work are there, None for its calendar; its duration counts on it.
        constraint_at: instant of the constraint; needed by all but as soon and as late as possible.
        done: working minutes already done, for an activity in progress.
        complete: all of it is done.
        fixed_start: a start set by hand: neither links nor constraints move it.
    """

    id: int
    name: str
    duration: int
    parent_id: int | None = None
    worktime: WorkTime | None = None
    crew: WorkTime | None = None
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE
    constraint_at: int | None = None
    deadline: int | None = None
    actual_start: int | None = None
    actual_finish: int | None = None
    done: int = 0
    complete: bool = False
    fixed_start: int | None = None

    @property
    def started(self) -> bool:
        """Whether some of it has happened."""
        return self.actual_start is not None or self.done > 0 or self.complete

    @property
    def waits(self) -> bool:
        """Whether links still hold it: what has begun on a known day goes on at the status instant, as it is."""
        return self.actual_start is None and not self.complete

    @property
    def undated(self) -> bool:
        """Whether it is work that is planned as soon as its links allow, and nothing else holds it."""
        return (
            self.duration > 0
            and self.constraint is Constraint.AS_SOON_AS_POSSIBLE
            and self.deadline is None
            and self.crew is None
            and self.fixed_start is None
            and self.actual_start is None
            and self.actual_finish is None
            and not self.done
            and not self.complete
        )


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its lag in minutes: working minutes of the successor's calendar, or elapsed ones."""

    predecessor_id: int
    successor_id: int
    type: LinkType = LinkType.FS
    lag: int = 0
    elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the whole schedule.

    Attributes:
        start: instant before which nothing is planned.
        finish: instant against which late dates are measured, None for the latest early finish.
        status: instant before which no open work is planned, None to leave it where it falls.
        worktime: the project's calendar.
        honour_constraints: date constraints win over links.
        start_is_floor: nothing at all is planned before `start`. Otherwise, as in Microsoft Project, it holds
            what nothing else holds: a "no earlier than" date or a link with a lead may lie before it.
    """

    start: int
    worktime: WorkTime
    finish: int | None = None
    status: int | None = None
    honour_constraints: bool = True
    start_is_floor: bool = True

    @property
    def floored(self) -> bool:
        """Whether open work has an instant before which none of it is planned."""
        return self.start_is_floor or self.status is not None

    @property
    def floor(self) -> int:
        """The instant before which no open work is planned, where there is one."""
        return self.start if self.status is None else max(self.start, self.status)
