"""Training that posts require before opening: who must have it, who has it, and whether a course ends in time.

A course may be required of a post. On opening day everybody expected in the post must then be trained: hold a
certificate of that course that is valid on that day, or have passed by hours where no certificate was issued. Only
people who take part in the course for that post count, and a post is never more than fully trained.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from tracker.training_progress import PassState

LOOK_AHEAD = dt.timedelta(days=90)
"""How far ahead the expiry of certificates is told."""


class FinishBasis(StrEnum):
    """What the finishing day of a course rests on: the pace of the sessions held, or the plan alone."""

    PACE = "pace"
    PLAN = "plan"


class Expiry(StrEnum):
    """How a certificate stands: expired, expiring within `LOOK_AHEAD`, by opening day, later, or never."""

    EXPIRED = "expired"
    SOON = "soon"
    BEFORE_OPENING = "before_opening"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate: from `issued_on` to `expires_on`, both included; None is for good."""

    issued_on: dt.date
    expires_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Trainee:
    """Who takes part in a required course for a post: how they stand by hours, and their newest certificate."""

    state: PassState
    certificate: Held | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a post still lacks of a required course; people, none of them negative.

    Attributes:
        expected: people expected in the post on opening day.
        trained: of these, trained as known today.
        under_way: of the rest, those who take part for the post and can still pass.
        finishes_on: when the course finishes, on `basis`; None where it cannot be told.
        in_time: whether that is before opening day; None where it cannot be told.
    """

    expected: int
    trained: int
    under_way: int
    finishes_on: dt.date | None
    basis: FinishBasis
    in_time: bool | None

    @property
    def missing(self) -> int:
        """People who are not trained yet."""
        return self.expected - self.trained

    @property
    def missing_at_opening(self) -> int:
        """People who will not be trained on opening day: all that are missing, less those a course reaches in time."""
        return self.missing - (self.under_way if self.in_time else 0)

    @property
    def trained_at_opening(self) -> int:
        """People who will be trained on opening day under today's dates."""
        return self.expected - self.missing_at_opening


def is_trained(trainee: Trainee, opening_on: dt.date) -> bool:
    """Whether somebody counts as trained on opening day. A certificate that has run out by then outweighs hours."""
    if trainee.certificate is not None:
        return is_valid(trainee.certificate, opening_on)
    return trainee.state is PassState.PASSED


def is_valid(certificate: Held, day: dt.date) -> bool:
    """Whether a certificate holds on a day."""
    begun = certificate.issued_on <= day
    return begun and (certificate.expires_on is None or day <= certificate.expires_on)


def need(
    expected: int,
    trainees: Iterable[Trainee],
    opening_on: dt.date,
    *,
    finishes_on: dt.date | None,
    basis: FinishBasis,
) -> Need:
    """What one post lacks of one required course. More people trained than expected lack nothing."""
    trained = waiting = 0
    for trainee in trainees:
        if is_trained(trainee, opening_on):
            trained += 1
        elif trainee.certificate is None and trainee.state is PassState.UNDER_WAY:
            waiting += 1
    trained = min(expected, trained)
    return Need(
        expected=expected,
        trained=trained,
        under_way=min(expected - trained, waiting),
        finishes_on=finishes_on,
        basis=basis,
        in_time=None if finishes_on is None else finishes_on < opening_on,
    )


def expires_on(issued_on: dt.date, months: int | None) -> dt.date | None:
    """The last day a certificate holds: the day so many calendar months later; None where it holds for good.

    A day that the month lacks becomes the month's last (dateutil): one month from 31 January is 28 February.
    """
    return None if months is None else issued_on + relativedelta(months=months)


def expiry(expires: dt.date | None, today: dt.date, opening_on: dt.date) -> Expiry:
    """How a certificate that expires on a day (None: never) stands today."""
    if expires is None:
        return Expiry.NEVER
    if expires < today:
        return Expiry.EXPIRED
    if expires <= today + LOOK_AHEAD:
        return Expiry.SOON
    return Expiry.BEFORE_OPENING if expires < opening_on else Expiry.LATER


def without_certificate(people: Mapping[int, Trainee], issued_on: dt.date) -> list[int]:
    """The persons (keys) who passed and hold no certificate that is valid on a day, in their order."""
    return [
        person_id
        for person_id, trainee in people.items()
        if trainee.state is PassState.PASSED
        and not (trainee.certificate is not None and is_valid(trainee.certificate, issued_on))
    ]
