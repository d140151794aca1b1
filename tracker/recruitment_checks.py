"""What is wrong with a round: the order of its days, its least periods, its counts.

Days out of order and counts that grow along the way cannot be meant and are refused; a period that was cut short may
have happened, and is stored once somebody says why.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.calendar import WorkCalendar
from tracker.day_counts import DayCount
from tracker.errors import Invalid
from tracker.recruitment import Stage, in_order
from tracker.vocabulary import RoundStage

LONGEST_DAYS = 400
"""Working days that a stage, a least period or a training may take."""

MOST_PEOPLE = 999_999
LONGEST_SOURCE = 200
YEARS_AROUND_OPENING = 10
"""A day further from opening than so many years is a slip of the keyboard."""

COUNTED = tuple(RoundStage)[tuple(RoundStage).index(RoundStage.REGISTRATION) :]
"""The stages at whose end people are counted; nobody has registered before."""


@dataclass(frozen=True, slots=True)
class TooShort:
    """A stage that ended before its least period after the one before it had passed.

    Attributes:
        stage, after: the stage, and the one that its period counts from.
        day: when it ended.
        limit_on: the first day on which it might have.
        period, source: the period, and where it is set; the source may be empty.
        provisional: the limit rests on a year that is not announced.
    """

    stage: RoundStage
    after: RoundStage
    day: dt.date
    limit_on: dt.date
    period: DayCount
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of the funnel: how many people a stage counted, and their share of those whom the first one did."""

    stage: RoundStage
    people: int
    share: float


def too_short(stages: Sequence[Stage], calendar: WorkCalendar) -> list[TooShort]:
    """The least periods that were not kept, in order; between stages of which both ended."""
    found = []
    for before, held in pairwise(in_order(stages)):
        if before.actual_on is None or held.actual_on is None or held.minimum_days == 0:
            continue
        limit = held.period.after(before.actual_on, calendar)
        if held.actual_on < limit:
            provisional = calendar.provisional([limit])
            found.append(
                TooShort(
                    held.stage,
                    before.stage,
                    held.actual_on,
                    limit,
                    held.period,
                    held.minimum_source,
                    provisional,
                )
            )
    return found


def check_stages(stages: Sequence[Stage], *, opening_on: dt.date, today: dt.date) -> None:
    """Refuse what cannot be meant.

    Raises:
        Invalid: "stage_days", "minimum_days", "text_too_long", "day_not_plausible", "stage_in_future",
            "stage_before_previous", "people_out_of_range", "count_too_early", "count_grows".
    """
    ordered = in_order(stages)
    for held in ordered:
        _check_figures(held)
        _check_days(held, opening_on, today)
    for name in ("planned_on", "actual_on"):
        _check_order([(held.stage, getattr(held, name)) for held in ordered])
    _check_counts(ordered)


def _check_figures(held: Stage) -> None:
    if not 1 <= held.duration_days <= LONGEST_DAYS:
        raise Invalid("stage_days", stage=held.stage, longest=LONGEST_DAYS)
    if not 0 <= held.minimum_days <= LONGEST_DAYS:
        raise Invalid("minimum_days", stage=held.stage, longest=LONGEST_DAYS)
    if len(held.minimum_source) > LONGEST_SOURCE:
        length = len(held.minimum_source)
        raise Invalid("text_too_long", field="minimum_source", longest=LONGEST_SOURCE, length=length)


def _check_days(held: Stage, opening_on: dt.date, today: dt.date) -> None:
    for day in (held.planned_on, held.actual_on):
        if day is not None and abs(day.year - opening_on.year) > YEARS_AROUND_OPENING:
            first, last = opening_on.year - YEARS_AROUND_OPENING, opening_on.year + YEARS_AROUND_OPENING
            raise Invalid("day_not_plausible", on=day, first=dt.date(first, 1, 1), last=dt.date(last, 12, 31))
    if held.actual_on is not None and held.actual_on > today:
        raise Invalid("stage_in_future", stage=held.stage, on=held.actual_on)


def _check_order(days: Sequence[tuple[RoundStage, dt.date | None]]) -> None:
    said = [(stage, day) for stage, day in days if day is not None]
    for (before, earlier), (stage, day) in pairwise(said):
        if day < earlier:
            raise Invalid("stage_before_previous", stage=stage, on=day, after=before, limit=earlier)


def _check_counts(ordered: Sequence[Stage]) -> None:
    said = [(held.stage, held.people) for held in ordered if held.people is not None]
    for stage, people in said:
        if not 0 <= people <= MOST_PEOPLE:
            raise Invalid("people_out_of_range", stage=stage, people=people, most=MOST_PEOPLE)
        if stage not in COUNTED:
            raise Invalid("count_too_early", stage=stage, first=COUNTED[0])
    for (before, more), (stage, people) in pairwise(said):
        if people > more:
            raise Invalid("count_grows", stage=stage, people=people, after=before, limit=more)


def funnel(stages: Sequence[Stage]) -> list[Step]:
    """How many people were left at the end of each stage that counted them, in order.

    The share is of the first count; 0 when that was 0.
    """
    said = [(held.stage, held.people) for held in in_order(stages) if held.people is not None]
    if not said:
        return []
    first = said[0][1]
    return [Step(stage, people, people / first if first else 0.0) for stage, people in said]


def open_places(approved: int, in_post: int, sought: int) -> int:
    """How many people a new round may seek for a post: approved, less who is there and whom other rounds seek."""
    return max(0, approved - in_post - sought)


def adds_up(arrived: Mapping[int, int], people: int) -> bool:
    """Whether the people who came are all shared out to posts, none of them twice."""
    return all(number >= 0 for number in arrived.values()) and sum(arrived.values()) == people
