"""Warranties of the works: how long the law has them run at least, and when they end."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from tracker.errors import Invalid
from tracker.vocabulary import WarrantyItem

STATUTORY_MONTHS: Mapping[WarrantyItem, int] = MappingProxyType(
    {
        WarrantyItem.WATERPROOFING: 60,
        WarrantyItem.HEATING_COOLING: 24,
        WarrantyItem.ELECTRICAL_PLUMBING: 24,
        WarrantyItem.FIT_OUT: 24,
    }
)
"""The shortest warranty of a part, in months (建设工程质量管理条例 art. 40).

Heating and cooling: two seasons, taken as two years. Structure: the design life, which the project gives.
"""

LONGEST_MONTHS = 1_200
"""A hundred years: the longest design life of a building (GB 50068-2018)."""


def check_months(item: WarrantyItem, months: int) -> None:
    """Refuse a warranty shorter than the law allows, or longer than any building is designed for.

    Raises:
        Invalid: `warranty_too_short`, `warranty_out_of_range`.
    """
    if not 1 <= months <= LONGEST_MONTHS:
        raise Invalid("warranty_out_of_range", longest=LONGEST_MONTHS)
    least = STATUTORY_MONTHS.get(item, 1)
    if months < least:
        raise Invalid("warranty_too_short", item=item, least=least)


def expires_on(passed_on: dt.date | None, months: int) -> dt.date | None:
    """The day a warranty ends that began when its gate passed; None while it has not begun.

    A month that lacks the day ends on its last: 31 August and 6 months give 28 (or 29) February.
    """
    return None if passed_on is None else passed_on + relativedelta(months=months)


class DeadlineKind(StrEnum):
    """What falls due after an acceptance."""

    CONDITION = "condition"
    FILING = "filing"
    WARRANTY = "warranty"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that an acceptance has set: `text` is a condition's, `item` a warranty's."""

    on: dt.date
    kind: DeadlineKind
    gate_id: int
    text: str = ""
    item: WarrantyItem | None = None

    def overdue(self, today: dt.date) -> bool:
        """Whether the day has passed with the thing undone; a warranty merely ends."""
        return self.kind is not DeadlineKind.WARRANTY and self.on < today


def look_ahead(deadlines: Iterable[Deadline], today: dt.date, *, months: int) -> list[Deadline]:
    """What falls due within `months`, earliest first: what is overdue stays, a warranty that ended does not."""
    until = today + relativedelta(months=months)
    return sorted(
        (each for each in deadlines if each.on <= until and (each.on >= today or each.overdue(today))),
        key=lambda each: (each.on, each.kind, each.gate_id, each.text),
    )
