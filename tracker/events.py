"""Events: what was settled, and what became of it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class OutcomeState(StrEnum):
    """Where the outcome of a topic stands.

    `OPEN`: nothing was settled yet. `SETTLED`: it was, and no task carries it out. The others follow its task.
    """

    OPEN = "open"
    SETTLED = "settled"
    UNDER_WAY = "under_way"
    DONE = "done"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Carrier:
    """The task that carries an outcome out: its end if it has ended, when it is due, and the scheduled end."""

    finished_on: dt.date | None
    due_on: dt.date | None
    percent_complete: int


def outcome_state(*, is_settled: bool, task: Carrier | None, today: dt.date) -> OutcomeState:
    """Where an outcome stands today; a task that is due before today and has not ended is late."""
    if task is None:
        return OutcomeState.SETTLED if is_settled else OutcomeState.OPEN
    if task.finished_on is not None or task.percent_complete >= 100:
        return OutcomeState.DONE
    if task.due_on is not None and task.due_on < today:
        return OutcomeState.LATE
    return OutcomeState.UNDER_WAY


def lasted_days(starts_on: dt.date, ends_on: dt.date | None) -> int:
    """Calendar days of an event, the first and the last included."""
    return ((ends_on or starts_on) - starts_on).days + 1
