"""Names and rows of the schedule: what a planner enters and what the critical path method answers.

The values of the enumerations are stored in databases and files: they are never renamed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TaskKind(StrEnum):
    """What a line of a plan is: work, a moment, or a heading over other lines."""

    TASK = "task"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class LinkType(StrEnum):
    """Which end of the predecessor holds which end of the successor (finish-to-start and so on)."""

    FS = "fs"
    SS = "ss"
    FF = "ff"
    SF = "sf"


class LagUnit(StrEnum):
    """Whether a lag counts working days of the calendar or every day."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class Constraint(StrEnum):
    """The eight date constraints of Microsoft Project."""

    AS_SOON_AS_POSSIBLE = "as_soon_as_possible"
    AS_LATE_AS_POSSIBLE = "as_late_as_possible"
    START_NO_EARLIER_THAN = "start_no_earlier_than"
    START_NO_LATER_THAN = "start_no_later_than"
    FINISH_NO_EARLIER_THAN = "finish_no_earlier_than"
    FINISH_NO_LATER_THAN = "finish_no_later_than"
    MUST_START_ON = "must_start_on"
    MUST_FINISH_ON = "must_finish_on"


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One line of a plan, in days.

    `duration_days` counts working days: 0 for a milestone, ignored for a summary, whose span is that of its
    children. `constraint_date` is needed by every constraint but as-soon and as-late-as-possible.
    """

    id: int
    name: str
    parent_id: int | None
    kind: TaskKind
    duration_days: int
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE
    constraint_date: date | None = None
    deadline: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    percent_complete: int = 0


@dataclass(frozen=True, slots=True)
class Dependency:
    """A link between two tasks; a negative lag is a lead."""

    predecessor_id: int
    successor_id: int
    type: LinkType = LinkType.FS
    lag_days: int = 0
    lag_unit: LagUnit = LagUnit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class DatedTask:
    """A line of a plan with its computed dates.

    Dates are working days and inclusive: a task of one day starts and finishes on the same date, and so does
    a milestone. Floats are working days; a negative total float says how much too late the task is for the
    end or the deadline. `driving_predecessor_id` is the link that sets the start, or None when the project
    start, a constraint or progress does. `provisional` says that the dates rest on a year whose public
    holidays are not announced yet.
    """

    id: int
    start: date
    finish: date
    late_start: date
    late_finish: date
    total_float_days: int
    free_float_days: int
    critical: bool
    driving_predecessor_id: int | None
    provisional: bool
