"""A round as a desk reads it: every device's answers side by side, and what follows from what was seen.

`tracker.field` has what the devices say; here it is put under its questions and findings.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.checklist import Stop
from tracker.field import disagreements
from tracker.findings import ORDER, is_settled
from tracker.vocabulary import CheckAnswer, FindingObservation, FindingStatus, Severity

DESK = "desk"
"""The device that answers given at a desk are stored under."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What one device said: an answer or an observation, with the words beside it, when, and under which name."""

    device: str
    said: str
    at: dt.datetime
    text: str = ""
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in one zone, with the answers of all devices in the order they were given."""

    item_id: int
    text: str
    sayings: tuple[Saying, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether two devices answered differently."""
        return differ(self.sayings)

    @property
    def failed(self) -> bool:
        """Whether some device saw it fail."""
        return any(saying.said == CheckAnswer.FAIL for saying in self.sayings)


@dataclass(frozen=True, slots=True)
class ZoneChecks:
    """The questions of one zone."""

    zone_id: int
    place: str
    questions: tuple[AskedQuestion, ...]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(bool(question.sayings) for question in self.questions)

    @property
    def failed(self) -> int:
        """How many questions some device saw fail."""
        return sum(question.failed for question in self.questions)

    @property
    def differing(self) -> int:
        """How many questions two devices answered differently."""
        return sum(question.differs for question in self.questions)


class FollowUp(StrEnum):
    """What an observation of an earlier finding lets somebody do now."""

    RECTIFY = "rectify"
    CLOSE = "close"
    REJECT = "reject"
    RAISE = "raise"


def differ(sayings: Iterable[Saying]) -> bool:
    """Whether two devices said different things."""
    return bool(disagreements((0, saying.device, saying.said) for saying in sayings))


def checks_by_zone(
    stops: Sequence[Stop],
    answers: Mapping[tuple[int, int], Sequence[Saying]],
    places: Mapping[int, str],
    texts: Mapping[int, str],
    *,
    only_answered: bool = False,
) -> list[ZoneChecks]:
    """The zones of a round with their questions and answers.

    Args:
        stops: what is asked today (`tracker.checklist.walk`).
        answers: by zone and question; what is asked no more is shown where it was answered.
        places: names of all zones, archived ones too.
        texts: words of all questions, archived ones too.
        only_answered: leave out what was not answered, for a signed round: it may have been asked only since.
    """
    asked = {stop.zone.id: [question.id for question in stop.questions] for stop in stops}
    for zone_id, item_id in answers:
        if item_id not in asked.setdefault(zone_id, []):
            asked[zone_id].append(item_id)
    zones = []
    for zone_id, item_ids in asked.items():
        questions = [
            AskedQuestion(item_id, texts.get(item_id, ""), tuple(answers.get((zone_id, item_id), ())))
            for item_id in item_ids
        ]
        shown = tuple(question for question in questions if question.sayings or not only_answered)
        if shown:
            zones.append(ZoneChecks(zone_id, places.get(zone_id, ""), shown))
    return zones


def follow_ups(
    observation: FindingObservation, status: FindingStatus, severity: Severity
) -> tuple[FollowUp, ...]:
    """The steps that follow from seeing an earlier finding so, while it stands at `status`.

    Fixed: an assigned one is marked rectified, a rectified one verified. Still there: a rectified one goes back.
    Worse: back as well, and up in severity. An open finding that is fixed must first be given to somebody.
    """
    if is_settled(status):
        return ()
    rectified = status is FindingStatus.RECTIFIED
    if observation is FindingObservation.FIXED:
        if rectified:
            return (FollowUp.CLOSE,)
        return (FollowUp.RECTIFY,) if status is FindingStatus.ASSIGNED else ()
    back = (FollowUp.REJECT,) if rectified else ()
    if observation is FindingObservation.WORSE and worse_than(severity) is not None:
        return (*back, FollowUp.RAISE)
    return back


def worse_than(severity: Severity) -> Severity | None:
    """The next worse severity; None for the worst."""
    rank = ORDER[severity]
    return None if rank == 0 else list(ORDER)[rank - 1]
