"""Who an issue of the bulletin goes to: reported upward, sent to equals, distributed below (报、送、发).

A recipient is kept as one line: the office, after the sign of its manner where that is not the first. So an office
without a sign is one that the bulletin is reported to.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Manner(StrEnum):
    """How a bulletin goes to an office: to a superior one, to an equal, to one below."""

    REPORT = "report"
    SEND = "send"
    DISTRIBUTE = "distribute"


SIGNS: Mapping[Manner, str] = MappingProxyType(
    {Manner.REPORT: "报", Manner.SEND: "送", Manner.DISTRIBUTE: "发"}
)
"""What stands before the offices on the paper, and before a single one where it is kept."""


def line_of(manner: Manner, office: str) -> str:
    """A recipient as it is kept; empty for an empty office."""
    name = office.strip()
    return name if manner is Manner.REPORT or not name else f"{SIGNS[manner]}：{name}"


def by_manner(lines: Iterable[str]) -> dict[Manner, list[str]]:
    """The offices of kept lines by manner, all three named; a half-width colon counts as well."""
    found: dict[Manner, list[str]] = {manner: [] for manner in Manner}
    for line in lines:
        manner = next((each for each, sign in SIGNS.items() if line[:2] in {f"{sign}：", f"{sign}:"}), None)
        found[manner or Manner.REPORT].append(line[2:].strip() if manner else line.strip())
    return found
