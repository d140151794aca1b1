"""Posts against people: how many are approved, in post, expected on opening day, and what is missing.

The approved number (编制, the establishment) is held apart from who is there: a post may be over-staffed
while another is vacant, so a surplus in one post never fills the gap of another. It moves with the documents that
grant it: each holds from its day until the next one's.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Count:
    """How many people were (or, planned, will be) in a post from a day on."""

    on: dt.date
    people: int
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """So many posts approved from a day on (None: for as long as anybody knows), and the document that says so."""

    on: dt.date | None
    approved: int
    document: str = ""


def grant_on(grants: Iterable[Grant], day: dt.date) -> Grant | None:
    """The grant in force on a day: the newest that is not later; None before the first."""
    begun = [grant for grant in grants if grant.on is None or grant.on <= day]
    return max(begun, key=lambda grant: grant.on or dt.date.min, default=None)


def approved_on_day(grants: Iterable[Grant], day: dt.date) -> int:
    """The approved number of a post on a day; 0 before the first grant."""
    grant = grant_on(grants, day)
    return 0 if grant is None else grant.approved


@dataclass(frozen=True, slots=True)
class Strength:
    """The numbers of a post, or sums over several posts; people, none of them negative.

    Attributes:
        approved: posts that the establishment grants today.
        in_post: people there today.
        expected: people there on opening day, as planned today.
        arriving: how many more than today are expected by opening day.
        leaving: how many fewer than today are expected by opening day.
        gap_now: approved posts without a person today.
        gap_at_opening: approved posts without a person on opening day.
        surplus: people today beyond the approved number.
        approved_at_opening: posts that it grants on opening day, as far as is decided today.
        surplus_at_opening: people expected on opening day beyond that number.
    """

    approved: int = 0
    in_post: int = 0
    expected: int = 0
    arriving: int = 0
    leaving: int = 0
    gap_now: int = 0
    gap_at_opening: int = 0
    surplus: int = 0
    approved_at_opening: int = 0
    surplus_at_opening: int = 0

    def __add__(self, other: "Strength") -> "Strength":
        """Both together; gaps add up, they are not netted against a surplus elsewhere."""
        return Strength(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Strength)))


def people_on(counts: Iterable[Count], day: dt.date, today: dt.date) -> int:
    """People in a post on `day`, as known `today`: 0 before the first count.

    Up to today the newest actual count holds. After today a plan that is still ahead holds from its day on; a
    plan whose day has passed is not evidence that anybody came, and counts for nothing.
    """
    known = [each for each in counts if _holds(each, day, today)]
    newest = max(known, key=lambda each: (each.is_planned, each.on), default=None)
    return newest.people if newest is not None else 0


def _holds(count: Count, day: dt.date, today: dt.date) -> bool:
    if count.is_planned:
        return today < count.on <= day
    return count.on <= min(day, today)


def strength(
    grants: Iterable[Grant], counts: Sequence[Count], today: dt.date, opening_on: dt.date
) -> Strength:
    """The numbers of one post; once the library is open, opening day stands for today."""
    opening = max(opening_on, today)
    grants = tuple(grants)
    approved, then = approved_on_day(grants, today), approved_on_day(grants, opening)
    in_post, expected = people_on(counts, today, today), people_on(counts, opening, today)
    return Strength(
        approved=approved,
        in_post=in_post,
        expected=expected,
        arriving=max(0, expected - in_post),
        leaving=max(0, in_post - expected),
        gap_now=max(0, approved - in_post),
        gap_at_opening=max(0, then - expected),
        surplus=max(0, in_post - approved),
        approved_at_opening=then,
        surplus_at_opening=max(0, expected - then),
    )


def total(strengths: Iterable[Strength]) -> Strength:
    """The sum of several, as by `+`; nothing sums to all zeros."""
    rows = [_NUMBERS(each) for each in strengths]
    return Strength(*(sum(column) for column in zip(*rows, strict=True)))


_NUMBERS = attrgetter(*(each.name for each in fields(Strength)))


@dataclass(frozen=True, slots=True)
class Move:
    """A day ahead on which the people in a post become more (arrivals) or fewer (leavers)."""

    on: dt.date
    before: int
    after: int


def planned_moves(counts: Sequence[Count], today: dt.date) -> list[Move]:
    """The arrivals and leavers planned after today, in their order; a plan that changes nothing is none."""
    days = sorted({count.on for count in counts if count.is_planned and count.on > today})
    moves, before = [], people_on(counts, today, today)
    for day in days:
        after = people_on(counts, day, today)
        if after != before:
            moves.append(Move(day, before, after))
        before = after
    return moves


@dataclass(frozen=True, slots=True)
class PostHistory:
    """What the months are computed from: a post's grants and its counts."""

    department: str
    grants: tuple[Grant, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """A department on a day: approved posts and people, counted (up to today) or expected (from today on)."""

    department: str
    day: dt.date
    approved: int
    people: int
    is_expected: bool


def by_month(
    posts: Sequence[PostHistory], first: dt.date, today: dt.date, opening_on: dt.date
) -> list[MonthPoint]:
    """Approved posts and people per department up to opening day: by month, and on each day a number moves.

    The days are `first`, each first of a month, the department's counts and grants, today and opening day.
    Departments come in the order of `posts`. Today stands in the result twice, as the end of what was counted
    and the start of what is expected, so that both lines meet there.
    """
    last = max(opening_on, today)
    months = {min(first, today), *month_starts(first, last), today, last}
    departments: dict[str, list[PostHistory]] = {}
    for post in posts:
        departments.setdefault(post.department, []).append(post)
    points = []
    for department, own in departments.items():
        moves: set[dt.date | None] = {count.on for post in own for count in post.counts}
        moves |= {grant.on for post in own for grant in post.grants}
        for day in sorted(months | {day for day in moves if day is not None and first < day < last}):
            approved = sum(approved_on_day(post.grants, day) for post in own)
            people = sum(people_on(post.counts, day, today) for post in own)
            if day <= today:
                points.append(MonthPoint(department, day, approved, people, is_expected=False))
            if day >= today:
                points.append(MonthPoint(department, day, approved, people, is_expected=True))
    return points


def month_starts(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of months from `first` to `last`, both included."""
    day = first if first.day == 1 else _next_month(first)
    found = []
    while day <= last:
        found.append(day)
        day = _next_month(day)
    return found


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


class TaskState(StrEnum):
    """Where a staffing task stands; late is whatever should be done by now and is not."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    LATE = "late"


def task_state(
    *, actual_start: dt.date | None, actual_finish: dt.date | None, percent_complete: int, is_late: bool
) -> TaskState:
    """The column of the board a task stands in; done wins over late, late over under way."""
    if actual_finish is not None or percent_complete == 100:
        return TaskState.DONE
    if is_late:
        return TaskState.LATE
    if actual_start is not None or percent_complete > 0:
        return TaskState.UNDER_WAY
    return TaskState.NOT_STARTED
