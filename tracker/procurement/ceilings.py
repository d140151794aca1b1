"""What a plan may cost, against what a draft costs: as a whole, by category, by source of funds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a ceiling holds for."""

    PROJECT = "project"
    PLAN = "plan"
    CATEGORY = "category"
    FUNDING = "funding"
    BOTH = "both"


Spent = Mapping[tuple[str, str], int]
"""Fen by (category, source of funds); either is empty where a line names none."""


Cost = tuple[str, str, int]
"""Category, source of funds (empty where none is named) and fen of a line."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling in fen: of the project, of a plan (both texts empty), of a category, of a source, or of both."""

    amount_fen: int
    category: str = ""
    funding: str = ""
    is_project: bool = False

    @property
    def scope(self) -> Scope:
        """What it holds for."""
        if self.is_project:
            return Scope.PROJECT
        if self.category and self.funding:
            return Scope.BOTH
        if self.category:
            return Scope.CATEGORY
        return Scope.FUNDING if self.funding else Scope.PLAN


@dataclass(frozen=True, slots=True)
class CeilingState:
    """A ceiling with what the draft costs under it, in fen."""

    limit: Limit
    spent_fen: int

    @property
    def room_fen(self) -> int:
        """What is left; negative when it is exceeded."""
        return self.limit.amount_fen - self.spent_fen

    @property
    def exceeded(self) -> bool:
        """Whether the draft costs more than it may."""
        return self.room_fen < 0


def states(limits: Iterable[Limit], spent: Spent) -> list[CeilingState]:
    """Each ceiling with what counts under it. The project's counts the draft's whole total, as a plan's does."""
    return [
        CeilingState(
            limit,
            sum(
                fen
                for (category, funding), fen in spent.items()
                if limit.category in {"", category} and limit.funding in {"", funding}
            ),
        )
        for limit in limits
    ]


def moved(spent: Spent, taken: Iterable[Cost], put: Iterable[Cost]) -> Spent:
    """What is spent when the lines `taken` go and those `put` come."""
    after: defaultdict[tuple[str, str], int] = defaultdict(int, spent)
    for sign, costs in ((-1, taken), (1, put)):
        for category, funding, fen in costs:
            after[category, funding] += sign * fen
    return dict(after)


def exceeded(found: Iterable[CeilingState]) -> list[CeilingState]:
    """The ceilings that are exceeded, by how much, the worst first."""
    return sorted((state for state in found if state.exceeded), key=lambda state: state.room_fen)


def without_ceiling(limits: Sequence[Limit], spent: Spent) -> tuple[bool, list[str], list[str]]:
    """What no ceiling holds: whether the total has none, and the categories and sources that cost without one.

    Categories are named only where some category has a ceiling, and sources likewise: a plan that is held as a
    whole lacks nothing.
    """
    whole = any(limit.scope in {Scope.PROJECT, Scope.PLAN} for limit in limits)
    categories = {limit.category for limit in limits if limit.scope is Scope.CATEGORY}
    sources = {limit.funding for limit in limits if limit.scope is Scope.FUNDING}
    costing = [key for key, fen in spent.items() if fen]
    return (
        not whole,
        sorted({category for category, _ in costing} - categories) if categories else [],
        sorted({funding for _, funding in costing} - sources) if sources else [],
    )
