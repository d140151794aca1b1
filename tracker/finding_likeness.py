"""Is this finding known already? Open findings of the same place whose words are much the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

ALIKE = 58
"""Likeness (0 to 100) from which two descriptions are shown as perhaps the same. Chosen on pairs of real wordings:
「吊顶渗水」and「二层吊顶有渗水痕迹」are at 65,「墙面空鼓」and「墙面开裂」at 57."""

PART_OF_A_TEXT = 10
"""How much less it counts that one text only lies in the other."""

WORDS_OF_A_TEXT = 10
"""How much more it counts that one text's pairs of signs stand in the other, wherever they stand."""

SHORTEST = 2
"""Signs below which a text says too little to compare."""


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that is open: its id, number and description."""

    id: int
    number: int
    description: str


def look_alikes(description: str, known: Iterable[Known], most: int = 3) -> list[Known]:
    """Those of `known` that `description` may be about too, the likest first; at most `most`."""
    if len(_bare(description)) < SHORTEST:
        return []
    scored = [(likeness(description, each.description), each) for each in known]
    alike = [(score, each) for score, each in scored if score >= ALIKE]
    return [each for _, each in sorted(alike, key=lambda pair: (-pair[0], pair[1].number))[:most]]


def likeness(one: str, other: str) -> float:
    """How much two descriptions say the same, 0 to 100; order of words, case and punctuation do not count."""
    a, b = _bare(one), _bare(other)
    return max(
        fuzz.ratio(a, b),
        fuzz.token_sort_ratio(one.lower(), other.lower()),
        fuzz.partial_ratio(a, b) - PART_OF_A_TEXT,
        _shared(*sorted((_pairs(a), _pairs(b)), key=len)),
    )


def _shared(fewer: set[str], more: set[str]) -> float:
    """The share of a text's pairs of signs that the other one has; Chinese has no words between spaces."""
    if not fewer & more:
        return 0.0
    return min(100.0, 100 * len(fewer & more) / len(fewer) + WORDS_OF_A_TEXT)


def _pairs(bare: str) -> set[str]:
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def _bare(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())
