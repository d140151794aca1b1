"""The life of a finding: its steps, when it is due, who must act now, and what it holds up.

open → assigned → rectified (the contractor says) → closed by somebody else, or rejected back to assigned, or
waived by the lead with a reason; what is closed or waived can be reopened.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.permissions import Action
from tracker.vocabulary import FindingStatus, Severity

MAJOR_DUE_WORKING_DAYS = 3
"""Site practice gives one to three days for a defect that stops a function; the longest is the default."""


class Step(StrEnum):
    """What somebody does to a finding."""

    ASSIGN = "assign"
    RECTIFY = "rectify"
    CLOSE = "close"
    REJECT = "reject"
    WAIVE = "waive"
    REOPEN = "reopen"


class Turn(StrEnum):
    """Who must act now."""

    LIBRARY = "library"
    ASSIGNEE = "assignee"
    INSPECTOR = "inspector"
    NOBODY = "nobody"


class Effect(StrEnum):
    """What an unsettled finding holds up."""

    OPENING = "opening"
    ACCEPTANCE = "acceptance"
    HANDOVER_LIST = "handover_list"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Move:
    """A step: from which states it leads where, what one must be allowed, and whether it needs a reason."""

    sources: frozenset[FindingStatus]
    target: FindingStatus
    action: Action
    needs_reason: bool = False


_OPEN, _ASSIGNED, _RECTIFIED = FindingStatus.OPEN, FindingStatus.ASSIGNED, FindingStatus.RECTIFIED
_CLOSED, _WAIVED = FindingStatus.CLOSED, FindingStatus.WAIVED

MOVES: Mapping[Step, Move] = MappingProxyType(
    {
        Step.ASSIGN: Move(frozenset({_OPEN, _ASSIGNED}), _ASSIGNED, Action.HOLD_ROUNDS),
        Step.RECTIFY: Move(frozenset({_ASSIGNED}), _RECTIFIED, Action.HOLD_ROUNDS),
        Step.CLOSE: Move(frozenset({_RECTIFIED}), _CLOSED, Action.CLOSE_FINDINGS),
        Step.REJECT: Move(frozenset({_RECTIFIED}), _ASSIGNED, Action.CLOSE_FINDINGS, needs_reason=True),
        Step.WAIVE: Move(
            frozenset({_OPEN, _ASSIGNED, _RECTIFIED}), _WAIVED, Action.DECIDE, needs_reason=True
        ),
        Step.REOPEN: Move(frozenset({_CLOSED, _WAIVED}), _OPEN, Action.HOLD_ROUNDS, needs_reason=True),
    }
)
"""Every step there is; what is not here cannot happen."""

SETTLED = frozenset({_CLOSED, _WAIVED})
PENDING = frozenset(FindingStatus) - SETTLED

EFFECTS: Mapping[Severity, Effect] = MappingProxyType(
    {
        Severity.CRITICAL: Effect.OPENING,
        Severity.MAJOR: Effect.ACCEPTANCE,
        Severity.MINOR: Effect.HANDOVER_LIST,
        Severity.OBSERVATION: Effect.NOTHING,
    }
)

BLOCKING = frozenset({Severity.CRITICAL, Severity.MAJOR})
"""Severities that hold up an acceptance, or the opening itself."""

ORDER: Mapping[Severity, int] = MappingProxyType({severity: rank for rank, severity in enumerate(Severity)})
"""Worst first."""

_TURNS: Mapping[FindingStatus, Turn] = MappingProxyType(
    {
        _OPEN: Turn.LIBRARY,
        _ASSIGNED: Turn.ASSIGNEE,
        _RECTIFIED: Turn.INSPECTOR,
        _CLOSED: Turn.NOBODY,
        _WAIVED: Turn.NOBODY,
    }
)


def steps_from(status: FindingStatus) -> list[Step]:
    """The steps that a finding in `status` can take, in the order of a finding's life."""
    return [step for step, move in MOVES.items() if status in move.sources]


def after(status: FindingStatus, step: Step, reason: str = "") -> FindingStatus:
    """Where `step` leads.

    Raises:
        Invalid: `wrong_step`, when a finding in `status` cannot take it; `reason_missing`, when it needs a
            reason and has none.
    """
    move = MOVES[step]
    if status not in move.sources:
        raise Invalid("wrong_step", step=step, status=status)
    if move.needs_reason and not reason.strip():
        raise Invalid("reason_missing", step=step)
    return move.target


def default_due(
    severity: Severity, found_on: dt.date, *, completion_on: dt.date | None, calendar: WorkCalendar
) -> dt.date | None:
    """When a finding is due unless agreed otherwise; None for an observation, which only is watched.

    Critical: the same day. Major: three working days. Minor: before completion (`completion_on`), but never
    before it was found.
    """
    if severity is Severity.CRITICAL:
        return found_on
    if severity is Severity.MAJOR:
        return calendar.add_working_days(found_on, MAJOR_DUE_WORKING_DAYS)
    if severity is Severity.MINOR and completion_on is not None:
        return max(completion_on, found_on)
    return None


def turn(status: FindingStatus) -> Turn:
    """Who must act now on a finding in `status`."""
    return _TURNS[status]


def is_settled(status: FindingStatus) -> bool:
    """Whether nothing is left to do: closed or waived."""
    return status in SETTLED


def is_overdue(status: FindingStatus, due_on: dt.date | None, today: dt.date) -> bool:
    """Whether the due day has passed and it is not settled; a rectified one still waits for its check."""
    return due_on is not None and due_on < today and status not in SETTLED


def is_blocking(status: FindingStatus, severity: Severity) -> bool:
    """Whether the finding holds up an acceptance or the opening."""
    return severity in BLOCKING and status not in SETTLED


def age_days(found_on: dt.date, closed_on: dt.date | None, today: dt.date) -> int:
    """Calendar days from the day it was found to the day it was settled, or to today."""
    return ((closed_on or today) - found_on).days
