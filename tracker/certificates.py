"""Certificates as they are listed, and the numbers of those issued together."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from tracker.errors import Invalid
from tracker.training_needs import Expiry

LONGEST_NUMBER = 80


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate; `name` is None for who may not see names.

    `participant` is the person's number among the participants of the course, None for who takes no part in it.
    """

    id: int
    version: int
    course_id: int
    course: str
    person_id: int
    participant: int | None
    name: str | None
    number: str
    issued_on: dt.date
    expires_on: dt.date | None
    archived: bool
    expiry: Expiry


def counted_on(first: str, people: int) -> list[str]:
    """So many numbers, the first as typed, the others counted on from its last digits (培训-099, 培训-100).

    An empty first leaves all empty.

    Raises:
        Invalid: it ends in no digit though several are needed (`certificate_number_not_counting`), or a number would
            be longer than `LONGEST_NUMBER` (`text_too_long`).
    """
    typed = first.strip()
    if not typed:
        return [""] * people
    digits = re.search(r"[0-9]+$", typed)
    if digits is None and people > 1:
        raise Invalid("certificate_number_not_counting", number=typed)
    if digits is None:
        numbers = [typed] * people
    else:
        stem, width, start = typed[: digits.start()], len(digits[0]), int(digits[0])
        numbers = [f"{stem}{start + n:0{width}d}" for n in range(people)]
    longest = max((len(number) for number in numbers), default=0)
    if longest > LONGEST_NUMBER:
        raise Invalid("text_too_long", field="number", longest=LONGEST_NUMBER, length=longest)
    return numbers


def refuse_taken(numbers: Collection[str], taken: Collection[str]) -> None:
    """Refuses a number that another certificate has (`certificate_number_taken`); without a number none clashes.

    Raises:
        Invalid: the first that is taken, as the fact `number`.
    """
    clashing = sorted({number for number in numbers if number} & set(taken))
    if clashing:
        raise Invalid("certificate_number_taken", number=clashing[0])
