"""Whether each department is ready on opening day: posts filled, and filled by people who are trained.

People come to a post by the counts that its department keeps (known, or planned from a day on) and by recruitment
rounds. A round that seeks a post speaks for it (`with_rounds`): its people take the place of those planned by hand,
so that nobody is expected twice.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.recruitment_arrivals import Arrival
from tracker.staffing import Count, people_on


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post as readiness sees it.

    Attributes:
        department_id, department: whose post it is.
        approved: posts granted on opening day.
        counts: people there, and people planned.
        arrivals: what the rounds that seek it bring; empty where no round does.
        trained: people who have, or in time will have, every course that the post requires; None: it requires none.
    """

    department_id: int
    department: str
    approved: int
    counts: tuple[Count, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    trained: int | None = None


@dataclass(frozen=True, slots=True)
class DepartmentReadiness:
    """A department on opening day: posts approved, filled, and filled by people who are trained; none negative."""

    department_id: int
    department: str
    approved: int
    filled: int
    trained: int

    @property
    def open(self) -> int:
        """Approved posts that nobody fills."""
        return self.approved - self.filled

    @property
    def is_ready(self) -> bool:
        """Whether every approved post is filled by somebody trained."""
        return self.trained == self.approved


@dataclass(frozen=True, slots=True)
class ReadinessChange:
    """A department on opening day under two schedules."""

    before: DepartmentReadiness
    after: DepartmentReadiness


def with_rounds(counts: Sequence[Count], arrivals: Sequence[Arrival], today: dt.date) -> list[Count]:
    """The counts of a post with the arrivals of its rounds in the place of those planned by hand.

    Without arrivals the counts are as they were. With any, planned counts above the people there today are left out,
    wherever the round's own days lie; planned leavers stay. People whose day has come already are expected from
    tomorrow on, since no count holds them yet.
    """
    if not arrivals:
        return list(counts)
    there = people_on(counts, today, today)
    kept = [each for each in counts if not each.is_planned or each.people <= there]
    tomorrow = today + dt.timedelta(days=1)
    ahead = [(max(each.on, tomorrow), each.people) for each in arrivals]
    days = {day for day, _ in ahead} | {each.on for each in kept if each.is_planned and each.on > today}
    return [each for each in kept if not each.is_planned] + [
        Count(day, people_on(kept, day, today) + sum(n for on, n in ahead if on <= day), is_planned=True)
        for day in sorted(days)
    ]


def filled_and_trained(
    post: PostFacts, trained_on: Mapping[int, dt.date], today: dt.date, opening_on: dt.date
) -> tuple[int, int]:
    """Posts filled on opening day, and those of them filled by people who are trained by then.

    Nobody fills a post beyond the approved number. Who arrives by a round in time, but whose training
    (`trained_on`, by round) ends on opening day or later, fills a post untrained; of all others at most
    `post.trained` count. Once the library is open, today stands for opening day.
    """
    day = max(opening_on, today)
    people = people_on(with_rounds(post.counts, post.arrivals, today), day, today)
    in_training = sum(
        each.people
        for each in post.arrivals
        if each.on <= day and trained_on.get(each.round_id, dt.date.min) >= day
    )
    able = people - in_training if post.trained is None else min(people - in_training, post.trained)
    filled = min(post.approved, people)
    return filled, max(0, min(filled, able))


def by_department(
    posts: Iterable[PostFacts], trained_on: Mapping[int, dt.date], today: dt.date, opening_on: dt.date
) -> list[DepartmentReadiness]:
    """The departments in the order of their posts; a surplus in one post never fills the gap of another."""
    sums: dict[tuple[int, str], list[int]] = {}
    for post in posts:
        filled, trained = filled_and_trained(post, trained_on, today, opening_on)
        own = sums.setdefault((post.department_id, post.department), [0, 0, 0])
        for at, number in enumerate((post.approved, filled, trained)):
            own[at] += number
    return [DepartmentReadiness(*key, *numbers) for key, numbers in sums.items()]


def changes(
    before: Iterable[DepartmentReadiness], after: Iterable[DepartmentReadiness]
) -> list[ReadinessChange]:
    """The departments that differ between two schedules, in the order of `before`."""
    then = {each.department_id: each for each in after}
    return [
        ReadinessChange(each, then[each.department_id])
        for each in before
        if then.get(each.department_id, each) != each
    ]
