"""What a phone says during a round, which saying counts, and where two devices disagree.

`tracker.field_reading` makes these items of what a phone sends; `db.commands.field_items` stores them.
"""

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade

K = TypeVar("K", bound=Hashable)

HEAD_TEXTS = frozenset({"weather", "progress", "decisions", "next_week"})
"""The texts at the head of a round; `held_on` is the one field that is a day."""


@dataclass(frozen=True, slots=True)
class Item:
    """One tap: the phone's own UUID of it, and the instant at which it was last said."""

    client_id: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Check(Item):
    """The answer to one question of the checklist in one zone."""

    zone_id: int
    item_id: int
    answer: CheckAnswer


@dataclass(frozen=True, slots=True)
class Observation(Item):
    """What was seen of an earlier finding."""

    finding_id: int
    observation: FindingObservation
    text: str


@dataclass(frozen=True, slots=True)
class Note(Item):
    """What was seen in a zone; None for the building as a whole."""

    zone_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class NewFinding(Item):
    """Something to put right; without `due_on` the due day follows from the severity."""

    zone_id: int | None
    trade: Trade
    severity: Severity
    description: str
    organisation_id: int | None
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Attendance(Item):
    """Somebody who walks along."""

    name: str
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class HeadField(Item):
    """A field at the head of the round: what it shall be, and what it was when the person began to type."""

    field: str
    value: str | dt.date
    original: str | dt.date | None


@dataclass(frozen=True, slots=True)
class Withdrawal(Item):
    """Takes back the item whose `client_id` is `of`."""

    of: str


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to begin: of a slot, or an extra one (`series_id` None)."""

    client_id: str
    series_id: int | None
    planned_on: dt.date
    held_on: dt.date


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, under the phone's own UUID of the signing."""

    client_id: str
    name: str


def disagreements(answers: Iterable[tuple[K, str, str]]) -> dict[K, list[str]]:
    """The questions that devices answered differently, with the different answers in order.

    Args:
        answers: question, device, answer; several answers of one device to one question count as the last.
    """
    said: dict[K, dict[str, str]] = {}
    for question, device, answer in answers:
        said.setdefault(question, {})[device] = answer
    different = {question: sorted(set(by_device.values())) for question, by_device in said.items()}
    return {question: found for question, found in different.items() if len(found) > 1}


def is_news(at: dt.datetime, known: dt.datetime | None) -> bool:
    """Whether what was said `at` replaces what is known since `known`; the same instant is the same saying."""
    return known is None or at > known
