"""Self-assessment against an evaluation standard: points reached, prerequisites missing, what is still to be gained.

The standard is the user's own table; no threshold and no grade stands here. Points and values are whole thousandths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.vocabulary import IndicatorDirection


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a standard.

    Attributes:
        id: the stored item.
        section: the group it stands in; "" for none.
        points_milli: the most that it can give.
        target_milli: the value that fulfils it; None where the standard only describes it.
        direction: whether more or less than the target is better.
        is_prerequisite: whether a grade is barred until it is met.
    """

    id: int
    section: str
    points_milli: int
    target_milli: int | None = None
    direction: IndicatorDirection = IndicatorDirection.UP
    is_prerequisite: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """The newest finding on an item: the value if it has one, whether it was met then, the points claimed."""

    is_met: bool
    points_milli: int
    value_milli: int | None = None


class Scope(StrEnum):
    """Which items of a standard are looked at."""

    GAPS = "gaps"
    PREREQUISITES = "prerequisites"
    UNASSESSED = "unassessed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """Points reached of those possible, and how many items nobody has assessed."""

    reached_milli: int
    possible_milli: int
    items: int
    unassessed: int


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that still costs points or bars a grade.

    Attributes:
        item_id: the item.
        missing_milli: points not reached; all of them where nobody has assessed it.
        distance_milli: from the value to the target in the item's unit, 0 when reached; None without value or target.
        is_barring: a prerequisite that is not met or not assessed.
        is_unassessed: nobody has assessed it.
        is_overtaken: it was assessed as met, and the target has been moved beyond its value since.
    """

    item_id: int
    missing_milli: int
    distance_milli: int | None
    is_barring: bool
    is_unassessed: bool
    is_overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How the library stands to a standard; sections and items in the order of the standard, gaps worst first."""

    total: Score
    sections: Mapping[str, Score]
    barring: tuple[int, ...]
    gaps: tuple[Gap, ...]


def standing(items: Sequence[Item], newest: Mapping[int, Assessment]) -> Standing:
    """Count a standard out; `newest` has each assessed item's newest assessment by the item's id.

    Points beyond an item's own are not counted: the standard may have lowered them since the assessment.
    """
    sections: dict[str, list[Item]] = {}
    for item in items:
        sections.setdefault(item.section, []).append(item)
    found = [gap for item in items if (gap := gap_of(item, newest.get(item.id))) is not None]
    return Standing(
        _score(items, newest),
        {section: _score(part, newest) for section, part in sections.items()},
        tuple(gap.item_id for gap in found if gap.is_barring),
        tuple(sorted(found, key=lambda gap: (not gap.is_barring, -gap.missing_milli))),
    )


def gap_of(item: Item, assessment: Assessment | None) -> Gap | None:
    """What an item still lacks; None where it is assessed, has all its points and its target, and bars nothing."""
    missing = item.points_milli - reached(item, assessment)
    if assessment is None:
        return Gap(item.id, missing, None, item.is_prerequisite, is_unassessed=True)
    left = distance(item, assessment.value_milli)
    barring = item.is_prerequisite and not is_met(item, assessment)
    if not (missing or left or barring):
        return None
    return Gap(
        item.id, missing, left, barring, is_unassessed=False, is_overtaken=_is_overtaken(item, assessment)
    )


def is_met(item: Item, assessment: Assessment) -> bool:
    """Whether an item is met today: value and target decide where both are known, else what was found then.

    A target may have been moved since the assessment.
    """
    left = distance(item, assessment.value_milli)
    return assessment.is_met if left is None else left == 0


def reached(item: Item, assessment: Assessment | None) -> int:
    """The points that count, in thousandths: those claimed, up to the item's own.

    Points that were claimed for a target which has been moved beyond the value since are not counted until somebody
    assesses the item again; steps claimed below the target are the person's, and count.
    """
    if assessment is None or _is_overtaken(item, assessment):
        return 0
    return min(item.points_milli, assessment.points_milli)


def distance(item: Item, value_milli: int | None) -> int | None:
    """How far a value is from the item's target, in thousandths of its unit; None when one of the two is unknown."""
    if value_milli is None or item.target_milli is None:
        return None
    gap = item.target_milli - value_milli
    return max(0, gap if item.direction is IndicatorDirection.UP else -gap)


def in_scope(item: Item, gap: Gap | None, scope: Scope) -> bool:
    """Whether a list shows an item: all, what lacks something, the prerequisites, or what nobody has assessed."""
    match scope:
        case Scope.GAPS:
            return gap is not None
        case Scope.PREREQUISITES:
            return item.is_prerequisite
        case Scope.UNASSESSED:
            return gap is not None and gap.is_unassessed
        case Scope.ALL:
            return True


def share_milli(value_milli: int, target_milli: int, direction: IndicatorDirection) -> int | None:
    """How much of a target is reached, in thousandths from 0 to 1,000; None where the target gives no measure.

    "The more the better" is value over target; "the less the better" is target over value. A target that is reached
    is 1,000 whatever its size; one not reached is rounded down, so that 1,000 always means reached.
    """
    more = direction is IndicatorDirection.UP
    part, whole = (value_milli, target_milli) if more else (target_milli, value_milli)
    if part >= whole:
        return 1_000
    return max(0, part * 1_000 // whole) if whole > 0 else None


def _score(items: Sequence[Item], newest: Mapping[int, Assessment]) -> Score:
    return Score(
        sum(reached(item, newest.get(item.id)) for item in items),
        sum(item.points_milli for item in items),
        len(items),
        sum(item.id not in newest for item in items),
    )


def _is_overtaken(item: Item, assessment: Assessment) -> bool:
    return assessment.is_met and not is_met(item, assessment)
