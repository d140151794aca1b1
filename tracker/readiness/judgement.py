"""What people judge: how long work may take, and what else may hold it.

Every number in this module is a judgement that a planner edits, not a measurement: published openings give
durations, but no history of estimates against actuals from which a spread could be estimated. Pages say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import Invalid
from tracker.vocabulary import PlanKind, ProcurementMethod, Severity


class Distribution(StrEnum):
    """The shape drawn through the best, the most likely and the worst case."""

    PERT = "pert"
    TRIANGULAR = "triangular"


@dataclass(frozen=True, slots=True)
class Range:
    """The best and the worst case of something, in working days; a most likely case lies between them."""

    low_days: float
    high_days: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The best and the worst case as ratios of the most likely one."""

    optimistic: float
    pessimistic: float


DEFAULT_SPREADS: Mapping[PlanKind, Spread] = {
    PlanKind.OPENING_PREPARATION: Spread(0.85, 1.5),
    PlanKind.CEREMONY: Spread(0.9, 1.25),
    PlanKind.FACILITIES: Spread(0.85, 1.75),
    PlanKind.RECRUITMENT: Spread(0.9, 1.5),
    PlanKind.OTHER: Spread(0.85, 1.5),
}
"""Where a planner gave no range. Purchasing waits on bidders, queries and deliveries and slips the furthest;
recruitment follows published timetables; a ceremony is planned towards its day."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Working days that something adds to a task when it happens, and how likely (0 to 1) it is to happen."""

    low_days: float
    likely_days: float
    high_days: float
    probability: float = 1.0


FINDING_DELAYS: Mapping[Severity, Delay] = {
    Severity.CRITICAL: Delay(5, 10, 25, 0.9),
    Severity.MAJOR: Delay(2, 5, 15, 0.6),
    Severity.MINOR: Delay(1, 2, 5, 0.2),
    Severity.OBSERVATION: Delay(0, 1, 2, 0.05),
}
"""What an open finding adds to the gate that it blocks: rectification, and looking at it again."""

METHOD_DELAYS: Mapping[ProcurementMethod, Delay] = {
    ProcurementMethod.OPEN_TENDER: Delay(5, 15, 40, 0.3),
    ProcurementMethod.RESTRICTED_TENDER: Delay(5, 15, 40, 0.3),
    ProcurementMethod.NEGOTIATION: Delay(3, 10, 25, 0.25),
    ProcurementMethod.CONSULTATION: Delay(3, 10, 25, 0.25),
    ProcurementMethod.QUOTATION: Delay(3, 8, 20, 0.25),
    ProcurementMethod.SINGLE_SOURCE: Delay(3, 7, 20, 0.2),
    ProcurementMethod.FRAMEWORK: Delay(1, 3, 10, 0.15),
}
"""What a query, a complaint or a failed round adds to a purchase beyond the planned lead time of its method."""

POST_DELAY = Delay(10, 20, 45, 0.5)
"""What a post that is still unfilled adds to work that needs it: another round, or somebody lent."""


@dataclass(frozen=True, slots=True)
class RiskDriver:
    """Something outside the durations that may hold tasks: a finding, a purchase, an unfilled post.

    In a run in which it happens, one number of days is drawn and added to each of the tasks that are still
    open; for tasks one after the other, name only the first. A milestone is then reached so much later.

    Attributes:
        name: what it is called; it also keys its random numbers, so two drivers need two names.
        task_ids: tasks and milestones that it holds, no summaries.
        low_days, likely_days, high_days: best, most likely and worst case in working days.
        probability: how likely it is to happen, 0 to 1.
    """

    name: str
    task_ids: tuple[int, ...]
    low_days: float
    likely_days: float
    high_days: float
    probability: float = 1.0

    @classmethod
    def of(cls, name: str, task_ids: tuple[int, ...], delay: Delay) -> "RiskDriver":
        """The driver with a delay from one of the tables."""
        return cls(name, task_ids, delay.low_days, delay.likely_days, delay.high_days, delay.probability)

    def check(self) -> None:
        """Raise `Invalid` "readiness_driver" unless 0 ≤ low ≤ likely ≤ high and 0 ≤ probability ≤ 1."""
        ordered = 0 <= self.low_days <= self.likely_days <= self.high_days
        if not (ordered and 0 <= self.probability <= 1):
            raise Invalid("readiness_driver", name=self.name)


def task_range(
    duration_days: int,
    kind: PlanKind,
    *,
    optimistic_days: float | None = None,
    pessimistic_days: float | None = None,
    spreads: Mapping[PlanKind, Spread] = DEFAULT_SPREADS,
) -> Range:
    """The range of a task whose most likely case is its planned duration.

    What the planner left out comes from the spread of the plan's kind. The range always holds the planned
    duration: a plan edited past its old estimates widens them instead of refusing to be forecast.
    """
    spread = spreads[kind]
    low = duration_days * spread.optimistic if optimistic_days is None else optimistic_days
    high = duration_days * spread.pessimistic if pessimistic_days is None else pessimistic_days
    return Range(max(0.0, min(low, duration_days)), max(high, duration_days))
