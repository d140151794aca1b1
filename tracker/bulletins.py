"""An issue of the bulletin apart from its text: its head, and whom it goes to (报、送、发)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
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
"""What stands before the offices on a Chinese paper."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An office that an issue goes to."""

    manner: Manner
    office: str

    def __str__(self) -> str:
        return f"{SIGNS[self.manner]}：{self.office}"


def recipient_of(manner: Manner | None, name: str) -> Recipient:
    """A recipient as it is kept.

    Where no manner is kept with it, the sign before its name tells it (送：区财政局), and without a sign it is
    reported to: so recipients were kept before the manner had a place of its own.
    """
    return recipient_typed(Manner.REPORT, name) if manner is None else Recipient(manner, name)


def recipient_typed(manner: Manner, text: str) -> Recipient:
    """An office as somebody typed or pasted it among those of a manner; a sign before its name wins over that."""
    for each, sign in SIGNS.items():
        if text.lstrip()[:2] in {f"{sign}：", f"{sign}:"}:
            return Recipient(each, text.lstrip()[2:].strip())
    return Recipient(manner, text.strip())


def by_manner(recipients: Iterable[Recipient]) -> dict[Manner, list[str]]:
    """The offices by manner, all three named."""
    found: dict[Manner, list[str]] = {manner: [] for manner in Manner}
    for each in recipients:
        found[each.manner].append(each.office)
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of an issue says, and which template laid it out; kept as JSON when it is issued.

    Attributes:
        masthead: the bulletin's name.
        number: which issue of which year.
        library: who issues it.
        day: when.
        template: SHA-256 of the library's own Word template; empty for the standard one.
    """

    masthead: str
    number: str
    library: str
    day: str
    template: str = ""

    def kept(self) -> str:
        """The head as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def head_kept(text: str) -> Head | None:
    """The head that was kept; None for a draft, and for what was issued before heads were kept."""
    return Head(**json.loads(text)) if text else None
