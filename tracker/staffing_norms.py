"""How many staff a norm gives for a service population, and whether the posts keep to it.

A library is staffed by its function, collection, area, service radius and service population (公共图书馆法 art. 19);
how many residents one member of staff serves is said by norms that differ by place and change. The tracker brings
none: the library enters its own, each with its source and the days on which it holds.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class NormFigure(StrEnum):
    """A number of people that a norm is held against."""

    APPROVED_NOW = "approved_now"
    IN_POST_NOW = "in_post_now"
    APPROVED_AT_OPENING = "approved_at_opening"
    EXPECTED_AT_OPENING = "expected_at_opening"


@dataclass(frozen=True, slots=True)
class Norm:
    """One member of staff for `residents_low` to `residents_high` residents, from one day to another (None: open)."""

    id: int
    title: str
    residents_low: int
    residents_high: int
    source: str
    edition: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def in_force(self, day: dt.date) -> bool:
        """Whether the norm holds on a day; its first and last day count."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class NormRange:
    """The least and the most staff that a norm gives."""

    least: int
    most: int

    def difference(self, people: int) -> int:
        """How many there are beyond the most (positive) or below the least (negative); 0 in between."""
        return max(0, people - self.most) - max(0, self.least - people)


@dataclass(frozen=True, slots=True)
class Held:
    """A figure on the day for which it stands; people."""

    figure: NormFigure
    day: dt.date
    people: int


@dataclass(frozen=True, slots=True)
class NormCheck:
    """A figure against a norm; `difference` is None where the norm does not hold on the figure's day."""

    held: Held
    difference: int | None


@dataclass(frozen=True, slots=True)
class NormResult:
    """What a norm gives for the population, and each figure against it."""

    norm: Norm
    range: NormRange
    checks: tuple[NormCheck, ...]


def staff_range(norm: Norm, population: int) -> NormRange:
    """The staff that a norm gives: 25,000 residents at 10,000 to 20,000 each are 2 people at least and at most.

    The least is rounded up, since a part of a person serves nobody; the most is rounded down, since one more would
    serve fewer residents than the norm has, but it is never less than the least.
    """
    least = -(-population // norm.residents_high)
    return NormRange(least, max(least, population // norm.residents_low))


def against(norms: Iterable[Norm], population: int, figures: Sequence[Held]) -> list[NormResult]:
    """Every figure against every norm, in the order of the norms."""
    found = []
    for norm in norms:
        given = staff_range(norm, population)
        checks = tuple(
            NormCheck(held, given.difference(held.people) if norm.in_force(held.day) else None)
            for held in figures
        )
        found.append(NormResult(norm, given, checks))
    return found
