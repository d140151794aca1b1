"""What is wrong with the days of a package: against the order of its stages, and against the law."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.calendar import WorkCalendar
from tracker.day_counts import DayCount
from tracker.procurement.process import Stage, Step, Wait


class Breach(StrEnum):
    """How a stage's day is wrong."""

    BEFORE_ITS_TURN = "before_its_turn"
    TOO_SHORT = "too_short"
    TOO_LATE = "too_late"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class StageFinding:
    """A stage whose day breaks a rule.

    Attributes:
        breach: how.
        stage, after: the stage, and the one that its period counts from.
        day: the day of the stage; today when it is overdue.
        limit_on: the day on which it might have happened at the earliest, or at the latest.
        period, article: what the law says; None and empty where only the order is wrong.
        provisional: the limit rests on a year that is not announced.
    """

    breach: Breach
    stage: Stage
    after: Stage
    day: dt.date
    limit_on: dt.date
    period: DayCount | None = None
    article: str = ""
    provisional: bool = False


def stage_findings(
    steps: Sequence[Step], actual: Mapping[Stage, dt.date], *, calendar: WorkCalendar, today: dt.date
) -> list[StageFinding]:
    """Everything that is wrong, in the order of the stages; a day before its turn is not also called too short."""
    found = []
    for step in steps:
        for wait in (*step.waits, *step.checks):
            finding = _checked(step.stage, wait, actual, calendar, today) if wait.after in actual else None
            if finding is not None and not (wait in step.checks and finding.breach is Breach.BEFORE_ITS_TURN):
                found.append(finding)  # what a wait has said of the order, a check need not say again
    return found


def _checked(
    stage: Stage, wait: Wait, actual: Mapping[Stage, dt.date], calendar: WorkCalendar, today: dt.date
) -> StageFinding | None:
    since, day = actual[wait.after], actual.get(stage)
    if day is not None and day < since:
        return StageFinding(Breach.BEFORE_ITS_TURN, stage, wait.after, day, since)
    if day is not None and wait.least is not None and day < wait.least.after(since, calendar):
        return _unlawful(Breach.TOO_SHORT, stage, wait, wait.least, (since, day), calendar)
    # The end of the challenge period passes by itself: nobody has to act.
    if (
        wait.most is None
        or stage is Stage.CHALLENGE_END
        or (day or today) <= wait.most.after(since, calendar)
    ):
        return None
    breach = Breach.OVERDUE if day is None else Breach.TOO_LATE
    return _unlawful(breach, stage, wait, wait.most, (since, day or today), calendar)


def _unlawful(
    breach: Breach,
    stage: Stage,
    wait: Wait,
    period: DayCount,
    days: tuple[dt.date, dt.date],
    calendar: WorkCalendar,
) -> StageFinding:
    limit = period.after(days[0], calendar)
    provisional = calendar.provisional([limit])
    return StageFinding(breach, stage, wait.after, days[1], limit, period, wait.article, provisional)
