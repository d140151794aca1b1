"""Which methods an amount allows, by thresholds that the library supplies; and whether a purchase was split.

No figure is built in: thresholds differ by province, level and year (政府采购法 art. 7, 8, 27; 实施条例 art. 5).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.procurement.process import TENDERS
from tracker.vocabulary import ProcurementMethod


class ProcurementObject(StrEnum):
    """What is bought (政府采购法 art. 2)."""

    GOODS = "goods"
    WORKS = "works"
    SERVICES = "services"


_BY_LETTER = {
    "A": ProcurementObject.GOODS,
    "B": ProcurementObject.WORKS,
    "C": ProcurementObject.SERVICES,
}

APPROVAL_ARTICLE = "政府采购法 art. 27; 实施条例 art. 23"
SPLITTING_ARTICLE = "实施条例 art. 28"


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """From `amount_fen` on, a purchase is made by `method`; `object` is empty for any."""

    jurisdiction: str
    level: str
    object: str
    method: ProcurementMethod
    amount_fen: int
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str

    @property
    def place(self) -> str:
        """The jurisdiction and its level, where one is named: what a package says it is bought under."""
        return " · ".join(filter(None, (self.jurisdiction, self.level)))

    def is_of(self, place: str) -> bool:
        """Whether the rule holds at a place: a jurisdiction with a level, one alone for all its levels, or any."""
        return place in {"", self.jurisdiction, self.place}

    def holds(self, day: dt.date, objects: frozenset[ProcurementObject]) -> bool:
        """Whether the rule is in force on a day for these objects; unknown objects may be any."""
        in_force = (self.valid_from or day) <= day <= (self.valid_to or day)
        return in_force and (not self.object or not objects or self.object in objects)


class Permission(StrEnum):
    """Whether a method may be used."""

    UNDECIDED = "undecided"
    NO_THRESHOLD = "no_threshold"
    ALLOWED = "allowed"
    NEEDS_APPROVAL = "needs_approval"


@dataclass(frozen=True, slots=True)
class MethodVerdict:
    """Whether a method may be used for an amount, and by which rule."""

    permission: Permission
    rule: ThresholdRule | None = None


def objects_of(codes: Iterable[str]) -> frozenset[ProcurementObject]:
    """What catalogue codes stand for: A goods, B works, C services; empty where none says."""
    return frozenset(_BY_LETTER[code[0]] for code in codes if code[:1] in _BY_LETTER)


def tender_threshold(
    rules: Iterable[ThresholdRule],
    day: dt.date,
    objects: frozenset[ProcurementObject],
    place: str = "",
) -> ThresholdRule | None:
    """The open-tender threshold in force; the lowest of several, None where the library has supplied none.

    With a `place`, only the rules of that jurisdiction or of that level of it; without one, those of any.
    """
    found = [
        rule
        for rule in rules
        if rule.method is ProcurementMethod.OPEN_TENDER and rule.holds(day, objects) and rule.is_of(place)
    ]
    return min(found, key=lambda rule: rule.amount_fen, default=None)


def verdict(method: ProcurementMethod | None, amount_fen: int, rule: ThresholdRule | None) -> MethodVerdict:
    """Whether the method may be used for the amount under the open-tender threshold.

    From the threshold on, another method than open tender needs the approval of the finance department of a city
    divided into districts or above, before the procurement starts.
    """
    if method is None:
        return MethodVerdict(Permission.UNDECIDED, rule)
    if method is ProcurementMethod.OPEN_TENDER:
        return MethodVerdict(Permission.ALLOWED, rule)
    if rule is None:
        return MethodVerdict(Permission.NO_THRESHOLD)
    over = amount_fen >= rule.amount_fen
    return MethodVerdict(Permission.NEEDS_APPROVAL if over else Permission.ALLOWED, rule)


@dataclass(frozen=True, slots=True)
class Bought:
    """What a package spends on a kind of thing under a budget item in a fiscal year; money in fen.

    `threshold_fen` is the open-tender threshold of the package, None where the library has supplied none.
    """

    package: str
    method: ProcurementMethod | None
    kind: str
    funding: str
    year: int
    amount_fen: int
    threshold_fen: int | None


@dataclass(frozen=True, slots=True)
class Splitting:
    """Purchases of one kind under one budget item and year that together pass the threshold without a tender."""

    kind: str
    funding: str
    year: int
    packages: tuple[str, ...]
    amount_fen: int


def splitting(purchases: Iterable[Bought]) -> list[Splitting]:
    """Where a purchase may have been split to avoid a tender (实施条例 art. 28).

    The same budget item, the same kind, the same fiscal year, several times by other methods than a tender, together
    above the open-tender threshold, the lowest that one of them is judged by. An adjusted budget or an approval lifts
    it; people say so in the method's reason.
    """
    groups: defaultdict[tuple[str, str, int], list[Bought]] = defaultdict(list)
    for each in purchases:
        if each.method is not None and each.method not in TENDERS:
            groups[each.kind, each.funding, each.year].append(each)
    found = []
    for (kind, funding, year), group in groups.items():
        packages = tuple(dict.fromkeys(each.package for each in group))
        total = sum(each.amount_fen for each in group)
        threshold = min(
            (each.threshold_fen for each in group if each.threshold_fen is not None), default=None
        )
        if threshold is not None and len(packages) > 1 and total > threshold:
            found.append(Splitting(kind, funding, year, packages, total))
    return found
