"""Posts against people: how many are approved, in post, expected on opening day, and what is missing.

The approved number (编制, the establishment) is held apart from who is there: a post may be over-staffed
while another is vacant, so a surplus in one post never fills the gap of another.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Count:
    """How many people were (or, planned, will be) in a post from a day on."""

    on: dt.date
    people: int
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class Strength:
    """The numbers of a post, or sums over several posts; people, none of them negative.

    Attributes:
        approved: posts that the establishment grants.
        in_post: people there today.
        expected: people there on opening day, as planned today.
        arriving: how many more than today are expected by opening day.
        leaving: how many fewer than today are expected by opening day.
        gap_now: approved posts without a person today.
        gap_at_opening: approved posts without a person on opening day.
        surplus: people today beyond the approved number.
    """

    approved: int = 0
    in_post: int = 0
    expected: int = 0
    arriving: int = 0
    leaving: int = 0
    gap_now: int = 0
    gap_at_opening: int = 0
    surplus: int = 0

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


def strength(approved: int, counts: Sequence[Count], today: dt.date, opening_on: dt.date) -> Strength:
    """The numbers of one post; once the library is open, opening day stands for today."""
    in_post = people_on(counts, today, today)
    expected = people_on(counts, max(opening_on, today), today)
    return Strength(
        approved=approved,
        in_post=in_post,
        expected=expected,
        arriving=max(0, expected - in_post),
        leaving=max(0, in_post - expected),
        gap_now=max(0, approved - in_post),
        gap_at_opening=max(0, approved - expected),
        surplus=max(0, in_post - approved),
    )


def total(strengths: Iterable[Strength]) -> Strength:
    """The sum of several; nothing sums to all zeros."""
    return sum(strengths, start=Strength())


@dataclass(frozen=True, slots=True)
class PostHistory:
    """What the months are computed from: an approved number from a day on (None: always) and its counts."""

    department: str
    approved: int
    approved_on: dt.date | None
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

    The days are `first`, each first of a month, the department's counts and approvals, today and opening day.
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
        moves = {count.on for post in own for count in post.counts} | {post.approved_on for post in own}
        for day in sorted(months | {day for day in moves if day is not None and first < day < last}):
            approved = sum(
                post.approved for post in own if post.approved_on is None or post.approved_on <= day
            )
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
