"""What an evidence pack holds: its sections, who may read which, and how its files are called."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tracker.documents import KINDS
from tracker.permissions import ALLOWED, Action, Role


class EvidenceSection(StrEnum):
    """The parts of a pack, in the order of its folders."""

    ACCEPTANCE = "acceptance"
    FINDINGS = "findings"
    ROUNDS = "rounds"
    DRAFTS = "drafts"
    ASSETS = "assets"
    PURCHASES = "purchases"
    PLANS = "plans"
    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    SUMMARIES = "summaries"
    EVALUATION = "evaluation"


NEEDS: Mapping[EvidenceSection, frozenset[Action]] = MappingProxyType(
    {
        EvidenceSection.ACCEPTANCE: frozenset({Action.SEE_SITE}),
        EvidenceSection.FINDINGS: frozenset({Action.SEE_SITE}),
        EvidenceSection.ROUNDS: frozenset({Action.SEE_SITE, Action.SEE_NAMES}),
        EvidenceSection.DRAFTS: frozenset({Action.SEE_PROCUREMENT}),
        EvidenceSection.ASSETS: frozenset({Action.SEE_PROCUREMENT}),
        EvidenceSection.PURCHASES: frozenset({Action.SEE_PROCUREMENT}),
        EvidenceSection.PLANS: frozenset({Action.SEE_PLANS}),
        EvidenceSection.MINUTES: frozenset({Action.SEE_WORK}),
        EvidenceSection.ATTENDANCE: frozenset({Action.SEE_PEOPLE, Action.SEE_NAMES}),
        EvidenceSection.SUMMARIES: frozenset({Action.SEE_WORK}),
        EvidenceSection.EVALUATION: frozenset({Action.SEE_WORK}),
    }
)
"""What one must be allowed to see to read a section: records of rounds and attendance sheets name people."""

LONGEST_NAME = 80
"""Characters of a file name; a path of folder, subfolder and file stays far below the 260 that Windows takes."""

LONGEST_BYTES = 240
"""The same in UTF-8: with an ending, below the 255 bytes that file systems of Linux take."""

_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00]+')
"""What some file system refuses, or reads as something else; unseen characters have become NUL before."""

_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows ("Naming Files, Paths, and Namespaces")."""

_ENDINGS = {media_type: ending for ending, (media_type, _) in list(KINDS.items())[::-1]}


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack as its index says it; one that the store had lost has no path, size or hash.

    Attributes:
        section: where it belongs.
        title: what it is, in words; it may hold what people typed.
        day: the day it speaks of, or None.
        path: inside the pack, parts joined by slashes.
        size: in bytes.
        sha256: in hexadecimal.
    """

    section: EvidenceSection
    title: str
    day: dt.date | None
    path: str = ""
    size: int = 0
    sha256: str = ""

    @property
    def missing(self) -> bool:
        """Whether the store did not have it any more."""
        return not self.path


def sections_for(readers: Iterable[Role]) -> frozenset[EvidenceSection]:
    """The sections that every one of these roles may read; a pack lies open to all of them."""
    roles = frozenset(readers)
    return frozenset(
        section for section, needs in NEEDS.items() if all(roles <= ALLOWED[action] for action in needs)
    )


def readers() -> frozenset[Role]:
    """The roles to which every pack of a project lies open: those that may ask for one."""
    return ALLOWED[Action.BUILD_EVIDENCE]


def file_name(*parts: str, number: int = 1, ending: str = "") -> str:
    """A name for a file or folder: the parts parted by spaces, in NFC, without what a file system refuses.

    A `number` above 1 stands at its end, however long the rest is.
    """
    joined = unicodedata.normalize("NFC", " ".join(part for part in parts if part))
    seen = "".join("\0" if unicodedata.category(sign).startswith("C") else sign for sign in joined)
    clean = " ".join(_NOT_IN_NAMES.sub("-", seen).split())
    tail = f" {number}" if number > 1 else ""
    room = clean[: LONGEST_NAME - len(tail)].encode()[: LONGEST_BYTES - len(tail)]
    name = (room.decode(errors="ignore").strip(" .") or "-") + tail
    if _DEVICE.fullmatch(name):
        name = f"_{name}"
    return f"{name}.{ending}" if ending else name


def ending_of(media_type: str) -> str:
    """The ending of a kept file, by its media type; `bin` for what the tracker does not know."""
    return _ENDINGS.get(media_type, "bin")
