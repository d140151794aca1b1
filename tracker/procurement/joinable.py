"""Lines that a person may say are one: those that were cut before another began, the likest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.procurement.ancestry import Origins
from tracker.procurement.life import NumberedDraft, relatives
from tracker.procurement.lines import Line, Lineage
from tracker.procurement.similarity import name_similarity
from tracker.procurement.wording import normal


@dataclass(frozen=True, slots=True)
class Joinable:
    """A line that could be joined with another one.

    Attributes:
        line: as it last stood where it came before, as it first stood where it came after.
        number: of that draft; None for the working copy.
        is_earlier: whether it is the one that was cut.
    """

    line: Line
    number: int | None
    is_earlier: bool


def joinable(lineage: Lineage, drafts: Sequence[NumberedDraft], origins: Origins) -> list[Joinable]:
    """The lines that had gone when `lineage` began, and those that began when it had gone; not its relatives.

    Whatever matching thinks of them: this is what a person chooses from where nothing was proposed. Several lines may
    be joined with one that came after them (they were merged), and one with several after it (it was split).

    Args:
        lineage: a line that a draft lists; nothing fits one that none does.
        drafts: all drafts of the plan in their order, the working copy last.
        origins: for lineages born from others, the lineages they came from.
    """
    first: dict[Lineage, tuple[int, Line]] = {}
    last: dict[Lineage, tuple[int, Line]] = {}
    for place, draft in enumerate(drafts):
        for line in draft.lines:
            first.setdefault(line.lineage, (place, line))
            last[line.lineage] = (place, line)
    if lineage not in first:
        return []
    begun, gone = first[lineage][0], last[lineage][0]
    family = relatives(lineage, origins)
    found = [
        *(
            Joinable(line, drafts[place].number, is_earlier=True)
            for place, line in last.values()
            if place < begun
        ),
        *(
            Joinable(line, drafts[place].number, is_earlier=False)
            for place, line in first.values()
            if place > gone
        ),
    ]
    name = normal(last[lineage][1].name)
    others = [each for each in found if each.line.lineage not in family]
    return sorted(others, key=lambda each: -name_similarity(name, normal(each.line.name)))
