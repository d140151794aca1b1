"""Who recruitment rounds bring to the posts, and when: what "expected at opening" counts on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.calendar import WorkCalendar
from tracker.recruitment import Stage, expected
from tracker.vocabulary import RoundStage


@dataclass(frozen=True, slots=True)
class Arrival:
    """People whom a round brings to a post, on a day."""

    post_id: int
    round_id: int
    on: dt.date
    people: int


def arrival_on(stages: Sequence[Stage], *, calendar: WorkCalendar, today: dt.date) -> dt.date | None:
    """The day on which the people of a round come on board; None for a round without that stage."""
    days = expected(stages, calendar=calendar, today=today).get(RoundStage.ON_BOARD)
    return None if days is None else days[1]


def round_arrivals(
    round_id: int,
    stages: Sequence[Stage],
    wanted: Mapping[int, int],
    *,
    recorded: Mapping[int, dt.date],
    calendar: WorkCalendar,
    today: dt.date,
) -> list[Arrival]:
    """What a round brings to each post.

    Once people are on board, a count of the post tells who is there; until one does, the round still stands for them.

    Args:
        round_id: the round.
        stages: its stages.
        wanted: people sought, by post.
        recorded: the day of the newest count of people really there, by post.
        calendar: the working calendar.
        today: the day from which stages to come are expected.
    """
    on = arrival_on(stages, calendar=calendar, today=today)
    if on is None:
        return []
    last = next(held for held in stages if held.stage is RoundStage.ON_BOARD)
    arrived = last.people if last.actual_on is not None and len(wanted) == 1 else None
    return [
        Arrival(post_id, round_id, on, people if arrived is None else arrived)
        for post_id, people in wanted.items()
        if last.actual_on is None or recorded.get(post_id, dt.date.min) < last.actual_on
    ]
