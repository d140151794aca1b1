"""The checklist of a round: where each question is asked, and reading a pasted list of questions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.errors import Invalid
from tracker.rooms import Place
from tracker.vocabulary import ZoneKind

LONGEST_QUESTION = 300
MOST_PASTED = 200
"""A round with more questions than that is walked by nobody."""

_MARK = re.compile(
    r"^\s*(?:[-*•·▪□☐✓]|[(\uff08]?\d{1,3}[.\uff0e、)\uff09](?!\d)|[(\uff08]?[一二三四五六七八九十]{1,3}[、)\uff09])\s*"
)
"""What stands before a question in a list: a bullet, a box, or a number."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the checklist; without a zone it is a general one."""

    id: int
    zone_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A zone that is walked, with the questions asked there, in their order."""

    zone: Place
    questions: tuple[Question, ...]


def walk(zones: Sequence[Place], questions: Iterable[Question]) -> list[Stop]:
    """The zones of a round in the order of the building, each with its questions.

    A general question is asked in every room, or in every zone of a building that has no rooms yet. A question of a
    zone is asked in that zone alone: one of a floor is asked once for the floor, not in each of its rooms.
    """
    asked = list(questions)
    general = [question for question in asked if question.zone_id is None]
    has_rooms = any(zone.kind is ZoneKind.ROOM for zone in zones)
    stops = []
    for zone in zones:
        own = [question for question in asked if question.zone_id == zone.id]
        everywhere = general if zone.kind is ZoneKind.ROOM or not has_rooms else []
        if own or everywhere:
            stops.append(Stop(zone, (*everywhere, *own)))
    return stops


def pasted_questions(text: str) -> list[str]:
    """The questions of a pasted list, one a line, without their numbers or bullets; each once, in order.

    Raises:
        Invalid: `text_too_long` for a line of more than `LONGEST_QUESTION` characters; `too_many_questions`.
    """
    lines = (_MARK.sub("", line).strip() for line in text.splitlines())
    found = list(dict.fromkeys(line for line in lines if line))
    if len(found) > MOST_PASTED:
        raise Invalid("too_many_questions", n=len(found), most=MOST_PASTED)
    for line in found:
        if len(line) > LONGEST_QUESTION:
            raise Invalid("text_too_long", field="text", longest=LONGEST_QUESTION, length=len(line))
    return found
