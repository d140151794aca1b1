"""What a person asks of the findings: which ones, in what order, and how old is old."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tracker.findings import Turn, turn
from tracker.vocabulary import FindingStatus, Severity, Trade


class FindingOrder(StrEnum):
    """In what order a list of findings comes."""

    NEWEST = "newest"
    DUE = "due"
    WORST = "worst"
    OLDEST = "oldest"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are asked for; an empty field asks for all.

    Attributes:
        zone_ids: these zones and everything that lies in them.
        turns: who must act now.
        overdue: only those whose due day has passed while they are not settled.
        round_id: only those of one round.
        text: part of the description or of the place, or the number.
        archived: archived ones too.
    """

    statuses: tuple[FindingStatus, ...] = ()
    severities: tuple[Severity, ...] = ()
    trades: tuple[Trade, ...] = ()
    zone_ids: tuple[int, ...] = ()
    organisation_ids: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()
    overdue: bool = False
    round_id: int | None = None
    text: str = ""
    archived: bool = False


class AgeBucket(StrEnum):
    """How long a finding has been open, in calendar days."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    LONGER = "longer"


OLDEST_IN: Mapping[AgeBucket, int] = MappingProxyType(
    {AgeBucket.WEEK: 7, AgeBucket.FORTNIGHT: 14, AgeBucket.MONTH: 30, AgeBucket.TWO_MONTHS: 60}
)
"""The most days of each bucket; the last one has no end."""


def bucket_of(found_on: dt.date, today: dt.date) -> AgeBucket:
    """The bucket of a finding that is open `today`."""
    age = (today - found_on).days
    return next((bucket for bucket, most in OLDEST_IN.items() if age <= most), AgeBucket.LONGER)


def statuses_of(turns: Iterable[Turn]) -> frozenset[FindingStatus]:
    """The states in which it is one of these parties' turn."""
    wanted = set(turns)
    return frozenset(status for status in FindingStatus if turn(status) in wanted)
