"""Acceptance gates: where each stands, what its scope is, which findings hold it up, and the legal clocks.

A gate is held once or several times; its last acceptance decides. Passed on conditions counts as met on the day the
last condition is met. Sources are named at each rule: 条例 is 建设工程质量管理条例.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import Invalid
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage, Severity

WORKS = frozenset({AcceptanceStage.CIVIL_WORKS, AcceptanceStage.FIT_OUT})
"""Stages whose passing is the completion acceptance of a works contract (竣工验收, 条例 art. 16)."""

FILING_DAYS = 15
"""Calendar days after the completion acceptance within which it is filed (条例 art. 49)."""

AIRING_DAYS = 7
"""Calendar days between completion and the first test of indoor air (GB 50325-2020: at least seven)."""


class GateState(StrEnum):
    """Where a gate stands; derived from its acceptances, never typed."""

    NOT_HELD = "not_held"
    FAILED = "failed"
    CONDITIONAL = "conditional"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """A condition of an acceptance: by when it is due, and when it was met."""

    due_on: dt.date | None
    met_on: dt.date | None


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One time that a gate was held. `id` tells two of one day apart: the later record decides."""

    id: int
    held_on: dt.date
    outcome: AcceptanceOutcome
    conditions: tuple[ConditionFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a gate stands after all its acceptances.

    Attributes:
        state: passed, passed with conditions still open, failed, or not held.
        attempts: how often it was held.
        held_on: the last time.
        passed_on: the day the acceptance passed, with or without conditions: warranties and the filing run from it.
        met_on: the day from which the gate holds nothing up: `passed_on`, or when its last condition was met.
        open_conditions: the conditions that are not met.
    """

    state: GateState
    attempts: int = 0
    held_on: dt.date | None = None
    passed_on: dt.date | None = None
    met_on: dt.date | None = None
    open_conditions: tuple[ConditionFact, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether the gate holds nothing up any more."""
        return self.met_on is not None

    def overdue_conditions(self, today: dt.date) -> int:
        """How many open conditions are past their due day."""
        return sum(each.due_on is not None and each.due_on < today for each in self.open_conditions)


def standing(held: Iterable[HeldFact]) -> Standing:
    """Where a gate stands: the last acceptance decides, also when it failed after one that passed.

    Passed on conditions without a single condition on record stays conditional: nobody could say that all are met.
    """
    attempts = sorted(held, key=lambda each: (each.held_on, each.id))
    if not attempts:
        return Standing(GateState.NOT_HELD)
    last = attempts[-1]
    if last.outcome is AcceptanceOutcome.FAILED:
        return Standing(GateState.FAILED, len(attempts), last.held_on)
    if last.outcome is AcceptanceOutcome.PASSED:
        day = last.held_on
        return Standing(GateState.PASSED, len(attempts), day, day, day)
    still_open = tuple(each for each in last.conditions if each.met_on is None)
    met = [each.met_on for each in last.conditions if each.met_on is not None]
    if still_open or not met:
        return Standing(
            GateState.CONDITIONAL, len(attempts), last.held_on, last.held_on, None, open_conditions=still_open
        )
    return Standing(GateState.PASSED, len(attempts), last.held_on, last.held_on, max(last.held_on, *met))


_WORST = (GateState.FAILED, GateState.CONDITIONAL, GateState.NOT_HELD, GateState.PASSED)


def stage_state(states: Iterable[GateState]) -> GateState:
    """Where a stage with several gates stands (two contracts, air before and after furniture): at its worst gate.

    Without any gate it has not been held.
    """
    return min(states, key=_WORST.index, default=GateState.NOT_HELD)


def completed_on(works: Iterable[Standing]) -> dt.date | None:
    """The day of the completion acceptance: when the last of the works contracts passed; None while one has not."""
    days = [each.passed_on for each in works]
    return None if not days or None in days else max(day for day in days if day is not None)


def filing_due(completed: dt.date | None) -> dt.date | None:
    """The last day for the completion filing (条例 art. 49)."""
    return None if completed is None else completed + dt.timedelta(days=FILING_DAYS)


def earliest_air_test(completed: dt.date | None, furniture_on: dt.date | None = None) -> dt.date | None:
    """The first day on which a test of indoor air counts: seven days after completion, not before the furniture.

    `furniture_on` is the day the furniture was in, for the test that is repeated with it.
    """
    aired = None if completed is None else completed + dt.timedelta(days=AIRING_DAYS)
    return max((day for day in (aired, furniture_on) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a gate is about; None means no limit.

    Attributes:
        zones: the zone of the gate and everything in it.
        organisation_id: the contractor of the gate's contract.
    """

    zones: frozenset[int] | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class BlockingFact:
    """A critical or major finding that is not settled."""

    id: int
    number: int
    severity: Severity
    found_on: dt.date
    zone_id: int | None
    organisation_id: int | None


def scope_of(zone_id: int | None, organisation_id: int | None, parents: Mapping[int, int | None]) -> Scope:
    """The scope of a gate; `parents` gives for each zone the one it lies in."""
    zones = (
        None if zone_id is None else frozenset(each for each in parents if lies_in(each, zone_id, parents))
    )
    return Scope(zones, organisation_id)


def lies_in(zone_id: int | None, outer_id: int, parents: Mapping[int, int | None]) -> bool:
    """Whether a zone is `outer_id` itself or lies in it."""
    while zone_id is not None and zone_id != outer_id:
        zone_id = parents.get(zone_id)
    return zone_id is not None


def blocking_in(scope: Scope, findings: Iterable[BlockingFact]) -> list[BlockingFact]:
    """The findings that hold up a gate of this scope.

    A finding without a place is about the building as a whole, and holds up no gate of a single zone. One that was
    given to nobody yet holds up every contract: it may turn out to be anybody's.
    """
    return [
        each
        for each in findings
        if (scope.zones is None or each.zone_id in scope.zones)
        and (scope.organisation_id is None or each.organisation_id in {None, scope.organisation_id})
    ]


@dataclass(frozen=True, slots=True)
class GateNeed:
    """What readiness for furniture asks of a gate."""

    id: int
    zone_id: int | None
    is_met: bool
    after_furniture: bool = False


def unmet_before_furniture(
    zone_id: int, gates: Iterable[GateNeed], parents: Mapping[int, int | None]
) -> list[int]:
    """The gates that must still be met before furniture comes into a zone; empty when it is ready.

    They are those of the zone, of what it lies in and of what lies in it, and those without a zone, which are about
    a contract or the whole building. The air test that is repeated after the furniture cannot come before it.
    """
    return [
        gate.id
        for gate in gates
        if not gate.is_met
        and not gate.after_furniture
        and (
            gate.zone_id is None
            or lies_in(zone_id, gate.zone_id, parents)
            or lies_in(gate.zone_id, zone_id, parents)
        )
    ]


def check_held_on(
    held_on: dt.date, *, starts_on: dt.date, today: dt.date, not_before: dt.date | None = None
) -> None:
    """Refuse a day on which an acceptance is unlikely to have been held; a person may confirm it with a reason.

    Raises:
        Invalid: a code of `DOUBTS`; `air_test_too_early` is a day before `not_before`.
    """
    if held_on.year // 100 != today.year // 100:
        raise Invalid("acceptance_in_other_century", held_on=held_on)
    if held_on > today:
        raise Invalid("acceptance_in_future", held_on=held_on, today=today)
    if held_on < starts_on:
        raise Invalid("acceptance_before_project", held_on=held_on, starts_on=starts_on)
    if not_before is not None and held_on < not_before:
        raise Invalid("air_test_too_early", held_on=held_on, not_before=not_before)


DOUBTS = frozenset(
    {"acceptance_in_other_century", "acceptance_in_future", "acceptance_before_project", "air_test_too_early"}
)
"""Refusals of `check_held_on`: the page offers to confirm the day with a reason."""
